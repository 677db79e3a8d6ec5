import * as l10n from '@vscode/l10n';
import type { Account } from '../../../../core/model/account.ts';

/**
 * Where an account is, which distinguishes accounts of the same name: `westeurope`, or the host where that names no
 * region.
 */
export function describeWhere({ authentication, endpoint }: Account): string | undefined {
  if (authentication === 'sample') return l10n.t('on this computer');
  const { host, hostname } = new URL(endpoint);
  // `name.region.batch.azure.com`
  const labels = hostname.split('.');
  return labels[2] === 'batch' ? labels[1] : host;
}
