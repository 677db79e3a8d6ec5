import * as l10n from '@vscode/l10n';
import { getLogWriter } from '../app/documents/logWriter.ts';
import { type RemoteFile, readIfThere, readTail, thoroughBytes, toRemoteFile } from '../app/evidence/readLog.ts';
import { within } from '../core/clock.ts';
import { decodeText, type TextEncoding } from '../core/files/bytes.ts';
import { showLines } from '../core/files/shownLine.ts';
import { BatchError } from '../core/model/batchError.ts';
import { isMissing } from '../core/model/missing.ts';
import { type NodeResource, type TaskResource, toOwnId } from '../core/model/resource.ts';
import { redactText } from '../core/text/redact.ts';
import { systemClock } from '../service/clock.ts';
import type { AccountStore } from '../service/store/accountStore.ts';
import { describeFailure } from './exit.ts';
import type { Output } from './output.ts';
import type { Stop } from './stop.ts';

/** Milliseconds between two requests for more of a log. */
const pollMs = 2000;
const newline = 10;

/** A log as far as it was printed. */
interface Followed {
  readonly path: string;
  readonly file: RemoteFile;
  /** Number of bytes printed; undefined until the file exists. */
  at?: number;
  encoding?: TextEncoding;
}

/**
 * Prints the last lines of logs and whatever is written to them, until what writes them has ended, or `stop` asks to
 * end. Returns whether it has ended. A service that is away is asked again.
 */
export async function followLogs(
  store: AccountStore,
  resource: TaskResource | NodeResource,
  paths: readonly string[],
  { count, stop, output }: { readonly count: number | undefined; readonly stop: Stop; readonly output: Output },
): Promise<boolean> {
  const logs = paths.map((path): Followed => ({ path, file: toFile(store, resource, path) }));
  const [first = ''] = paths;
  let shown = '';
  const print = (path: string, text: string): void => {
    if (text === '') return;
    if (shown !== path && paths.length > 1) output.print(`${shown === '' ? '' : '\n'}==> ${path} <==`);
    shown = path;
    output.print(text);
  };
  for (;;) {
    try {
      const writer = await getLogWriter(store, toFileResource(resource, first));
      // Reads once more after the writer has ended, because it may have written until then.
      const hasEnded = writer?.endedAt !== undefined;
      for (const log of logs) print(log.path, await readMore(log, count, hasEnded));
      if (hasEnded) {
        output.note(l10n.t('{name} has ended.', { name: toOwnId(resource) }));
        return true;
      }
    } catch (error) {
      if (!BatchError.is(error) || !error.retryable) throw error;
      output.note(describeFailure(error));
    }
    const why = await within(systemClock, pollMs, stop.asked);
    if (why === undefined) continue;
    output.note(why);
    return false;
  }
}

/**
 * Prints a log of any length from its beginning, each line with its number, as it is read. A part without the end of a
 * line is printed as a line. Throws the errors of the file's port.
 */
export async function printWhole(
  store: AccountStore,
  resource: TaskResource | NodeResource,
  path: string,
  output: Output,
): Promise<void> {
  const log: Followed = { path, file: toFile(store, resource, path), at: 0 };
  for (let first = 1; ; ) {
    const text = (await readMore(log, undefined, false)) || (await readMore(log, undefined, true));
    if (text === '') return;
    const lines = showLines(text).split(/\r?\n/);
    const start = first;
    output.printLines(lines.map((line, index) => ({ text: `  ${start + index} | ${line}`, isWhole: true })));
    first += lines.length;
  }
}

function toFile({ service }: AccountStore, resource: TaskResource | NodeResource, path: string): RemoteFile {
  return resource.kind === 'task'
    ? toRemoteFile(service.taskFiles, resource, path)
    : toRemoteFile(service.nodeFiles, resource, path);
}

function toFileResource(resource: TaskResource | NodeResource, path: string) {
  return resource.kind === 'task'
    ? ({ ...resource, kind: 'taskFile', path } as const)
    : ({ ...resource, kind: 'nodeFile', path } as const);
}

/** Reads what a log has after what was printed: whole lines, and with `isLast` also an unfinished one. */
async function readMore(log: Followed, count: number | undefined, isLast: boolean): Promise<string> {
  const bytes = await readNew(log, count);
  if (bytes === undefined || bytes.length === 0) return '';
  const end = isLast ? bytes.length : bytes.lastIndexOf(newline) + 1;
  const { text, encoding } = decodeText(
    bytes.subarray(0, end),
    log.encoding === undefined ? {} : { offset: log.at ?? 0, encoding: log.encoding },
  );
  log.encoding ??= encoding;
  log.at = (log.at ?? 0) + end;
  return redactText(text).replace(/\r?\n$/, '');
}

/** Reads a log's new bytes, first those of its last lines; undefined if there are none. */
async function readNew(log: Followed, count: number | undefined): Promise<Uint8Array | undefined> {
  if (log.at !== undefined) return readIfThere(log.file, { start: log.at, end: log.at + thoroughBytes });
  try {
    const { bytes, start } = await readTail(log.file, thoroughBytes);
    const skipped = count === undefined ? 0 : findLastLines(bytes, count);
    log.at = start + skipped;
    return bytes.subarray(skipped);
  } catch (error) {
    if (isMissing(error) || BatchError.is(error, 'TaskFilesUnavailable')) return undefined;
    throw error;
  }
}

/** Returns the position at which the last lines of text start. */
function findLastLines(bytes: Uint8Array, count: number): number {
  let at = bytes.length;
  for (let lines = 0; lines < count && at > 0; lines += 1) at = at < 2 ? 0 : bytes.lastIndexOf(newline, at - 2) + 1;
  return at;
}
