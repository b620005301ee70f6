import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApi, createClient, createHttp, createSession } from "../src/connection";
import { ChatId, type ClientCommand, type ErrorCode } from "../src/protocol";
import { FakeWire, welcome } from "./fake-wire";
import { ada } from "./sample";

type Send = Extract<ClientCommand, { type: "send" }>;

const me = { id: ada, email: "ada@example.org", name: "Ada" };
const chats = Array.from({ length: 12 }, (_, n) => ChatId.parse(String(n).padStart(24, "0")));
const [hiking = ChatId.parse("5f".repeat(12)), cooking = hiking] = chats;

/** Signs in, and then answers nothing: what matters here is said on the wire. */
const signedIn = async () => {
  const answers = [Response.json({ accessToken: "t1", expiresInSeconds: 600, user: me })];
  const http = createHttp(async () => {
    const answer = answers.shift();
    if (!answer) throw new TypeError("no network");
    return answer;
  });
  const session = createSession(http);
  await session.start();
  return { session, api: createApi(http, session), me };
};

const start = async () => {
  const wires: FakeWire[] = [];
  const open = () => {
    const wire = new FakeWire();
    wires.push(wire);
    return wire;
  };
  const client = createClient({ ...(await signedIn()), open, random: () => 0.5 });
  client.start();
  const wire = () => wires.at(-1) ?? new FakeWire();
  const greet = async () => {
    await vi.advanceTimersByTimeAsync(0);
    wire().open();
    wire().tell(welcome);
  };
  await greet();
  let heard = 0;
  /** The sends that came since the last call. */
  const came = (): Send[] => {
    const sends = wires.flatMap((it) => it.said).filter((command) => command.type === "send");
    const fresh = sends.slice(heard);
    heard = sends.length;
    return fresh;
  };
  const refuse = (send: Send, retryAfterMs: number, code: ErrorCode = "UNAVAILABLE") =>
    wire().tell({
      type: "error",
      code,
      message: "Later",
      ref: send.clientMessageId,
      chatId: send.chatId,
      retryAfterMs,
    });
  let seq = 0;
  const accept = ({ chatId, clientMessageId }: Send) => {
    const createdAt = "2026-11-22T10:00:00Z";
    seq++;
    wire().tell({ type: "ack", chatId, clientMessageId, id: `${chatId}-${seq}`, seq, createdAt, duplicate: false });
  };
  const outbox = () => client.store.getState().outbox;
  return { client, wire, greet, came, refuse, accept, outbox };
};

const texts = (sends: readonly Send[]) => sends.map((send) => send.text);

describe("sends that wait", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("are repeated once a round however many were refused, and each round counts once", async () => {
    const { client, came, refuse, accept, outbox } = await start();
    for (const chat of chats) client.send(chat, `to ${chat}`);
    for (let round = 1; round <= 5; round++) {
      const sends = came();
      expect(sends).toHaveLength(chats.length);
      for (const send of sends) refuse(send, 500);
      expect(outbox().map((pending) => pending.attempts)).toEqual(chats.map(() => round));
      await vi.advanceTimersByTimeAsync(500);
    }
    for (const send of came()) accept(send);
    expect(outbox()).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(came()).toEqual([]);
  });

  it("never pass an earlier one of their conversation", async () => {
    const { client, came, refuse, accept } = await start();
    const stored: string[] = [];
    const written = ["one", "two", "three", "four", "five", "six"];
    for (const text of written.slice(0, 4)) client.send(hiking, text);
    // The server refuses every other send that it gets: what was behind a refused one must not get through.
    for (let n = 0; n < 40; n++) {
      for (const [index, send] of came().entries()) {
        if ((n + index) % 2 === 0) refuse(send, 500);
        else {
          stored.push(send.text);
          accept(send);
        }
      }
      if (n === 1) for (const text of written.slice(4)) client.send(hiking, text);
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(stored).toEqual(written);
  });

  it("are not repeated while their answer is still to come", async () => {
    const { client, came, refuse } = await start();
    client.send(hiking, "slow");
    client.send(cooking, "refused");
    const [slow, refused] = came();
    if (!slow || !refused) throw new Error("not said");
    refuse(refused, 500);
    await vi.advanceTimersByTimeAsync(500);
    expect(texts(came())).toEqual(["refused"]);
    refuse(slow, 500);
    await vi.advanceTimersByTimeAsync(500);
    expect(texts(came())).toEqual(["slow"]);
  });

  it("wait together for the longest time that the server asked for", async () => {
    const { client, came, refuse } = await start();
    client.send(hiking, "long");
    client.send(cooking, "short");
    const [long, short] = came();
    if (!long || !short) throw new Error("not said");
    refuse(long, 3_000, "RATE_LIMITED");
    refuse(short, 500);
    await vi.advanceTimersByTimeAsync(2_999);
    expect(came()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(texts(came())).toEqual(["long", "short"]);
  });

  it("do not hold up other conversations", async () => {
    const { client, came, refuse, accept } = await start();
    client.send(hiking, "refused");
    for (const send of came()) refuse(send, 500);
    client.send(cooking, "first");
    client.send(cooking, "second");
    for (const send of came()) accept(send);
    expect(texts(came())).toEqual(["second"]);
  });

  it("make room when one is refused for good, or deleted", async () => {
    const { client, came, refuse, outbox } = await start();
    for (const text of ["bad", "gone", "good"]) client.send(hiking, text);
    for (const send of came()) refuse(send, 500, "UNPROCESSABLE");
    const gone = outbox().find((pending) => pending.text === "gone");
    if (gone) client.discard(gone.clientMessageId);
    expect(texts(came())).toEqual(["gone", "good"]);
    const bad = outbox().find((pending) => pending.text === "bad");
    if (bad) client.retry(bad.clientMessageId);
    expect(texts(came())).toEqual(["bad"]);
  });

  it("are said again on a new connection under the same ids, each once", async () => {
    const { client, wire, greet, came, accept } = await start();
    client.send(hiking, "one");
    client.send(hiking, "two");
    client.send(cooking, "three");
    const before = came();
    wire().end(1012);
    await vi.advanceTimersByTimeAsync(1_000);
    await greet();
    const after = came();
    expect(after).toEqual(before);
    for (const send of after) accept(send);
    expect(texts(came())).toEqual(["two"]);
  });

  it("end with the client", async () => {
    const { client, came, refuse } = await start();
    client.send(hiking, "late");
    for (const send of came()) refuse(send, 500);
    client.close();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(came()).toEqual([]);
    // What is left is the session's: the next renewal of its token.
    expect(vi.getTimerCount()).toBe(1);
  });
});
