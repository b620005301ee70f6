import { LogOut } from "lucide-react";
import { useState } from "react";
import { useClient, useSession, useWorld } from "../../connection";
import { texts } from "../../texts";
import { Avatar, Button, toast } from "../../ui";
import { Modal } from "../../ui/Modal";
import { NameForm } from "./NameForm";
import { chooseTheme, readTheme, type Theme, themes } from "./theme";

export default function ProfileDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const me = useWorld((world) => world.me);
  const saved = (name: string) => {
    client.renamed(name);
    toast(texts.profile.saved);
  };
  return (
    <Modal title={texts.profile.title} closeLabel={texts.close} onClose={onClose}>
      <div className="flex items-center gap-4">
        <Avatar id={me.id} name={me.name} size="large" />
        <div className="min-w-0">
          <p className="truncate font-semibold text-lg">{me.name}</p>
          <p className="truncate text-muted">{me.email}</p>
        </div>
      </div>
      <NameForm initial={me.name} submit={texts.profile.save} onSaved={saved} />
      <ThemeChoice />
      <SignOut />
    </Modal>
  );
}

const ThemeChoice = () => {
  const [theme, setTheme] = useState<Theme>(readTheme);
  const choose = (next: Theme) => {
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{texts.profile.theme}</legend>
      <div className="grid grid-cols-3 gap-1 rounded-xl bg-raised p-1 text-center">
        {themes.map((it) => (
          <label
            key={it}
            className="flex min-h-11 cursor-pointer items-center justify-center rounded-lg px-1 text-sm leading-tight has-checked:bg-surface has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-accent-ink"
          >
            <input type="radio" name="theme" className="sr-only" checked={theme === it} onChange={() => choose(it)} />
            {texts.profile.themes[it]}
          </label>
        ))}
      </div>
    </fieldset>
  );
};

const SignOut = () => {
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    try {
      await session.signOut();
    } catch {
      toast(texts.profile.signOutFailed, "trouble");
      setBusy(false);
    }
  };
  return (
    <Button look="outline" busy={busy} onClick={leave}>
      <LogOut size={18} aria-hidden="true" />
      {texts.profile.signOut}
    </Button>
  );
};
