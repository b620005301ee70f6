import type { IncomingMessage } from "node:http";
import { ChatId, type ErrorCode, requests, UserId } from "../../src/protocol";
import type { LiveServer } from "./live";
import {
  addPerson,
  byEmail,
  type Conversation,
  join,
  openChat,
  type Person,
  requestCode,
  type State,
  signIn,
  summary,
  viewFor,
} from "./state";

export type Answer = { status: number; body?: unknown; cookie?: string };

const statuses: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  CODE_REFUSED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
};

export const problem = (code: ErrorCode): Answer => {
  const status = statuses[code] ?? 400;
  return { status, body: { type: "about:blank", title: code, status, detail: code, code } };
};

const cookieName = "parley-refresh";

/** The HTTP interface, as far as the client uses it. */
export const createHttpServer = (state: State, live: LiveServer) => {
  const signedIn = (person: Person): Answer => {
    const { token, cookie } = signIn(state, person);
    return {
      status: 200,
      body: { accessToken: token, expiresInSeconds: 600, user: person },
      cookie: `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
    };
  };

  const cookieOf = (request: IncomingMessage): string =>
    new RegExp(`${cookieName}=([0-9a-f]+)`).exec(request.headers.cookie ?? "")?.[1] ?? "";

  const open = (path: string, body: unknown, request: IncomingMessage): Answer | undefined => {
    switch (path) {
      case "POST /login":
        requestCode(state, requests.Login.parse(body).email);
        return { status: 202, body: { expiresInSeconds: 300, resendAfterSeconds: 60 } };
      case "POST /verify": {
        const { email, otp } = requests.Verify.parse(body);
        if (state.codes.get(email.toLowerCase()) !== otp) return problem("CODE_REFUSED");
        state.codes.delete(email.toLowerCase());
        return signedIn(byEmail(state, email) ?? addPerson(state, email, ""));
      }
      case "POST /token/refresh": {
        const person = state.people.get(state.cookies.get(cookieOf(request)) ?? UserId.parse("0".repeat(24)));
        state.cookies.delete(cookieOf(request));
        return person ? signedIn(person) : problem("UNAUTHENTICATED");
      }
      case "POST /logout": {
        const id = state.cookies.get(cookieOf(request));
        state.cookies.delete(cookieOf(request));
        if (id) live.closeAll(4401, id);
        return { status: 204, cookie: `${cookieName}=; Max-Age=0; Path=/` };
      }
      default:
        return undefined;
    }
  };

  const personal = (path: string, body: unknown, me: Person): Answer | undefined => {
    switch (path) {
      case "GET /me":
        return { status: 200, body: me };
      case "POST /update/user":
        me.name = requests.UpdateUser.parse(body).name;
        return { status: 200, body: me };
      case "POST /user/find": {
        const found = byEmail(state, requests.FindUser.parse(body).email);
        return found ? { status: 200, body: summary(state, found.id) } : problem("NOT_FOUND");
      }
      case "GET /chat/all": {
        const mine = [...state.chats.values()].filter((chat) => chat.members.has(me.id));
        const chats = mine.map((chat) => viewFor(state, chat, me.id));
        return { status: 200, body: { chats: chats.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)) } };
      }
      case "POST /chat/new": {
        const other = requests.OpenDirect.parse(body).otherUserId;
        const known = [...state.chats.values()].find(
          (chat) => chat.kind === "direct" && chat.members.has(me.id) && chat.members.has(other),
        );
        return {
          status: 200,
          body: viewFor(state, known ?? created(openChat(state, "direct", me.id, [other]), me), me.id),
        };
      }
      case "POST /chat/group": {
        const { clientRequestId, title, members } = requests.OpenGroup.parse(body);
        const known = state.chats.get(state.requests.get(clientRequestId) ?? ChatId.parse("0".repeat(24)));
        const chat = known ?? created(openChat(state, "group", me.id, members, title), me);
        state.requests.set(clientRequestId, chat.id);
        return { status: 200, body: viewFor(state, chat, me.id) };
      }
      default:
        return undefined;
    }
  };

  const created = (chat: Conversation, me: Person): Conversation => {
    const title = chat.title === undefined ? {} : { title: chat.title };
    live.append(chat, { type: "notice", kind: "created", actor: me.id, subjects: [...chat.members.keys()], ...title });
    for (const id of chat.members.keys()) if (id !== me.id) live.tellPerson(id, { type: "added", chatId: chat.id });
    return chat;
  };

  const inChat = (
    method: string,
    chat: Conversation,
    rest: string[],
    body: unknown,
    me: Person,
    query: URLSearchParams,
  ): Answer => {
    const role = chat.members.get(me.id)?.role;
    const manages = role === "owner" || role === "admin";
    switch (`${method} ${rest[0] ?? ""}`) {
      case "GET ":
        return { status: 200, body: viewFor(state, chat, me.id) };
      case "GET members":
        return {
          status: 200,
          body: { members: [...chat.members].map(([id, it]) => ({ user: summary(state, id), role: it.role })) },
        };
      case "GET messages": {
        const before = Number(query.get("before"));
        const since = chat.members.get(me.id)?.since ?? 0;
        const until = Math.min(chat.log.length, before - 1);
        const from = Math.max(since, until - Number(query.get("limit")));
        return { status: 200, body: { chatId: chat.id, entries: chat.log.slice(from, until), head: chat.log.length } };
      }
      case "POST title":
        if (!manages) return problem("FORBIDDEN");
        chat.title = requests.Rename.parse(body).title;
        live.append(chat, { type: "notice", kind: "renamed", actor: me.id, subjects: [], title: chat.title });
        return { status: 204 };
      case "POST members": {
        if (!manages) return problem("FORBIDDEN");
        const { userIds } = requests.AddMembers.parse(body);
        for (const id of userIds) join(chat, id);
        live.append(chat, { type: "notice", kind: "joined", actor: me.id, subjects: userIds });
        for (const id of userIds) live.tellPerson(id, { type: "added", chatId: chat.id });
        return { status: 204 };
      }
      case "DELETE members": {
        const id = UserId.parse(rest[1]);
        if (id !== me.id && !manages) return problem("FORBIDDEN");
        chat.members.delete(id);
        live.append(chat, { type: "notice", kind: id === me.id ? "left" : "removed", actor: me.id, subjects: [id] });
        live.tellPerson(id, { type: "removed", chatId: chat.id });
        return { status: 204 };
      }
      default:
        return problem("NOT_FOUND");
    }
  };

  return (method: string, url: URL, body: unknown, request: IncomingMessage): Answer => {
    const path = url.pathname.replace("/api/v1", "");
    const answer = open(`${method} ${path}`, body, request);
    if (answer) return answer;
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const me = state.people.get(state.tokens.get(token) ?? UserId.parse("0".repeat(24)));
    if (!me) return problem("UNAUTHENTICATED");
    const own = personal(`${method} ${path}`, body, me);
    if (own) return own;
    const [, kind, id, ...rest] = path.split("/");
    if (kind === "user") return { status: 200, body: summary(state, UserId.parse(id)) };
    const chat = state.chats.get(ChatId.parse(id));
    if (!chat?.members.has(me.id)) return problem("NOT_FOUND");
    return inChat(method, chat, kind === "message" ? ["messages"] : rest, body, me, url.searchParams);
  };
};
