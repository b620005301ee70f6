import { memo } from "react";
import { Link } from "wouter";
import { type Chat, faceOf, unread as unreadOf, useWorld } from "../../connection";
import { texts } from "../../texts";
import { Avatar, whenShort } from "../../ui";
import { isOnline, previewOf, titleOf, typingText } from "./preview";

export const ConversationRow = memo(({ chat, current }: { chat: Chat; current: boolean }) => {
  const me = useWorld((world) => world.me.id);
  const names = useWorld((world) => world.names);
  const online = useWorld((world) => isOnline(chat, world));
  const typing = useWorld((world) => typingText(world, chat.id));
  const unread = unreadOf(chat, me);
  const title = titleOf(chat, me);
  return (
    <li>
      <Link
        href={`/c/${chat.id}`}
        aria-current={current ? "page" : undefined}
        data-testid="conversation"
        className={`flex items-center gap-3 rounded-2xl px-2 py-2.5 transition-colors ${current ? "bg-accent-soft" : "hover:bg-raised"}`}
      >
        <Avatar id={faceOf(chat, me)} name={title} online={online} group={chat.kind === "group"} />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex items-baseline gap-2">
            <bdi className={`min-w-0 flex-1 truncate ${unread > 0 ? "font-bold" : "font-semibold"}`}>{title}</bdi>
            {online && <span className="sr-only">{texts.list.online}</span>}
            <time
              dateTime={chat.updatedAt}
              className={`shrink-0 text-xs tabular-nums ${unread > 0 ? "font-semibold text-accent-ink" : "text-muted"}`}
            >
              {whenShort(chat.updatedAt, texts.list.yesterday)}
            </time>
          </span>
          <span className="flex min-h-5.5 items-center gap-2">
            {typing ? (
              <span className="min-w-0 flex-1 truncate text-accent-ink text-sm">{typing} …</span>
            ) : (
              <span className={`min-w-0 flex-1 truncate text-sm ${unread > 0 ? "font-medium text-ink" : "text-muted"}`}>
                <bdi>{previewOf(chat, me, names)}</bdi>
              </span>
            )}
            {unread > 0 && <Badge count={unread} />}
          </span>
        </span>
      </Link>
    </li>
  );
});

const Badge = ({ count }: { count: number }) => (
  <span
    data-testid="unread"
    className="grid h-5.5 min-w-5.5 place-items-center rounded-full bg-badge px-1.5 font-bold text-on-badge text-xs tabular-nums"
  >
    <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
    <span className="sr-only">{texts.list.unread(count)}</span>
  </span>
);
