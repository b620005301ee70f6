import type { ReactNode } from "react";

type Props = { icon: ReactNode; title: string; detail: string; children?: ReactNode };

/** What stands where nothing is, and what to do about it. */
export const Empty = ({ icon, title, detail, children }: Props) => (
  <div className="m-auto flex max-w-80 animate-rise flex-col items-center gap-3 p-6 text-center">
    <span className="grid size-16 place-items-center rounded-3xl bg-accent-soft text-accent-ink">{icon}</span>
    <h2 className="mt-1 font-semibold text-lg leading-snug">{title}</h2>
    <p className="text-balance text-muted">{detail}</p>
    {children && <div className="mt-2 flex flex-wrap justify-center gap-2">{children}</div>}
  </div>
);
