import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApi, createClient, createHttp, createSession, unread } from "../src/connection";
import { receiptOf } from "../src/connection/chats";
import { type Chaos, chatOf, createChaos } from "./chaos";
import { ada } from "./sample";

const user = { id: ada, email: "ada@example.org", name: "Ada" };

const start = async (chaos: Chaos) => {
  const http = createHttp(chaos.fetcher);
  const session = createSession(http);
  void session.start();
  await vi.advanceTimersByTimeAsync(1_000);
  const { open, random } = chaos;
  const client = createClient({ session, api: createApi(http, session), me: user, open, random });
  client.start();
  return client;
};

type Client = Awaited<ReturnType<typeof start>>;

/** Whatever the wire did: no hole, nothing twice, nothing that the log does not hold. */
const nothingWrong = (client: Client, chaos: Chaos) => {
  for (const [id, timeline] of client.store.getState().timelines) {
    if (timeline.kind !== "ready") continue;
    const log = chaos.chats.get(id)?.log ?? [];
    const from = timeline.entries[0]?.seq ?? 1;
    const shown = timeline.entries.map((entry) => (entry.type === "message" ? entry.text : ""));
    expect(shown).toEqual(log.slice(from - 1, timeline.upTo).map((entry) => entry.text));
  }
};

/** At most one report a second in each conversation of one connection, and each further than the one before. */
const reportsGrow = (chaos: Chaos) => {
  const last = new Map<string, Chaos["reports"][number]>();
  for (const report of chaos.reports) {
    const before = last.get(`${report.wire} ${report.chatId}`);
    last.set(`${report.wire} ${report.chatId}`, report);
    if (!before) continue;
    expect(report.at - before.at).toBeGreaterThanOrEqual(1_000);
    const further = report.upTo > before.upTo || (report.upTo === before.upTo && report.type === "read");
    expect(further, JSON.stringify([before, report])).toBe(true);
  }
};

const everythingHere = (client: Client, chaos: Chaos) => {
  const world = client.store.getState();
  expect(world.outbox).toEqual([]);
  expect(world.chats.size).toBe(chaos.chats.size);
  for (const { id, log, receipt } of chaos.chats.values()) {
    const chat = world.chats.get(id);
    if (!chat) throw new Error(`no ${id}`);
    expect(chat.head.seq, id).toBe(log.length);
    expect(chat.latest?.text, id).toBe(log.at(-1)?.text);
    expect(receiptOf(chat, ada).read, id).toBe(receipt.read);
    expect(unread(chat, ada), id).toBe(log.length - receipt.readOrdinal);
    expect(receipt.delivered, id).toBe(log.length);
    const timeline = world.timelines.get(id);
    if (timeline?.kind === "ready") expect([timeline.upTo, timeline.head], id).toEqual([log.length, log.length]);
  }
};

/** A person who opens, reads and writes while others write and the connection does what it wants. */
const live = async (client: Client, chaos: Chaos, steps: number) => {
  const { random } = chaos;
  const chats = [...chaos.chats.values()];
  const any = () => chats[Math.floor(random() * Math.min(chats.length, 12))];
  for (let step = 0; step < steps; step++) {
    const chat = any();
    if (!chat) continue;
    const dice = random();
    if (dice < 0.5) for (let n = 0; n < 1 + random() * 4; n++) chaos.write(chat);
    else if (dice < 0.53) for (let n = 0; n < 700; n++) chaos.write(chat);
    else if (dice < 0.65) client.look(chat.id);
    else if (dice < 0.75) client.send(chat.id, `mine ${step}`);
    else if (dice < 0.85) {
      const timeline = client.store.getState().timelines.get(chat.id);
      if (timeline?.kind === "ready") client.read(chat.id, timeline.upTo);
    } else if (dice < 0.88) chaos.cut();
    await vi.advanceTimersByTimeAsync(Math.floor(random() * 600));
    nothingWrong(client, chaos);
  }
};

describe("a client on a bad wire", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  for (let seed = 1; seed <= 10; seed++) {
    it(`C5, C6, C8: misses nothing, shows nothing twice and reports the truth (${seed})`, async () => {
      const chaos = createChaos(seed, 30);
      const client = await start(chaos);
      await vi.advanceTimersByTimeAsync(2_000);
      client.look(chatOf(0));
      await live(client, chaos, 150);
      chaos.wild.on = false;
      await vi.advanceTimersByTimeAsync(90_000);
      nothingWrong(client, chaos);
      everythingHere(client, chaos);
      reportsGrow(chaos);
      expect(chaos.faults).toEqual([]);
      expect(chaos.refused()).toBe(0);
      const own = [...chaos.chats.values()].flatMap(({ log }) => log.filter((it) => it.sender === ada));
      expect(new Set(own.map((it) => it.text)).size).toBe(own.length);
      client.close();
    });
  }

  it("C6: catches up with more conversations than a hello has cursors for, within what the server lets through", async () => {
    const chaos = createChaos(99, 450);
    chaos.wild.on = false;
    for (const chat of chaos.chats.values()) chaos.write(chat);
    const client = await start(chaos);
    await vi.advanceTimersByTimeAsync(90_000);
    for (let n = 0; n < 18; n++) {
      client.look(chatOf(n));
      await vi.advanceTimersByTimeAsync(500);
    }
    client.look(chatOf(3));
    chaos.cut();
    for (const chat of chaos.chats.values()) for (let n = 0; n < 120; n++) chaos.write(chat);
    await vi.advanceTimersByTimeAsync(120_000);
    const [first, ...others] = chaos.hellos.at(-1)?.cursors ?? [];
    expect(first).toEqual({ chatId: chatOf(3), seq: 1 });
    expect(others.map((it) => it.chatId)).toContain(chatOf(17));
    expect(others.length).toBeLessThan(200);
    nothingWrong(client, chaos);
    everythingHere(client, chaos);
    expect(chaos.refused()).toBe(0);
    client.close();
  });
});
