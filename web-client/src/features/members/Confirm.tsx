import { useState } from "react";
import { texts } from "../../texts";
import { Button } from "../../ui";
import { Modal } from "../../ui/Modal";

type Props = { title: string; detail: string; action: string; onConfirm: () => Promise<void>; onClose: () => void };

/** Asks once more before something that the person cannot undo alone. */
export const Confirm = ({ title, detail, action, onConfirm, onClose }: Props) => {
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    await onConfirm();
    onClose();
  };
  return (
    <Modal title={title} closeLabel={texts.close} onClose={onClose}>
      <p className="text-muted">{detail}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="outline" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button look="danger" busy={busy} onClick={confirm}>
          {action}
        </Button>
      </div>
    </Modal>
  );
};
