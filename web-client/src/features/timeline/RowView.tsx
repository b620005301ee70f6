import { memo } from "react";
import { type Chat, type Pending, partner, useClient, useWorld } from "../../connection";
import { tick } from "../../connection/chats";
import type { Message, UserId } from "../../protocol";
import { texts } from "../../texts";
import { whenDay } from "../../ui";
import { personName } from "../conversations";
import { Bubble } from "./Bubble";
import { noticeText } from "./notice";
import type { Row } from "./rows";

type Props = { row: Row; chat: Chat; me: UserId };

export const RowView = memo(({ row, chat, me }: Props) => {
  switch (row.kind) {
    case "beginning":
      return <Beginning chat={chat} me={me} />;
    case "day":
      return <Line>{whenDay(row.at, { today: texts.chat.today, yesterday: texts.list.yesterday })}</Line>;
    case "unread":
      return <UnreadLine />;
    case "notice":
      return <Notice entry={row.entry} chat={chat} me={me} />;
    case "message":
      return <Stored entry={row.entry} opens={row.opens} closes={row.closes} chat={chat} me={me} />;
    case "pending":
      return <Waiting pending={row.pending} opens={row.opens} closes={row.closes} />;
    default:
      return row satisfies never;
  }
});

const Line = ({ children }: { children: string }) => (
  <p className="flex justify-center py-3">
    <span className="rounded-full bg-raised px-3 py-1 font-medium text-muted text-xs">{children}</span>
  </p>
);

const UnreadLine = () => (
  <p className="flex items-center gap-3 py-3 font-semibold text-badge text-xs" data-testid="unread-divider">
    <span className="h-px flex-1 bg-badge opacity-50" />
    {texts.chat.unread}
    <span className="h-px flex-1 bg-badge opacity-50" />
  </p>
);

const Beginning = ({ chat, me }: { chat: Chat; me: UserId }) => (
  <p className="text-balance px-4 pt-8 pb-2 text-center text-muted text-sm">
    {chat.kind === "group" ? texts.chat.beginning : texts.chat.emptyDirect(partner(chat, me)?.name || texts.unnamed)}
  </p>
);

type NoticeProps = { entry: Extract<Row, { kind: "notice" }>["entry"]; chat: Chat; me: UserId };

const Notice = ({ entry, chat, me }: NoticeProps) => {
  const names = useWorld((world) => world.names);
  return (
    <p className="text-balance px-6 py-1.5 text-center text-muted text-sm">
      <bdi>{noticeText(entry, chat.kind, (id) => (id === me ? texts.you : personName(names, id)))}</bdi>
    </p>
  );
};

type StoredProps = { entry: Message; opens: boolean; closes: boolean; chat: Chat; me: UserId };

const Stored = ({ entry, opens, closes, chat, me }: StoredProps) => {
  const name = useWorld((world) => personName(world.names, entry.sender));
  const mine = entry.sender === me;
  return (
    <Bubble
      mine={mine}
      opens={opens}
      closes={closes}
      text={entry.text}
      at={entry.createdAt}
      author={chat.kind === "group" && !mine && opens ? name : undefined}
      tick={mine ? tick(chat, me, entry.seq) : undefined}
    />
  );
};

const Waiting = ({ pending, opens, closes }: { pending: Pending; opens: boolean; closes: boolean }) => {
  const { state } = pending;
  const mark = state.kind === "acked" ? "sent" : state.kind;
  return (
    <Bubble
      mine
      opens={opens}
      closes={closes}
      text={pending.text}
      at={pending.writtenAt}
      author={undefined}
      tick={mark}
    >
      {state.kind === "failed" && <Failed pending={pending} code={state.code} />}
    </Bubble>
  );
};

const reasons: Partial<Record<string, string>> = texts.message.refused;

const Failed = ({ pending, code }: { pending: Pending; code: keyof typeof texts.refusal }) => {
  const client = useClient();
  const action = "min-h-11 px-1.5 font-semibold text-accent-ink underline underline-offset-2";
  return (
    <p role="alert" className="flex flex-wrap items-center justify-end gap-x-2 text-danger text-sm">
      {texts.message.failed}: {reasons[code] ?? texts.refusal[code]}
      <button type="button" className={action} onClick={() => client.retry(pending.clientMessageId)}>
        {texts.message.retry}
      </button>
      <button type="button" className={action} onClick={() => client.discard(pending.clientMessageId)}>
        {texts.message.discard}
      </button>
    </p>
  );
};
