/** What the server said no to; `message` is for people. */
export class ApiError extends Error {
  constructor(type, message, retryAfterSeconds) {
    super(message);
    this.type = type;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const UNREACHABLE = "The server cannot be reached. What is here stays; try again.";

async function call(method, path, body) {
  const headers = body === undefined
    ? { "X-Requested-With": "fetch" }
    : { "Content-Type": "application/json" };
  let response;
  try {
    response = await fetch(path, { method, headers, body: JSON.stringify(body), cache: "no-store" });
  } catch {
    throw new ApiError("connection", UNREACHABLE);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const error = answer.error ?? {};
    throw new ApiError(
      error.type ?? answer.status ?? "server",
      error.message ?? `The server answered ${response.status}.`,
      Number(response.headers.get("Retry-After")) || undefined);
  }
  return answer;
}

const of = (document, rest) => `/api/documents/${encodeURIComponent(document)}/${rest}`;

/** The requests of this page that are answered at once; a growing answer is a transport's. */
export const api = {
  settings: () => call("GET", "/api/settings"),
  change: settings => call("PUT", "/api/settings", settings),
  metrics: () => call("GET", "/api/metrics"),
  messages: document => call("GET", of(document, "messages")),
  ask: (document, question) => call("POST", of(document, "messages"), { question }),
  retry: (document, messageId) => call("POST", of(document, "retry"), { messageId }),
  clear: document => call("DELETE", of(document, "messages")),
  cancel: streamId => call("POST", "/cancel", { stream_id: streamId }),

  exportAddress(document, format) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return `${of(document, "export")}?${new URLSearchParams({ format, zone })}`;
  },
};
