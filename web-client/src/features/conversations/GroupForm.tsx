import { X } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { asRefusal, useClient } from "../../connection";
import { limits, type UserSummary } from "../../protocol";
import { texts } from "../../texts";
import { Avatar, Button, IconButton, TextField, toast } from "../../ui";
import { EmailFinder } from "./EmailFinder";
import { useFindPerson } from "./useFindPerson";

export const GroupForm = ({ onDone }: { onDone: () => void }) => {
  const client = useClient();
  const [, go] = useLocation();
  const [requestId] = useState(() => crypto.randomUUID());
  const [title, setTitle] = useState("");
  const [people, setPeople] = useState<readonly UserSummary[]>([]);
  const [busy, setBusy] = useState(false);

  const finder = useFindPerson((person) => {
    if (people.some((it) => it.id === person.id)) return finder.setError(texts.start.already(person.name));
    setPeople([...people, person]);
    finder.write("");
  });

  const create = async () => {
    setBusy(true);
    try {
      const members = people.map((person) => person.id);
      const view = await client.api.openGroup(requestId, title.trim(), members);
      client.keep(view);
      go(`/c/${view.id}`);
      onDone();
    } catch (refusal) {
      toast(texts.refusal[asRefusal(refusal).code], "trouble");
      setBusy(false);
    }
  };

  const complete = title.trim() !== "" && people.length > 0;
  return (
    <>
      <TextField
        label={texts.start.groupTitle}
        placeholder={texts.start.groupTitleHint}
        maxLength={limits.titleCharacters}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <EmailFinder finder={finder} label={texts.start.email} action={texts.start.addPerson} />
      <Chosen people={people} onRemove={(id) => setPeople(people.filter((person) => person.id !== id))} />
      <Button disabled={!complete} busy={busy} onClick={create}>
        {texts.start.create}
      </Button>
    </>
  );
};

type ChosenProps = { people: readonly UserSummary[]; onRemove: (id: UserSummary["id"]) => void };

const Chosen = ({ people, onRemove }: ChosenProps) => (
  <div role="status">
    {people.length === 0 ? (
      <p className="text-muted text-sm">{texts.start.nobody}</p>
    ) : (
      <ul aria-label={texts.start.people} className="flex flex-col gap-1">
        {people.map((person) => (
          <li key={person.id} className="flex items-center gap-3 rounded-2xl bg-raised py-1 pr-1 pl-3">
            <Avatar id={person.id} name={person.name} size="small" />
            <bdi className="min-w-0 flex-1 truncate font-medium">{person.name || texts.unnamed}</bdi>
            <IconButton label={texts.start.remove(person.name)} onClick={() => onRemove(person.id)}>
              <X size={18} />
            </IconButton>
          </li>
        ))}
      </ul>
    )}
  </div>
);
