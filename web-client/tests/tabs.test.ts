import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApi, createClient, createHttp, createSession, unread } from "../src/connection";
import { FakeWire, welcome } from "./fake-wire";
import { ada, chat, hiking, view } from "./sample";

const me = { id: ada, email: "ada@example.org", name: "Ada" };
const signedIn = () => Response.json({ accessToken: "t", expiresInSeconds: 600, user: me });

/** One tab: the same cookie, the same person, a wire of its own. */
const open = async (fetcher: typeof fetch) => {
  const http = createHttp(fetcher);
  const session = createSession(http);
  await session.start();
  const wire = new FakeWire();
  const client = createClient({ session, api: createApi(http, session), me, open: () => wire });
  client.start();
  await vi.waitFor(() => expect(client.store.getState().live.kind).toBe("connecting"));
  await vi.waitFor(() => expect(wire.onopen).not.toBeNull());
  wire.open();
  wire.tell(welcome);
  wire.tell({ type: "heads", heads: [], more: false });
  await vi.waitFor(() => expect(client.store.getState().chats.size).toBe(1));
  client.look(hiking);
  await vi.waitFor(() => expect(client.store.getState().timelines.get(hiking)?.kind).toBe("ready"));
  return { client, session, wire };
};

const server: typeof fetch = async (path, init) => {
  const url = String(path);
  if (url.includes("/token/refresh") || url.includes("/verify")) return signedIn();
  if (url.includes("/logout")) return new Response(null, { status: 204 });
  if (url.includes("/chat/all")) return Response.json({ chats: [view()] });
  if (url.includes("/message/")) {
    const { message } = await import("./sample");
    return Response.json({ chatId: hiking, entries: [1, 2, 3, 4, 5].map((seq) => message(seq)), head: 5 });
  }
  return Response.json({ status: 404, title: "", detail: String(init?.method), code: "NOT_FOUND" }, { status: 404 });
};

describe("two tabs", () => {
  let tabs: Awaited<ReturnType<typeof open>>[] = [];
  beforeEach(async () => {
    tabs = [await open(server), await open(server)];
  });
  afterEach(() => {
    for (const { client } of tabs) client.close();
  });
  const both = () => {
    const [first, second] = tabs;
    if (!first || !second) throw new Error("no tabs");
    return [first, second] as const;
  };

  it("agree on what is unread, and say it to the server once", async () => {
    const [first, second] = both();
    first.client.read(hiking, 5);
    await vi.waitFor(() => expect(unread(second.client.store.getState().chats.get(hiking) ?? chat(), ada)).toBe(0));
    await vi.waitFor(() => expect(first.wire.said).toContainEqual({ type: "read", chatId: hiking, upTo: 5 }));
    for (const { wire } of tabs) {
      wire.tell({ type: "receipt", chatId: hiking, receipt: { userId: ada, delivered: 5, read: 5, readOrdinal: 5 } });
    }
    await new Promise((done) => setTimeout(done, 2_500));
    expect(second.wire.said.filter((it) => it.type === "read")).toEqual([]);
  });

  it("share a draft, also with one that is opened later", async () => {
    const [first, second] = both();
    first.client.draft(hiking, "half a thou");
    await vi.waitFor(() => expect(second.client.store.getState().drafts.get(hiking)).toBe("half a thou"));
    const third = await open(server);
    tabs.push(third);
    await vi.waitFor(() => expect(third.client.store.getState().drafts.get(hiking)).toBe("half a thou"));
    second.client.draft(hiking, "");
    await vi.waitFor(() => expect(first.client.store.getState().drafts.size).toBe(0));
  });

  it("sign out together, and in together", async () => {
    const [first, second] = both();
    await first.session.signOut();
    await vi.waitFor(() => expect(second.session.state.getState().kind).toBe("signed-out"));
    await first.session.verify("ada@example.org", "123456");
    await vi.waitFor(() => expect(second.session.state.getState().kind).toBe("signed-in"));
  });

  it("take no answer that was on its way when the person signed out", async () => {
    let answer = (_: Response): void => undefined;
    const held = new Promise<Response>((done) => {
      answer = done;
    });
    let asked = 0;
    const session = createSession(createHttp(async () => (++asked === 1 ? signedIn() : held)));
    await session.start();
    const late = session.refresh();
    await both()[0].session.signOut();
    await vi.waitFor(() => expect(session.state.getState().kind).toBe("signed-out"));
    answer(signedIn());
    await expect(late).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(session.state.getState()).toEqual({ kind: "signed-out", ended: false });
  });
});
