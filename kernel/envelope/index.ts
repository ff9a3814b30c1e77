export { ENVELOPE_PATTERN, open, seal, type Envelope } from "./envelope.ts";
export { openPayload, sealPayload } from "./payload.ts";
