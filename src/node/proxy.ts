import type { Agent } from 'node:http';
import type { AgentOptions } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { ProxyRefusal } from '../core/model/connectionErrors.ts';
import { toHostKind } from '../core/model/credentialTarget.ts';

/**
 * Returns the URL of the proxy through which a URL is reached according to `HTTPS_PROXY` (otherwise `ALL_PROXY`) and
 * `NO_PROXY`; it may contain a password. Undefined for a direct connection, as to this computer, and `unusable` if the
 * variable isn't the URL of an HTTP proxy.
 */
export function findProxyUrl(url: string): URL | 'unusable' | undefined {
  const named = toHostKind(url) === 'thisMachine' ? '' : getProxyForUrl(url);
  if (named === '') return undefined;
  // A scheme is added to a value without one, which then could be anything.
  const isWhole = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'].some((name) => process.env[name] === named);
  const proxy = isWhole && URL.canParse(named) ? new URL(named) : undefined;
  return proxy?.protocol === 'http:' || proxy?.protocol === 'https:' ? proxy : 'unusable';
}

/** Returns an agent that connects through the environment's proxy for a URL; undefined if there is none. */
export function findProxy(url: string, options: AgentOptions): Agent | undefined {
  const proxy = findProxyUrl(url);
  return proxy instanceof URL ? new Tunnel(proxy, options) : undefined;
}

/**
 * Connects through a proxy. A refusal by the proxy is an error and not a response of the host, except for 407, which no
 * host gives (RFC 9110).
 */
class Tunnel extends HttpsProxyAgent<string> {
  override async connect(...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>) {
    let status = 200;
    request.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => (status = statusCode));
    const socket = await super.connect(request, options);
    if (status === 200 || status === 407) return socket;
    socket.destroy();
    throw new ProxyRefusal(this.proxy.host, status);
  }
}
