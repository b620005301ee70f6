export type Piece = { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

const candidate = /(?:https?:\/\/|mailto:)[^\s<>"'`]+/giu;
const safe: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** Splits text into words and links. Only http, https and mailto become links; all else stays text. */
export const pieces = (text: string): Piece[] => {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(candidate)) {
    const shown = withoutTrailing(match[0]);
    const href = safeAddress(shown);
    if (!href) continue;
    if (match.index > from) found.push({ kind: "text", text: text.slice(from, match.index) });
    found.push({ kind: "link", text: shown, href });
    from = match.index + shown.length;
  }
  if (from < text.length) found.push({ kind: "text", text: text.slice(from) });
  return found;
};

/** A full stop or bracket after a link belongs to the sentence. */
const withoutTrailing = (link: string): string => {
  let end = link.length;
  while (end > 0 && /[.,;:!?…)\]}*_]/u.test(link.charAt(end - 1))) {
    if (link.charAt(end - 1) === ")" && balanced(link.slice(0, end))) break;
    end--;
  }
  return link.slice(0, end);
};

const balanced = (link: string): boolean => link.split("(").length === link.split(")").length;

const safeAddress = (text: string): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && safe.has(url.protocol) ? url.href : undefined;
};
