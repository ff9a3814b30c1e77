export { ENVELOPE_PATTERN, open, openSql, seal, sealSql, type Envelope } from "./envelope.ts";
export { openPayload, sealPayload } from "./payload.ts";
