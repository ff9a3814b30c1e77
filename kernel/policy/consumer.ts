/**
 * Whoever reads, as a verified token names them. Made only by the gateway's authentication and, from the
 * gateway's service token, by a subgraph.
 */
export interface Consumer {
  /** Claim `sub`. */
  readonly id: string;
  /** Claim `roles`. Membership of an owner team is the role `team:NAME`. */
  readonly roles: readonly string[];
  /** Claim `scope`, split at spaces. */
  readonly scopes: readonly string[];
  /** Claim `purposes`: the reasons of use the consumer is entitled to, besides the declared one. */
  readonly purposes?: readonly string[];
  /** The declared reason of use: claim `purpose`, or header `X-Purpose` where the consumer is entitled to it. */
  readonly purpose?: string;
  /** Claim `client_id`: the application that asks, for itself or on somebody's behalf. */
  readonly client?: string;
  /** Claim `tenant`. */
  readonly tenant?: string;
}
