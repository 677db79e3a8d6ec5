import { readContent } from '../../core/files/fileContent.ts';
import { cutToLine, type LineWindow, planBefore, planTail } from '../../core/files/logWindow.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { definedOnly } from '../../core/model/defined.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { Task } from '../../core/model/task.ts';
import { describeNotText } from '../../core/refusals/fileRefusals.ts';
import { findMissing, toUnreadFile } from '../../core/refusals/unreadFile.ts';
import { redactText } from '../../core/text/redact.ts';
import type { ByteRange, CallOptions, FileBytes, FilePort, ReadOptions } from '../../service/ports.ts';

/** The end of a file, starting at a line. */
export interface Tail extends LineWindow {
  readonly properties: NodeFileProperties;
}

/** A file of a task or a node, ready to be requested. */
export interface RemoteFile {
  getProperties(options?: CallOptions): Promise<NodeFileProperties>;
  read(range: ByteRange, options?: Omit<ReadOptions, 'range'>): Promise<FileBytes>;
}

/** Returns one of the files of a port, ready to be requested. */
export function toRemoteFile<Owner>(port: FilePort<Owner>, owner: Owner, path: string): RemoteFile {
  return {
    getProperties: (options) => port.getFileProperties(owner, path, options),
    read: (range, options) => port.readFile(owner, path, { ...options, range }),
  };
}

/** Reads a range of a file; undefined if the file ends before the range. Throws all other errors of the port. */
export async function readIfThere(
  file: RemoteFile,
  range: ByteRange,
  options?: Omit<ReadOptions, 'range'>,
): Promise<FileBytes | undefined> {
  try {
    return await file.read(range, options);
  } catch (error) {
    if (BatchError.is(error, 'InvalidRange')) return undefined;
    throw error;
  }
}

interface TailOptions extends CallOptions {
  /** The file's properties from a listing, which are not requested again. */
  readonly properties?: NodeFileProperties;
}

const maxAttempts = 3;

/** Reads a file of at most `maxBytes` with one request; undefined if it is longer. Throws the errors of the port. */
async function readShort(
  file: RemoteFile,
  maxBytes: number,
  options?: Omit<ReadOptions, 'range'>,
): Promise<Tail | undefined> {
  // The service ends a range where the file ends; an empty file has none.
  const bytes: FileBytes = (await readIfThere(file, { start: 0, end: maxBytes }, options)) ?? new Uint8Array();
  if (bytes.length > maxBytes) return undefined;
  return { bytes, start: 0, leftOut: 0, properties: { ...bytes.properties, contentLength: bytes.length } };
}

/**
 * Reads at most the last `maxBytes` of a file, from the start of a line. A short file takes one request; a longer file
 * of unknown length takes another two. A file that shrank in between, because it was rotated, is measured again; a file
 * that grew is read up to the earlier length. Throws the errors of the port.
 */
export async function readTail(file: RemoteFile, maxBytes: number, options: TailOptions = {}): Promise<Tail> {
  let { properties } = options;
  const call: CallOptions = options.signal === undefined ? {} : { signal: options.signal };
  const short = properties === undefined ? await readShort(file, toShort(maxBytes), call) : undefined;
  if (short !== undefined) return short;
  for (let attempt = 1; ; attempt += 1) {
    properties ??= await file.getProperties(call);
    const window = planTail(properties.contentLength, maxBytes - 1);
    if (window === undefined) return { bytes: new Uint8Array(), start: 0, leftOut: 0, properties };
    try {
      return { ...cutToLine(await file.read(window, call), window.start), properties };
    } catch (error) {
      if (!BatchError.is(error, 'InvalidRange') || attempt === maxAttempts) throw error;
      properties = undefined;
    }
  }
}

/** Number of bytes read automatically from the end of each log, enough for any stack trace. */
export const briefBytes = 64 * 1024;
/** Number of bytes that an opened log shows, so that lines have the same numbers there. */
export const thoroughBytes = 1024 * 1024;
/** Returns the maximum length of a log that is read without requesting its length. */
export const toShort = (maxBytes: number): number => Math.min(maxBytes, briefBytes);

/** Maximum number of bytes searched from the end of a log if fewer show no cause. */
export const farthestBytes = 4 * 1024 * 1024;

/**
 * Reads the last `maxBytes` of a log (of `task`, for a task's log) as text without secrets. A missing or binary log is
 * a valid result; throws only when the request fails.
 */
export async function readLog(
  file: RemoteFile,
  path: string,
  task: Task | undefined,
  maxBytes: number,
  options: TailOptions = {},
): Promise<LogEnd> {
  try {
    return toLogEnd(path, await readTail(file, maxBytes, options));
  } catch (error) {
    const unread = findMissing(error, path, task);
    if (unread === undefined) throw error;
    return { path, unread };
  }
}

/** Reads a log of at most `maxBytes` with one request; undefined if it is longer. Throws the errors of the port. */
export async function readShortLog(
  file: RemoteFile,
  path: string,
  maxBytes: number,
  options?: Omit<ReadOptions, 'range'>,
): Promise<LogEnd | undefined> {
  const short = await readShort(file, maxBytes, options);
  return short && toLogEnd(path, short);
}

/** Converts the end of a file to text without secrets. */
function toLogEnd(path: string, { bytes, start, leftOut, properties }: Tail): LogEnd {
  const { contentLength, lastModified, copy } = properties;
  const content = readContent({ bytes, start });
  if (content.kind === 'binary')
    return { path, unread: { kind: 'notText', why: describeNotText(path, content.format) } };
  return {
    path,
    text: redactText(content.text),
    leftOut,
    ...(leftOut > 0 && { length: contentLength }),
    ...definedOnly<Pick<LogEnd, 'lastModified' | 'copy'>>({ lastModified, copy }),
  };
}

/** Resolves to the log, or to the reason that its request failed. Throws errors that do not come from the service. */
export async function readLogOrWhy(log: Promise<LogEnd>, path: string): Promise<LogEnd> {
  try {
    return await log;
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return { path, unread: toUnreadFile(error, path) };
  }
}

/**
 * Extends the end of a log by at most `moreBytes` above it, from the start of a line, with one request for only these
 * bytes. Returns the end unchanged if no more text can be read.
 */
export async function readAbove(file: RemoteFile, end: LogEnd, moreBytes: number): Promise<LogEnd> {
  const { text, leftOut = 0 } = end;
  const window = text === undefined ? undefined : planBefore(leftOut, moreBytes - 1);
  const bytes = window && (await readIfThere(file, window));
  if (window === undefined || bytes === undefined) return end;
  const lines = cutToLine(bytes, window.start);
  const content = readContent(lines);
  // A secret that spans lines may be partly in each text.
  return content.kind === 'binary' ? end : { ...end, text: redactText(content.text + text), leftOut: lines.leftOut };
}
