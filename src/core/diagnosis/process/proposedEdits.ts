import * as l10n from '@vscode/l10n';
import { findAt } from '../../definitions/definitionEdits.ts';
import { listCommands } from '../../definitions/programs.ts';
import { wrapInShell } from '../../definitions/shellCommand.ts';
import type { ResourceFile } from '../../model/common.ts';
import { isSucceeded, type Task } from '../../model/task.ts';
import { isLocalHost } from '../../places/storageHost.ts';
import { doubleDuration } from '../../words/durations.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { judgeSharedAccess } from '../evidence/sas.ts';
import { readStorageAddress } from '../evidence/storageAddress.ts';
import { isSame } from '../evidence/time.ts';
import type { Fix, ProposedEdit } from '../explanation/explanation.ts';
import type { Instruction } from '../explanation/instruction.ts';
import type { AccessVerdict } from './accessVerdict.ts';
import type { FileAtFault } from './storageFiles.ts';
import type { TaskContext } from './taskContext.ts';

/**
 * Adds to a step the edit of the definition that performs it, at its place; returns the step unchanged without an edit.
 */
export function withEdit(fix: Fix, edit: ProposedEdit | undefined): Fix {
  return edit === undefined ? fix : { ...fix, edit, property: edit.path };
}

/** Advises declaring a file as succeeded tasks do; undefined if none does. */
export function adviseFile(context: Pick<TaskContext, 'task' | 'siblings' | 'now'>, path: string): Fix | undefined {
  const edit = takeFile(context, path);
  return (
    edit && withEdit({ text: l10n.t("Add {0} to the resource files, as in this job's successful tasks.", path) }, edit)
  );
}

/**
 * Advises getting a file at fault from the address that succeeded tasks use; empty if their addresses differ or equal
 * this one's.
 */
export function adviseAddress(
  context: Pick<TaskContext, 'task' | 'siblings' | 'now'>,
  file: FileAtFault,
): readonly Fix[] {
  const edit = replaceAddress(context, file);
  const address = readStorageAddress(edit === undefined ? undefined : String(edit.value));
  if (edit === undefined || address === undefined) return [];
  const [name, place] = [file.name ?? '', address.base];
  return [
    withEdit({ text: l10n.t("Get {name} from {place}, as this job's successful tasks do.", { name, place }) }, edit),
  ];
}

/** Advises https for a refused file whose address has http, unless a different reason is certain. */
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

/**
 * Proposes a value for an option, after a space or `=`; undefined unless the option occurs exactly once with the value
 * `from`.
 */
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

/** Finds the positions of words in a text that are surrounded only by spaces and quotation marks. */
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

/** Proposes the version of an application that all succeeded tasks have, if this task has a different one. */
export function replaceVersion({ task, siblings }: Pick<TaskContext, 'task' | 'siblings'>): ProposedEdit | undefined {
  const others = siblings.filter(isSucceeded).map((sibling) => sibling.applicationPackageReferences ?? []);
  for (const [index, own] of (task.applicationPackageReferences ?? []).entries()) {
    const versions = others.map((all) => all.find(({ applicationId }) => isSame(applicationId, own.applicationId)));
    const version = findOnly(versions.flatMap((other) => other?.version ?? []));
    if (version !== undefined && version !== own.version)
      return { path: ['applicationPackageReferences', index, 'version'], value: version };
  }
  return undefined;
}

/**
 * Proposes the image with which tasks running the same program succeeded: another version of this image or the same
 * image from another registry, or else the image of several tasks with the same command line.
 */
export function replaceImage({ task, siblings }: Pick<TaskContext, 'task' | 'siblings'>): ProposedEdit | undefined {
  const own = task.containerSettings?.imageName;
  if (own === undefined) return undefined;
  const others = siblings.filter((sibling) => isSucceeded(sibling) && sibling.containerSettings !== undefined);
  const toImages = (tasks: readonly Task[]) => tasks.flatMap((one) => one.containerSettings?.imageName ?? []);
  const commands = listCommands(task.commandLine ?? '').join('\n');
  const alike = others.filter((one) => commands !== '' && listCommands(one.commandLine ?? '').join('\n') === commands);
  const ofSame = toImages(others).filter((image) => toRepository(image) === toRepository(own));
  const image = findOnly(ofSame.length > 0 ? ofSame : toImages(alike.length > 1 ? alike : []));
  return image === undefined || image === own ? undefined : { path: ['containerSettings', 'imageName'], value: image };
}

/** Returns the repository of an image, such as `render` for `contoso.azurecr.io/team/render:2`. */
function toRepository(image: string): string | undefined {
  return image.split('/').at(-1)?.split(/[:@]/, 1)[0];
}

/**
 * Proposes a file that the program looks for, as succeeded tasks declare it; `path` is relative to the working
 * directory. Undefined if the task takes the file's whole container, because another run brings the file if it is there
 * by then.
 */
function takeFile(
  { task, siblings, now }: Pick<TaskContext, 'task' | 'siblings' | 'now'>,
  path: string,
): ProposedEdit | undefined {
  const own = task.resourceFiles ?? [];
  const found = siblings.filter(isSucceeded).flatMap(({ resourceFiles = [] }) => {
    const file = resourceFiles.find(({ filePath, httpUrl }) => filePath === path && httpUrl !== undefined);
    return file === undefined || own.some((one) => isInContainer(file, one)) ? [] : [file];
  });
  const base = findOnly(found.map(toBase));
  const file = found.find((one) => toBase(one) === base && isReadable(one, now));
  return base === undefined || file === undefined ? undefined : { path: ['resourceFiles'], value: [...own, file] };
}

/**
 * Proposes the address that succeeded tasks use for a file at fault: the same blob for all of them, or the container
 * from which all of them take their own blobs.
 */
function replaceAddress(
  { task, siblings, now }: Pick<TaskContext, 'task' | 'siblings' | 'now'>,
  { property, address }: FileAtFault,
): ProposedEdit | undefined {
  const [list, index, key] = property ?? [];
  const own = list === 'resourceFiles' && typeof index === 'number' ? task.resourceFiles?.[index] : undefined;
  if (property === undefined || own === undefined || address?.container === undefined) return undefined;
  const others = siblings.filter(isSucceeded).flatMap((sibling) => {
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

/** Proposes the task's own blob in the container of the others' blobs, which requires a signature for a container. */
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

/** Proposes https for an address with http, which storage accounts refuse unless they are configured to allow it. */
function useHttps(task: Task, { property }: FileAtFault): ProposedEdit | undefined {
  const url = property && findAt(task, property);
  if (property === undefined || typeof url !== 'string' || !/^http:\/\//i.test(url)) return undefined;
  return readStorageAddress(url) === undefined || isLocalHost(new URL(url).hostname)
    ? undefined
    : { path: property, value: `https${url.slice('http'.length)}` };
}

/** Proposes twice the time limit that was too short. */
export function raiseLimit({ constraints }: Task): ProposedEdit | undefined {
  const limit = constraints?.maxWallClockTime;
  return limit === undefined ? undefined : { path: ['constraints', 'maxWallClockTime'], value: doubleDuration(limit) };
}

/** Proposes running the command line in a shell. */
export function runInShell({ commandLine }: Task, os: OperatingSystem | undefined): ProposedEdit | undefined {
  if (commandLine === undefined || os === undefined) return undefined;
  return { path: ['commandLine'], value: wrapInShell(commandLine, os === 'windows').commandLine };
}

/**
 * Proposes the command line of `others`, adapted where it depends on each task's ID. Undefined if their command lines
 * follow another rule, or if there is only one other task, which doesn't show a rule.
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

/** Returns the address of a resource file or container without its signature. */
export function toBase({ httpUrl, storageContainerUrl, autoStorageContainerName }: ResourceFile): string | undefined {
  return readStorageAddress(httpUrl ?? storageContainerUrl)?.base ?? autoStorageContainerName;
}

/** Checks whether a container that is a resource file brings the blob of another resource file. */
export function isInContainer(
  { httpUrl }: ResourceFile,
  { storageContainerUrl, blobPrefix = '' }: ResourceFile,
): boolean {
  const [file, container] = [readStorageAddress(httpUrl), readStorageAddress(storageContainerUrl)];
  return (
    file?.blob?.startsWith(blobPrefix) === true &&
    file.account === container?.account &&
    file.container === container?.container
  );
}

/** Checks that nothing indicates that Azure Storage would refuse a file now. */
function isReadable({ httpUrl, storageContainerUrl }: ResourceFile, now: number | undefined): boolean {
  const sas = readStorageAddress(httpUrl ?? storageContainerUrl)?.sas;
  const operation = httpUrl === undefined ? 'readContainer' : 'read';
  return sas === undefined || judgeSharedAccess(sas, operation, now) === 'none';
}

/** Finds the value that all items share; undefined if values differ or there are none. */
function findOnly<T>(values: readonly T[]): T | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}
