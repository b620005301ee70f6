import {
  type ChatId,
  ChatPage,
  ChatView,
  EntryPage,
  limits,
  MemberPage,
  requests,
  type UserId,
  UserSummary,
  z,
} from "../protocol";
import { type Http, Nothing } from "./http";
import type { Session } from "./session";

/** The HTTP interface for somebody who is signed in, one line a call. */
export const createApi = (http: Http, session: Session) => {
  const get = <T>(path: string, answer: Parameters<typeof http<T>>[0]["answer"]) =>
    session.authorised((token) => http({ method: "GET", path, token, answer }));
  const post = <T>(path: string, body: unknown, answer: Parameters<typeof http<T>>[0]["answer"]) =>
    session.authorised((token) => http({ method: "POST", path, body, token, answer }));
  const remove = (path: string) =>
    session.authorised((token) => http({ method: "DELETE", path, token, answer: Nothing }));

  return {
    person: (id: UserId) => get(`/user/${id}`, UserSummary),
    findPerson: (email: string) => post("/user/find", requests.FindUser.parse({ email }), UserSummary),
    chats: (cursor?: string) => get(`/chat/all?${query({ limit: limits.pageChats, cursor })}`, ChatPage),
    chat: (id: ChatId) => get(`/chat/${id}`, ChatView),
    openDirect: (otherUserId: UserId) => post("/chat/new", requests.OpenDirect.parse({ otherUserId }), ChatView),
    openGroup: (clientRequestId: string, title: string, members: readonly UserId[]) =>
      post("/chat/group", requests.OpenGroup.parse({ clientRequestId, title, members: [...members] }), ChatView),
    members: (id: ChatId, after?: UserId) => get(`/chat/${id}/members?${query({ limit: 100, after })}`, MemberPage),
    addMembers: (id: ChatId, userIds: readonly UserId[]) =>
      post(`/chat/${id}/members`, requests.AddMembers.parse({ userIds: [...userIds] }), Nothing),
    removeMember: (id: ChatId, userId: UserId) => remove(`/chat/${id}/members/${userId}`),
    rename: (id: ChatId, title: string) => post(`/chat/${id}/title`, requests.Rename.parse({ title }), Nothing),
    before: (id: ChatId, before: number) =>
      get(`/message/${id}?${query({ before, limit: limits.pageEntries })}`, EntryPage),
  };
};

export type Api = ReturnType<typeof createApi>;

const query = (parameters: Record<string, string | number | undefined>): string => {
  const present = z
    .record(z.string(), z.string())
    .parse(
      Object.fromEntries(
        Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
      ),
    );
  return new URLSearchParams(present).toString();
};
