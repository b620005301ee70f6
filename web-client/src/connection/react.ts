import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Client } from "./client";
import type { Session, SessionState } from "./session";
import type { World } from "./world";

export const SessionContext = createContext<Session | undefined>(undefined);
export const ClientContext = createContext<Client | undefined>(undefined);

export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (!session) throw new Error("No session around this component");
  return session;
};

export const useSessionState = (): SessionState => useStore(useSession().state);

export const useClient = (): Client => {
  const client = useContext(ClientContext);
  if (!client) throw new Error("No client around this component");
  return client;
};

/** A part of the world; renders again when that part is another one. */
export const useWorld = <T>(select: (world: World) => T): T => useStore(useClient().store, select);
