import { type FormEvent, useState } from "react";
import { asRefusal, useSession } from "../../connection";
import { type CodeSent, limits } from "../../protocol";
import { texts } from "../../texts";
import { Button, TextField } from "../../ui";

type Props = {
  email: string;
  onEmail: (email: string) => void;
  notice: string | undefined;
  onSent: (email: string, sent: CodeSent) => void;
};

/** Only what cannot be an address at all; the server and the mail decide the rest. */
export const looksLikeEmail = (email: string): boolean => /^[^\s@]+@[^\s@]+$/.test(email);

export const EmailForm = ({ email, onEmail, notice, onSent }: Props) => {
  const session = useSession();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const address = email.trim();
    if (!looksLikeEmail(address)) return setError(texts.signIn.badEmail);
    setBusy(true);
    setError(undefined);
    try {
      onSent(address, await session.requestCode(address));
    } catch (refusal) {
      const { code } = asRefusal(refusal);
      setError(code === "BAD_REQUEST" || code === "UNPROCESSABLE" ? texts.signIn.badEmail : texts.refusal[code]);
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <div>
        <h1 className="font-semibold text-xl">{texts.signIn.title}</h1>
        <p className="mt-1 text-muted">{texts.signIn.intro}</p>
      </div>
      {notice && (
        <p role="status" className="rounded-xl bg-accent-soft px-3.5 py-2.5 text-accent-ink">
          {notice}
        </p>
      )}
      <TextField
        label={texts.signIn.email}
        type="email"
        name="email"
        autoComplete="email"
        inputMode="email"
        autoFocus
        maxLength={limits.emailCharacters}
        placeholder={texts.signIn.emailHint}
        value={email}
        onChange={(event) => onEmail(event.target.value)}
        error={error}
      />
      <Button type="submit" busy={busy}>
        {texts.signIn.sendCode}
      </Button>
    </form>
  );
};
