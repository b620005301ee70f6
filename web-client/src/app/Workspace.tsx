import { MessagesSquare } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useLocation, useRoute } from "wouter";
import { useWorld } from "../connection";
import { ConversationList } from "../features/conversations";
import { Conversation } from "../features/timeline";
import { ConnectionBanner } from "../features/trouble";
import { ChatId } from "../protocol";
import { texts } from "../texts";
import { Button, Empty, Pane } from "../ui";
import { useConversationKeys } from "./useConversationKeys";
import { useUnreadTitle } from "./useUnreadTitle";

const StartDialog = lazy(() => import("../features/conversations/StartDialog"));
const ProfileDialog = lazy(() => import("../features/account/ProfileDialog"));
const MembersPanel = lazy(() => import("../features/members/MembersPanel"));

type Overlay = "none" | "start" | "profile";

const guard = { title: texts.trouble.pane, detail: texts.trouble.paneDetail, retry: texts.tryAgain };

export const Workspace = () => {
  const chatId = useOpenChat();
  const [overlay, setOverlay] = useState<Overlay>("none");
  const [details, setDetails] = useState(false);
  useUnreadTitle();
  useConversationKeys(chatId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation, another panel
  useEffect(() => setDetails(false), [chatId]);

  return (
    <div className="flex h-full flex-col">
      <ConnectionBanner />
      <div className="relative flex min-h-0 flex-1">
        <main className="flex min-w-0 flex-1">
          <div className={`w-full shrink-0 border-line md:block md:w-80 md:border-r lg:w-90 ${chatId ? "hidden" : ""}`}>
            <Pane {...guard}>
              <ConversationList
                current={chatId}
                onStart={() => setOverlay("start")}
                onProfile={() => setOverlay("profile")}
              />
            </Pane>
          </div>
          <div className={`min-w-0 flex-1 md:block ${chatId ? "" : "hidden"}`}>
            <Pane {...guard} key={chatId}>
              {chatId ? (
                <Conversation chatId={chatId} detailsOpen={details} onDetails={() => setDetails(!details)} />
              ) : (
                <Nothing onStart={() => setOverlay("start")} />
              )}
            </Pane>
          </div>
        </main>
        {chatId && details && (
          <div className="absolute inset-0 z-20 md:left-auto md:w-88 xl:static xl:shrink-0">
            <Pane {...guard}>
              <Suspense>
                <MembersPanel chatId={chatId} onClose={() => setDetails(false)} />
              </Suspense>
            </Pane>
          </div>
        )}
      </div>
      <Suspense>
        {overlay === "start" && <StartDialog onClose={() => setOverlay("none")} />}
        {overlay === "profile" && <ProfileDialog onClose={() => setOverlay("none")} />}
      </Suspense>
    </div>
  );
};

/** The conversation that the address names; an address that names none leads to the list. */
const useOpenChat = (): ChatId | undefined => {
  const [, go] = useLocation();
  const [matches, params] = useRoute("/c/:chatId");
  const [home] = useRoute("/");
  const parsed = ChatId.safeParse(matches ? params.chatId : undefined);
  const lost = !parsed.success && !home;
  useEffect(() => {
    if (lost) go("/", { replace: true });
  }, [lost, go]);
  return parsed.success ? parsed.data : undefined;
};

/** Beside an empty list, which says itself what to do, there is only quiet. */
const Nothing = ({ onStart }: { onStart: () => void }) => {
  const some = useWorld((world) => world.chats.size > 0);
  return (
    <div className="flex h-full bg-canvas">
      {some && (
        <Empty icon={<MessagesSquare />} title={texts.list.pick} detail={texts.list.pickDetail}>
          <Button look="outline" onClick={onStart}>
            {texts.list.start}
          </Button>
        </Empty>
      )}
    </div>
  );
};
