import { ArrowLeft, MessageCircleOff, PanelRight, TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import { Link } from "wouter";
import { type Chat, faceOf, useClient, useWorld } from "../../connection";
import type { ChatId } from "../../protocol";
import { texts } from "../../texts";
import { Avatar, Bone, Button, Empty, IconButton } from "../../ui";
import { isOnline, titleOf, typingText } from "../conversations";
import { Composer } from "./Composer";
import { Log } from "./Log";

type Props = { chatId: ChatId; onDetails: () => void; detailsOpen: boolean };

export const Conversation = ({ chatId, onDetails, detailsOpen }: Props) => {
  const client = useClient();
  const chat = useWorld((world) => world.chats.get(chatId));
  const settled = useWorld((world) => world.list !== "loading");
  const present = chat !== undefined;

  useEffect(() => {
    if (!present) return;
    client.look(chatId);
    return () => client.look(undefined);
  }, [client, chatId, present]);

  if (chat) return <Opened chat={chat} onDetails={onDetails} detailsOpen={detailsOpen} />;
  return (
    <section aria-label={texts.chat.missing} className="flex h-full bg-canvas">
      {settled ? (
        <Empty icon={<MessageCircleOff />} title={texts.chat.missing} detail={texts.chat.missingDetail}>
          <Link href="/" className="font-semibold text-accent-ink underline underline-offset-2">
            {texts.chat.toList}
          </Link>
        </Empty>
      ) : (
        <Skeletons />
      )}
    </section>
  );
};

const Opened = ({ chat, onDetails, detailsOpen }: { chat: Chat; onDetails: () => void; detailsOpen: boolean }) => {
  const me = useWorld((world) => world.me.id);
  const name = titleOf(chat, me);
  return (
    <section aria-label={name} className="flex h-full min-w-0 flex-col bg-canvas">
      <Header chat={chat} name={name} onDetails={onDetails} detailsOpen={detailsOpen} />
      <Body chat={chat} />
      <TypingLine chatId={chat.id} />
      <Composer key={chat.id} chatId={chat.id} name={name} />
    </section>
  );
};

type HeaderProps = { chat: Chat; name: string; onDetails: () => void; detailsOpen: boolean };

const Header = ({ chat, name, onDetails, detailsOpen }: HeaderProps) => {
  const me = useWorld((world) => world.me.id);
  const online = useWorld((world) => isOnline(chat, world));
  const state = online ? texts.chat.online : texts.chat.offline;
  return (
    <header className="flex min-h-17 items-center gap-2 border-line border-b bg-surface py-2 pr-2 pl-2 md:pl-5">
      <Link
        href="/"
        aria-label={texts.back}
        className="grid size-11 shrink-0 place-items-center rounded-full text-muted hover:bg-raised md:hidden"
      >
        <ArrowLeft size={22} />
      </Link>
      <Avatar id={faceOf(chat, me)} name={name} online={online} group={chat.kind === "group"} />
      <div className="ml-1 min-w-0 flex-1">
        <h1 className="truncate font-semibold text-[1.0625rem] leading-tight">
          <bdi>{name}</bdi>
        </h1>
        <p data-testid="status" className={`truncate text-sm ${online ? "text-accent-ink" : "text-muted"}`}>
          {chat.kind === "group" ? texts.chat.members(chat.memberCount) : state}
        </p>
      </div>
      <IconButton label={texts.chat.details} onClick={onDetails} aria-expanded={detailsOpen}>
        <PanelRight size={21} />
      </IconButton>
    </header>
  );
};

const Body = ({ chat }: { chat: Chat }) => {
  const client = useClient();
  const timeline = useWorld((world) => world.timelines.get(chat.id));
  switch (timeline?.kind) {
    case "ready":
      return <Log key={chat.id} chat={chat} timeline={timeline} />;
    case "failed":
      return (
        <Empty icon={<TriangleAlert />} title={texts.chat.failed} detail={texts.refusal[timeline.code]}>
          <Button onClick={() => void client.openTimeline(chat.id)}>{texts.tryAgain}</Button>
        </Empty>
      );
    case "loading":
    case undefined:
      return <Skeletons />;
    default:
      return timeline satisfies never;
  }
};

/** Its height is always kept free, so that nothing moves when somebody begins to write. */
const TypingLine = ({ chatId }: { chatId: ChatId }) => {
  const typing = useWorld((world) => typingText(world, chatId));
  return (
    <p role="status" data-testid="typing" className="flex h-7 items-center gap-2 px-5 text-muted text-sm sm:px-8">
      {typing && (
        <>
          <span aria-hidden="true" className="flex gap-1">
            {["", "[animation-delay:0.15s]", "[animation-delay:0.3s]"].map((delay) => (
              <span key={delay} className={`size-1.5 animate-dot rounded-full bg-accent-ink ${delay}`} />
            ))}
          </span>
          <span className="truncate">{typing}</span>
        </>
      )}
    </p>
  );
};

const Skeletons = () => (
  <div
    role="status"
    aria-label={texts.loading}
    className="flex min-h-0 flex-1 flex-col justify-end gap-3 overflow-hidden p-5"
  >
    {["w-48", "ml-auto w-64", "w-72", "ml-auto w-40", "w-56"].map((place) => (
      <Bone key={place} className={`h-11 max-w-[80%] rounded-2xl ${place}`} />
    ))}
  </div>
);
