import { type ReactNode, useId, useState } from "react";
import { texts } from "../../texts";
import { Modal } from "../../ui/Modal";
import { DirectForm } from "./DirectForm";
import { GroupForm } from "./GroupForm";

type Kind = "person" | "group";
const kinds: readonly Kind[] = ["person", "group"];

type Props = { onClose: () => void };

export default function StartDialog({ onClose }: Props) {
  const [kind, setKind] = useState<Kind>("person");
  const panel = useId();
  return (
    <Modal title={texts.start.title} closeLabel={texts.close} onClose={onClose}>
      <div role="tablist" className="grid grid-cols-2 gap-1 rounded-xl bg-raised p-1">
        {kinds.map((it) => (
          <Tab key={it} selected={it === kind} panel={panel} onSelect={() => setKind(it)}>
            {texts.start[it]}
          </Tab>
        ))}
      </div>
      <div role="tabpanel" id={panel} aria-label={texts.start[kind]} className="flex flex-col gap-4">
        {kind === "person" ? <DirectForm onDone={onClose} /> : <GroupForm onDone={onClose} />}
      </div>
    </Modal>
  );
}

type TabProps = { selected: boolean; panel: string; onSelect: () => void; children: ReactNode };

const Tab = ({ selected, panel, onSelect, children }: TabProps) => (
  <button
    type="button"
    role="tab"
    aria-selected={selected}
    aria-controls={panel}
    onClick={onSelect}
    className={`min-h-11 rounded-lg ${selected ? "bg-surface font-semibold" : "text-muted hover:text-ink"}`}
  >
    {children}
  </button>
);
