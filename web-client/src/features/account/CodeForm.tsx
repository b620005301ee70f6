import { ArrowLeft } from "lucide-react";
import { type ClipboardEvent, type FormEvent, useEffect, useRef, useState } from "react";
import { asRefusal, useSession } from "../../connection";
import type { CodeSent } from "../../protocol";
import { texts } from "../../texts";
import { Button, TextField } from "../../ui";

type Props = { email: string; sent: CodeSent; onOther: () => void };

const digits = (text: string): string => text.replace(/\D/g, "").slice(0, 6);

export const CodeForm = ({ email, sent, onOther }: Props) => {
  const session = useSession();
  const field = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const check = async (otp: string) => {
    if (busy || otp.length < 6) return field.current?.focus();
    setBusy(true);
    setError(undefined);
    try {
      await session.verify(email, otp);
    } catch (refusal) {
      const { code: reason } = asRefusal(refusal);
      setError(reason === "CODE_REFUSED" ? texts.signIn.codeRefused : texts.refusal[reason]);
      setBusy(false);
      field.current?.select();
    }
  };

  const enter = (text: string) => {
    const next = digits(text);
    setCode(next);
    if (next.length === 6 && next !== code) void check(next);
  };

  /** People copy the code with what stands around it. */
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    const text = event.clipboardData.getData("text");
    enter(/(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? text);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void check(code);
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <div>
        <h1 className="font-semibold text-xl">{texts.signIn.codeTitle}</h1>
        <p className="mt-1 break-words text-muted">{texts.signIn.codeIntro(email)}</p>
      </div>
      <TextField
        ref={field}
        label={texts.signIn.code}
        name="code"
        autoComplete="one-time-code"
        inputMode="numeric"
        autoFocus
        placeholder="······"
        value={code}
        onChange={(event) => enter(event.target.value)}
        onPaste={paste}
        error={error}
        className="min-h-14 pl-[0.4em] text-center font-semibold text-2xl tabular-nums tracking-[0.4em]"
      />
      <Button type="submit" busy={busy}>
        {texts.signIn.verify}
      </Button>
      <div className="flex flex-wrap items-center justify-between gap-x-2">
        <Button look="quiet" className="-ml-3 px-3" onClick={onOther}>
          <ArrowLeft size={18} aria-hidden="true" />
          {texts.signIn.otherEmail}
        </Button>
        <Resend email={email} sent={sent} onError={setError} />
      </div>
    </form>
  );
};

type ResendProps = { email: string; sent: CodeSent; onError: (error: string | undefined) => void };

const Resend = ({ email, sent, onError }: ResendProps) => {
  const session = useSession();
  const [readyAt, setReadyAt] = useState(() => Date.now() + sent.resendAfterSeconds * 1000);
  const [again, setAgain] = useState(false);
  const left = useSecondsUntil(readyAt);

  const resend = async () => {
    onError(undefined);
    try {
      const next = await session.requestCode(email);
      setReadyAt(Date.now() + next.resendAfterSeconds * 1000);
      setAgain(true);
    } catch (refusal) {
      const { code, retryAfterMs } = asRefusal(refusal);
      if (retryAfterMs) setReadyAt(Date.now() + retryAfterMs);
      onError(texts.refusal[code]);
    }
  };

  return (
    <>
      <Button look="quiet" className="-mr-3 px-3 tabular-nums" disabled={left > 0} onClick={resend}>
        {left > 0 ? texts.signIn.resendIn(left) : texts.signIn.resend}
      </Button>
      <p role="status" className="w-full text-muted text-sm empty:hidden">
        {again ? texts.signIn.resent : ""}
      </p>
    </>
  );
};

const useSecondsUntil = (moment: number): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((moment - now) / 1000));
};
