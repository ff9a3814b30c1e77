export type { CircuitState } from "./circuitBreaker.ts";
export { directTransport } from "./directTransport.ts";
export { httpTransports, type HttpTransports, type SubgraphState } from "./httpTransports.ts";
export { readTransportSettings } from "./readTransportSettings.ts";
export type { SubgraphAddresses } from "./replicas.ts";
export { type FailureReason, TransportFailure } from "./transportFailure.ts";
export { TRANSPORT_DEFAULTS, type TransportSettings } from "./transportSettings.ts";
