import * as l10n from '@vscode/l10n';
import type { ResourceFile } from '../../model/common.ts';
import { type Task, toTaskGroup } from '../../model/task.ts';
import { doubleDuration } from '../../query/durations.ts';
import { wrapInShell } from '../../query/shellCommand.ts';
import { isLocalHost } from '../../query/storageHost.ts';
import { findAt } from '../../remedy/definitionEdits.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { listCommands } from '../evidence/programs.ts';
import { judgeSharedAccess } from '../evidence/sas.ts';
import { readStorageAddress } from '../evidence/storageAddress.ts';
import { isSame } from '../evidence/time.ts';
import type { Fix, ProposedEdit } from '../explanation/explanation.ts';
import type { Instruction } from '../explanation/instruction.ts';
import type { AccessVerdict } from './accessVerdict.ts';
import type { FileAtFault } from './storageFiles.ts';
import type { TaskCase } from './taskCase.ts';

/**
 * Adds to a step the change of the definition that carries it out, at its place; returns it unchanged without a
 * proposal.
 */
export function withEdit(fix: Fix, edit: ProposedEdit | undefined): Fix {
  return edit === undefined ? fix : { ...fix, edit, property: edit.path };
}

/** Advises to declare a file as succeeded tasks do; undefined when none does. */
export function adviseFile(theCase: Pick<TaskCase, 'task' | 'siblings' | 'now'>, path: string): Fix | undefined {
  const edit = takeFile(theCase, path);
  return (
    edit && withEdit({ text: l10n.t("Add {0} to the resource files, as in this job's successful tasks.", path) }, edit)
  );
}

/**
 * Advises to take a file at fault from the succeeded tasks' address; empty when their addresses differ, or equal this
 * one's.
 */
export function adviseAddress(theCase: Pick<TaskCase, 'task' | 'siblings' | 'now'>, file: FileAtFault): readonly Fix[] {
  const edit = replaceAddress(theCase, file);
  const address = readStorageAddress(edit === undefined ? undefined : String(edit.value));
  if (edit === undefined || address === undefined) return [];
  const [name, place] = [file.name ?? '', address.base];
  return [
    withEdit({ text: l10n.t("Get {name} from {place}, as this job's successful tasks do.", { name, place }) }, edit),
  ];
}

/** Advises https for a refused file whose address has http, unless another reason is certain. */
export function withHttps(
  task: Task,
  file: FileAtFault,
  { isProven, fixes }: Pick<AccessVerdict, 'isProven' | 'fixes'>,
): readonly Instruction[] {
  const edit = useHttps(task, file);
  const text = l10n.t('Use https in the address.');
  if (edit === undefined || (isProven && !fixes.includes(text))) return fixes;
  return [withEdit({ text }, edit), ...fixes.filter((fix) => fix !== text)];
}

/** Options come with a space or `=` before their value, which is replaced where it is there once. */
export function replaceOption(
  { commandLine = '' }: Task,
  { name, from, to }: { readonly name: string; readonly from: string; readonly to: string },
): ProposedEdit | undefined {
  if (!isPlainWord(to)) return undefined;
  const found = [' ', '='].flatMap((sign) => findWords(commandLine, `${name}${sign}${from}`));
  const [at, ...others] = found;
  if (at === undefined || others.length > 0) return undefined;
  const valueAt = at + name.length + 1;
  const value = commandLine.slice(0, valueAt) + to + commandLine.slice(valueAt + from.length);
  return { path: ['commandLine'], value };
}

/** Checks whether every shell reads a text as a single word. */
function isPlainWord(text: string): boolean {
  return /^[\w.,:/+@%-]{1,120}$/.test(text);
}

/** Finds the places of words in a text with only spaces and quotation marks around them. */
function findWords(text: string, words: string): readonly number[] {
  const isEdge = (character: string | undefined): boolean => character === undefined || /[\s"']/.test(character);
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length))
    if (isEdge(text[at - 1]) && isEdge(text[at + words.length])) found.push(at);
  return found;
}

/** Proposes the value that a variable has in succeeded tasks. */
export function replaceVariable(
  { environmentSettings = [] }: Task,
  { name, to }: { readonly name: string; readonly to: string },
): ProposedEdit | undefined {
  const index = environmentSettings.findIndex((setting) => setting.name === name);
  return index < 0 ? undefined : { path: ['environmentSettings', index, 'value'], value: to };
}

/** Proposes the version of an application that all succeeded tasks have, if this one has another. */
export function replaceVersion({ task, siblings }: Pick<TaskCase, 'task' | 'siblings'>): ProposedEdit | undefined {
  const others = siblings.filter(isSuccess).map((sibling) => sibling.applicationPackageReferences ?? []);
  for (const [index, own] of (task.applicationPackageReferences ?? []).entries()) {
    const versions = others.map((all) => all.find(({ applicationId }) => isSame(applicationId, own.applicationId)));
    const version = findOnly(versions.flatMap((other) => other?.version ?? []));
    if (version !== undefined && version !== own.version)
      return { path: ['applicationPackageReferences', index, 'version'], value: version };
  }
  return undefined;
}

/**
 * Finds the image with which tasks of the same program succeeded: another version of this one, or one from another
 * registry; else the one that several tasks with the same command line have.
 */
export function replaceImage({ task, siblings }: Pick<TaskCase, 'task' | 'siblings'>): ProposedEdit | undefined {
  const own = task.containerSettings?.imageName;
  if (own === undefined) return undefined;
  const others = siblings.filter((sibling) => isSuccess(sibling) && sibling.containerSettings !== undefined);
  const toImages = (tasks: readonly Task[]) => tasks.flatMap((one) => one.containerSettings?.imageName ?? []);
  const commands = listCommands(task.commandLine ?? '').join('\n');
  const alike = others.filter((one) => commands !== '' && listCommands(one.commandLine ?? '').join('\n') === commands);
  const ofSame = toImages(others).filter((image) => toRepository(image) === toRepository(own));
  const image = findOnly(ofSame.length > 0 ? ofSame : toImages(alike.length > 1 ? alike : []));
  return image === undefined || image === own ? undefined : { path: ['containerSettings', 'imageName'], value: image };
}

/** Returns the repository of an image: `render` of `contoso.azurecr.io/team/render:2`. */
function toRepository(image: string): string | undefined {
  return image.split('/').at(-1)?.split(/[:@]/, 1)[0];
}

/**
 * Takes a file that the program looks for, as tasks that succeeded have it; `path` is below the working directory. None
 * where the task takes all of the file's container: another run brings it, if it is there by then.
 */
function takeFile(
  { task, siblings, now }: Pick<TaskCase, 'task' | 'siblings' | 'now'>,
  path: string,
): ProposedEdit | undefined {
  const own = task.resourceFiles ?? [];
  const found = siblings.filter(isSuccess).flatMap(({ resourceFiles = [] }) => {
    const file = resourceFiles.find(({ filePath, httpUrl }) => filePath === path && httpUrl !== undefined);
    return file === undefined || own.some((one) => isInContainer(file, one)) ? [] : [file];
  });
  const base = findOnly(found.map(toBase));
  const file = found.find((one) => toBase(one) === base && isReadable(one, now));
  return base === undefined || file === undefined ? undefined : { path: ['resourceFiles'], value: [...own, file] };
}

/**
 * Finds the address of a file at fault in succeeded tasks: the same blob for all of them, or the container from which
 * all of them take their own.
 */
function replaceAddress(
  { task, siblings, now }: Pick<TaskCase, 'task' | 'siblings' | 'now'>,
  { property, address }: FileAtFault,
): ProposedEdit | undefined {
  const [list, index, key] = property ?? [];
  const own = list === 'resourceFiles' && typeof index === 'number' ? task.resourceFiles?.[index] : undefined;
  if (property === undefined || own === undefined || address?.container === undefined) return undefined;
  const others = siblings.filter(isSuccess).flatMap((sibling) => {
    const same = sibling.resourceFiles?.find(({ filePath }) => filePath === own.filePath);
    const file = same ?? sibling.resourceFiles?.[Number(index)];
    return file === undefined || !isReadable(file, now) ? [] : [file];
  });
  const base = findOnly(others.map(toBase));
  const [first] = others;
  const url = first === undefined ? undefined : (first.httpUrl ?? first.storageContainerUrl);
  if (first === undefined || url === undefined || (key !== 'httpUrl' && key !== 'storageContainerUrl'))
    return undefined;
  if (base !== undefined)
    return base === address.base || first[key] === undefined ? undefined : { path: property, value: url };
  return moveToContainer(others, own, property, address.container);
}

/** The own blob in the container that the others have theirs in. Of signatures only those for a container fit it. */
function moveToContainer(
  others: readonly ResourceFile[],
  { httpUrl }: ResourceFile,
  path: ProposedEdit['path'],
  container: string,
): ProposedEdit | undefined {
  const addresses = others.map(({ httpUrl: url }) => readStorageAddress(url));
  const place = findOnly(addresses.map((address) => `${address?.account}/${address?.container}`));
  const [first] = addresses;
  const from = others[0]?.httpUrl;
  if (httpUrl === undefined || from === undefined || place === undefined || first?.container === undefined)
    return undefined;
  if (first.container === container || (first.sas !== undefined && first.sas.resource !== 'c')) return undefined;
  const [own, other] = [new URL(httpUrl), new URL(from)];
  if (own.host !== other.host) return undefined;
  const value = own.pathname.replace(`/${container}/`, () => `/${first.container}/`);
  return { path, value: `${own.protocol}//${own.host}${value}${other.search}` };
}

/** Storage accounts refuse http unless they are set to allow it. */
function useHttps(task: Task, { property }: FileAtFault): ProposedEdit | undefined {
  const url = property && findAt(task, property);
  if (property === undefined || typeof url !== 'string' || !/^http:\/\//i.test(url)) return undefined;
  return readStorageAddress(url) === undefined || isLocalHost(new URL(url).hostname)
    ? undefined
    : { path: property, value: `https${url.slice('http'.length)}` };
}

/** Proposes twice the limit that was too short. */
export function raiseLimit({ constraints }: Task): ProposedEdit | undefined {
  const limit = constraints?.maxWallClockTime;
  return limit === undefined ? undefined : { path: ['constraints', 'maxWallClockTime'], value: doubleDuration(limit) };
}

/** Proposes the command line in a shell. */
export function runInShell({ commandLine }: Task, os: OperatingSystem | undefined): ProposedEdit | undefined {
  if (commandLine === undefined || os === undefined) return undefined;
  return { path: ['commandLine'], value: wrapInShell(commandLine, os === 'windows').commandLine };
}

/**
 * Returns the command line of `others`, with the parts that follow from each task's ID. Undefined when theirs follow
 * another rule, which a single task does not show.
 */
export function takeCommandLine({ id }: Task, others: readonly Task[]): ProposedEdit | undefined {
  const [first, ...rest] = others;
  if (first?.commandLine === undefined || rest.length === 0) return undefined;
  const { id: shown, commandLine } = first;
  const from = [...shown].findIndex((_, index) => commandLine.includes(shown.slice(index)));
  const toOther = (other: string): string | undefined => {
    if (from < 0) return commandLine;
    return other.slice(0, from) === shown.slice(0, from)
      ? commandLine.replaceAll(shown.slice(from), () => other.slice(from))
      : undefined;
  };
  const value = toOther(id);
  const isRule = rest.every((other) => toOther(other.id) === other.commandLine);
  return value === undefined || !isRule ? undefined : { path: ['commandLine'], value };
}

function isSuccess(task: Task): boolean {
  return toTaskGroup(task) === 'succeeded';
}

function toBase({ httpUrl, storageContainerUrl, autoStorageContainerName }: ResourceFile): string | undefined {
  return readStorageAddress(httpUrl ?? storageContainerUrl)?.base ?? autoStorageContainerName;
}

function isInContainer({ httpUrl }: ResourceFile, { storageContainerUrl, blobPrefix = '' }: ResourceFile): boolean {
  const [file, container] = [readStorageAddress(httpUrl), readStorageAddress(storageContainerUrl)];
  return (
    file?.blob?.startsWith(blobPrefix) === true &&
    file.account === container?.account &&
    file.container === container?.container
  );
}

/** Checks that nothing shows that storage would refuse it now. */
function isReadable({ httpUrl, storageContainerUrl }: ResourceFile, now: number | undefined): boolean {
  const sas = readStorageAddress(httpUrl ?? storageContainerUrl)?.sas;
  const operation = httpUrl === undefined ? 'readContainer' : 'read';
  return sas === undefined || judgeSharedAccess(sas, operation, now) === 'none';
}

/** Finds the one value that all have; undefined when they differ, and without any. */
function findOnly<T>(values: readonly T[]): T | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}
