import { type ErrorCode, Problem, z } from "../protocol";

/** A refusal by the server, or no answer at all (`UNAVAILABLE`). Callers branch on `code`. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

export const asRefusal = (error: unknown): Refusal => (error instanceof Refusal ? error : new Refusal("INTERNAL", ""));

type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } };
type Call<T> = {
  method: "GET" | "POST" | "DELETE";
  path: string;
  body?: unknown;
  token?: string;
  answer: Schema<T>;
};

export type Http = <T>(call: Call<T>) => Promise<T>;

/** For answers without a body. */
export const Nothing = z.undefined();

const patience = 15_000;

/** Every answer is parsed at this border, and every failure leaves it as a `Refusal`. */
export const createHttp =
  (fetcher: typeof fetch): Http =>
  async ({ method, path, body, token, answer }) => {
    const response = await reach(fetcher, `/api/v1${path}`, {
      method,
      credentials: "same-origin",
      headers: {
        Accept: "application/json, application/problem+json",
        "X-Parley-Client": "web",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience),
    });
    const content = await json(response);
    if (!response.ok) throw refusal(response, content);
    const parsed = answer.safeParse(content);
    if (!parsed.success) throw new Refusal("INTERNAL", "");
    return parsed.data;
  };

const reach = async (fetcher: typeof fetch, path: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetcher(path, init);
  } catch {
    throw new Refusal("UNAVAILABLE", "");
  }
};

const json = async (response: Response): Promise<unknown> => {
  try {
    const text = await response.text();
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

const refusal = (response: Response, content: unknown): Refusal => {
  const problem = Problem.safeParse(content);
  if (problem.success) return new Refusal(problem.data.code, problem.data.detail, problem.data.retryAfterMs);
  return new Refusal(byStatus(response.status), "");
};

/** Something between us and the server answered without our codes. */
const byStatus = (status: number): ErrorCode => {
  if (status === 401) return "UNAUTHENTICATED";
  if (status === 404) return "NOT_FOUND";
  if (status === 429) return "RATE_LIMITED";
  return status >= 502 && status <= 504 ? "UNAVAILABLE" : "INTERNAL";
};
