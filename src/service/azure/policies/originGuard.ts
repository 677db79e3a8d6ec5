import type { RequestPolicyFactory } from '@azure/ms-rest-js';
import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import { toPolicy } from './requestPolicy.ts';

/**
 * Lets requests through only to the account's own origin, before they are signed, and only with the intended path,
 * which a dot segment would change.
 */
export function originGuardPolicy(endpoint: string): RequestPolicyFactory {
  const { origin } = new URL(endpoint);
  return toPolicy(async (request, send) => {
    requireOrigin(request.url, origin);
    if (/\/\.{1,2}(\/|$)/.test(request.url.split('?', 1)[0] ?? '')) {
      throw new BatchError({ code: 'InvalidInput', message: l10n.t("A name can't consist only of dots.") });
    }
    return send(request);
  });
}

/** Throws `ForeignOrigin` unless `url` is absolute and belongs to `origin`. */
export function requireOrigin(url: string, origin: string): void {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  // The origin of an address such as `blob:https://host/x` is that of the inner address.
  const isWeb = target?.protocol === 'https:' || target?.protocol === 'http:';
  if (isWeb && target.origin === origin && target.username === '' && target.password === '') return;
  throw new BatchError({
    code: 'ForeignOrigin',
    message: l10n.t(
      'The service gave {0} as the location of more data. Nothing was sent there: credentials go only to the account.',
      isWeb ? target.host : url.slice(0, 100),
    ),
  });
}
