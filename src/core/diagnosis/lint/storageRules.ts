import * as l10n from '@vscode/l10n';
import { describeOtherHost, describeUnused, judgeSharedAccess, type StorageOperation } from '../evidence/sas.ts';
import type { SharedAccess } from '../evidence/storageAddress.ts';
import { type DefinitionNode, find, findString, toFinding } from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';
import { readDefinedAddress } from './putInLater.ts';
import type { RuleContext } from './rule.ts';

const soonMs = 60 * 60_000;
const sources = ['httpUrl', 'storageContainerUrl', 'autoStorageContainerName'] as const;

/** A resource file has exactly one source (Batch documentation: "ResourceFile"). */
export function checkResourceFile(node: DefinitionNode, context: RuleContext): readonly DefinitionFinding[] {
  const given = sources.filter((name) => find(node, name) !== undefined);
  const blobPrefix = find(node, 'blobPrefix');
  const findings: DefinitionFinding[] = [];
  if (given.length !== 1) {
    findings.push(
      toFinding(node, {
        code: 'contradiction',
        severity: 'error',
        message: l10n.t('A resource file has exactly one of {0}.', sources.join(', ')),
      }),
    );
  }
  if (given[0] === 'httpUrl' && find(node, 'filePath') === undefined) {
    findings.push(
      toFinding(node, {
        code: 'missing-property',
        severity: 'error',
        message: l10n.t('"{0}" is missing; the service refuses the definition without it.', 'filePath'),
      }),
    );
  }
  if (blobPrefix !== undefined && given.includes('httpUrl')) {
    findings.push(
      toFinding(blobPrefix, {
        code: 'contradiction',
        severity: 'error',
        message: l10n.t('"blobPrefix" goes with a container only.'),
      }),
    );
  }
  return [
    ...findings,
    ...checkPath(node),
    ...checkAddress(find(node, 'httpUrl'), 'read', context),
    ...checkAddress(find(node, 'storageContainerUrl'), 'readContainer', context),
  ];
}

/** Paths are relative to the working directory of the task and stay inside it. */
function checkPath(node: DefinitionNode): readonly DefinitionFinding[] {
  const path = findString(node, 'filePath');
  const value = find(node, 'filePath');
  if (path === undefined || value === undefined) return [];
  if (!/^(?:[\\/]|[A-Za-z]:)/.test(path) && !path.split(/[\\/]/).includes('..')) return [];
  return [
    toFinding(value, {
      code: 'path-outside',
      severity: 'error',
      message: l10n.t('"filePath" is relative to the working directory of the task and stays inside it.'),
    }),
  ];
}

/** The container of output files. */
export function checkOutputContainer(node: DefinitionNode, context: RuleContext): readonly DefinitionFinding[] {
  return checkAddress(find(node, 'containerUrl'), 'write', context);
}

function checkAddress(
  value: DefinitionNode | undefined,
  operation: StorageOperation,
  { now }: RuleContext,
): readonly DefinitionFinding[] {
  if (value?.type !== 'string') return [];
  const address = readDefinedAddress(String(value.value));
  if (address === 'putInLater') return [];
  if (address === undefined) {
    return [
      toFinding(value, {
        code: 'invalid-address',
        severity: 'error',
        message: l10n.t('This is no address; it starts with https:// and the name of the storage account.'),
      }),
    ];
  }
  if (operation !== 'read' && address.otherHost !== undefined) {
    const message = describeOtherHost(address.otherHost);
    return [toFinding(value, { code: 'invalid-address', severity: 'error', message })];
  }
  const found = address.sas === undefined ? undefined : findProblem(address.sas, operation, now);
  return found === undefined ? [] : [toFinding(value, found)];
}

function findProblem(
  sas: SharedAccess,
  operation: StorageOperation,
  now: number,
): Pick<DefinitionFinding, 'code' | 'severity' | 'message'> | undefined {
  const problem = judgeSharedAccess(sas, operation, now);
  const message = describeUnused(sas, operation, now);
  switch (problem) {
    case 'unsigned':
    case 'noEnd':
    case 'noGrant':
      return { code: 'sas-incomplete', severity: 'error', message };
    case 'badEnd':
    case 'endsBeforeStart':
      return { code: 'sas-never-valid', severity: 'error', message };
    case 'expired':
      return { code: 'sas-expired', severity: 'error', message };
    case 'noPermission':
    case 'blobOnly':
    case 'otherService':
    case 'otherLevel':
    case 'httpsOnly':
      return { code: 'sas-permission', severity: 'error', message };
    case 'notYetValid':
      return { code: 'sas-not-yet-valid', severity: 'warning', message };
    case 'ipRestricted':
      return { code: 'sas-restricted', severity: 'information', message };
    case 'none':
      return sas.expiresAt !== undefined && sas.expiresAt - now < soonMs
        ? { code: 'sas-expires-soon', severity: 'warning', message }
        : undefined;
  }
}
