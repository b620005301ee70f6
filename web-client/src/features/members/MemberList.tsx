import { UserMinus } from "lucide-react";
import { useState } from "react";
import { asRefusal, type Chat, useClient, useWorld } from "../../connection";
import type { Member } from "../../protocol";
import { texts } from "../../texts";
import { Avatar, Bone, Button, IconButton, toast } from "../../ui";
import { Confirm } from "./Confirm";
import { useForgetMembers, useMembers } from "./useMembers";

export const MemberList = ({ chat }: { chat: Chat }) => {
  const members = useMembers(chat);
  if (members.isPending) return <Bone className="h-11 rounded-2xl" />;
  if (members.isError) {
    return (
      <div role="alert" className="flex flex-col items-start gap-2">
        <p>{texts.members.failed}</p>
        <Button look="outline" onClick={() => void members.refetch()}>
          {texts.tryAgain}
        </Button>
      </div>
    );
  }
  return (
    <section aria-label={texts.members.title}>
      <h3 className="mb-1 font-medium text-muted text-sm">{texts.chat.members(chat.memberCount)}</h3>
      <ul className="-mx-2 flex flex-col">
        {members.data.pages.flatMap((page) =>
          page.members.map((member) => <MemberRow key={member.user.id} chat={chat} member={member} />),
        )}
      </ul>
      {members.hasNextPage && (
        <Button look="quiet" busy={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
          {texts.members.more}
        </Button>
      )}
    </section>
  );
};

const MemberRow = ({ chat, member }: { chat: Chat; member: Member }) => {
  const me = useWorld((world) => world.me.id);
  const online = useWorld((world) => world.online.has(member.user.id));
  const name = member.user.name || texts.unnamed;
  const mine = member.user.id === me;
  const removable = !mine && chat.role !== "member" && member.role !== "owner";
  return (
    <li data-testid="member" className="flex min-h-14 items-center gap-3 rounded-2xl px-2">
      <Avatar id={member.user.id} name={name} online={online} />
      <bdi className="min-w-0 flex-1 truncate font-medium">
        {name}
        {mine && <span className="text-muted"> ({texts.you})</span>}
      </bdi>
      {member.role !== "member" && (
        <span className="rounded-full bg-raised px-2.5 py-0.5 text-muted text-xs">
          {texts.members.roles[member.role]}
        </span>
      )}
      {removable && <Remove chat={chat} member={member} name={name} />}
    </li>
  );
};

const Remove = ({ chat, member, name }: { chat: Chat; member: Member; name: string }) => {
  const client = useClient();
  const forget = useForgetMembers(chat.id);
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    try {
      await client.api.removeMember(chat.id, member.user.id);
      toast(texts.members.removed(name));
      await Promise.all([client.loadChat(chat.id), forget()]);
    } catch (refusal) {
      toast(texts.refusal[asRefusal(refusal).code], "trouble");
    }
  };
  return (
    <>
      <IconButton label={texts.members.remove(name)} onClick={() => setAsking(true)}>
        <UserMinus size={19} />
      </IconButton>
      {asking && (
        <Confirm
          title={texts.members.removeAsk(name)}
          detail={texts.members.removeDetail}
          action={texts.members.removeConfirm}
          onConfirm={remove}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
