import { useEffect } from "react";
import { unread, useWorld } from "../connection";
import { texts } from "../texts";

/** How much waits, in the title of the tab. */
export const useUnreadTitle = () => {
  const total = useWorld((world) =>
    [...world.chats.values()].reduce((sum, chat) => sum + unread(chat, world.me.id), 0),
  );
  useEffect(() => {
    document.title = total > 0 ? `(${total}) ${texts.appName}` : texts.appName;
    return () => {
      document.title = texts.appName;
    };
  }, [total]);
};
