import type { FormEvent } from "react";
import { limits } from "../../protocol";
import { texts } from "../../texts";
import { Button, TextField } from "../../ui";
import type { useFindPerson } from "./useFindPerson";

type Props = { finder: ReturnType<typeof useFindPerson>; label: string; action: string; focus?: boolean };

export const EmailFinder = ({ finder, label, action, focus = false }: Props) => {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void finder.find();
  };
  return (
    <form onSubmit={submit} noValidate className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          label={label}
          type="email"
          inputMode="email"
          autoComplete="off"
          autoFocus={focus}
          maxLength={limits.emailCharacters}
          placeholder={texts.signIn.emailHint}
          value={finder.email}
          onChange={(event) => finder.write(event.target.value)}
          error={finder.error}
        />
      </div>
      <Button type="submit" look="outline" busy={finder.busy} className="mt-6.5 shrink-0">
        {action}
      </Button>
    </form>
  );
};
