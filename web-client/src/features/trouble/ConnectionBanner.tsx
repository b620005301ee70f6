import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { type LiveState, useClient, useWorld } from "../../connection";
import { texts } from "../../texts";

/** A short cut is nobody's business: say something only when it lasts. */
const quietFor = 1_500;

export const ConnectionBanner = () => {
  const live = useWorld((world) => world.live);
  const troubled = useLasting(live.kind !== "live" && live.kind !== "closed", quietFor);
  return (
    <div role="status" className="empty:hidden">
      {troubled && live.kind !== "live" && <Words live={live} />}
    </div>
  );
};

const Words = ({ live }: { live: LiveState }) => {
  const client = useClient();
  const bar = "flex flex-wrap items-center justify-center gap-x-3 bg-badge px-4 py-1 text-on-badge";
  const button = "min-h-9 rounded-lg px-2 font-semibold underline underline-offset-2";
  switch (live.kind) {
    case "waiting":
      return (
        <div className={bar}>
          <WifiOff size={18} aria-hidden="true" />
          <Countdown until={live.until} why={texts.trouble.why[live.why]} />
          <button type="button" className={button} onClick={client.hurry}>
            {texts.trouble.now}
          </button>
        </div>
      );
    case "connecting":
      return (
        <div className={bar}>
          <span className="py-1.5">
            {live.why === "cut" || live.why === "busy" ? "" : `${texts.trouble.why[live.why]} `}
            {texts.trouble.connecting}
          </span>
        </div>
      );
    case "stopped":
      return (
        <div className={bar}>
          <span>{stopped[live.code] ?? texts.trouble.stopped}</span>
          <button type="button" className={button} onClick={() => location.reload()}>
            {texts.trouble.reload}
          </button>
        </div>
      );
    case "live":
    case "closed":
      return null;
    default:
      return live satisfies never;
  }
};

const stopped: Partial<Record<number, string>> = texts.trouble.stoppedBy;

const Countdown = ({ until, why }: { until: number; why: string }) => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return (
    <span aria-live="off" className="tabular-nums">
      {why} {texts.trouble.waiting(seconds)}
    </span>
  );
};

const useLasting = (condition: boolean, time: number): boolean => {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!condition) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), time);
    return () => clearTimeout(timer);
  }, [condition, time]);
  return lasting;
};
