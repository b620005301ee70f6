import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import type { ReactNode } from "react";

const manager = Toast.createToastManager();

/** Says something in passing; politely, or at once when it is trouble. */
export const toast = (title: string, kind: "info" | "trouble" = "info") =>
  manager.add({ title, type: kind, priority: kind === "trouble" ? "high" : "low", timeout: 6_000 });

export const Toasts = ({ closeLabel, children }: { closeLabel: string; children: ReactNode }) => (
  <Toast.Provider toastManager={manager} limit={3}>
    {children}
    <Toast.Portal>
      <Toast.Viewport className="pointer-events-none fixed inset-x-3 bottom-24 z-50 mx-auto flex max-w-sm flex-col gap-2 sm:right-5 sm:left-auto sm:mx-0 sm:w-96">
        <List closeLabel={closeLabel} />
      </Toast.Viewport>
    </Toast.Portal>
  </Toast.Provider>
);

const List = ({ closeLabel }: { closeLabel: string }) => {
  const { toasts } = Toast.useToastManager();
  return toasts.map((it) => (
    <Toast.Root
      key={it.id}
      toast={it}
      className={`pointer-events-auto animate-rise rounded-2xl border bg-surface shadow-float ${it.type === "trouble" ? "border-danger" : "border-line"}`}
    >
      <Toast.Content className="flex items-center gap-2 py-1.5 pr-1.5 pl-4">
        <Toast.Title className="flex-1 font-medium" />
        <Toast.Close
          aria-label={closeLabel}
          className="grid size-11 shrink-0 place-items-center rounded-full text-muted hover:bg-raised"
        >
          <X size={18} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
};
