import { ChevronDown } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { Virtualizer } from "virtua";
import { type Chat, type Timeline, unread, useClient, useWorld } from "../../connection";
import { texts } from "../../texts";
import { Button, Spinner } from "../../ui";
import { RowView } from "./RowView";
import { rowsOf } from "./rows";
import { useScroll } from "./useScroll";

type Props = { chat: Chat; timeline: Extract<Timeline, { kind: "ready" }> };

/** The messages of one conversation, however many: only what is near the screen is in the page. */
export const Log = ({ chat, timeline }: Props) => {
  const client = useClient();
  const me = useWorld((world) => world.me.id);
  const outbox = useWorld((world) => world.outbox);
  const { entries, edition, older, readBefore } = timeline;
  const pending = useMemo(() => outbox.filter((it) => it.chatId === chat.id), [outbox, chat.id]);
  const rows = useMemo(
    () => rowsOf({ entries, pending, readBefore, atBeginning: older === "none", me }),
    [entries, pending, readBefore, older, me],
  );

  const onStart = useCallback(() => {
    if (older === "more") void client.loadOlder(chat.id);
  }, [client, chat.id, older]);
  const onSeen = useCallback((seq: number) => client.read(chat.id, seq), [client, chat.id]);
  const firstSeq = entries[0]?.seq ?? 0;
  const waiting = unread(chat, me);
  const { list, log, shift, away, look, toEnd, stay } = useScroll({
    rows,
    firstSeq,
    edition,
    unread: waiting > 0,
    onStart,
    onSeen,
  });
  useJumpOnOwn(pending.length, toEnd);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={log}
        role="log"
        aria-label={texts.chat.log}
        tabIndex={0}
        className="flex h-full flex-col overflow-y-auto overflow-x-hidden px-3 pb-2 [overflow-anchor:none] sm:px-5"
      >
        <div className="grow" />
        <OlderState older={older} onRetry={() => void client.loadOlder(chat.id)} />
        <Virtualizer ref={list} data={rows} shift={shift} onScroll={look} onResize={stay}>
          {(row) => <RowView key={row.key} row={row} chat={chat} me={me} />}
        </Virtualizer>
      </div>
      {away && <ToLatest count={waiting} onClick={toEnd} />}
    </div>
  );
};

/** Whoever writes wants to see it. */
const useJumpOnOwn = (count: number, toEnd: () => void) => {
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current) toEnd();
    before.current = count;
  }, [count, toEnd]);
};

const OlderState = ({ older, onRetry }: { older: Props["timeline"]["older"]; onRetry: () => void }) => (
  <div className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
    {older === "loading" && (
      <span className="rounded-full bg-surface p-2 text-accent-ink shadow-float">
        <Spinner />
      </span>
    )}
    {older === "failed" && (
      <span
        role="alert"
        className="pointer-events-auto flex items-center gap-1 rounded-2xl bg-surface py-1 pr-1 pl-4 text-sm shadow-float"
      >
        {texts.chat.older}
        <Button look="quiet" onClick={onRetry}>
          {texts.tryAgain}
        </Button>
      </span>
    )}
  </div>
);

const ToLatest = ({ count, onClick }: { count: number; onClick: () => void }) => (
  <button
    type="button"
    onClick={onClick}
    aria-label={count > 0 ? texts.chat.latestCount(count) : texts.chat.latest}
    className="absolute right-4 bottom-3 flex h-11 min-w-11 animate-rise items-center justify-center gap-1 rounded-full border border-line bg-surface px-2.5 font-semibold text-accent-ink shadow-float hover:bg-raised"
  >
    {count > 0 && <span className="pl-1 tabular-nums">{count > 99 ? "99+" : count}</span>}
    <ChevronDown size={22} aria-hidden="true" />
  </button>
);
