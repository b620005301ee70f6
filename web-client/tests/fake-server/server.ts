import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname } from "node:path";
import { WebSocketServer } from "ws";
import { createHttpServer, problem } from "./http";
import { createLiveServer } from "./live";
import { newState } from "./state";

const files = new URL("../../target/classes/web/", import.meta.url);

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/** As the gateway sends it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** A server in memory that speaks the real protocol, for tests and for looking at the screens. */
export const startFakeServer = async () => {
  const state = newState();
  const live = createLiveServer(state);
  const answer = createHttpServer(state, live);

  const serveFile = (path: string, response: ServerResponse) => {
    const wanted = new URL(`.${path}`, files);
    const inside = wanted.href.startsWith(files.href) && extname(path) !== "" && existsSync(wanted);
    const file = inside ? wanted : new URL("index.html", files);
    response.writeHead(200, {
      "Content-Type": types[extname(file.pathname)] ?? "application/octet-stream",
      "Content-Security-Policy": policy,
      "X-Content-Type-Options": "nosniff",
    });
    response.end(readFileSync(file));
  };

  const refreshes = { running: 0, most: 0 };
  /** As long as the test wants it, so that two at the same time would show. */
  const slowly = async (path: string) => {
    if (!path.endsWith("/token/refresh") || live.mischief.slowRefresh === 0) return;
    refreshes.most = Math.max(refreshes.most, ++refreshes.running);
    await new Promise((done) => setTimeout(done, live.mischief.slowRefresh));
    refreshes.running--;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://fake");
    if (url.pathname === "/inbox") {
      const to = url.searchParams.get("to");
      return json(
        response,
        200,
        state.mails.filter((mail) => mail.to === to),
      );
    }
    if (!url.pathname.startsWith("/api/")) return serveFile(url.pathname, response);
    const body = await bodyOf(request);
    await slowly(url.pathname);
    const result = attempt(() => answer(request.method ?? "GET", url, body, request));
    if (result.cookie) response.setHeader("Set-Cookie", result.cookie);
    return json(response, result.status, result.body);
  };

  const server = createServer((request, response) => void serve(request, response));
  const sockets = new WebSocketServer({ server, path: "/ws", maxPayload: 64 * 1024 });
  sockets.on("connection", live.accept);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  const stop = async () => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${port}`, state, live, refreshes, stop };
};

export type FakeServer = Awaited<ReturnType<typeof startFakeServer>>;

const attempt = (work: () => ReturnType<ReturnType<typeof createHttpServer>>) => {
  try {
    return work();
  } catch {
    return problem("BAD_REQUEST");
  }
};

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? undefined : JSON.parse(text);
};

const json = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { "Content-Type": status < 400 ? "application/json" : "application/problem+json" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};
