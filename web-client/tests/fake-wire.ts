import type { Wire } from "../src/connection";
import { ClientCommand } from "../src/protocol";
import { ada } from "./sample";

/** A connection whose other side is the test. */
export class FakeWire implements Wire {
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;
  readonly said: ClientCommand[] = [];
  closed = false;

  send(text: string) {
    this.said.push(ClientCommand.parse(JSON.parse(text)));
  }

  close() {
    this.closed = true;
  }

  open() {
    this.onopen?.(new Event("open"));
  }

  tell(event: object) {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(event) }));
  }

  end(code: number, reason = "") {
    this.onclose?.(Object.assign(new Event("close"), { code, reason, wasClean: true }));
  }
}

export const welcome = {
  type: "welcome",
  connectionId: "n1-1",
  userId: ada,
  heartbeatMs: 10_000,
  tokenExpiresAt: "2026-11-22T10:15:30Z",
};
