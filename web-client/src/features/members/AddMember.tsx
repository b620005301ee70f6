import { type Chat, useClient } from "../../connection";
import { texts } from "../../texts";
import { toast } from "../../ui";
import { EmailFinder, useFindPerson } from "../conversations";
import { useForgetMembers } from "./useMembers";

export const AddMember = ({ chat }: { chat: Chat }) => {
  const client = useClient();
  const forget = useForgetMembers(chat.id);
  const finder = useFindPerson(async (person) => {
    if (chat.users.some((user) => user.id === person.id)) return finder.setError(texts.start.already(person.name));
    await client.api.addMembers(chat.id, [person.id]);
    finder.write("");
    toast(texts.members.added(person.name || texts.unnamed));
    await Promise.all([client.loadChat(chat.id), forget()]);
  });
  return <EmailFinder finder={finder} label={texts.members.add} action={texts.members.addButton} />;
};
