import { useState } from "react";
import { useSessionState } from "../../connection";
import type { CodeSent } from "../../protocol";
import { texts } from "../../texts";
import { CodeForm } from "./CodeForm";
import { EmailForm } from "./EmailForm";
import { Welcome } from "./Welcome";

type Step = { kind: "email" } | { kind: "code"; email: string; sent: CodeSent };

export const SignIn = () => {
  const [step, setStep] = useState<Step>({ kind: "email" });
  const [email, setEmail] = useState("");
  const state = useSessionState();
  const ended = state.kind === "signed-out" && state.ended;
  return (
    <Welcome>
      {step.kind === "email" ? (
        <EmailForm
          email={email}
          onEmail={setEmail}
          notice={ended ? texts.signIn.ended : undefined}
          onSent={(address, sent) => setStep({ kind: "code", email: address, sent })}
        />
      ) : (
        <CodeForm email={step.email} sent={step.sent} onOther={() => setStep({ kind: "email" })} />
      )}
    </Welcome>
  );
};
