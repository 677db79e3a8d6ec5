/** How far one gets to a host beside any proxy. No name and no address is in it. */
export interface HostReach {
  readonly addresses: readonly { readonly family: 'IPv4' | 'IPv6'; readonly isPrivate: boolean }[];
  /** A code of Node.js. */
  readonly whyUnresolved?: string;
  /** Variables of the environment that speak of a proxy. */
  readonly proxies: readonly string[];
  /** Absent for plain HTTP. */
  readonly tls?: {
    /** Absent where there was no handshake. */
    readonly protocol?: string;
    /** Why the certificate is not trusted, or there was no handshake; a code of Node.js. */
    readonly why?: string;
  };
}
