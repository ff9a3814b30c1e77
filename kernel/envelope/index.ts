export { ENVELOPE_PATTERN, open, seal, sealSql, type Envelope } from "./envelope.ts";
export { openPayload, sealPayload } from "./payload.ts";
