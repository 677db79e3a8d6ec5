import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { StoredFile } from '../executors/executor.ts';
import { type Call, param } from '../http/call.ts';
import { checkConditions } from '../http/conditions.ts';
import type { FilterProperties } from '../http/filter/filter.ts';
import { type Listed, listPage } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import { ServiceError } from '../http/serviceError.ts';
import { findOs } from '../state/nodeOs.ts';
import { isoTime } from '../state/time.ts';
import { present, type WireObject } from '../state/wire.ts';
import { type FileScope, nodeScope, pathIn, taskScope } from './fileAccess.ts';

const fileFilter: FilterProperties = { name: { type: 'prefix' } };

export async function listTaskFiles(call: Call): Promise<Reply> {
  return listFiles(call, await taskScope(call));
}

export async function listNodeFiles(call: Call): Promise<Reply> {
  return listFiles(call, await nodeScope(call));
}

async function listFiles(call: Call, scope: FileScope): Promise<Reply> {
  const isRecursive = call.query.get('recursive')?.toLowerCase() === 'true';
  const files = await scope.files.list(scope.root, isRecursive);
  // The documentation doesn't say in which form prefixes are compared on Windows, so either is accepted.
  const isBackslashed = call.query.get('$filter')?.includes('\\') === true;
  return listPage(call, byName(scope, files), {
    fragment: 'files',
    filter: fileFilter,
    read: (file) => (isBackslashed ? shownName(scope, file) : nameIn(scope, file)),
    toWire: (file) => toWireFile(scope, file),
  });
}

function byName(scope: FileScope, files: readonly StoredFile[]): Listed<StoredFile> {
  const named = files.map((file) => [nameIn(scope, file), file] as const);
  named.sort(([left], [right]) => (left < right ? -1 : Number(left > right)));
  return { after: (key) => (key === undefined ? named : named.filter(([name]) => name > key)) };
}

function nameIn(scope: FileScope, file: StoredFile): string {
  return scope.root === '' ? file.path : file.path.slice(scope.root.length + 1);
}

/**
 * Returns the name as shown in lists; its URL always has slashes. Batch documentation: the example for a Windows node.
 */
function shownName(scope: FileScope, file: StoredFile): string {
  const name = nameIn(scope, file);
  return findOs(scope.node) === 'windows' ? name.replaceAll('/', '\\') : name;
}

function toWireFile(scope: FileScope, file: StoredFile): WireObject {
  const name = shownName(scope, file);
  const url = toAddress(scope, nameIn(scope, file));
  if (file.isDirectory) return { name, url, isDirectory: true };
  const properties = present({
    lastModified: isoTime(file.lastModifiedMs),
    contentLength: String(file.contentLength),
    contentType: toContentType(name),
    fileMode: file.fileMode,
    creationTime: file.fileMode === undefined ? isoTime(file.lastModifiedMs) : undefined,
  });
  return { name, url, isDirectory: false, properties };
}

/** Keeps the slashes of a name and escapes all other characters with a meaning in URLs. */
function toAddress(scope: FileScope, name: string): string {
  return `${scope.url}/${name.split('/').map(encodeURIComponent).join('/')}`;
}

function toContentType(name: string): string {
  return /\.(txt|log|out|err|csv|md|py|sh|json|xml|yaml|yml|ini|cfg)$/i.test(name)
    ? 'text/plain'
    : 'application/octet-stream';
}

export async function getTaskFile(call: Call): Promise<Reply> {
  return readFile(call, await taskScope(call));
}

export async function getNodeFile(call: Call): Promise<Reply> {
  return readFile(call, await nodeScope(call));
}

/** Returns the content, or the part that `ocp-range` requests; the service responds with 200 to both. */
async function readFile(call: Call, scope: FileScope): Promise<Reply> {
  const file = await findFile(call, scope);
  if (file.isDirectory) throw new ServiceError('FileNotFound');
  const { start, end } = parseRange(call.headers['ocp-range'], file.contentLength);
  const stream = await whenReadable(scope.files.read(file.path, start, end));
  return { status: 200, headers: fileHeaders(scope, file), stream };
}

/** Waits until the stream has data or has ended, because the file may have been deleted after it was found. */
async function whenReadable(stream: Readable): Promise<Readable> {
  try {
    await once(stream, 'readable');
  } catch {
    throw new ServiceError('FileNotFound');
  }
  return stream;
}

export async function headTaskFile(call: Call): Promise<Reply> {
  return describeFile(call, await taskScope(call));
}

export async function headNodeFile(call: Call): Promise<Reply> {
  return describeFile(call, await nodeScope(call));
}

async function describeFile(call: Call, scope: FileScope): Promise<Reply> {
  const file = await findFile(call, scope);
  return { status: 200, headers: { ...fileHeaders(scope, file), 'content-length': String(file.contentLength) } };
}

async function findFile(call: Call, scope: FileScope): Promise<StoredFile> {
  const file = await scope.files.find(pathIn(scope, param(call, 'filePath'), findOs(scope.node)));
  if (file === undefined) throw new ServiceError('FileNotFound');
  checkConditions(call, { eTag: '', lastModified: isoTime(file.lastModifiedMs) });
  return file;
}

function fileHeaders(scope: FileScope, file: StoredFile): Record<string, string> {
  const name = nameIn(scope, file);
  return {
    'content-type': toContentType(name),
    'last-modified': new Date(file.lastModifiedMs).toUTCString(),
    'ocp-batch-file-isdirectory': file.isDirectory ? 'True' : 'False',
    'ocp-batch-file-url': encodeURIComponent(toAddress(scope, name)),
    ...(file.fileMode === undefined
      ? { 'ocp-creation-time': new Date(file.lastModifiedMs).toUTCString() }
      : { 'ocp-batch-file-mode': file.fileMode }),
  };
}

export async function deleteTaskFile(call: Call): Promise<Reply> {
  return deleteFile(call, await taskScope(call));
}

export async function deleteNodeFile(call: Call): Promise<Reply> {
  return deleteFile(call, await nodeScope(call));
}

/** Batch documentation: deleting a directory that is not empty requires `recursive=true`. */
async function deleteFile(call: Call, scope: FileScope): Promise<Reply> {
  const file = await findFile(call, scope);
  const isRecursive = call.query.get('recursive')?.toLowerCase() === 'true';
  if (file.isDirectory && !isRecursive && (await scope.files.list(file.path, false)).length > 0) {
    throw new ServiceError('OperationInvalidForCurrentState', { Reason: 'The directory is not empty' });
  }
  await scope.files.remove(file.path);
  return { status: 200 };
}

interface ByteRange {
  readonly start: number;
  /** Inclusive; before `start` if the range is empty. */
  readonly end: number;
}

/**
 * Parses the byte range in `ocp-range`: `bytes=start-end` or `bytes=start-`. Throws `InvalidHeaderValue` for another
 * form and `InvalidRange` (416) for one that begins past the end.
 */
export function parseRange(header: string | string[] | undefined, length: number): ByteRange {
  if (header === undefined) return { start: 0, end: length - 1 };
  const match = /^bytes=(\d{1,15})-(\d{1,15})?$/i.exec(String(header).trim());
  const start = Number(match?.[1]);
  const end = match?.[2] === undefined ? length - 1 : Number(match[2]);
  if (match === null || (match[2] !== undefined && end < start)) {
    throw new ServiceError('InvalidHeaderValue', { HeaderName: 'ocp-range', HeaderValue: String(header) });
  }
  if (start >= length) throw new ServiceError('InvalidRange');
  return { start, end: Math.min(end, length - 1) };
}
