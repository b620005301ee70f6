import type { LogEntry, Message, UserId } from "../../protocol";
import { texts } from "../../texts";

/** What happened, as a sentence. */
export const noticeText = (
  entry: Exclude<LogEntry, Message>,
  kind: "direct" | "group",
  nameOf: (id: UserId) => string,
): string => {
  if (entry.type === "unsupported") return texts.chat.unsupported;
  const actor = nameOf(entry.actor);
  const subjects = entry.subjects.map(nameOf).join(", ");
  switch (entry.kind) {
    case "created":
      return kind === "group" ? texts.notice.createdGroup(actor, entry.title ?? "") : texts.notice.createdDirect(actor);
    case "joined":
      return texts.notice.joined(actor, subjects);
    case "left":
      return texts.notice.left(actor);
    case "removed":
      return texts.notice.removed(actor, subjects);
    case "renamed":
      return texts.notice.renamed(actor, entry.title ?? "");
    default:
      return entry.kind satisfies never;
  }
};
