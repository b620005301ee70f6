import { describe, expect, it } from "vitest";
import { receiptOf, tick, unread } from "../src/connection/chats";
import {
  apply,
  emptyWorld,
  forgetTyping,
  typingLasts,
  type World,
  withList,
  withOpening,
  withTimeline,
  withViews,
} from "../src/connection/world";
import type { ChatId, ServerEvent } from "../src/protocol";
import { ada, bela, chat, chen, hiking, message, messages, notice, uuid, view } from "./sample";

const me = { id: ada, email: "ada@example.org", name: "Ada" };
const world = (): World => withViews(emptyWorld(me), [view()]);
const on = (before: World, ...events: ServerEvent[]): World =>
  events.reduce((next, event) => apply(next, event, 0), before);
const entries = (...list: Extract<ServerEvent, { type: "entries" }>["entries"]): ServerEvent => ({
  type: "entries",
  chatId: hiking,
  entries: list,
  more: false,
});
const chatIn = (it: World) => it.chats.get(hiking) ?? chat();

describe("the world", () => {
  it("counts unread by ordinals", () => {
    expect(unread(chatIn(world()), ada)).toBe(2);
    expect(unread(chatIn(on(world(), entries(message(6)))), ada)).toBe(3);
  });

  it("has nothing unread after an own message", () => {
    const next = on(world(), entries(message(6, { sender: ada })));
    expect(unread(chatIn(next), ada)).toBe(0);
    expect(chatIn(next).latest?.text).toBe("Text 6");
  });

  it("changes nothing for an entry that it knows", () => {
    expect(on(world(), entries(message(5))).chats).toEqual(world().chats);
  });

  it("follows who comes, goes and names", () => {
    const next = on(
      world(),
      entries(notice(6, "joined", [chen]), notice(7, "removed", [bela]), notice(8, "renamed", [], "Climbing")),
    );
    expect(chatIn(next)).toMatchObject({ title: "Climbing", memberCount: 2 });
    expect(chatIn(next).users.map((user) => user.id)).toEqual([ada, chen]);
  });

  it("lets receipts only grow", () => {
    const receipt = { userId: bela, delivered: 4, read: 2, readOrdinal: 2 };
    expect(receiptOf(chatIn(on(world(), { type: "receipt", chatId: hiking, receipt })), bela).read).toBe(5);
  });

  it("forgets typing after a while, and at once when the message comes", () => {
    const typing: ServerEvent = { type: "typing", chatId: hiking, userId: bela, active: true };
    const typists = (it: World) => it.typing.get(hiking)?.size ?? 0;
    expect(typists(on(world(), typing))).toBe(1);
    expect(typists(forgetTyping(on(world(), typing), typingLasts))).toBe(0);
    expect(typists(on(world(), typing, entries(message(6))))).toBe(0);
  });

  it("shows an own message in the log and in the outbox never at once", () => {
    const pending = {
      chatId: hiking,
      clientMessageId: uuid(6),
      text: "Text 6",
      writtenAt: "",
      attempts: 0,
      state: { kind: "pending" as const },
    };
    const open = withTimeline(withOpening({ ...world(), outbox: [pending] }, hiking), hiking, {
      type: "opened",
      edition: 1,
      entries: messages(1, 5),
      upTo: 5,
      head: 5,
      full: false,
      readBefore: undefined,
    });
    const ack: ServerEvent = {
      type: "ack",
      chatId: hiking,
      clientMessageId: uuid(6),
      id: `${hiking}-6`,
      seq: 6,
      createdAt: "2026-11-22T10:00:06Z",
      duplicate: false,
    };
    expect(on(open, ack).outbox).toMatchObject([{ state: { kind: "acked", seq: 6 } }]);
    expect(on(open, ack, entries(message(6, { sender: ada }))).outbox).toEqual([]);
    expect(on(open, entries(message(6, { sender: ada })), ack).outbox).toEqual([]);
  });

  it("keeps a refused send for another attempt where that helps", () => {
    const base = {
      chatId: hiking,
      clientMessageId: uuid(6),
      text: "x",
      writtenAt: "",
      attempts: 0,
      state: { kind: "pending" as const },
    };
    const refusal = (code: "RATE_LIMITED" | "UNPROCESSABLE"): ServerEvent => ({
      type: "error",
      code,
      message: "",
      ref: uuid(6),
    });
    const before = { ...world(), outbox: [base] };
    expect(on(before, refusal("RATE_LIMITED")).outbox).toMatchObject([{ attempts: 1, state: { kind: "pending" } }]);
    expect(on(before, refusal("UNPROCESSABLE")).outbox).toMatchObject([{ state: { kind: "failed" } }]);
    const tired = on(before, ...Array.from({ length: 8 }, () => refusal("RATE_LIMITED")));
    expect(tired.outbox).toMatchObject([{ state: { kind: "failed", code: "RATE_LIMITED" } }]);
  });

  it("drops conversations that the list does not name, but not those that came meanwhile", () => {
    const known = new Set<ChatId>();
    expect(withList(world(), [], known).chats.size).toBe(1);
    expect(withList(world(), [], new Set([hiking])).chats.size).toBe(0);
  });

  it("forgets everything of a conversation that one was removed from", () => {
    const next = on(withOpening(world(), hiking), { type: "removed", chatId: hiking });
    expect([next.chats.size, next.timelines.size]).toEqual([0, 0]);
  });
});

describe("ticks", () => {
  it("go as far as the member who is furthest behind", () => {
    const users = [ada, bela, chen].map((id) => ({ id, name: "" }));
    const group = (delivered: number, read: number) =>
      chat({ users, receipts: [...view().receipts, { userId: chen, delivered, read, readOrdinal: read }] });
    expect(tick(group(4, 4), ada, 5)).toBe("sent");
    expect(tick(group(5, 4), ada, 5)).toBe("delivered");
    expect(tick(group(5, 5), ada, 5)).toBe("read");
  });
});
