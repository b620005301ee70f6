import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useEffect, useState } from "react";
import {
  type Client,
  ClientContext,
  createApi,
  createClient,
  type createHttp,
  useSession,
  useSessionState,
} from "../connection";
import { ChooseName, SignIn } from "../features/account";
import type { Me } from "../protocol";
import { texts } from "../texts";
import { Button, Empty } from "../ui";
import { Workspace } from "./Workspace";

type Http = ReturnType<typeof createHttp>;

export const App = ({ http }: { http: Http }) => {
  const session = useSession();
  const state = useSessionState();
  switch (state.kind) {
    case "starting":
      return <Splash />;
    case "unreachable":
      return (
        <main className="flex h-full">
          <Empty icon={<CloudOff />} title={texts.unreachable.title} detail={texts.unreachable.detail}>
            <Button onClick={() => void session.start()}>{texts.tryAgain}</Button>
          </Empty>
        </main>
      );
    case "signed-out":
      return <SignIn />;
    case "signed-in":
      return state.user.name === "" ? <ChooseName /> : <SignedIn key={state.user.id} http={http} user={state.user} />;
    default:
      return state satisfies never;
  }
};

const Splash = () => (
  <main role="status" aria-label={texts.loading} className="flex h-full">
    <img src="/favicon.svg" alt="" className="m-auto size-16 animate-pulse rounded-2xl" />
  </main>
);

const SignedIn = ({ http, user }: { http: Http; user: Me }) => {
  const client = useOwnClient(http, user);
  return (
    client && (
      <ClientContext value={client}>
        <Workspace />
      </ClientContext>
    )
  );
};

/** One client from sign-in to sign-out; nothing of it is left for the next person. */
const useOwnClient = (http: Http, user: Me): Client | undefined => {
  const session = useSession();
  const queries = useQueryClient();
  const [client, setClient] = useState<Client>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another name is not another person
  useEffect(() => {
    const created = createClient({ session, api: createApi(http, session), me: user, open: openSocket });
    created.start();
    setClient(created);
    const hurry = () => document.visibilityState === "visible" && created.hurry();
    addEventListener("online", hurry);
    document.addEventListener("visibilitychange", hurry);
    return () => {
      removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hurry);
      created.close();
      queries.clear();
    };
  }, [http, session, user.id, queries]);
  return client;
};

const openSocket = () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
