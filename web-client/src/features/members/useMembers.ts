import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { type Chat, useClient } from "../../connection";
import type { ChatId, UserId } from "../../protocol";

const keyOf = (chatId: ChatId) => ["members", chatId] as const;

/** All members in pages; asked again whenever the log tells of somebody coming or going. */
export const useMembers = (chat: Chat) => {
  const client = useClient();
  const first: UserId | undefined = undefined;
  return useInfiniteQuery({
    queryKey: [...keyOf(chat.id), chat.memberCount, chat.users.map((user) => user.id).join()],
    queryFn: ({ pageParam }: { pageParam: UserId | undefined }) => client.api.members(chat.id, pageParam),
    initialPageParam: first,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  });
};

export const useForgetMembers = (chatId: ChatId) => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: keyOf(chatId) });
};
