import { readContent } from '../../core/files/fileContent.ts';
import type { FoundLine } from '../../core/files/fileSearch.ts';
import { toSought } from '../../core/files/fileSearch.ts';
import { describeCopy } from '../../core/files/logNotice.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { isMissing } from '../../core/model/missing.ts';
import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import { type FileResource, type Resource, toFileOwner } from '../../core/model/resource.ts';
import { describeNotText } from '../../core/refusals/fileRefusals.ts';
import { listUnreadReasons } from '../../core/refusals/unreadFile.ts';
import type { Page } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { bindFile, explainMissing, listBelow } from '../documents/fileDocument.ts';
import { findLine } from '../documents/filePlaces.ts';
import { searchFile } from '../documents/searchFile.ts';
import { findEarlierRun } from '../evidence/earlierRun.ts';
import { orNamed } from '../evidence/named.ts';
import { type RemoteFile, readIfThere } from '../evidence/readLog.ts';
import { readFirstPage } from '../evidence/readPages.ts';
import { findNamedAccount, openForAgent } from './account.ts';
import { type Answer, Refusal } from './answer.ts';
import type { InputOf } from './input.ts';
import { fitLines, mostOfLine, type PageLine, type PageLines, readPageLines, toNumbered } from './logPages.ts';
import type { ToolCall } from './services.ts';
import type { agentTools } from './table.ts';
import { findTarget } from './targets.ts';

type Input = InputOf<typeof agentTools.azurebatch_read_log>;

/** Maximum number of bytes of a file that are searched for matching lines, or for a line by its number. */
const mostSearched = 64 * 1024 * 1024;
const mostFound = 20;
const mostListed = 20;
const usualContext = 3;
const pageBytes = 16 * 1024;

interface OpenLog {
  readonly file: RemoteFile;
  readonly path: string;
  readonly length: number;
  readonly room: number;
}

interface LogPage {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/** Returns a page of a file that a task or a node has written. */
export async function readLog(call: ToolCall, input: Input): Promise<Answer> {
  const { services } = call;
  const resource = toFile(findTarget(services, input).resource, input.file);
  if (input.match !== undefined && (input.byte ?? input.line) !== undefined)
    throw new Refusal('A match is searched for in the whole file. Call again with either match, or line or byte.');
  if (input.match !== undefined && toSought(input.match) === undefined)
    throw new Refusal(
      "The expression in match isn't valid. Call again with plain text, or with a valid JavaScript regular expression.",
    );
  const store = await openForAgent(call, findNamedAccount(services, resource.accountId));
  const file =
    input.attempt === undefined ? bindFile(store, resource) : await openSaved(call, store, resource, input.attempt);
  const properties = await describeLog(call, store, resource, file);
  const { contentLength: length, copy } = properties;
  const about = [
    `${resource.path}, ${length} bytes`,
    ...(copy === undefined ? [] : [describeCopy(copy, input.attempt !== undefined)]),
  ];
  const log: OpenLog = { file, path: resource.path, length, room: call.room - 600 };
  const { lines, notes } =
    length === 0 ? { lines: [], notes: ['The file is empty.'] } : await readPage(call, log, input);
  return {
    head: 'Lines of a file, each with its number if it is known; negative numbers count from the end, where -1 is the last line.',
    data: [...about, ...lines],
    notes: [...notes, ...(await describeOther(call, store, resource, input))],
  };
}

/** Describes the other log beside the end of a log, which may have what this one lacks. */
async function describeOther(
  call: ToolCall,
  store: AccountStore,
  resource: FileResource,
  { byte, line, match, attempt }: Input,
): Promise<readonly string[]> {
  const path = resource.path.replace(/(?<=^|\/)std(?:err|out)(?=\.txt$)/, (own) =>
    own === 'stderr' ? 'stdout' : 'stderr',
  );
  if (path === resource.path || (byte ?? line ?? match) !== undefined) return [];
  const other = { ...resource, path };
  try {
    const file = attempt === undefined ? bindFile(store, other) : await openSaved(call, store, other, attempt);
    const { contentLength } = await file.getProperties({ signal: call.signal });
    return contentLength === 0
      ? [`${path} is empty.`]
      : [`${path} has ${contentLength} bytes. To read it, call again with file set to it.`];
  } catch (error) {
    if (BatchError.is(error) || error instanceof Refusal) return [];
    throw error;
  }
}

/** Opens a log of an earlier attempt of a task, counted from the last one. Throws `Refusal` if it wasn't saved. */
async function openSaved(
  { services }: ToolCall,
  store: AccountStore,
  resource: FileResource,
  attempt: number,
): Promise<RemoteFile> {
  const owner = toFileOwner(resource);
  if (owner.kind !== 'task') throw new Refusal('Only tasks have attempts. Call again without attempt.');
  const { savedAt, logs } = await findEarlierRun(services, store, owner, attempt);
  const { text, leftOut = 0, unread } = logs.find(({ path }) => path === resource.path) ?? {};
  if (text === undefined)
    throw new Refusal(
      'Of earlier attempts, only stdout.txt and stderr.txt are saved. Call again with file set to the other one, or without attempt for the current run.',
      unread && listUnreadReasons(unread),
    );
  const bytes = new TextEncoder().encode(text);
  const copy = { place: 'saved', at: savedAt, ...(leftOut > 0 ? { leftOut } : {}) } as const;
  return {
    getProperties: async () => ({ contentLength: bytes.length, copy }),
    read: async ({ start, end }) => bytes.slice(start, end + 1),
  };
}

function toFile(resource: Resource, path: string | undefined): FileResource {
  if (path?.split(/[/\\]/).includes('..') === true)
    throw new Refusal("The path leads out of the folder. Call again with a path in the task's or node's folder.");
  const whole = path?.replace(/(?<![/\\])[/\\]+$/, '');
  if (resource.kind === 'task') return { ...resource, kind: 'taskFile', path: whole ?? 'stderr.txt' };
  if (resource.kind === 'node') return { ...resource, kind: 'nodeFile', path: whole ?? 'startup/stderr.txt' };
  throw new Refusal(
    'Only tasks and nodes have files. Call again with job and task, or pool and node; azurebatch_list_failures has examples.',
  );
}

/** Returns the properties of the file. Throws `Refusal` when it can't be read, is a folder, or is not text. */
async function describeLog(
  { services, signal }: ToolCall,
  store: AccountStore,
  resource: FileResource,
  file: RemoteFile,
): Promise<NodeFileProperties> {
  if (resource.path === '') await refuseFolder(store, resource, true);
  let properties: NodeFileProperties;
  let head: Uint8Array | undefined;
  try {
    properties = await file.getProperties({ signal });
    head = properties.contentLength === 0 ? undefined : await readIfThere(file, { start: 0, end: 4095 }, { signal });
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    if (BatchError.is(error, 'FileNotFound')) await refuseFolder(store, resource);
    // The IDs of a task whose node has left are right.
    else if (isMissing(error) && !(resource.kind === 'taskFile' && BatchError.is(error, 'NodeNotFound')))
      await orNamed({ clock: services.clock, store }, toFileOwner(resource), Promise.reject(error));
    const { reasons } = await explainMissing(store, resource, error);
    throw new Refusal(
      "The file can't be read. Tell the user why, and continue with what azurebatch_explain says. Reason:",
      reasons,
    );
  }
  if (properties.contentLength === 0) await refuseFolder(store, resource, properties.isDirectory);
  const content = head && readContent({ bytes: head, start: 0 });
  if (content?.kind === 'binary')
    throw toNotText(describeNotText(resource.path, content.format), findDownload(services, resource));
  return properties;
}

function findDownload({ findCommand }: ToolCall['services'], resource: FileResource): string | undefined {
  const owner = toFileOwner(resource);
  return owner.kind === 'task' ? findCommand?.('task.downloadFiles', owner) : undefined;
}

function toNotText(why: string, command: string | undefined): Refusal {
  return command === undefined
    ? new Refusal("This isn't a text file. The user can download it.", [why])
    : new Refusal("This isn't a text file. The user can download it with this command:", [why, command]);
}

/**
 * Throws `Refusal` with the content of a folder, or with the neighbors of an empty one. Some hosts report a folder as
 * an empty file, so only its content shows that it is a folder.
 */
async function refuseFolder(store: AccountStore, resource: FileResource, isDirectory = false): Promise<void> {
  const inside = await listFirst(store, resource);
  if (inside.length > 0)
    throw new Refusal(
      `This is a folder. Call again with file set to something in it, such as one of these${toMore(inside)}:`,
      inside.map(toListed),
    );
  if (!isDirectory) return;
  const owned = await listFirst(store, { ...resource, path: '' });
  throw new Refusal(
    `This is an empty folder. Call again with file set to something else in the ${toFileOwner(resource).kind}'s folder, such as one of these${toMore(owned)}:`,
    owned.map(toListed),
  );
}

async function listFirst(store: AccountStore, resource: FileResource): Promise<Page<NodeFile>> {
  return readFirstPage(listBelow(store, resource, mostListed)).catch((error: unknown) => {
    if (BatchError.is(error)) return [] as Page<NodeFile>;
    throw error;
  });
}

function toMore({ isLast }: Page<NodeFile>): string {
  return isLast === false ? ' (there are more)' : '';
}

function toListed({ name, isDirectory, properties }: NodeFile): string {
  if (isDirectory) return `${name}/`;
  return properties === undefined ? name : `${name}, ${properties.contentLength} bytes`;
}

async function readPage(call: ToolCall, log: OpenLog, input: Input): Promise<LogPage> {
  const { byte, line, match } = input;
  if (match !== undefined) return readMatches(call, log, match, input.context ?? usualContext);
  if (byte !== undefined) return readFrom(call, log, byte, byte === 0 ? 1 : line);
  if (line !== undefined) return readFromLine(call, log, line);
  return readEnd(call, log);
}

async function readFrom(call: ToolCall, log: OpenLog, byte: number, number: number | undefined): Promise<LogPage> {
  const { file, length, room } = log;
  if (byte >= length)
    throw new Refusal(
      `The file has ${length} bytes. Call again with a smaller byte, or without byte for the end of the file.`,
    );
  const read = await readPageLines(file, { from: byte, to: byte + pageBytes, length, room }, number, call.signal);
  const lines = fitLines(upToCut(read.lines), room);
  const next = lines.at(-1)?.rest ?? read.lines[lines.length] ?? read.next;
  return toPage(lines, next && `After this: ${toNextPlace(next)}.`);
}

async function readFromLine(call: ToolCall, log: OpenLog, wanted: number): Promise<LogPage> {
  const searched = Math.min(log.length, mostSearched);
  const found = await findLine(log.file, searched, wanted, { signal: call.signal, note: () => undefined });
  if (found === undefined || found.line < wanted) {
    const count = found?.line ?? 0;
    throw new Refusal(
      searched < log.length
        ? `Only the first ${searched} bytes were searched; they contain ${count} lines. Call again with byte, or without a position for the end of the file.`
        : `The file has ${count} lines. Call again with a smaller line, or without line for the end of the file.`,
    );
  }
  return readFrom(call, log, found.start, found.line);
}

/** Returns the lines up to and including the first one that was cut, because its rest follows. */
function upToCut(lines: readonly PageLine[]): readonly PageLine[] {
  const cut = lines.findIndex(({ rest }) => rest !== undefined);
  return cut < 0 ? lines : lines.slice(0, cut + 1);
}

/** Names the place from which the agent continues reading. */
function toNextPlace({ start, number }: NonNullable<PageLines['next']>): string {
  return number === undefined ? `byte ${start}` : `byte ${start} and line ${number}`;
}

/** Reads as much of the end as fits. Line numbers count from the first line read. */
async function readEnd(call: ToolCall, { file, length, room }: OpenLog): Promise<LogPage> {
  const from = Math.max(0, length - mostOfLine);
  const { lines } = await readPageLines(file, { from, to: length, length, room }, 1, call.signal);
  const fitting = fitLines(lines, room, true);
  const after = fitting.flatMap(({ rest }) =>
    rest === undefined ? [] : [`The rest of a long line: byte ${rest.start}.`],
  );
  const numbered = fitting.map((line, index) => ({ ...line, number: index - fitting.length }));
  return toPage(from === 0 ? fitting : numbered, ...after);
}

/** Creates a log page with the calls that read the adjacent pages. */
function toPage(lines: readonly PageLine[], ...after: readonly (string | undefined)[]): LogPage {
  const start = lines[0]?.start ?? 0;
  const before = Math.max(0, start - pageBytes / 2);
  return {
    lines: lines.map((line) => toNumbered(line)),
    notes: [
      ...(lines.length === 0 ? ['No line begins there.'] : []),
      ...(start === 0 ? [] : [`Before this: ${start} bytes; a part that begins at byte ${before} ends about here.`]),
      ...after.filter((note) => note !== undefined),
    ],
  };
}

async function readMatches(call: ToolCall, log: OpenLog, match: string, context: number): Promise<LogPage> {
  const search = call.services.startSearch(match, mostFound, true);
  const enough = new AbortController();
  let read = 0;
  try {
    const found = await searchFile(log.file, log.path, {
      searched: search.open(),
      note: (bytes) => {
        read += bytes;
        if (read >= mostSearched) enough.abort();
      },
      signal: AbortSignal.any([call.signal, enough.signal]),
    });
    if (found === undefined) throw new Refusal('The file is no longer there. Call azurebatch_explain.');
    return await showMatches(call, log, found.found, context, found.isWhole ? found.hasMore : undefined);
  } finally {
    search.close();
  }
}

/** Returns matching lines and those around them, each once. `hasMore` is undefined if not all was searched. */
async function showMatches(
  { signal }: ToolCall,
  log: OpenLog,
  found: readonly FoundLine[],
  context: number,
  hasMore: boolean | undefined,
): Promise<LogPage> {
  const shown = new Map<number, PageLine>();
  const wanted = new Set(found.map(({ line }) => line));
  for (const { line, byte, from } of found) {
    if (shown.has(line) && shown.has(line + context)) continue;
    // The context starts at most 100 lines above. With long lines, less of it is shown.
    const near = byte - from.start <= mostOfLine ? from : { line, start: byte };
    const range = { from: near.start, to: byte + pageBytes, length: log.length, room: log.room };
    const { lines: around } = await readPageLines(log.file, range, near.line, signal);
    for (const one of around)
      if (one.number !== undefined && Math.abs(one.number - line) <= context) shown.set(one.number, one);
  }
  const lines = [...shown.values()].toSorted((one, other) => (one.number ?? 0) - (other.number ?? 0));
  const fitting = fitLines(lines, log.room);
  const last = fitting.at(-1)?.number ?? 0;
  const left = found.filter(({ line }) => line > last);
  return {
    lines: fitting.flatMap((line, index) => {
      const isAfterGap = index > 0 && line.number !== (fitting[index - 1]?.number ?? 0) + 1;
      return [...(isAfterGap ? ['…'] : []), toNumbered(line, wanted.has(line.number ?? 0))];
    }),
    notes: [
      found.length === 0 ? 'No lines match.' : 'Lines marked with > match.',
      ...fitting.flatMap(({ rest }) => (rest === undefined ? [] : [`The rest of a long line: ${toNextPlace(rest)}.`])),
      ...(left.length === 0
        ? []
        : [`Further matching lines that did not fit: ${left.length}; the next is line ${left[0]?.line}.`]),
      ...(hasMore === true
        ? [`There are more than ${mostFound} lines that match. Call again with a narrower match.`]
        : []),
      ...(hasMore === undefined ? [`Only the first ${mostSearched} bytes of the file were searched.`] : []),
    ],
  };
}
