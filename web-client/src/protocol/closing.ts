/** What the end of a connection asks of us. */
export type AfterClose =
  | { kind: "back-off" }
  /** After this time, where the server named one, in milliseconds. */
  | { kind: "soon"; afterMs: number | undefined }
  | { kind: "refresh" }
  | { kind: "give-up"; code: number };

const longestHint = 60_000;

/** A node that goes away says in the reason when to come back. */
const hint = (reason: string): number | undefined => {
  const millis = /^reconnectAfterMs=(\d{1,6})$/.exec(reason)?.[1];
  return millis === undefined ? undefined : Math.min(Number(millis), longestHint);
};

/** By WebSocket close code; codes that we do not know are treated as accidents. */
export const afterClose = (code: number, reason = ""): AfterClose => {
  switch (code) {
    case 1003:
    case 1007:
    case 1008:
    case 1009:
    case 4400:
    case 4403:
      return { kind: "give-up", code };
    case 1012:
      return { kind: "soon", afterMs: hint(reason) };
    case 4408:
    case 4430:
      return { kind: "soon", afterMs: undefined };
    case 4401:
      return { kind: "refresh" };
    default:
      return { kind: "back-off" };
  }
};
