import { Check, CheckCheck, CircleAlert, Clock } from "lucide-react";
import type { ReactNode } from "react";
import type { Tick } from "../../connection/chats";
import { texts } from "../../texts";
import { exactTime, timeOfDay } from "../../ui";
import { pieces } from "./links";

type Props = {
  mine: boolean;
  opens: boolean;
  closes: boolean;
  text: string;
  at: string;
  author: string | undefined;
  tick: Tick | "pending" | "failed" | undefined;
  children?: ReactNode;
};

export const Bubble = ({ mine, opens, closes, text, at, author, tick, children }: Props) => (
  <div className={`flex flex-col ${mine ? "items-end" : "items-start"} ${opens ? "pt-2" : "pt-0.5"}`}>
    <div
      className={`max-w-[min(36rem,85%)] rounded-[1.15rem] px-3.5 py-2 ${mine ? `bg-mine text-on-mine ${closes ? "rounded-br-md" : ""}` : `border border-line bg-surface ${closes ? "rounded-bl-md" : ""}`}`}
    >
      {author && <p className="truncate font-semibold text-accent-ink text-sm">{author}</p>}
      <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
        <Linked text={text} />
        <span
          className={`relative top-1 float-right ml-3 flex h-5 select-none items-center gap-1 text-xs tabular-nums ${mine ? "text-mine-muted" : "text-muted"}`}
        >
          <time dateTime={at} title={exactTime(at)}>
            {timeOfDay(at)}
          </time>
          {tick && <TickMark tick={tick} />}
        </span>
      </p>
    </div>
    {children}
  </div>
);

const Linked = ({ text }: { text: string }) =>
  pieces(text).map((piece, index) =>
    piece.kind === "text" ? (
      piece.text
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
        key={index}
        href={piece.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="underline underline-offset-2"
      >
        {piece.text}
      </a>
    ),
  );

const TickMark = ({ tick }: { tick: Tick | "pending" | "failed" }) => (
  <span data-testid="tick" data-tick={tick} title={texts.message[tick]} className="inline-flex">
    <TickIcon tick={tick} />
    <span className="sr-only">{texts.message[tick]}</span>
  </span>
);

const TickIcon = ({ tick }: { tick: Tick | "pending" | "failed" }) => {
  const common = { size: 16, "aria-hidden": true } as const;
  switch (tick) {
    case "pending":
      return <Clock {...common} size={13} />;
    case "sent":
      return <Check {...common} />;
    case "delivered":
      return <CheckCheck {...common} />;
    case "read":
      return <CheckCheck {...common} strokeWidth={2.75} className="text-[#7ff0e0]" />;
    case "failed":
      return <CircleAlert {...common} />;
    default:
      return tick satisfies never;
  }
};
