import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as p from "../src/protocol";

const root = new URL("../../protocol/src/test/resources/samples/", import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, root), "utf8"));
const list = (folder: string) => readdirSync(new URL(folder, root)).filter((name) => name.endsWith(".json"));

const bodies: Record<string, { parse(value: unknown): object }> = {
  "add-members": p.requests.AddMembers,
  "chat-page": p.ChatPage,
  "chat-view": p.ChatView,
  "code-sent": p.CodeSent,
  "entry-page": p.EntryPage,
  "find-user": p.requests.FindUser,
  login: p.requests.Login,
  me: p.Me,
  "member-page": p.MemberPage,
  "open-direct": p.requests.OpenDirect,
  "open-group": p.requests.OpenGroup,
  problem: p.Problem,
  rename: p.requests.Rename,
  "send-message": p.requests.SendMessage,
  sent: p.Sent,
  "signed-in": p.SignedIn,
  "update-user": p.requests.UpdateUser,
  "user-summary": p.UserSummary,
  verify: p.requests.Verify,
};
/** Between services, for programs that are no browser, or for those who look after an installation. */
const notOurs = [
  "account-page",
  "audit-page",
  "blocks",
  "blocks-answer",
  "blocks-request",
  "change-role",
  "code-sent-program",
  "load-test-accounts",
  "login-program",
  "new-load-test-accounts",
  "profiles",
  "refresh",
  "signed-in-program",
  "suspend",
  "verify-program",
];
/** Not shown here yet. */
const notYet = [
  "update-profile",
  "open-sessions",
  "password-login",
  "new-password",
  "reauth-by-code",
  "reauth-by-password",
  "new-email",
  "confirm-email",
];

describe("the golden samples", () => {
  it.each(list("events/"))("parse as the server event %s, and lose nothing", (file) => {
    const sample = read(`events/${file}`);
    expect(p.parseFrame(JSON.stringify(sample))).toEqual({ kind: "event", event: sample });
  });

  it.each(list("commands/"))("parse as the command %s", (file) => {
    const sample = read(`commands/${file}`);
    expect(p.ClientCommand.parse(sample)).toEqual(sample);
  });

  it("cover every command and event that we know", () => {
    const types = (folder: string) =>
      new Set(list(folder).map((file) => p.z.object({ type: p.z.string() }).parse(read(folder + file)).type));
    expect(types("events/")).toEqual(
      new Set(p.ServerEvent.def.options.map((option) => option.def.shape.type.def.values[0])),
    );
    expect(types("commands/")).toEqual(
      new Set(p.ClientCommand.def.options.map((option) => option.def.shape.type.def.values[0])),
    );
  });

  it.each(
    list("http/")
      .map((file) => file.replace(".json", ""))
      .filter((name) => ![...notOurs, ...notYet].includes(name)),
  )("parse as the body %s", (name) => {
    const sample = read(`http/${name}.json`);
    expect(sample).toMatchObject(bodies[name]?.parse(sample) ?? { body: name });
  });
});

describe("the error codes", () => {
  it("are those of ErrorCode.java", () => {
    const java = readFileSync(
      new URL("../../protocol/src/main/java/chat/parley/protocol/error/ErrorCode.java", import.meta.url),
      "utf8",
    );
    const codes = [...java.matchAll(/^ {4}([A-Z_]+)\(\d{3}, /gm)].map((match) => match[1]);
    expect(codes).toEqual([...p.errorCodes]);
  });
});

describe("a frame", () => {
  it("of an unknown type is told from a broken one", () => {
    expect(p.parseFrame('{"type":"fireworks"}')).toEqual({ kind: "unknown", type: "fireworks" });
    expect(p.parseFrame('{"type":"typing"}')).toEqual({ kind: "malformed" });
    expect(p.parseFrame("{")).toEqual({ kind: "malformed" });
    expect(p.parseFrame(new ArrayBuffer(1))).toEqual({ kind: "malformed" });
  });

  it("keeps the place of an entry that we cannot show", () => {
    const entry = {
      type: "poll",
      chatId: "5f1c0a9be2d34c7781aa03f2",
      seq: 3,
      ordinal: 2,
      createdAt: "2026-11-22T10:15:30Z",
    };
    const frame = p.parseFrame(
      JSON.stringify({ type: "entries", chatId: entry.chatId, entries: [entry], more: false }),
    );
    expect(frame).toMatchObject({ event: { entries: [{ type: "unsupported", seq: 3 }] } });
  });
});
