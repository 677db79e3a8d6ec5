import * as l10n from '@vscode/l10n';
import { isBlobHost, isLocalHost } from '../../places/storageHost.ts';
import { formatDate } from '../../words/times.ts';
import { describeOtherHost, describeUnused, judgeSharedAccess, type StorageOperation } from '../evidence/sas.ts';
import { readShellScript } from '../evidence/shellScript.ts';
import {
  findContainerRequest,
  readStorageAddress,
  type SharedAccess,
  type StorageAddress,
} from '../evidence/storageAddress.ts';
import type { RuleCode } from './codes.ts';
import { checkContainerName, describeNoContainer, isNoContainer } from './containerNames.ts';
import { type DefinitionNode, find, findGiven, findString, listItems } from './definitionTree.ts';
import { type DefinitionFinding, type DefinitionFix, replaceWith, toFinding } from './finding.ts';
import { isPutInLater } from './placeholders.ts';
import { toMissing } from './propertyRules.ts';
import type { RuleContext } from './rule.ts';

const soonMs = 60 * 60_000;
/** Lifetime of a signature in milliseconds, longer than tasks wait and run. */
const longMs = 365 * 24 * 60 * 60_000;
const sources = ['httpUrl', 'storageContainerUrl', 'autoStorageContainerName'] as const;
/** Alternatives to `sources`: a property of the Azure Batch CLI extensions, and an earlier name, reported elsewhere. */
const otherSources = ['source', 'blobSource'] as const;

/** Checks that a resource file has exactly one source (Batch documentation: "ResourceFile"). */
export function checkResourceFile(node: DefinitionNode, context: RuleContext): readonly DefinitionFinding[] {
  const given = [...sources, ...otherSources].filter((name) => findGiven(node, name) !== undefined);
  const blobPrefix = findGiven(node, 'blobPrefix');
  const findings: DefinitionFinding[] = [];
  if (given.length !== 1) {
    const message = l10n.t('A resource file must have exactly one of {0}.', sources.join(', '));
    findings.push(toFinding(node, 'file-source', message));
  }
  if (given[0] === 'httpUrl' && findGiven(node, 'filePath') === undefined) findings.push(toMissing(node, 'filePath'));
  if (blobPrefix !== undefined && given.includes('httpUrl')) {
    findings.push(
      toFinding(blobPrefix, 'prefix-without-container', l10n.t('"blobPrefix" is used only with a container.')),
    );
  }
  const addresses = [
    ...checkFileAddress(findGiven(node, 'httpUrl'), context),
    ...checkAddress(findGiven(node, 'storageContainerUrl'), 'readContainer', context),
  ];
  return [
    ...findings,
    ...checkPath(node),
    ...checkMode(node),
    ...checkContainerName(findGiven(node, 'autoStorageContainerName')),
    ...(given.length === 1 && addresses.length === 0 ? findPrivate(node) : addresses),
  ];
}

/** Finds a storage address without authorization, which works only if the container is public. */
function findPrivate(file: DefinitionNode): readonly DefinitionFinding[] {
  const value = findGiven(file, 'httpUrl') ?? findGiven(file, 'storageContainerUrl');
  if (value?.type !== 'string' || !lacksAccess(file, value)) return [];
  const address = readStorageAddress(String(value.value));
  if (address?.container === undefined || !isBlobHost(new URL(address.base).hostname)) return [];
  const message = l10n.t(
    'The address has neither a SAS nor a managed identity ("identityReference"), which works only if the container is public.',
  );
  return [toFinding(value, 'private-file', message)];
}

/** Checks for an address without authorization to which no placeholder can add one. */
function lacksAccess(node: DefinitionNode, { value }: DefinitionNode): boolean {
  return (
    !/\?/.test(String(value)) && !isPutInLater(String(value)) && findGiven(node, 'identityReference') === undefined
  );
}

/** Matches repository pages that show a file, which are not the file itself. */
const pageOfFile =
  /^https:\/\/(?:www\.)?(?:github\.com\/[^/]+\/[^/]+\/(?:blob|tree)|gitlab\.com\/.{1,200}\/-\/blob|bitbucket\.org\/[^/]+\/[^/]+\/src|dropbox\.com\/(?!.*[?&]dl=1)s\w*|drive\.google\.com\/file\/d|portal\.azure\.com|[\w-]+\.sharepoint\.com\/:\w:)\/(?!.*[?&]raw=)/i;

/** Checks the address of one file, which Batch downloads unchanged. */
function checkFileAddress(value: DefinitionNode | undefined, context: RuleContext): readonly DefinitionFinding[] {
  const text = value?.type === 'string' ? String(value.value) : '';
  const problem = isPutInLater(text) ? undefined : describeNoFile(text);
  return value === undefined || problem === undefined
    ? checkAddress(value, 'read', context)
    : [toFinding(value, 'file-address', problem)];
}

function describeNoFile(text: string): string | undefined {
  if (pageOfFile.test(text))
    return l10n.t('This is the address of a web page that shows the file. Use the address of the raw file.');
  const address = readStorageAddress(text);
  if (address === undefined || !isBlobHost(new URL(text).hostname)) return undefined;
  if (address.blob?.includes('*') === true)
    return l10n.t(
      '"httpUrl" is the address of one file, without wildcards. For several, use a container and "blobPrefix".',
    );
  const isContainer =
    address.blob === undefined && (address.sas?.resource === 'c' || /[?&]restype=container\b/.test(text));
  return isContainer && address.container !== '$root'
    ? l10n.t('This is the address of a container, not of a file. Use "{0}" for it.', 'storageContainerUrl')
    : undefined;
}

/** Finds a program whose mode doesn't let anyone run it, although the command line starts it by its path. */
function checkMode(file: DefinitionNode): readonly DefinitionFinding[] {
  const mode = findGiven(file, 'fileMode');
  const path = (findString(file, 'filePath') ?? '').replace(/^\.\//, '');
  const commandLine = findString(file.parent?.parent, 'commandLine') ?? '';
  const isRun = path !== '' && [' ', "'", '"', '&', ';'].some((sign) => `;${commandLine}`.includes(`${sign}./${path}`));
  if (mode === undefined || !isRun || !/^0?[0246]{3}$/.test(String(mode.value))) return [];
  const isOther = /chmod|(?:sh|source|\.|python\d?|perl|Rscript|cat|cp)\s+\.\//.test(commandLine);
  const message = l10n.t('The command line runs this file, but its mode lets no one execute it. Write {0}.', '0770');
  return isOther
    ? []
    : [toFinding(mode, 'wrong-form', message, replaceWith(mode, '0770', l10n.t('Change to "{0}"', '0770')))];
}

function checkPath(node: DefinitionNode): readonly DefinitionFinding[] {
  const path = findString(node, 'filePath');
  const value = findGiven(node, 'filePath');
  if (path === undefined || value === undefined) return [];
  if (path.split(/[\\/]/).includes('..')) {
    const message = l10n.t('"filePath" is relative to the task\'s working directory and must stay inside it.');
    return [toFinding(value, 'path-outside', message)];
  }
  if (findGiven(node, 'httpUrl') !== undefined && /(?:^|[\\/])\.?$/.test(path)) {
    const message = l10n.t('For "httpUrl", "filePath" is the name of the file, not of its folder.');
    return [toFinding(value, 'wrong-form', message)];
  }
  if (!/^(?:[\\/]|[A-Za-z]:)/.test(path)) return [];
  const message = l10n.t(
    "The file is written outside the task's working directory. It may belong to root, so that the task can't read it, and stays on the node.",
  );
  return [toFinding(value, 'absolute-path', message)];
}

/** Checks the container of output files. */
export function checkOutputContainer(node: DefinitionNode, context: RuleContext): readonly DefinitionFinding[] {
  const value = findGiven(node, 'containerUrl');
  const address = checkAddress(value, 'write', context);
  const isAddress = address.every(({ code }) => code !== 'invalid-address');
  return [...address, ...(isAddress ? checkWriteAccess(node, value) : []), ...checkLiteral(node)];
}

function checkWriteAccess(container: DefinitionNode, value: DefinitionNode | undefined): readonly DefinitionFinding[] {
  if (value === undefined || !lacksAccess(container, value)) return [];
  const message = l10n.t(
    'Nobody can write to a container without authorization. Add a SAS with write permission to the address, or a managed identity of the pool ("identityReference").',
  );
  return [toFinding(value, 'upload-access', message)];
}

/** Finds text in an upload path that isn't replaced: a pattern, or a variable that only tasks have. */
function checkLiteral(container: DefinitionNode): readonly DefinitionFinding[] {
  const value = findGiven(container, 'path');
  const task = container.parent?.parent?.parent?.parent;
  const own = listItems(find(task, 'environmentSettings')).map((setting) => findString(setting, 'name') ?? '');
  const signs = String(value?.value).match(/\*|[$%]\{?\w+[}%]?/g) ?? [];
  const sign = signs.find((one) => one === '*' || /AZ_BATCH_/.test(one) || own.includes(one.replace(/\W/g, '')));
  if (value === undefined || sign === undefined) return [];
  const message = l10n.t('Nothing replaces {0} in "path": files are uploaded under exactly this name.', sign);
  return [toFinding(value, 'literal-path', message)];
}

function checkAddress(
  value: DefinitionNode | undefined,
  operation: StorageOperation,
  { now }: RuleContext,
): readonly DefinitionFinding[] {
  if (value?.type !== 'string') return [];
  const text = String(value.value);
  const address = readDefinedAddress(text);
  if (address === 'putInLater') return [];
  const query = /\?([^=?]+)$/.exec(text)?.[1];
  if (query !== undefined && !isPutInLater(query))
    return [toFinding(value, 'sas-incomplete', l10n.t('"{0}" isn\'t a signature (SAS). Put one in its place.', query))];
  if (/\S\s+\S/.test(text) && !isPutInLater(text)) {
    const message = l10n.t('An address has no spaces: write {0} if the name of the file has one.', '%20');
    return [toFinding(value, 'invalid-address', message)];
  }
  if (address === undefined || !/^https?:/i.test(address.base)) {
    const message = l10n.t(
      "This isn't an address; an address starts with https:// and the name of the storage account.",
    );
    return [toFinding(value, 'invalid-address', message)];
  }
  if (operation !== 'read' && address.otherHost !== undefined) {
    return [toFinding(value, 'invalid-address', describeOtherHost(address.otherHost))];
  }
  if (operation !== 'read' && isBlobHost(new URL(address.base).hostname) && !isPutInLater(address.base)) {
    if (address.container === undefined)
      return [toFinding(value, 'invalid-address', l10n.t('The name of the container is missing in the address.'))];
    if (isNoContainer(address.container)) return [toFinding(value, 'container-name', describeNoContainer())];
  }
  const type = operation === 'write' ? findContainerRequest(text) : undefined;
  if (type !== undefined) {
    const message = l10n.t('Storage rejects the addresses of files with {0}. Remove it.', type);
    return [toFinding(value, 'invalid-address', message)];
  }
  return [
    ...checkScheme(value, address.base),
    ...checkContainerPath(value, address.blob, operation),
    ...checkSas(value, address.sas, operation, now),
  ];
}

/** Finds the path of a file where only a container has its place. */
function checkContainerPath(
  value: DefinitionNode,
  blob: string | undefined,
  operation: StorageOperation,
): readonly DefinitionFinding[] {
  if (operation === 'read' || blob === undefined || isPutInLater(blob)) return [];
  const property = operation === 'write' ? 'path' : 'blobPrefix';
  const message = l10n.t('This must be the address of a container. Move what follows it to "{0}".', property);
  return [toFinding(value, 'container-path', message)];
}

function checkSas(
  value: DefinitionNode,
  sas: SharedAccess | undefined,
  operation: StorageOperation,
  now: number,
): readonly DefinitionFinding[] {
  const code = sas === undefined ? undefined : findProblem(sas, operation, now);
  if (sas === undefined || code === undefined) return [];
  if (code !== 'sas-lasts-long') return [toFinding(value, code, describeUnused(sas, operation, now))];
  const message = l10n.t(
    'The SAS is valid until {0}. Until then, anyone who sees it can use it.',
    formatDate(sas.expiresAt ?? now, 'UTC'),
  );
  return [toFinding(value, code, message)];
}

function checkScheme(value: DefinitionNode, base: string): readonly DefinitionFinding[] {
  if (!/^http:/i.test(base)) return [];
  const { hostname } = new URL(base);
  if (isLocalHost(hostname)) return [];
  const message = l10n.t('Others can read and change what is sent to or from an http: address.');
  // Azure Storage supports both schemes; for other hosts, this is unknown.
  const fix = isBlobHost(hostname)
    ? replaceWith(value, String(value.value).replace(/^http:/i, 'https:'), l10n.t('Use https'))
    : undefined;
  return [toFinding(value, 'plain-http', message, fix)];
}

/** Matches names of logs in the working directory, or in any folder below it. */
const misplacedLogs = /^(?:\.\/|\*\*[\\/])?(std(?:out|err|\*)\.txt)$/i;

/** Matches absolute paths of logs on the node. */
const absoluteLogs = /^(?:\/|[A-Za-z]:[\\/])(?:.*[\\/])?(std(?:out|err|\*)\.txt)$/i;

/** Checks the pattern of an output file. Patterns start in the task's working directory, and the logs are above it. */
export function checkOutputFile(node: DefinitionNode, { os }: RuleContext): readonly DefinitionFinding[] {
  const value = findGiven(node, 'filePattern');
  const pattern = findString(node, 'filePattern');
  if (value === undefined || pattern === undefined) return [];
  if (/^(?:\/|[A-Za-z]:[\\/]).*[*?[]/.test(pattern)) {
    const message = l10n.t(
      'This pattern applies to the whole node: it also uploads files that other tasks wrote there.',
    );
    return [toFinding(value, 'absolute-pattern', message)];
  }
  if (/[\\/]$/.test(pattern) && !isPutInLater(pattern)) {
    const message = l10n.t('The pattern is for a folder and matches no files. Write {0}.', `${pattern}**/*`);
    return [
      toFinding(
        value,
        'folder-pattern',
        message,
        replaceWith(value, `${pattern}**/*`, l10n.t('Change to "{0}"', `${pattern}**/*`)),
      ),
    ];
  }
  const isLinux =
    os === 'linux' || readShellScript(findString(node.parent?.parent, 'commandLine') ?? '')?.kind === 'posix';
  if (/\w\\|\.\\/.test(pattern) && isLinux && !isPutInLater(pattern)) {
    const right = pattern.replaceAll('\\', '/');
    const message = l10n.t('On Linux, folders are separated by /. Write {0}.', right);
    const fix = replaceWith(value, right, l10n.t('Change to "{0}"', right));
    return [toFinding(value, 'folder-pattern', message, fix)];
  }
  const within = /^(?:\.[\\/])?wd[\\/](.+)/.exec(pattern)?.[1];
  if (within !== undefined && !/\bwd\b/.test(findString(node.parent?.parent, 'commandLine') ?? '')) {
    const message = l10n.t('Patterns are already relative to the working directory (wd). Write {0}.', within);
    const fix = replaceWith(value, within, l10n.t('Change to "{0}"', within));
    return [toFinding(value, 'folder-pattern', message, fix)];
  }
  const absolute = absoluteLogs.exec(pattern)?.[1];
  if (absolute !== undefined && !writesItself(node, pattern)) {
    const message = l10n.t("Logs are in a separate folder for each task, which a fixed path doesn't account for.");
    return [toFinding(value, 'absolute-pattern', message, toLogPattern(value, absolute))];
  }
  const name = misplacedLogs.exec(pattern)?.[1];
  if (name === undefined || writesItself(node, name)) return [];
  const message = l10n.t(
    'Patterns are relative to the working directory, but Batch writes {0} above it.',
    'stdout.txt, stderr.txt',
  );
  return [toFinding(value, 'pattern-without-logs', message, toLogPattern(value, name))];
}

function toLogPattern(value: DefinitionNode, name: string): DefinitionFix {
  return replaceWith(value, `../${name}`, l10n.t('Change to "{0}"', `../${name}`));
}

/** Checks whether the command line of an output file's task itself writes a file with that name. */
function writesItself(outputFile: DefinitionNode, name: string): boolean {
  const commandLine = findString(outputFile.parent?.parent, 'commandLine') ?? '';
  return commandLine.includes(name.replace('*', ''));
}

function findProblem(sas: SharedAccess, operation: StorageOperation, now: number): RuleCode | undefined {
  switch (judgeSharedAccess(sas, operation, now)) {
    case 'unsigned':
    case 'noEnd':
    case 'noGrant':
      return 'sas-incomplete';
    case 'badEnd':
    case 'endsBeforeStart':
      return 'sas-never-valid';
    case 'expired':
      return 'sas-expired';
    case 'noPermission':
    case 'blobOnly':
    case 'otherService':
    case 'otherLevel':
    case 'httpsOnly':
      return 'sas-permission';
    case 'notYetValid':
      return 'sas-not-yet-valid';
    case 'ipRestricted':
      return 'sas-restricted';
    case 'none':
      return judgeLength(sas, now);
  }
}

function judgeLength({ expiresAt }: SharedAccess, now: number): RuleCode | undefined {
  if (expiresAt === undefined) return undefined;
  if (expiresAt - now < soonMs) return 'sas-expires-soon';
  return expiresAt - now > longMs ? 'sas-lasts-long' : undefined;
}

/**
 * Reads an address of a definition with its placeholders, so that values that placeholders add are not reported as
 * missing. Undefined for a text that is not an address; 'putInLater' if that is known only after placeholders are
 * replaced.
 */
export function readDefinedAddress(text: string): StorageAddress | 'putInLater' | undefined {
  const start = text.indexOf('?');
  const parameters = start < 0 ? [] : text.slice(start + 1).split('&');
  const known = parameters.filter((parameter) => !isPutInLater(parameter));
  const address = readStorageAddress(start < 0 ? text : `${text.slice(0, start)}?${known.join('&')}`);
  if (address === undefined) return isPutInLater(text) ? 'putInLater' : undefined;
  if (address.sas === undefined) return address;
  const later = new Set(parameters.filter(isPutInLater).map(toParameterLabel));
  return { ...address, sas: withoutGaps(address.sas, later) };
}

/** Returns the name of a parameter; undefined if a placeholder also replaces the name and may add any parameter. */
function toParameterLabel(parameter: string): string | undefined {
  const [name = ''] = parameter.split('=', 1);
  return name === parameter || isPutInLater(name) ? undefined : name;
}

/** Removes the problems from a signature that the parameters named in `later` may solve. */
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
