import type { ReactNode } from "react";
import { texts } from "../../texts";

/** The page around everything that comes before the conversations. */
export const Welcome = ({ children }: { children: ReactNode }) => (
  <div className="flex h-full flex-col overflow-y-auto bg-canvas px-4">
    <main className="m-auto w-full max-w-104 py-8">
      <div className="mb-8 flex flex-col items-center gap-3 text-center">
        <img src="/favicon.svg" alt="" width="64" height="64" className="size-16 rounded-2xl shadow-float" />
        <p className="font-bold text-2xl tracking-tight">{texts.appName}</p>
        <p className="-mt-2 text-muted">{texts.tagline}</p>
      </div>
      <div className="animate-rise rounded-3xl border border-line bg-surface p-6 shadow-float sm:p-8">{children}</div>
    </main>
  </div>
);
