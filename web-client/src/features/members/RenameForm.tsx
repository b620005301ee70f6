import { type FormEvent, useState } from "react";
import { asRefusal, type Chat, useClient } from "../../connection";
import { limits } from "../../protocol";
import { texts } from "../../texts";
import { Button, TextField, toast } from "../../ui";

export const RenameForm = ({ chat }: { chat: Chat }) => {
  const client = useClient();
  const [title, setTitle] = useState(chat.title ?? "");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const chosen = title.trim();
  const changed = chosen !== "" && chosen !== chat.title;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!changed) return;
    setBusy(true);
    setError(undefined);
    try {
      await client.api.rename(chat.id, chosen);
      await client.loadChat(chat.id);
      toast(texts.members.renamed);
    } catch (refusal) {
      setError(texts.refusal[asRefusal(refusal).code]);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={save} className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          label={texts.members.rename}
          maxLength={limits.titleCharacters}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          error={error}
        />
      </div>
      <Button type="submit" look="outline" disabled={!changed} busy={busy} className="mt-6.5">
        {texts.members.save}
      </Button>
    </form>
  );
};
