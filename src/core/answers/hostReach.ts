/** Reachability of a host without a proxy. Contains no names or addresses. */
export interface HostReach {
  readonly addresses: readonly { readonly family: 'IPv4' | 'IPv6'; readonly isPrivate: boolean }[];
  /** Error code of Node.js if the name could not be resolved. */
  readonly whyUnresolved?: string;
  /** Environment variables that configure a proxy. */
  readonly proxies: readonly string[];
  /** Result of the TLS handshake; absent for plain HTTP. */
  readonly tls?: {
    /** Absent if there was no handshake. */
    readonly protocol?: string;
    /** Error code of Node.js that explains why the certificate isn't trusted, or why there was no handshake. */
    readonly why?: string;
  };
}
