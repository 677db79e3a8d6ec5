import * as l10n from '@vscode/l10n';
import type { ResourceFile } from '../../model/common.ts';
import { describeUnused, judgeSharedAccess } from '../evidence/sas.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { quoteWord } from '../explanation/sentences.ts';
import { toReadOperation } from '../process/refusedFile.ts';
import { findResourceFile } from '../process/storageFiles.ts';

type RenewedFiles = ReadonlyMap<number, ResourceFile>;

/** How many files are described. */
const maxFiles = 3;

/** The signatures and identities that the pool has now, for files that the node fetched with others. */
export function describeRenewed(renewed: RenewedFiles, now: number | undefined): readonly Evidence[] {
  return [...renewed.values()].slice(0, maxFiles).map((file) => ({
    text: describe(file, now),
    source: 'startTask.resourceFiles',
  }));
}

function describe(resource: ResourceFile, now: number | undefined): string {
  const file = findResourceFile(undefined, [resource]);
  const name = quoteWord(file.name ?? '');
  const sas = file.address?.sas;
  return sas === undefined || now === undefined
    ? l10n.t('The pool has another signature or identity for {0} now.', name)
    : l10n.t('The pool has another signature for {name} now. {verdict}', {
        name,
        verdict: describeUnused(sas, toReadOperation(file, ''), now),
      });
}

/**
 * Whether `draft` advises on the access to a file that the pool has renewed by now, so that the advice is carried out
 * unless the new signature shows a fault as well.
 */
export function isRenewed({ category, fixes = [] }: Draft, renewed: RenewedFiles, now: number | undefined): boolean {
  if (category !== 'auth-storage' && category !== 'sas-expired') return false;
  return fixes.some(({ property: [list, index] = [] }) => {
    const present = list === 'resourceFiles' && typeof index === 'number' ? renewed.get(index) : undefined;
    return present !== undefined && isAccepted(present, now);
  });
}

function isAccepted(resource: ResourceFile, now: number | undefined): boolean {
  const file = findResourceFile(undefined, [resource]);
  const sas = file.address?.sas;
  const problem = sas === undefined ? 'none' : judgeSharedAccess(sas, toReadOperation(file, ''), now);
  return problem === 'none' || problem === 'ipRestricted';
}
