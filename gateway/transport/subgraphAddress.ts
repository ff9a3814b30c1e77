/** Where one replica of a subgraph is reached. */
export interface SubgraphAddress {
  readonly isSecure: boolean;
  /** A name or an IP address, without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** As it stands in the `host` header. */
  readonly host: string;
}

/** Reads an origin, `http://HOST[:PORT]` or `https://HOST[:PORT]`. Throws TypeError for anything else. */
export function readAddress(origin: string): SubgraphAddress {
  const { protocol, hostname, port, host } = new URL(origin);
  const isSecure = protocol === "https:";
  if (!isSecure && protocol !== "http:") throw new TypeError(`${origin} is no address of a subgraph`);
  return {
    isSecure,
    hostname: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port) || (isSecure ? 443 : 80),
    host,
  };
}
