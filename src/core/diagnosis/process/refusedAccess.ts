import * as l10n from '@vscode/l10n';
import { continueAfterColon } from '../../text/afterColon.ts';
import type { RefusedRequest, StorageAccess } from '../catalogue/refusalMeanings.ts';
import { type RefusalKind, storageRefusals } from '../catalogue/storageRefusals.ts';
import {
  describeSharedAccess,
  type SharedAccessProblem,
  type StorageOperation,
  showsPermission,
} from '../evidence/sas.ts';
import { type AccessVerdict, listSignatureFixes, toSignatureTitle } from './accessVerdict.ts';
import { describeAddress, type FileAtFault, nameSigned } from './storageFiles.ts';

/** Use of an address, with the problem of its signature. */
export interface StorageUse {
  readonly file: FileAtFault;
  readonly operation: StorageOperation;
  readonly at: number | undefined;
  readonly problem: SharedAccessProblem;
}

/** Returns the verdict if Azure Storage itself gave the reason. */
export function judgeRefusal(kind: RefusalKind, { file, operation, at, problem }: StorageUse): AccessVerdict {
  const { category, explain } = storageRefusals[kind];
  const request = toRequest(file, operation);
  const { reason, fixes, needsAddress, isUnsure } = explain(request);
  const sas = file.address?.sas;
  const shown = sas === undefined ? undefined : describeSharedAccess(sas, operation, at);
  // With a second fault, the next run would be refused, too.
  const second = problem === 'none' || problem === 'ipRestricted' ? undefined : problem;
  const others = sas === undefined || second === undefined ? [] : listSignatureFixes(file, sas, operation, second);
  return {
    category,
    title: toRefusalTitle(kind, file, request),
    reason:
      second === undefined || shown === undefined
        ? reason
        : l10n.t('{first} Once that is fixed, the next run will be refused again: {second}', {
            first: reason,
            second: continueAfterColon(shown),
          }),
    isProven: isUnsure !== true,
    needsAddress: second === undefined || second === 'notYetValid' ? needsAddress : true,
    evidence: shown === undefined ? undefined : { text: shown, source: 'SAS' },
    fixes: [...new Set([...fixes, ...others])],
  };
}

function toRequest(file: FileAtFault, operation: StorageOperation): RefusedRequest {
  return {
    access: toAccess(file),
    operation,
    place: describeAddress(file) ?? l10n.t('the address'),
    account: file.address?.account,
    identity: file.identity,
    sas: file.address?.sas,
  };
}

/**
 * Returns the kind of access to a file; unknown for an address that is in no definition, because the service may have
 * omitted its signature.
 */
export function toAccess({ address, identity, isAutoStorage, property }: FileAtFault): StorageAccess {
  if (address?.sas !== undefined) return 'sas';
  if (identity !== undefined) return 'identity';
  if (isAutoStorage === true) return 'autoStorage';
  return address === undefined || property === undefined ? 'unknown' : 'public';
}

function toRefusalTitle(kind: RefusalKind, file: FileAtFault, request: RefusedRequest): string | undefined {
  const title = sayRefusal(kind, file, request);
  return title === undefined ? undefined : continueAfterColon(title);
}

function sayRefusal(
  kind: RefusalKind,
  file: FileAtFault,
  { access, account, identity, operation, sas }: RefusedRequest,
): string | undefined {
  const name = nameSigned(file);
  switch (kind) {
    case 'network':
      return account === undefined
        ? undefined
        : l10n.t('The network rules of the storage account {0} block the node', account);
    case 'keysOff':
      return account === undefined ? undefined : l10n.t('The storage account {0} does not accept keys', account);
    case 'signature':
    case 'authentication':
      return name === undefined || access !== 'sas'
        ? undefined
        : l10n.t('Storage does not accept the SAS for {0}', name);
    case 'permission':
      if (name === undefined) return undefined;
      if (access === 'identity')
        return l10n.t('The identity {identity} has no role for {name}', { identity: identity?.name ?? '', name });
      return sas === undefined || showsPermission(sas, operation)
        ? undefined
        : toSignatureTitle('noPermission', name, sas, operation);
    case 'time':
      return name === undefined ? undefined : l10n.t('The SAS for {0} was not valid when it was used', name);
    default:
      return undefined;
  }
}

/** Lists how to distinguish the causes that remain if the signature is valid, with a remedy for each. */
export function listDecisions(file: FileAtFault, operation: StorageOperation): readonly string[] {
  const request = toRequest(file, operation);
  const ask =
    operation === 'write'
      ? l10n.t("Find the error code that storage returned: check fileuploaderr.txt in the task's folder.")
      : l10n.t(
          'Find the error code that storage returns: request the address from a node in the pool, and read the header `x-ms-error-code`.',
        );
  const steps = (['authentication', 'keysOff', 'network'] as const).map((kind) => {
    const { codes, explain } = storageRefusals[kind];
    return l10n.t('If the code is `{code}`: {step}', {
      code: codes[0] ?? '',
      step: continueAfterColon(explain(request).fixes[0] ?? ''),
    });
  });
  return [ask, ...steps];
}
