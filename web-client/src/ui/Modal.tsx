import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";

type Props = { title: string; closeLabel: string; onClose: () => void; children: ReactNode };

/** A dialog over everything: traps the focus, closes on Esc, gives the focus back. */
export const Modal = ({ title, closeLabel, onClose, children }: Props) => (
  <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
    <Dialog.Portal>
      <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/45" />
      <Dialog.Popup className="fixed inset-x-0 bottom-0 z-40 mx-auto flex max-h-[92dvh] w-full max-w-md animate-rise flex-col rounded-t-3xl bg-surface shadow-float outline-none sm:top-[12dvh] sm:bottom-auto sm:max-h-[76dvh] sm:rounded-3xl">
        <header className="flex items-center gap-2 py-3 pr-3 pl-6">
          <Dialog.Title className="flex-1 font-semibold text-lg">{title}</Dialog.Title>
          <Dialog.Close
            aria-label={closeLabel}
            className="grid size-11 place-items-center rounded-full text-muted hover:bg-raised hover:text-ink"
          >
            <X size={20} />
          </Dialog.Close>
        </header>
        <div className="flex flex-col gap-5 overflow-y-auto px-6 pt-1 pb-6">{children}</div>
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);
