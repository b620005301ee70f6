import { randomBytes, randomInt } from "node:crypto";
import { ChatId, type LogEntry, type Receipt, type Role, UserId } from "../../src/protocol";

export type Person = { id: UserId; email: string; name: string };
export type Mail = { to: string; subject: string; text: string; receivedAt: string };
export type Membership = { role: Role; since: number; receipt: Receipt };
export type Conversation = {
  id: ChatId;
  kind: "direct" | "group";
  title: string | undefined;
  members: Map<UserId, Membership>;
  log: LogEntry[];
};

const hex = (bytes: number): string => randomBytes(bytes).toString("hex");
export const newUserId = (): UserId => UserId.parse(hex(12));
export const newChatId = (): ChatId => ChatId.parse(hex(12));

export const newState = (mails: Mail[] = []) => ({
  people: new Map<UserId, Person>(),
  codes: new Map<string, string>(),
  mails,
  /** Access tokens and refresh cookies, both to the person. */
  tokens: new Map<string, UserId>(),
  cookies: new Map<string, UserId>(),
  chats: new Map<ChatId, Conversation>(),
  requests: new Map<string, ChatId>(),
});
export type State = ReturnType<typeof newState>;

export const byEmail = (state: State, email: string): Person | undefined =>
  [...state.people.values()].find((person) => person.email === email.toLowerCase());

export const requestCode = (state: State, email: string) => {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  state.codes.set(email.toLowerCase(), code);
  const text = `Your Parley code is ${code}. It is good for five minutes.`;
  state.mails.unshift({ to: email, subject: "Your code", text, receivedAt: new Date().toISOString() });
};

export const signIn = (state: State, person: Person) => {
  const [token, cookie] = [hex(16), hex(16)];
  state.tokens.set(token, person.id);
  state.cookies.set(cookie, person.id);
  return { token, cookie };
};

export const addPerson = (state: State, email: string, name: string): Person => {
  const person = { id: newUserId(), email: email.toLowerCase(), name };
  state.people.set(person.id, person);
  return person;
};

export const ordinalAt = (chat: Conversation, seq: number): number => chat.log[seq - 1]?.ordinal ?? 0;

const member = (userId: UserId, role: Role, at: number, ordinal: number): Membership => ({
  role,
  since: at,
  receipt: { userId, delivered: at, read: at, readOrdinal: ordinal },
});

export const openChat = (
  state: State,
  kind: "direct" | "group",
  owner: UserId,
  others: readonly UserId[],
  title?: string,
): Conversation => {
  const chat: Conversation = { id: newChatId(), kind, title, members: new Map(), log: [] };
  state.chats.set(chat.id, chat);
  chat.members.set(owner, member(owner, kind === "group" ? "owner" : "member", 0, 0));
  for (const id of others) if (id !== owner) chat.members.set(id, member(id, "member", 0, 0));
  return chat;
};

export const join = (chat: Conversation, userId: UserId) =>
  chat.members.set(userId, member(userId, "member", chat.log.length, ordinalAt(chat, chat.log.length)));

export const viewFor = (state: State, chat: Conversation, me: UserId) => {
  const seq = chat.log.length;
  const ordinal = ordinalAt(chat, seq);
  const mine = chat.members.get(me);
  const latest = chat.log.findLast((entry) => entry.type === "message");
  return {
    id: chat.id,
    kind: chat.kind,
    ...(chat.title === undefined ? {} : { title: chat.title }),
    users: [...chat.members.keys()].slice(0, 50).map((id) => summary(state, id)),
    memberCount: chat.members.size,
    role: mine?.role ?? "member",
    head: { chatId: chat.id, seq, ordinal },
    ...(latest?.type === "message"
      ? {
          latestMessage: {
            text: latest.text.slice(0, 140),
            sender: latest.sender,
            seq: latest.seq,
            createdAt: latest.createdAt,
          },
        }
      : {}),
    unread: Math.max(0, ordinal - (mine?.receipt.readOrdinal ?? 0)),
    receipts: [...chat.members.values()].map((it) => it.receipt),
    updatedAt: chat.log.at(-1)?.createdAt ?? new Date().toISOString(),
  };
};

export const summary = (state: State, id: UserId) => ({ id, name: state.people.get(id)?.name ?? "" });
