import * as l10n from '@vscode/l10n';
import { isLocalHost } from '../../places/storageHost.ts';
import { describeOtherHost, describeUnused, judgeSharedAccess, type SharedAccessProblem } from '../evidence/sas.ts';
import { readSharedAccess, readStorageAddress } from '../evidence/storageAddress.ts';

/**
 * Describes why nodes could not write to the container at an address that the user enters, as a sentence; undefined
 * without a known reason. Batch reports success before anything is uploaded, so a refusal would go unnoticed (Batch
 * documentation: "Compute Node - Upload Batch Service Logs").
 */
export function checkUploadContainer(text: string, now: Date): string | undefined {
  const trimmed = text.trim();
  const url = toUrl(trimmed);
  if (url === undefined)
    return l10n.t('Paste the complete address of the container, from https:// to the end of the signature.');
  if (url.protocol === 'http:' && !isLocalHost(url.hostname)) return l10n.t('The address has to start with https.');
  const { container, blob, otherHost } = readStorageAddress(trimmed) ?? {};
  if (otherHost !== undefined) return describeOtherHost(otherHost);
  if (container === undefined) return l10n.t("The address doesn't name a container after the storage account.");
  const sas = readSharedAccess(url);
  if (sas.isUnsigned === true) return l10n.t('The address has no signature (sig=). Create a SAS for the container.');
  const problem = judgeSharedAccess(sas, 'write', now.getTime());
  if (problem === 'none' || problem === 'ipRestricted')
    return blob === undefined
      ? undefined
      : l10n.t('The address points to a blob. Enter the address of its container, with a SAS for the container.');
  return describeUnused(sas, 'write', now.getTime());
}

/**
 * Describes why Azure Storage would refuse any access with an address that the user enters, as a sentence: its
 * signature has expired or can never be valid. Undefined if the signature shows no such problem.
 */
export function checkEnteredUrl(text: string, now: Date): string | undefined {
  const { sas } = readStorageAddress(text.trim()) ?? {};
  if (sas === undefined) return undefined;
  const isHopeless = hopeless.has(judgeSharedAccess(sas, 'read', now.getTime()));
  return isHopeless ? describeUnused(sas, 'read', now.getTime()) : undefined;
}

const hopeless: ReadonlySet<SharedAccessProblem> = new Set([
  'unsigned',
  'noEnd',
  'noGrant',
  'badEnd',
  'endsBeforeStart',
  'expired',
]);

function toUrl(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return ['https:', 'http:'].includes(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
