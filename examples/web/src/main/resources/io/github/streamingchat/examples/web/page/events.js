/** The events of a stream, in the words of the server; `complete` is the last. */
export const EVENTS = ["message", "status", "progress", "hint", "replaced", "error", "complete"];
