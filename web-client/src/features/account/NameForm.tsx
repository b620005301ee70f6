import { type FormEvent, type ReactNode, useState } from "react";
import { asRefusal, useSession } from "../../connection";
import { countCharacters, limits } from "../../protocol";
import { texts } from "../../texts";
import { Button, TextField } from "../../ui";

type Props = {
  initial: string;
  submit: string;
  onSaved?: (name: string) => void;
  children?: ReactNode;
  focus?: boolean;
};

const trouble = (name: string): string | undefined => {
  if (name === "") return texts.signIn.blankName;
  return countCharacters(name) > limits.nameCharacters ? texts.signIn.longName : undefined;
};

export const NameForm = ({ initial, submit, onSaved, children, focus = false }: Props) => {
  const session = useSession();
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const chosen = name.trim();
    const wrong = trouble(chosen);
    setError(wrong);
    if (wrong) return;
    setBusy(true);
    try {
      await session.rename(chosen);
      onSaved?.(chosen);
    } catch (refusal) {
      setError(texts.refusal[asRefusal(refusal).code]);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={save} noValidate className="flex flex-col gap-4">
      {children}
      <TextField
        label={texts.signIn.name}
        name="name"
        autoComplete="name"
        autoFocus={focus}
        placeholder={texts.signIn.nameHint}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={error}
      />
      <Button type="submit" busy={busy}>
        {submit}
      </Button>
    </form>
  );
};
