import { createStore } from "zustand/vanilla";
import { CodeSent, Me, requests, SignedIn, z } from "../protocol";
import { asRefusal, type Http, Nothing, Refusal } from "./http";

export type SessionState =
  | { kind: "starting" }
  /** The server gave no verdict: neither signed in nor out. */
  | { kind: "unreachable" }
  | { kind: "signed-out"; ended: boolean }
  | { kind: "signed-in"; user: Me };

type Token = { value: string; renewAt: number };

/** Renew a token when a fifth of its life is left. */
const renewalPoint = 0.8;
const channelName = "parley.session";
/** What tabs tell each other. */
const Word = z.enum(["signed-in", "signed-out"]);
type Word = z.infer<typeof Word>;

/**
 * Who is signed in. The access token lives in this closure only; what survives a reload is the refresh cookie,
 * which scripts cannot read.
 */
export const createSession = (http: Http, now: () => number = Date.now) => {
  const state = createStore<SessionState>(() => ({ kind: "starting" }));
  const renewed = new Set<(token: string) => void>();
  const otherTabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(channelName);
  let token: Token | undefined;
  let refreshing: Promise<string> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** How often somebody signed out: an answer to what was asked before is not ours any more. */
  let departures = 0;

  const accept = (answer: SignedIn): string => {
    const life = answer.expiresInSeconds * 1000 * renewalPoint;
    token = { value: answer.accessToken, renewAt: now() + life };
    clearTimeout(timer);
    timer = setTimeout(() => void refresh().catch(() => undefined), life);
    state.setState({ kind: "signed-in", user: answer.user }, true);
    for (const listener of renewed) listener(answer.accessToken);
    return answer.accessToken;
  };

  const forget = (ended: boolean) => {
    departures++;
    token = undefined;
    clearTimeout(timer);
    state.setState({ kind: "signed-out", ended }, true);
  };

  const ask = async (): Promise<string> => {
    const before = departures;
    try {
      const answer = await alone(() => http({ method: "POST", path: "/token/refresh", answer: SignedIn }));
      if (departures !== before) throw new Refusal("UNAUTHENTICATED", "");
      return accept(answer);
    } catch (error) {
      const code = asRefusal(error).code;
      const refused = code === "UNAUTHENTICATED" || code === "FORBIDDEN";
      if (refused && departures === before) forget(state.getState().kind === "signed-in");
      throw error;
    }
  };

  const refresh = (): Promise<string> => {
    refreshing ??= ask().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  /** On start: the cookie tells whether somebody is signed in. */
  const start = async () => {
    state.setState({ kind: "starting" }, true);
    try {
      await refresh();
    } catch {
      if (state.getState().kind === "starting") state.setState({ kind: "unreachable" }, true);
    }
  };

  const requestCode = (email: string) =>
    http({ method: "POST", path: "/login", body: requests.Login.parse({ email }), answer: CodeSent });

  const verify = async (email: string, otp: string) => {
    accept(
      await http({ method: "POST", path: "/verify", body: requests.Verify.parse({ email, otp }), answer: SignedIn }),
    );
    tell("signed-in");
  };

  const rename = async (name: string) => {
    const user = await authorised((bearer) =>
      http({
        method: "POST",
        path: "/update/user",
        body: requests.UpdateUser.parse({ name }),
        token: bearer,
        answer: Me,
      }),
    );
    state.setState({ kind: "signed-in", user }, true);
  };

  /** A token with some life left. */
  const freshToken = async (): Promise<string> => (token && token.renewAt > now() ? token.value : refresh());

  /** Runs a call with the token, once more with a new one when the first was refused. */
  const authorised = async <T>(call: (bearer: string) => Promise<T>): Promise<T> => {
    const bearer = await freshToken();
    try {
      return await call(bearer);
    } catch (error) {
      if (asRefusal(error).code !== "UNAUTHENTICATED") throw error;
      return call(bearer === token?.value ? await refresh() : await freshToken());
    }
  };

  const signOut = async () => {
    try {
      await http({
        method: "POST",
        path: "/logout",
        answer: Nothing,
        ...(token ? { token: token.value } : {}),
      });
    } catch (error) {
      if (asRefusal(error).code !== "UNAUTHENTICATED") throw error;
    }
    forget(false);
    await clearStorage();
    tell("signed-out");
  };

  const tell = (word: Word) => otherTabs?.postMessage(word);

  const heardFromTab = (word: Word) => {
    switch (word) {
      case "signed-in":
        // Perhaps as somebody else than in this tab: the cookie tells.
        return void (state.getState().kind === "signed-in" ? refresh().catch(() => undefined) : start());
      case "signed-out":
        return state.getState().kind === "signed-out" ? undefined : forget(false);
      default:
        return word satisfies never;
    }
  };

  otherTabs?.addEventListener("message", ({ data }) => {
    const word = Word.safeParse(data);
    if (word.success) heardFromTab(word.data);
  });

  const onRenewed = (listener: (token: string) => void) => {
    renewed.add(listener);
    return () => void renewed.delete(listener);
  };

  return { state, start, requestCode, verify, rename, freshToken, refresh, authorised, signOut, onRenewed };
};

export type Session = ReturnType<typeof createSession>;

/** Two tabs that rotate the cookie at the same time would look like a theft: one after the other. */
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  typeof navigator === "undefined" || navigator.locks === undefined
    ? work()
    : navigator.locks.request("parley.refresh", work).then((result) => result);

/** Whatever this person left in the browser goes with them. */
const clearStorage = async () => {
  if (typeof localStorage === "undefined") return;
  localStorage.clear();
  sessionStorage.clear();
  const databases = (await indexedDB.databases?.()) ?? [];
  for (const { name } of databases) if (name) indexedDB.deleteDatabase(name);
};
