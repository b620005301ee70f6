import { X } from "lucide-react";
import { type Chat, faceOf, partner, useWorld } from "../../connection";
import type { ChatId } from "../../protocol";
import { texts } from "../../texts";
import { Avatar, IconButton } from "../../ui";
import { titleOf } from "../conversations";
import { AddMember } from "./AddMember";
import { Leave } from "./Leave";
import { MemberList } from "./MemberList";
import { RenameForm } from "./RenameForm";

type Props = { chatId: ChatId; onClose: () => void };

export default function MembersPanel({ chatId, onClose }: Props) {
  const chat = useWorld((world) => world.chats.get(chatId));
  if (!chat) return null;
  return (
    <aside
      aria-label={texts.chat.details}
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
      className="flex h-full flex-col border-line border-l bg-surface"
    >
      <header className="flex min-h-17 items-center border-line border-b py-2 pr-2 pl-5">
        <h2 className="flex-1 font-semibold text-[1.0625rem]">
          {chat.kind === "group" ? texts.members.title : texts.members.detailsTitle}
        </h2>
        <IconButton label={texts.close} onClick={onClose} autoFocus>
          <X size={20} />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto p-5">
        {chat.kind === "group" ? <Group chat={chat} /> : <Person chat={chat} />}
      </div>
    </aside>
  );
}

const Group = ({ chat }: { chat: Chat }) => {
  const manages = chat.role !== "member";
  return (
    <>
      {manages && <RenameForm key={chat.title} chat={chat} />}
      {manages && <AddMember chat={chat} />}
      <MemberList chat={chat} />
      <Leave chat={chat} />
    </>
  );
};

const Person = ({ chat }: { chat: Chat }) => {
  const me = useWorld((world) => world.me.id);
  const other = partner(chat, me);
  const online = useWorld((world) => other !== undefined && world.online.has(other.id));
  const name = titleOf(chat, me);
  return (
    <div className="flex flex-col items-center gap-2 pt-4 text-center">
      <Avatar id={faceOf(chat, me)} name={name} size="large" />
      <bdi className="max-w-full truncate font-semibold text-lg">{name}</bdi>
      <p className={online ? "text-accent-ink" : "text-muted"}>{online ? texts.chat.online : texts.chat.offline}</p>
    </div>
  );
};
