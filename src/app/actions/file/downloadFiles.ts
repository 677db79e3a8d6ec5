import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeFile } from '../../../core/model/nodeFile.ts';
import { isExisting, isWrittenSince, toChanged } from '../../../core/refusals/fileRefusals.ts';
import { withLabel } from '../../../core/text/label.ts';
import { plural } from '../../../core/text/plural.ts';
import { toDistinctPaths, toSafePath } from '../../../core/text/safePath.ts';
import { asCount, formatBytes, formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { type RemoteFile, readIfThere } from '../../evidence/readLog.ts';
import type { FolderRequest, OutputFile, OutputFolder } from '../../ports.ts';
import { runEach } from '../verb/runEach.ts';

/** A file to download. */
export interface Download {
  readonly file: RemoteFile;
  readonly properties: NonNullable<NodeFile['properties']>;
  /** The file's owners from the outermost to the innermost, such as a job and a task. These become folders. */
  readonly owner: readonly string[];
  readonly path: string;
}

/** The result of a download. */
export interface Downloaded<T extends Download> {
  /** The downloaded files, with their paths in the folder. */
  readonly done: ReadonlyMap<T, string>;
  /** The files that failed, with the reasons. Files that are neither downloaded nor failed were not started. */
  readonly failed: readonly { readonly path: string; readonly why: string }[];
  /** The paths of those failed files in whose place another file was, and was kept. */
  readonly taken: readonly string[];
  readonly note: string;
  readonly isWhole: boolean;
}

const chunkBytes = 8 * 1024 * 1024;
const concurrency = 6;

/**
 * Downloads files to a folder that the user picks, into subfolders named after their owners. Keeps complete files and
 * continues partial ones. `unlisted` contains lines about anything else that is missing. Throws `Cancelled` when no
 * folder is picked.
 */
export async function downloadFiles<T extends Download>(
  services: Pick<App, 'clock' | 'pickFolder' | 'ui'>,
  downloads: readonly T[],
  unlisted: readonly string[] = [],
): Promise<Downloaded<T>> {
  const total = downloads.reduce((sum, { properties }) => sum + properties.contentLength, 0);
  const folder = await services.pickFolder(toRequest(downloads.length, total));
  if (folder === undefined) throw new Cancelled();
  const names = toNames(downloads);
  const title = plural(downloads.length, {
    one: l10n.t('Downloading {count} file', asCount(downloads.length)),
    other: l10n.t('Downloading {count} files', asCount(downloads.length)),
  });
  let bytes = 0;
  const { done, failed, untouched } = await services.ui.progress({ title }, ({ signal, report }) => {
    const note = (more: number): void => {
      bytes += more;
      const message = l10n.t('{part} of {whole}', { part: formatBytes(bytes), whole: formatBytes(total) });
      report({ increment: total === 0 ? 0 : (100 * more) / total, message });
    };
    const act = (one: T): Promise<void> => downloadOne(one, folder, names.get(one) ?? [], { signal, note });
    return runEach(downloads, act, { concurrency, signal }).finally(() => folder.tidy());
  });
  const toPath = (one: T): string => (names.get(one) ?? []).join('/');
  const failures = failed.map(({ target, error }) => ({ path: toPath(target), why: error.message }));
  const lines = failures.map(({ path, why }) => withLabel(path, why));
  const list = toListName(services.clock.now());
  if (lines.length + unlisted.length > 0)
    await folder.write([list], new TextEncoder().encode(`${[...lines, ...unlisted].join('\n')}\n`));
  const note = [
    describeDone(done.length, downloads.length, folder),
    ...(failures.length === 0 ? [] : [describeFailed(failures.length, failures[0]?.why ?? '', list)]),
    ...(untouched.length === 0 ? [] : [l10n.t('You canceled. To continue, download to the same folder again.')]),
  ].join(' ');
  return {
    done: new Map(done.map((one) => [one, toPath(one)])),
    failed: failures,
    taken: failed.flatMap(({ target, error }) => (isExisting(error) ? [toPath(target)] : [])),
    note,
    isWhole: done.length === downloads.length,
  };
}

function toRequest(count: number, bytes: number): FolderRequest {
  const size = formatBytes(bytes);
  return {
    title: plural(count, {
      one: l10n.t('Folder for {count} file ({size})', { ...asCount(count), size }),
      other: l10n.t('Folder for {count} files ({size})', { ...asCount(count), size }),
    }),
    confirm: l10n.t('Download'),
  };
}

/** Returns the folder and file names for each download. The names are distinct and stable. */
function toNames<T extends Download>(downloads: readonly T[]): ReadonlyMap<T, readonly string[]> {
  const paths = toDistinctPaths(downloads.map((one) => [...one.owner.flatMap(toSafeOwner), ...toSafePath(one.path)]));
  return new Map(downloads.map((one, index) => [one, paths[index] ?? []]));
}

/** Returns the name of an ID's folder. Replaces slashes, so that an ID results in a single name. */
export function toSafeOwner(id: string): readonly string[] {
  return toSafePath(id.replace(/[\\/]/g, ':'));
}

/** Returns a unique, time-based name for the file that lists the items missing from a download. */
function toListName(nowMs: number): string {
  return `not-downloaded-${new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '')}.txt`;
}

interface Call {
  readonly signal: AbortSignal;
  readonly note: (bytes: number) => void;
}

async function downloadOne(
  wanted: Download,
  folder: OutputFolder,
  names: readonly string[],
  { signal, note }: Call,
): Promise<void> {
  const { file, path } = wanted;
  const { contentLength, lastModified } = wanted.properties;
  const output = await folder.begin(names, { size: contentLength, modifiedMs: Date.parse(lastModified ?? '') || 0 });
  note(output?.size ?? contentLength);
  if (output === undefined) return;
  try {
    await readInto(output, wanted, { signal, note });
    // A small file is read with one request, whose response has already shown any change.
    if (contentLength > chunkBytes && isWrittenSince(lastModified, (await file.getProperties({ signal })).lastModified))
      throw toChanged(path);
    await output.finish();
  } finally {
    await output.close();
  }
}

async function readInto(
  output: OutputFile,
  { file, path, properties: { contentLength: length, lastModified: unchangedSince } }: Download,
  { signal, note }: Call,
): Promise<void> {
  for (let start = output.size; start < length; start += chunkBytes) {
    const end = Math.min(start + chunkBytes, length) - 1;
    const bytes = await readIfThere(file, { start, end }, { signal, unchangedSince });
    if (bytes?.length !== end + 1 - start) throw toChanged(path);
    await output.append(bytes);
    note(bytes.length);
  }
}

function describeDone(done: number, all: number, { path: folder }: OutputFolder): string {
  const counted = { ...asCount(done), folder };
  if (done === all)
    return plural(done, {
      one: l10n.t('{count} file was downloaded to {folder}.', counted),
      other: l10n.t('{count} files were downloaded to {folder}.', counted),
    });
  const ofAll = { ...counted, total: formatNumber(all) };
  return plural(all, {
    one: l10n.t('{count} of {total} file was downloaded to {folder}.', ofAll),
    other: l10n.t('{count} of {total} files were downloaded to {folder}.', ofAll),
  });
}

function describeFailed(count: number, why: string, list: string): string {
  const listed = { ...asCount(count), why, list };
  return plural(count, {
    one: l10n.t('{count} file could not be downloaded ({list}): {why}', listed),
    other: l10n.t('{count} files could not be downloaded ({list}): {why}', listed),
  });
}
