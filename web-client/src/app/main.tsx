import "./app.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createHttp, createSession, SessionContext } from "../connection";
import { texts } from "../texts";
import { Pane, Toasts } from "../ui";
import { App } from "./App";

const http = createHttp((input, init) => fetch(input, init));
const session = createSession(http);
const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 30_000 } } });

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place for the client");

createRoot(root).render(
  <StrictMode>
    <Pane title={texts.trouble.pane} detail={texts.trouble.paneDetail} retry={texts.tryAgain}>
      <SessionContext value={session}>
        <QueryClientProvider client={queries}>
          <Toasts closeLabel={texts.close}>
            <App http={http} />
          </Toasts>
        </QueryClientProvider>
      </SessionContext>
    </Pane>
  </StrictMode>,
);

void session.start();
