import type { ButtonHTMLAttributes } from "react";
import { Spinner } from "./Spinner";

type Look = "primary" | "quiet" | "outline" | "danger";

const looks: Record<Look, string> = {
  primary: "bg-accent text-white hover:bg-accent-strong",
  quiet: "text-accent-ink hover:bg-accent-soft",
  outline: "border border-edge text-ink hover:bg-raised",
  danger: "bg-danger-fill text-white hover:brightness-110",
};

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; busy?: boolean };

export const Button = ({ look = "primary", busy = false, className = "", children, disabled, ...rest }: Props) => (
  <button
    type="button"
    {...rest}
    disabled={disabled || busy}
    aria-busy={busy || undefined}
    className={`inline-flex min-h-11 items-center justify-center gap-2 rounded-xl px-4 font-semibold transition-colors disabled:opacity-60 ${looks[look]} ${className}`}
  >
    {busy && <Spinner />}
    {children}
  </button>
);

type IconProps = ButtonHTMLAttributes<HTMLButtonElement> & { label: string };

/** A round button with a picture; its name is spoken and shown as a tip. */
export const IconButton = ({ label, className = "", children, ...rest }: IconProps) => (
  <button
    type="button"
    {...rest}
    aria-label={label}
    title={label}
    className={`grid size-11 shrink-0 place-items-center rounded-full text-muted transition-colors hover:bg-raised hover:text-ink disabled:opacity-50 ${className}`}
  >
    {children}
  </button>
);
