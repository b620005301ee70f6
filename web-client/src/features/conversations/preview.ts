import { type Chat, chatName, partner, type World } from "../../connection";
import type { ChatId, UserId } from "../../protocol";
import { texts } from "../../texts";

export const titleOf = (chat: Chat, me: UserId): string => chatName(chat, me) || texts.unnamed;

export const personName = (names: World["names"], id: UserId): string => names.get(id) || texts.someone;

/** The line under a conversation's name. */
export const previewOf = (chat: Chat, me: UserId, names: World["names"]): string => {
  if (!chat.latest) return texts.list.none;
  const { sender, text } = chat.latest;
  if (sender === me) return texts.list.mine(text);
  return chat.kind === "group" ? texts.list.by(personName(names, sender), text) : text;
};

/** Who is writing right now, for people; undefined while nobody is. */
export const typingText = (world: World, chatId: ChatId): string | undefined => {
  const typists = [...(world.typing.get(chatId)?.keys() ?? [])].filter((id) => id !== world.me.id);
  if (typists.length === 0) return undefined;
  if (typists.length > 3) return texts.chat.typingCrowd;
  const names = typists.map((id) => personName(world.names, id));
  const [first] = names;
  return names.length === 1 && first ? texts.chat.typingOne(first) : texts.chat.typingMany(names.join(", "));
};

export const isOnline = (chat: Chat, world: World): boolean => {
  const other = partner(chat, world.me.id);
  return other !== undefined && world.online.has(other.id);
};
