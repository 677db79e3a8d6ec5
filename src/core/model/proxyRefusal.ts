/** The code of the error for a connection that a proxy refused. */
const refusalCode = 'ERR_PROXY_REFUSED';

/** The error of an agent whose proxy refused the connection with an HTTP status. Nothing has reached the service. */
export class ProxyRefusal extends Error {
  readonly code = refusalCode;
  readonly proxy: string;
  readonly status: number;

  constructor(proxy: string, status: number) {
    super(`${proxy} returned ${status}`);
    this.proxy = proxy;
    this.status = status;
  }
}

/** Recognizes the error of an agent from any bundle. */
export function isProxyRefusal(error: unknown): error is ProxyRefusal {
  return error instanceof Error && 'code' in error && error.code === refusalCode;
}
