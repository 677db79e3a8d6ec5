import * as l10n from '@vscode/l10n';
import { describeOtherHost, describeUnused, judgeSharedAccess, type StorageOperation } from '../evidence/sas.ts';
import { readStorageAddress, type SharedAccess, type StorageAddress } from '../evidence/storageAddress.ts';
import { type DefinitionNode, find, findString, type RuleContext, toFinding } from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';

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
        message: l10n.t('This isn’t an address; an address starts with https:// and the name of the storage account.'),
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

/**
 * What templates, pipelines and shells replace before a definition is submitted: `{{url}}`, `${URL}`, `$(url)`, `$URL`,
 * `<url>`, `%URL%`, `#{url}#`, `__URL__`, `[parameters('url')]`.
 */
const placeholder = /[{}<>[\]]|\$[(A-Za-z_]|%[A-Za-z_]\w*%|__[A-Za-z]/;

/** Whether part of `text` is replaced before the definition is submitted, so that it can't be judged yet. */
function isPutInLater(text: string): boolean {
  return placeholder.test(text) || placeholder.test(decodeBraces(text));
}

/**
 * Reads an address of a definition without the parameters that are put in later, so that what they bring is not
 * reported as missing. Undefined for what is no address, and 'putInLater' where only a template knows whether it is
 * one.
 */
function readDefinedAddress(text: string): StorageAddress | 'putInLater' | undefined {
  const start = text.indexOf('?');
  const parameters = start < 0 ? [] : text.slice(start + 1).split('&');
  const known = parameters.filter((parameter) => !isPutInLater(parameter));
  const address = readStorageAddress(start < 0 ? text : `${text.slice(0, start)}?${known.join('&')}`);
  if (address === undefined) return isPutInLater(text) ? 'putInLater' : undefined;
  if (address.sas === undefined) return address;
  const later = new Set(parameters.filter(isPutInLater).map(toName));
  return { ...address, sas: withoutGaps(address.sas, later) };
}

/** The name of a parameter; undefined where a placeholder replaces the name too, and may bring any parameter. */
function toName(parameter: string): string | undefined {
  const [name = ''] = parameter.split('=', 1);
  return name === parameter || isPutInLater(name) ? undefined : name;
}

/** Decodes braces and angle brackets of addresses that were encoded as a whole. */
function decodeBraces(text: string): string {
  return text.replace(/%7[BD]|%3[CE]/gi, (code) => decodeURIComponent(code));
}

/** The signature without the problems that `later` may solve. */
function withoutGaps(
  { isUnsigned, isEndless, isPowerless, ...sas }: SharedAccess,
  later: ReadonlySet<string | undefined>,
): SharedAccess {
  const mayBring = (...names: readonly string[]) => later.has(undefined) || names.some((name) => later.has(name));
  return {
    ...sas,
    ...(isUnsigned === undefined || mayBring('sig') ? {} : { isUnsigned }),
    ...(isEndless === undefined || mayBring('se', 'si') ? {} : { isEndless }),
    ...(isPowerless === undefined || mayBring('sp', 'si') ? {} : { isPowerless }),
  };
}
