import * as l10n from '@vscode/l10n';
import {
  describeSharedAccess,
  findEnd,
  judgeSharedAccess,
  readStorageAddress,
  type StorageOperation,
} from '../../evidence/sas.ts';
import { toTimeText } from '../../evidence/time.ts';
import { type DefinitionNode, find, findString, toFinding } from '../definitionTree.ts';
import type { DefinitionFinding } from '../finding.ts';
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
    ...checkAddress(find(node, 'storageContainerUrl'), 'list', context),
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
  const address = readStorageAddress(String(value.value));
  if (address === undefined) {
    return [
      toFinding(value, {
        code: 'invalid-address',
        severity: 'error',
        message: l10n.t('This is no address; it starts with https:// and the name of the storage account.'),
      }),
    ];
  }
  const { sas } = address;
  if (sas === undefined) return [];
  const problem = judgeSharedAccess(sas, operation, now);
  const message = describeSharedAccess(sas, operation, now);
  switch (problem) {
    case 'expired':
      return [
        toFinding(value, {
          code: 'sas-expired',
          severity: 'error',
          message: l10n.t('The signature (SAS) expired on {0}.', toTimeText(findEnd(sas) ?? now)),
        }),
      ];
    case 'noPermission':
    case 'blobOnly':
    case 'otherService':
    case 'otherLevel':
    case 'httpsOnly':
      return [toFinding(value, { code: 'sas-permission', severity: 'error', message })];
    case 'notYetValid':
      return [
        toFinding(value, {
          code: 'sas-not-yet-valid',
          severity: 'warning',
          message: l10n.t('The signature (SAS) is valid from {0} only.', toTimeText(sas.startsAt ?? now)),
        }),
      ];
    case 'ipRestricted':
      return [toFinding(value, { code: 'sas-restricted', severity: 'information', message })];
    case 'none':
      return sas.expiresAt !== undefined && sas.expiresAt - now < soonMs
        ? [toFinding(value, { code: 'sas-expires-soon', severity: 'warning', message })]
        : [];
  }
}
