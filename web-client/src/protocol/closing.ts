/** What the end of a connection asks of us. */
export type AfterClose =
  | { kind: "back-off" }
  | { kind: "soon" }
  | { kind: "refresh" }
  | { kind: "give-up"; code: number };

/** By WebSocket close code; codes that we do not know are treated as accidents. */
export const afterClose = (code: number): AfterClose => {
  switch (code) {
    case 1003:
    case 1007:
    case 1008:
    case 1009:
    case 4400:
    case 4403:
      return { kind: "give-up", code };
    case 1012:
    case 4408:
    case 4430:
      return { kind: "soon" };
    case 4401:
      return { kind: "refresh" };
    default:
      return { kind: "back-off" };
  }
};
