import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { asCount, formatBytes, formatNumber } from '../../../core/query/numbers.ts';
import { type LostFile, listLostFiles } from '../../../core/remedy/lostFiles.ts';
import { possible } from '../../../core/remedy/verdict.ts';
import { plural } from '../../../core/text/plural.ts';
import { toSafePath } from '../../../core/text/safePath.ts';
import type { App } from '../../app.ts';
import type { FolderRequest, OutputFolder } from '../../ports.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { findTasks } from '../failures/findTasks.ts';
import { runEach } from '../runEach.ts';
import { lookAtAll, type RetryItem } from './retryFacts.ts';
import { judgeTasks } from './tasks.ts';

export const contribution: RemedyContribution = {
  title: 'Download Files of Task…',
  icon: 'cloud-download',
  effect: 'reads',
  remedy: () => l10n.t('Download Files…'),
};

/** Downloads what tasks have left on their nodes and nowhere else. */
export const run: Command = async (services, args) => {
  const { candidates } = await judgeTasks(services, await findTasks(services, args), () => possible);
  const files = await lookAtAll(services, candidates);
  const items = candidates.map((candidate): Downloadable => {
    return { candidate, task: candidate.task, files: files.get(candidate) ?? { kind: 'none' } };
  });
  if (listWanted(items).length === 0)
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('No file of the task that is stored nowhere else can be read from its node.'),
    });
  const { note } = await downloadLostFiles(services, items);
  services.ui.notify('information', note);
};

/** A task with what is known of its files. */
type Downloadable = Pick<RetryItem, 'candidate' | 'task' | 'files'>;

/** What came of a download: files by the paths that the service has for them, and a sentence about all. */
export interface Downloaded {
  readonly isKept: (item: Downloadable, path: string) => boolean;
  readonly note: string;
}

interface Wanted {
  readonly item: Downloadable;
  readonly file: LostFile;
}

/** Larger ones are read in parts only, by who opens them. */
const mostBytes = 256 * 1024 * 1024;
const mostBytesTogether = 4 * 1024 * 1024 * 1024;
const mostFiles = 5_000;
const concurrency = 4;

/**
 * Downloads what another run of tasks would overwrite to a folder of the user's choice, a folder for each task. Throws
 * `Cancelled`. What could not be downloaded is counted, and still lost by a retry.
 */
export async function downloadLostFiles(
  services: Pick<App, 'pickFolder' | 'ui'>,
  items: readonly Downloadable[],
): Promise<Downloaded> {
  const all = listWanted(items);
  const wanted = withinLimits(all);
  const folder = await services.pickFolder(toRequest(wanted));
  if (folder === undefined) throw new Cancelled();
  const title = plural(wanted.length, {
    one: l10n.t('Downloading {count} file', asCount(wanted.length)),
    other: l10n.t('Downloading {count} files', asCount(wanted.length)),
  });
  const { done } = await services.ui.progress({ title }, ({ signal, ...progress }) =>
    runEach(wanted, (one) => download(one, folder, signal), {
      concurrency,
      signal,
      onProgress: (finished) =>
        progress.report({
          increment: 100 / wanted.length,
          message: l10n.t('{finished} of {total}', {
            finished: formatNumber(finished),
            total: formatNumber(wanted.length),
          }),
        }),
    }),
  );
  const kept = new Set(done.map(({ item, file }) => toId(item, `wd/${file.name}`)));
  return {
    isKept: (item, path) => kept.has(toId(item, path.replaceAll('\\', '/'))),
    note: describe(done.length, all.length, folder),
  };
}

function listWanted(items: readonly Downloadable[]): readonly Wanted[] {
  return items.flatMap((item) =>
    item.files.kind === 'listed' ? listLostFiles(item.task, item.files.files).map((file) => ({ item, file })) : [],
  );
}

function toId({ candidate: { resource } }: Downloadable, path: string): string {
  return JSON.stringify([resource.accountId, resource.jobId, resource.taskId, path.replaceAll('\\', '/')]);
}

/** Small ones first where all would be too much. */
function withinLimits(all: readonly Wanted[]): readonly Wanted[] {
  let bytes = 0;
  return all
    .filter(({ file }) => file.bytes <= mostBytes)
    .sort((one, other) => one.file.bytes - other.file.bytes)
    .slice(0, mostFiles)
    .filter(({ file }) => {
      bytes += file.bytes;
      return bytes <= mostBytesTogether;
    });
}

function toRequest(wanted: readonly Wanted[]): FolderRequest {
  const size = formatBytes(wanted.reduce((sum, { file }) => sum + file.bytes, 0));
  return {
    title: plural(wanted.length, {
      one: l10n.t('Folder for {count} file ({size})', { ...asCount(wanted.length), size }),
      other: l10n.t('Folder for {count} files ({size})', { ...asCount(wanted.length), size }),
    }),
    confirm: l10n.t('Download'),
  };
}

/** A file that is there is not overwritten: it may be of an attempt before. */
async function download({ item, file }: Wanted, folder: OutputFolder, signal: AbortSignal): Promise<void> {
  const { service, resource, task } = item.candidate;
  const content = await service.taskFiles.readFile(resource, `wd/${file.name}`, { signal });
  const ended = (task.executionInfo?.endTime ?? '').replace(/\.\d+/, '');
  const names = [...toSafePath(`${resource.jobId}/${resource.taskId}`), ...toSafePath(ended), ...toSafePath(file.name)];
  await folder.write(names, content);
}

function describe(done: number, all: number, folder: OutputFolder): string {
  const counted = { ...asCount(done), folder: folder.path };
  if (done === all)
    return plural(done, {
      one: l10n.t('{count} file was downloaded to {folder}.', counted),
      other: l10n.t('{count} files were downloaded to {folder}.', counted),
    });
  const parts = { ...counted, total: formatNumber(all) };
  return plural(all, {
    one: l10n.t('{count} of {total} file was downloaded to {folder}. The others are still lost.', parts),
    other: l10n.t('Downloaded {count} of {total} files to {folder}. The others are still lost.', parts),
  });
}
