import { useState } from "react";
import { asRefusal, useClient, useWorld } from "../../connection";
import type { UserSummary } from "../../protocol";
import { texts } from "../../texts";

/** Finding a person by exact e-mail address, with what to say when that fails. */
export const useFindPerson = (onFound: (person: UserSummary) => void | Promise<void>) => {
  const client = useClient();
  const me = useWorld((world) => world.me);
  const [email, setEmail] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const find = async () => {
    const address = email.trim();
    if (!/^[^\s@]+@[^\s@]+$/.test(address)) return setError(texts.signIn.badEmail);
    if (address.toLowerCase() === me.email.toLowerCase()) return setError(texts.start.yourself);
    setBusy(true);
    setError(undefined);
    try {
      const person = await client.api.findPerson(address);
      client.introduce([person]);
      await onFound(person);
    } catch (refusal) {
      const { code } = asRefusal(refusal);
      setError(code === "NOT_FOUND" ? texts.start.notFound : texts.refusal[code]);
    } finally {
      setBusy(false);
    }
  };

  const write = (text: string) => {
    setEmail(text);
    setError(undefined);
  };

  return { email, write, error, setError, busy, find };
};
