export { ENVELOPE_PATTERN, open, openSql, plainJsonSql, seal, sealSql, type Envelope } from "./envelope.ts";
export { openPayload, sealPayload } from "./payload.ts";
