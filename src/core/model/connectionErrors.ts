const refusalCode = 'ERR_PROXY_REFUSED';

/** The error of an agent whose proxy refused the connection with an HTTP status. Nothing has reached the service. */
export class ProxyRefusal extends Error {
  readonly code = refusalCode;

  constructor(proxy: string, status: number) {
    super(`${proxy} returned ${status}`);
  }
}

/**
 * Returns the proxy's host and its HTTP status; undefined for any other error. They are read from the message, because
 * the library for sign-in keeps an error's code and message alone.
 */
export function readProxyRefusal(error: unknown): { readonly proxy: string; readonly status: number } | undefined {
  if (!(error instanceof Error && 'code' in error && error.code === refusalCode)) return undefined;
  const [, proxy = '', status] = /^(\S+) returned (\d+)$/.exec(error.message) ?? [];
  return { proxy, status: Number(status) };
}

/** Returns the host whose name is unknown, which may be a proxy's, from the message of Node's `getaddrinfo`. */
export function readMissingHost(error: unknown): string | undefined {
  return error instanceof Error ? /^getaddrinfo \w+ (\S+)/.exec(error.message)?.[1] : undefined;
}
