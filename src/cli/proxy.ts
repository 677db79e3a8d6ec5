import * as l10n from '@vscode/l10n';
import type { BatchError, LocalErrorCode } from '../core/model/batchError.ts';
import { readMissingHost, readProxyRefusal } from '../core/model/connectionErrors.ts';
import { toHostKind } from '../core/model/credentialTarget.ts';
import { findProxyUrl } from '../node/proxy.ts';
import { WrongUse } from './exit.ts';

const variable = 'HTTPS_PROXY';

/** Throws `WrongUse` if the environment's proxy for a URL isn't usable. */
export function requireProxy(url: string): void {
  if (findProxyUrl(url) !== 'unusable') return;
  throw new WrongUse(l10n.t('{0} must be the URL of an HTTP proxy, such as http://proxy.contoso.com:8080.', variable));
}

const unreached: ReadonlySet<string> = new Set<LocalErrorCode>([
  'HostNotFound',
  'NetworkUnreachable',
  'ConnectionReset',
  'RequestTimedOut',
  'NotBatchService',
]);

/** Returns a sentence about the proxy for an error of a request to `url`; undefined if the proxy is irrelevant. */
export function describeProxy(error: BatchError, url: string): string | undefined {
  if (!unreached.has(error.code) || toHostKind(url) === 'thisMachine') return undefined;
  const proxy = findProxyHost(url);
  if (proxy !== '') return l10n.t('The connection goes through the proxy {proxy} ({variable}).', { proxy, variable });
  return error.code === 'NotBatchService' ? undefined : l10n.t('If this network has a proxy, set {0}.', variable);
}

/** Describes a failure of the proxy itself and what to do about it; undefined for any other error. */
export function describeProxyFailure({ status, cause, message }: BatchError, url: string): string | undefined {
  const proxy = findProxyHost(url);
  if (status === 407)
    return l10n.t(
      'The proxy {proxy} requires a user name and password, or refused those it got. Set {variable} to {example}.',
      { proxy, variable, example: 'http://USER:PASSWORD@HOST:PORT' },
    );
  if (readProxyRefusal(cause) !== undefined) return message;
  return readMissingHost(cause) === proxy.replace(/:\d+$/, '')
    ? l10n.t('The proxy {proxy} was not found: there is no host with this name. Correct {variable}.', {
        proxy,
        variable,
      })
    : undefined;
}

/** Returns host and port of the proxy, without its password. */
function findProxyHost(url: string): string {
  const proxy = findProxyUrl(url);
  return proxy instanceof URL ? proxy.host : '';
}
