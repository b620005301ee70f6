import { useState } from "react";
import { useLocation } from "wouter";
import { asRefusal, useClient } from "../../connection";
import type { UserSummary } from "../../protocol";
import { texts } from "../../texts";
import { Avatar, Button, toast } from "../../ui";
import { EmailFinder } from "./EmailFinder";
import { useFindPerson } from "./useFindPerson";

export const DirectForm = ({ onDone }: { onDone: () => void }) => {
  const [person, setPerson] = useState<UserSummary>();
  const finder = useFindPerson(setPerson);
  return (
    <>
      <p className="text-muted">{texts.start.intro}</p>
      <EmailFinder finder={finder} label={texts.start.email} action={texts.start.find} focus />
      {person && <Found person={person} onDone={onDone} />}
    </>
  );
};

const Found = ({ person, onDone }: { person: UserSummary; onDone: () => void }) => {
  const client = useClient();
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const name = person.name || texts.unnamed;
  const open = async () => {
    setBusy(true);
    try {
      const view = await client.api.openDirect(person.id);
      client.keep(view);
      go(`/c/${view.id}`);
      onDone();
    } catch (refusal) {
      toast(texts.refusal[asRefusal(refusal).code], "trouble");
      setBusy(false);
    }
  };
  return (
    <div role="status" className="flex animate-rise flex-col gap-3 rounded-2xl bg-raised p-3">
      <div className="flex items-center gap-3">
        <Avatar id={person.id} name={name} />
        <bdi className="min-w-0 flex-1 truncate font-semibold">{name}</bdi>
      </div>
      <Button onClick={open} busy={busy}>
        <span className="truncate">{texts.start.write(name)}</span>
      </Button>
    </div>
  );
};
