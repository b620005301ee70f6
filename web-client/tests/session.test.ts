import { describe, expect, it, vi } from "vitest";
import { createHttp, createSession } from "../src/connection";
import { ada } from "./sample";

const user = { id: ada, email: "ada@example.org", name: "Ada" };
const signedIn = (accessToken: string) => Response.json({ accessToken, expiresInSeconds: 600, user });
const problem = (status: number, code: string) =>
  Response.json({ type: "about:blank", title: code, status, detail: code, code }, { status });

const sessionWith = (answers: Response[]) => {
  const calls: { path: string; bearer: string | null }[] = [];
  const fetcher = vi.fn(async (path: unknown, init?: RequestInit) => {
    calls.push({ path: String(path), bearer: new Headers(init?.headers).get("authorization") });
    const answer = answers.shift();
    if (!answer) throw new TypeError("no network");
    return answer;
  });
  const http = createHttp(fetcher);
  return { session: createSession(http), http, calls };
};

describe("a session", () => {
  it("starts from the cookie", async () => {
    const { session, calls } = sessionWith([signedIn("t1")]);
    await session.start();
    expect(session.state.getState()).toEqual({ kind: "signed-in", user });
    expect(calls.map((call) => call.path)).toEqual(["/api/v1/token/refresh"]);
    expect(await session.freshToken()).toBe("t1");
  });

  it("asks to sign in when the cookie says nothing", async () => {
    const { session } = sessionWith([problem(401, "UNAUTHENTICATED")]);
    await session.start();
    expect(session.state.getState()).toEqual({ kind: "signed-out", ended: false });
  });

  it("does not take a silent server for a verdict", async () => {
    const { session } = sessionWith([problem(503, "UNAVAILABLE")]);
    await session.start();
    expect(session.state.getState()).toEqual({ kind: "unreachable" });
  });

  it("refreshes once for all who ask at the same time", async () => {
    const { session, calls } = sessionWith([signedIn("t1")]);
    expect(await Promise.all([session.refresh(), session.refresh(), session.freshToken()])).toEqual(["t1", "t1", "t1"]);
    expect(calls).toHaveLength(1);
  });

  it("repeats a refused call once, with a new token", async () => {
    const { session, http, calls } = sessionWith([
      signedIn("t1"),
      problem(401, "UNAUTHENTICATED"),
      signedIn("t2"),
      Response.json(user),
    ]);
    await session.start();
    const { Me } = await import("../src/protocol");
    await session.authorised((token) => http({ method: "GET", path: "/me", token, answer: Me }));
    expect(calls.map((call) => call.bearer)).toEqual([null, "Bearer t1", null, "Bearer t2"]);
  });

  it("ends when the refresh is refused", async () => {
    const { session } = sessionWith([signedIn("t1"), problem(401, "UNAUTHENTICATED")]);
    await session.start();
    await expect(session.refresh()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(session.state.getState()).toEqual({ kind: "signed-out", ended: true });
  });

  it("stays signed in when signing out does not reach the server", async () => {
    const { session } = sessionWith([signedIn("t1")]);
    await session.start();
    await expect(session.signOut()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(session.state.getState().kind).toBe("signed-in");
  });

  it("takes an answer that is not ours for a defect, and shows nothing of it", async () => {
    const { session } = sessionWith([new Response("<html>proxy</html>", { status: 502 })]);
    await expect(session.requestCode("ada@example.org")).rejects.toMatchObject({ code: "UNAVAILABLE", message: "" });
  });
});
