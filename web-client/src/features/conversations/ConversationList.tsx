import { MessagesSquare, SquarePen } from "lucide-react";
import { useMemo } from "react";
import { useClient, useWorld } from "../../connection";
import { byActivity } from "../../connection/chats";
import type { ChatId } from "../../protocol";
import { texts } from "../../texts";
import { Avatar, Bone, Button, Empty, IconButton } from "../../ui";
import { ConversationRow } from "./ConversationRow";

type Props = { current: ChatId | undefined; onStart: () => void; onProfile: () => void };

export const ConversationList = ({ current, onStart, onProfile }: Props) => {
  const me = useWorld((world) => world.me);
  return (
    <nav aria-label={texts.list.label} className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex items-center gap-1 py-3 pr-3 pl-4">
        <button
          type="button"
          onClick={onProfile}
          aria-label={texts.list.profile}
          title={texts.list.profile}
          className="-m-1 rounded-full p-1"
        >
          <Avatar id={me.id} name={me.name} />
        </button>
        <h1 className="ml-2 flex-1 font-bold text-xl tracking-tight">{texts.appName}</h1>
        <IconButton label={texts.list.start} onClick={onStart} className="bg-accent-soft text-accent-ink">
          <SquarePen size={20} />
        </IconButton>
      </header>
      <Rows current={current} onStart={onStart} />
    </nav>
  );
};

const Rows = ({ current, onStart }: { current: ChatId | undefined; onStart: () => void }) => {
  const client = useClient();
  const chats = useWorld((world) => world.chats);
  const list = useWorld((world) => world.list);
  const sorted = useMemo(() => [...chats.values()].sort(byActivity), [chats]);
  if (sorted.length > 0) {
    return (
      <ul className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2 pb-2">
        {sorted.map((chat) => (
          <ConversationRow key={chat.id} chat={chat} current={chat.id === current} />
        ))}
      </ul>
    );
  }
  if (list === "loading") return <Skeletons />;
  return list === "failed" ? (
    <Empty icon={<MessagesSquare />} title={texts.list.failed} detail={texts.refusal.UNAVAILABLE}>
      <Button onClick={() => void client.loadList()}>{texts.tryAgain}</Button>
    </Empty>
  ) : (
    <Empty icon={<MessagesSquare />} title={texts.list.empty} detail={texts.list.emptyDetail}>
      <Button onClick={onStart}>{texts.list.start}</Button>
    </Empty>
  );
};

const Skeletons = () => (
  <div role="status" aria-label={texts.loading} className="flex flex-col gap-1 px-2">
    {["w-2/3", "w-1/2", "w-3/4", "w-2/5", "w-3/5"].map((width) => (
      <div key={width} className="flex items-center gap-3 px-2 py-2.5">
        <Bone className="size-11" />
        <span className="flex flex-1 flex-col gap-2">
          <Bone className="h-3.5 w-1/3" />
          <Bone className={`h-3 ${width}`} />
        </span>
      </div>
    ))}
  </div>
);
