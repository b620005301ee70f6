import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { useClient, useWorld } from "../../connection";
import { type ChatId, countCharacters, limits } from "../../protocol";
import { texts } from "../../texts";
import { toast } from "../../ui";

const tallest = 200;
const countFrom = limits.textCharacters - 200;

/** On a phone the return key breaks the line, and the button sends. */
const enterSends = () => !matchMedia("(pointer: coarse)").matches;

export const Composer = ({ chatId, name }: { chatId: ChatId; name: string }) => {
  const client = useClient();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useWorld((world) => world.drafts.get(chatId) ?? "");
  const left = limits.textCharacters - countCharacters(text);
  const sendable = text.trim() !== "" && left >= 0;

  useHeight(field, text);
  useEffect(() => {
    if (enterSends()) field.current?.focus();
    return () => client.typing(chatId, false);
  }, [client, chatId]);

  const write = (next: string) => {
    client.draft(chatId, next);
    client.typing(chatId, next.trim() !== "");
  };

  const send = () => {
    if (!sendable) return;
    if (client.send(chatId, text)) write("");
    else toast(texts.compose.full, "trouble");
    field.current?.focus();
  };

  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || !enterSends()) return;
    event.preventDefault();
    send();
  };

  return (
    <div className="px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-5">
      <div className="flex items-end gap-1 rounded-3xl border border-edge bg-surface p-1 pl-4 focus-within:border-accent-ink focus-within:ring-1 focus-within:ring-accent-ink">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          aria-label={texts.compose.label}
          placeholder={texts.compose.hint(name)}
          onChange={(event) => write(event.target.value)}
          onBlur={() => client.typing(chatId, false)}
          onKeyDown={press}
          className="max-h-50 min-w-0 flex-1 resize-none bg-transparent py-2.5 text-base leading-6 outline-none placeholder:truncate placeholder:text-muted"
        />
        <button
          type="button"
          onClick={send}
          disabled={!sendable}
          aria-label={texts.compose.send}
          title={texts.compose.send}
          className="grid size-11 shrink-0 place-items-center rounded-full bg-accent text-white transition-colors hover:bg-accent-strong disabled:bg-transparent disabled:text-muted"
        >
          <SendHorizontal size={20} aria-hidden="true" />
        </button>
      </div>
      <p
        role="status"
        className={`px-4 pt-1 text-right text-xs empty:hidden ${left < 0 ? "text-danger" : "text-muted"}`}
      >
        {left < 0
          ? texts.compose.over(-left)
          : left < limits.textCharacters - countFrom
            ? texts.compose.left(left)
            : ""}
      </p>
    </div>
  );
};

const useHeight = (field: React.RefObject<HTMLTextAreaElement | null>, text: string) =>
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(tallest, area.scrollHeight)}px`;
  }, [field, text]);
