import { useEffect } from "react";
import { useLocation } from "wouter";
import { byActivity, unread, useClient } from "../connection";
import type { ChatId } from "../protocol";

/** Alt+↑/↓ walks the conversations; with Shift only those with something unread. */
export const useConversationKeys = (current: ChatId | undefined) => {
  const client = useClient();
  const [, go] = useLocation();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (!event.altKey || event.ctrlKey || event.metaKey || step === 0) return;
      const { chats, me } = client.store.getState();
      const sorted = [...chats.values()].sort(byActivity);
      const wanted = sorted.filter((chat) => chat.id === current || !event.shiftKey || unread(chat, me.id) > 0);
      const at = wanted.findIndex((chat) => chat.id === current);
      const next = wanted[at < 0 ? (step > 0 ? 0 : wanted.length - 1) : at + step];
      event.preventDefault();
      if (next) go(`/c/${next.id}`);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [client, go, current]);
};
