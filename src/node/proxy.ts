import type { Agent } from 'node:http';
import type { AgentOptions } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { toHostKind } from '../core/model/credentialTarget.ts';

/**
 * Returns the URL of the proxy through which a URL is reached according to `HTTPS_PROXY` (otherwise `ALL_PROXY`) and
 * `NO_PROXY`; it may contain a password. Undefined for a direct connection, as to this computer, and `unusable` if the
 * variable isn't the URL of an HTTP proxy.
 */
export function findProxyUrl(url: string): URL | 'unusable' | undefined {
  const named = toHostKind(url) === 'thisMachine' ? '' : getProxyForUrl(url);
  if (named === '') return undefined;
  const proxy = URL.canParse(named) ? new URL(named) : undefined;
  return proxy?.protocol === 'http:' || proxy?.protocol === 'https:' ? proxy : 'unusable';
}

/** Returns an agent that connects through the environment's proxy for a URL; undefined if there is none. */
export function findProxy(url: string, options: AgentOptions): Agent | undefined {
  const proxy = findProxyUrl(url);
  return proxy instanceof URL ? new HttpsProxyAgent(proxy, options) : undefined;
}
