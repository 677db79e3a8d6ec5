/** Reachability of a host without a proxy. Contains no name and no address. */
export interface HostReach {
  readonly addresses: readonly { readonly family: 'IPv4' | 'IPv6'; readonly isPrivate: boolean }[];
  /** Error code of Node.js. */
  readonly whyUnresolved?: string;
  /** Environment variables that configure a proxy. */
  readonly proxies: readonly string[];
  /** Absent for plain HTTP. */
  readonly tls?: {
    /** Absent if there was no handshake. */
    readonly protocol?: string;
    /** Error code of Node.js that explains why the certificate isn't trusted, or why there was no handshake. */
    readonly why?: string;
  };
}
