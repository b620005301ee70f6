import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import WebSocket from "ws";
import { createApi, createClient, createHttp, createSession, type Wire } from "../src/connection";
import { newClientMessageId } from "../src/protocol";
import { type FakeServer, startFakeServer } from "./fake-server/server";
import { openChat } from "./fake-server/state";

/** The same client as in the browser, on real sockets, against the fake server. */
const wireTo = (url: string): Wire => {
  const socket = new WebSocket(url);
  const wire: Wire = {
    send: (text) => socket.send(text),
    close: () => socket.terminate(),
    onopen: null,
    onmessage: null,
    onclose: null,
  };
  socket.on("open", () => wire.onopen?.(new Event("open")));
  socket.on("message", (data) => wire.onmessage?.(new MessageEvent("message", { data: data.toString() })));
  socket.on("close", (code) =>
    wire.onclose?.(Object.assign(new Event("close"), { code, reason: "", wasClean: false })),
  );
  socket.on("error", () => undefined);
  return wire;
};

const arrive = async (server: FakeServer, email: string) => {
  const http = createHttp((path, init) => fetch(new URL(String(path), server.url), init));
  const session = createSession(http);
  await session.requestCode(email);
  await session.verify(email, server.state.codes.get(email) ?? "");
  const state = session.state.getState();
  if (state.kind !== "signed-in") throw new Error("not signed in");
  const open = () => wireTo(`${server.url.replace("http", "ws")}/ws`);
  const client = createClient({ session, api: createApi(http, session), me: state.user, open, random: () => 0.01 });
  client.start();
  await soon(() => expect(client.store.getState().list).toBe("ready"));
  return client;
};

/** As long as a busy machine may take; usually milliseconds. */
const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 20 });

describe("a client", () => {
  let server: FakeServer;
  let ada: Awaited<ReturnType<typeof arrive>>;
  let bela: Awaited<ReturnType<typeof arrive>>;

  const me = (client: typeof ada) => client.store.getState().me.id;
  const textsOf = (client: typeof ada, chatId: ReturnType<typeof openChat>["id"]) => {
    const timeline = client.store.getState().timelines.get(chatId);
    return timeline?.kind === "ready" ? timeline.entries.flatMap((it) => (it.type === "message" ? it.text : [])) : [];
  };

  const together = async () => {
    const view = await ada.api.openDirect(me(bela));
    for (const client of [ada, bela]) {
      await soon(async () => {
        await client.loadChat(view.id);
        expect(client.store.getState().chats.has(view.id)).toBe(true);
      });
      client.look(view.id);
      await soon(() => expect(client.store.getState().timelines.get(view.id)?.kind).toBe("ready"));
    }
    const chat = server.state.chats.get(view.id);
    if (!chat) throw new Error("no conversation");
    return chat;
  };

  beforeEach(async () => {
    // Here they are two browsers, not two tabs of one.
    vi.stubGlobal("BroadcastChannel", undefined);
    server = await startFakeServer();
    ada = await arrive(server, "ada@example.org");
    bela = await arrive(server, "bela@example.org");
  });

  afterEach(async () => {
    ada.close();
    bela.close();
    await server.stop();
    vi.unstubAllGlobals();
  });

  it("sends, is acknowledged, and the other one has it", async () => {
    const chat = await together();
    ada.send(chat.id, "Hello");
    expect(ada.store.getState().outbox).toHaveLength(1);
    await soon(() => expect(textsOf(bela, chat.id)).toEqual(["Hello"]));
    await soon(() => expect(ada.store.getState().outbox).toEqual([]));
    await soon(() => expect(ada.store.getState().chats.get(chat.id)?.receipts.get(me(bela))?.delivered).toBe(2));
  });

  it("repeats a send whose answer was lost under the same id, and it is there once", async () => {
    const chat = await together();
    server.live.mischief.swallowAcks = true;
    ada.send(chat.id, "Once only");
    await soon(() => expect(server.live.sends).toHaveLength(1));
    server.live.mischief.swallowAcks = false;
    await soon(() => expect(ada.store.getState().outbox).toEqual([]));
    expect(new Set(server.live.sends).size).toBe(1);
    expect(textsOf(ada, chat.id)).toEqual(["Once only"]);
    expect(textsOf(bela, chat.id)).toEqual(["Once only"]);
  });

  it("sends what was written without a connection, in order, once it is back", async () => {
    const chat = await together();
    server.live.mischief.deaf = true;
    server.live.closeAll(1013, me(ada));
    await soon(() => expect(ada.store.getState().live.kind).not.toBe("live"));
    for (const text of ["one", "two", "three"]) ada.send(chat.id, text);
    server.live.mischief.deaf = false;
    await soon(() => expect(textsOf(bela, chat.id)).toEqual(["one", "two", "three"]));
  });

  it("fills what it missed while it was away", async () => {
    const chat = await together();
    server.live.mischief.deaf = true;
    server.live.closeAll(1012, me(ada));
    await soon(() => expect(ada.store.getState().live.kind).not.toBe("live"));
    for (let n = 1; n <= 250; n++) {
      server.live.append(chat, {
        type: "message",
        sender: me(bela),
        clientMessageId: newClientMessageId(),
        text: `m${n}`,
      });
    }
    server.live.mischief.deaf = false;
    await soon(() => expect(textsOf(ada, chat.id)).toHaveLength(250));
    expect(textsOf(ada, chat.id)[249]).toBe("m250");
  });

  it("asks for a lost entry when the next one jumps", async () => {
    const chat = await together();
    const members = new Map(chat.members);
    chat.members.delete(me(ada));
    server.live.append(chat, {
      type: "message",
      sender: me(bela),
      clientMessageId: newClientMessageId(),
      text: "lost",
    });
    const membership = members.get(me(ada));
    if (membership) chat.members.set(me(ada), membership);
    server.live.append(chat, {
      type: "message",
      sender: me(bela),
      clientMessageId: newClientMessageId(),
      text: "next",
    });
    await soon(() => expect(textsOf(ada, chat.id)).toEqual(["lost", "next"]));
  });

  it("asks for a lost last entry when a heartbeat tells of it", async () => {
    const chat = await together();
    const membership = chat.members.get(me(ada));
    chat.members.delete(me(ada));
    const text = "lost and last";
    server.live.append(chat, { type: "message", sender: me(bela), clientMessageId: newClientMessageId(), text });
    if (membership) chat.members.set(me(ada), membership);
    server.live.tellPerson(me(ada), { type: "heartbeat", heads: [{ chatId: chat.id, seq: 2, ordinal: 1 }] });
    await soon(() => expect(textsOf(ada, chat.id)).toEqual([text]));
    expect(ada.store.getState().chats.get(chat.id)?.latest?.text).toBe(text);
  });

  it("counts what a lost entry leaves unread, though its conversation was never opened", async () => {
    const other = openChat(server.state, "group", me(bela), [me(ada)], "Cooking");
    await ada.loadChat(other.id);
    const membership = other.members.get(me(ada));
    other.members.delete(me(ada));
    const write = (text: string) =>
      server.live.append(other, { type: "message", sender: me(bela), clientMessageId: newClientMessageId(), text });
    write("lost");
    if (membership) other.members.set(me(ada), membership);
    server.live.tellPerson(me(ada), { type: "heartbeat", heads: [{ chatId: other.id, seq: 1, ordinal: 1 }] });
    await soon(() => expect(ada.store.getState().chats.get(other.id)?.latest?.text).toBe("lost"));
    expect(ada.store.getState().chats.get(other.id)?.head.ordinal).toBe(1);
    await soon(() => expect(membership?.receipt.delivered).toBe(1));
  });

  it("shows what the server's log says when it was set back, without an empty screen between", async () => {
    const chat = await together();
    for (const text of ["kept", "gone"]) ada.send(chat.id, text);
    await soon(() => expect(textsOf(ada, chat.id)).toEqual(["kept", "gone"]));
    const kinds = new Set<string | undefined>();
    const stop = ada.store.subscribe((world) => kinds.add(world.timelines.get(chat.id)?.kind));
    chat.log.pop();
    server.live.tellPerson(me(ada), { type: "resync", chatId: chat.id });
    await soon(() => expect(textsOf(ada, chat.id)).toEqual(["kept"]));
    stop();
    expect([...kinds]).toEqual(["ready"]);
    ada.send(chat.id, "goes on");
    await soon(() => expect(textsOf(ada, chat.id)).toEqual(["kept", "goes on"]));
  });

  it("offers retry and delete for a refused send", async () => {
    const chat = await together();
    server.live.mischief.refuseSends = "FORBIDDEN";
    ada.send(chat.id, "no");
    await soon(() => expect(ada.store.getState().outbox).toMatchObject([{ state: { kind: "failed" } }]));
    server.live.mischief.refuseSends = undefined;
    const [failed] = ada.store.getState().outbox;
    if (failed) ada.retry(failed.clientMessageId);
    await soon(() => expect(textsOf(bela, chat.id)).toEqual(["no"]));
  });

  it("keeps the order when the server asks to wait", async () => {
    const chat = await together();
    server.live.mischief.refuseSends = "OVERLOADED";
    ada.send(chat.id, "one");
    await soon(() => expect(ada.store.getState().outbox).toMatchObject([{ attempts: 1 }]));
    server.live.mischief.refuseSends = undefined;
    ada.send(chat.id, "two");
    await soon(() => expect(textsOf(bela, chat.id)).toEqual(["one", "two"]));
  });

  it("tells the other one what was read", async () => {
    const chat = await together();
    ada.send(chat.id, "Read me");
    await soon(() => expect(textsOf(bela, chat.id)).toHaveLength(1));
    bela.read(chat.id, 2);
    await soon(() => expect(ada.store.getState().chats.get(chat.id)?.receipts.get(me(bela))?.read).toBe(2));
  });

  it("knows who is online", async () => {
    await together();
    await soon(() => expect(ada.store.getState().online.has(me(bela))).toBe(true));
    bela.close();
    await soon(() => expect(ada.store.getState().online.has(me(bela))).toBe(false));
  });
});
