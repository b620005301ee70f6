type Size = "small" | "medium" | "large";

const sizes: Record<Size, string> = {
  small: "size-8 text-xs",
  medium: "size-11 text-[0.9375rem]",
  large: "size-16 text-xl",
};

type Props = { id: string; name: string; size?: Size; online?: boolean | undefined; group?: boolean };

/** Initials on a colour that belongs to the id, so that it stays the same everywhere and for good. */
export const Avatar = ({ id, name, size = "medium", online, group = false }: Props) => (
  <span className="relative inline-block shrink-0" aria-hidden="true">
    <span
      className={`grid select-none place-items-center font-semibold text-white ${group ? "rounded-2xl" : "rounded-full"} ${sizes[size]}`}
      style={{ backgroundColor: colourOf(id) }}
    >
      {initials(name)}
    </span>
    {online && (
      <span className="-right-0.5 -bottom-0.5 absolute size-3.5 rounded-full border-[2.5px] border-surface bg-online" />
    )}
  </span>
);

const hues = [25, 48, 85, 130, 155, 195, 230, 255, 285, 310, 335, 5];

const colourOf = (id: string): string => {
  let hash = 7;
  for (let at = 0; at < id.length; at++) hash = (hash * 31 + id.charCodeAt(at)) >>> 0;
  return `oklch(49% 0.1 ${hues[hash % hues.length] ?? 195})`;
};

/** The first letters of the first and the last word, as a person would write them. */
export const initials = (name: string): string => {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letters = picked.map((word) => firstLetter(word ?? ""));
  return letters.join("").toLocaleUpperCase() || "?";
};

const firstLetter = (word: string): string => {
  for (const { segment } of new Intl.Segmenter().segment(word)) return segment;
  return "";
};
