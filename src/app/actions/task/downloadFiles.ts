import * as l10n from '@vscode/l10n';
import { possible } from '../../../core/changes/verdict.ts';
import { matchesFilePattern } from '../../../core/filters/filePattern.ts';
import { listLostFiles } from '../../../core/impact/lostFiles.ts';
import { BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { logNames } from '../../../core/model/logEnd.ts';
import type { NodeFile } from '../../../core/model/nodeFile.ts';
import { type FileResource, type TaskResource, toKey } from '../../../core/model/resource.ts';
import { withLabel } from '../../../core/text/label.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import type { App } from '../../app.ts';
import { bindFile, describeFile, listBelow } from '../../documents/fileDocument.ts';
import { readAllPages } from '../../evidence/readPages.ts';
import { findTasks } from '../failures/findTasks.ts';
import { type Download, type Downloaded, downloadFiles } from '../file/downloadFiles.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { runEach } from '../verb/runEach.ts';
import type { RetryItem } from './retryFacts.ts';
import { judgeTasks, type TaskCandidate } from './tasks.ts';

export const contribution: RemedyContribution = {
  title: 'Download…',
  icon: 'cloud-download',
  effect: 'reads',
  remedy: () => l10n.t('Download Files…'),
  rows: [
    { on: ['taskFile', 'nodeFile'], at: '1_look@4' },
    { on: ['task', 'taskRun'], if: 'hasFiles', at: 'look@2' },
    { on: 'failureGroup', unless: 'unread', at: 'look@2' },
  ],
  editors: [{ on: /\/text\//, at: '1_show@2' }],
};

const concurrency = 4;

/** Downloads the selected files and folders, or files that the user chooses from tasks or from all tasks of a cause. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const given = toResources(orInFront(services, args)).filter(
    (one) => one.kind === 'taskFile' || one.kind === 'nodeFile',
  );
  if (given.length > 0) return void (await downloadListed(services, await listGiven(services, given)));
  const tasks = await findTasks(services, args);
  await downloadOfTasks(services, tasks, await pickFiles(services));
};

interface ListedDownload extends Downloaded<Download> {
  readonly planned: number;
  readonly unlisted: readonly string[];
}

/**
 * Downloads the files of tasks that `choose` returns, and notifies the user of the result. Throws `Cancelled`, and
 * `InvalidInput` when there is nothing to download.
 */
export async function downloadOfTasks(
  services: App,
  tasks: readonly TaskResource[],
  choose: Choose,
): Promise<ListedDownload> {
  return downloadListed(services, await listOfTasks(services, tasks, choose));
}

async function downloadListed(services: App, { downloads, unread }: Listed): Promise<ListedDownload> {
  const [first] = unread;
  if (downloads.length === 0) {
    if (first !== undefined) throw toUnlisted(unread);
    throw toInvalidInput(l10n.t('There are no such files to download.'));
  }
  const unlisted = unread.map(sayUnread);
  const downloaded = await downloadFiles(services, downloads, unlisted);
  const isWhole = downloaded.isWhole && first === undefined;
  const note = first === undefined ? downloaded.note : `${downloaded.note} ${describeUnread(unread)}`;
  services.ui.notify(isWhole ? 'information' : 'warning', note);
  return { ...downloaded, note, isWhole, planned: downloads.length, unlisted };
}

interface Listed {
  readonly downloads: readonly Download[];
  readonly unread: readonly Unread[];
}

/** A task or a file whose files could not be listed. */
interface Unread {
  /** Its name: `job/task`, or the path of the file. */
  readonly of: string;
  readonly error: Pick<BatchError, 'message'>;
}

/** Lists the given files, and all files in the given folders. */
async function listGiven(services: App, given: readonly FileResource[]): Promise<Listed> {
  return listEach(services, given, async (resource) => {
    const store = await services.accounts.getStore(resource.accountId);
    const answer = await describeFile(store, resource);
    if (answer.kind === 'missing') throw answer.refusal;
    if (answer.kind === 'folder')
      return toDownloads(store, resource, await readAllPages(listBelow(store, resource, 1000)));
    const { properties } = answer;
    if (properties.copy?.place === 'saved') throw toOnlySaved(resource.path);
    return toDownloads(store, resource, [{ name: resource.path, isDirectory: false, properties }]);
  });
}

function toOnlySaved(path: string): BatchError {
  return toInvalidInput(
    l10n.t(
      'Only the part of {0} that was saved on this computer is left. To keep it, open it and select Save As.',
      path,
    ),
  );
}

async function listOfTasks(services: App, tasks: readonly TaskResource[], choose: Choose): Promise<Listed> {
  const { candidates, refused } = await judgeTasks(services, tasks, () => possible);
  const { downloads, unread } = await listEach(services, candidates, async ({ service, resource, task }) => {
    const store = await services.accounts.getStore(resource.accountId);
    const files = await readAllPages(service.taskFiles.listFiles(resource, { recursive: true, pageSize: 1000 }));
    return toDownloads(store, resource, choose(files, task), task.executionInfo?.endTime);
  });
  const gone = refused.map(({ resource, reason }) => ({ of: nameOwner(resource), error: toInvalidInput(reason) }));
  return { downloads, unread: [...unread, ...gone] };
}

async function listEach<T extends { readonly resource: FileResource | TaskResource } | FileResource>(
  { ui }: App,
  things: readonly T[],
  list: (thing: T) => Promise<readonly Download[]>,
): Promise<Listed> {
  const downloads: Download[] = [];
  const listOne = async (thing: T): Promise<void> => {
    for (const one of await list(thing)) downloads.push(one);
  };
  const { failed, untouched } = await ui.progress({ title: l10n.t('Listing files') }, ({ signal, report }) =>
    runEach(things, listOne, {
      concurrency,
      signal,
      onProgress: (finished) =>
        report({
          increment: 100 / things.length,
          message: l10n.t('{finished} of {total}', {
            finished: formatNumber(finished),
            total: formatNumber(things.length),
          }),
        }),
    }),
  );
  if (untouched.length > 0) throw new Cancelled();
  const unread = failed.map(({ target, error }) => ({
    of: nameOwner('resource' in target ? target.resource : target),
    error: error.code === 'NodeNotFound' ? toLost(error) : error,
  }));
  return { downloads, unread };
}

/** Says what the missing node of a task or a file means for them. */
function toLost(error: BatchError): BatchError {
  const message = l10n.t('The node is gone, and its files with it, including the logs: they are lost.');
  return new BatchError({ code: error.code, message, cause: error });
}

const mostLines = 20;

/** Creates the error that no files could be listed, which names each task, or file, with the reason. */
function toUnlisted(unread: readonly Unread[]): BatchError {
  const lines = unread.slice(0, mostLines).map(sayUnread);
  return toInvalidInput([...lines, ...(unread.length > lines.length ? ['…'] : [])].join('\n'));
}

function sayUnread({ of, error }: Unread): string {
  return withLabel(of, error.message);
}

function nameOwner(resource: FileResource | TaskResource): string {
  return resource.kind === 'task' ? `${resource.jobId}/${resource.taskId}` : resource.path;
}

const mostNamed = 5;

/** Picks files of a task. */
export type Choose = (files: readonly NodeFile[], task: TaskCandidate['task']) => readonly NodeFile[];

/** Creates a function that picks files whose path within the task's folder matches a pattern. */
export function byPattern(pattern: string): Choose {
  return (files) => files.filter(({ name }) => matchesFilePattern(pattern, name.replaceAll('\\', '/')));
}

async function pickFiles({ ui }: App): Promise<Choose> {
  const items: readonly { readonly label: string; readonly detail?: string; readonly pick: () => Promise<Choose> }[] = [
    {
      label: l10n.t('Files Only on the Node'),
      detail: l10n.t(
        "Files that the program wrote under wd and that weren't uploaded. Another run would overwrite them.",
      ),
      pick: async () => (files, task) => {
        const lost = new Set(listLostFiles(task, files).map(({ name }) => `wd/${name}`));
        return files.filter(({ name }) => lost.has(name.replaceAll('\\', '/')));
      },
    },
    {
      label: l10n.t('Log Files'),
      detail: logNames.join(', '),
      pick: async () => (files) => files.filter(({ name }) => logNames.some((log) => log === name)),
    },
    { label: l10n.t('All Files'), pick: async () => (files) => files },
    {
      label: l10n.t('Files by Name…'),
      detail: l10n.t('The same files from each task, by a pattern such as {0}', 'wd/**/*.csv'),
      pick: async () => {
        const pattern = await ui.enter({
          title: l10n.t('Download files'),
          prompt: l10n.t("Path or pattern of the files, relative to the task's directory"),
          value: 'wd/*',
          check: (text) =>
            text.trim() === '' ? l10n.t('Enter a path or a pattern, such as {0}.', 'wd/*.csv') : undefined,
        });
        if (pattern === undefined) throw new Cancelled();
        return byPattern(pattern.trim());
      },
    },
  ];
  const chosen = await ui.choose(items, {
    title: l10n.t('Download files'),
    placeholder: l10n.t('Files from each task'),
  });
  if (chosen === undefined) throw new Cancelled();
  return chosen.pick();
}

/** Converts files to downloads. Several runs of a task go to separate folders, named after the time they ended. */
function toDownloads(
  store: AccountStore,
  resource: FileResource | TaskResource,
  files: readonly NodeFile[],
  endTime?: string,
): readonly Download[] {
  const owner =
    resource.kind === 'nodeFile'
      ? [resource.poolId, resource.nodeId]
      : [resource.jobId, resource.taskId, ...(endTime === undefined ? [] : [endTime.replace(/\.\d+/, '')])];
  return files.flatMap(({ name, isDirectory, properties }) => {
    // The saved copy of a file contains only its end, with secrets removed.
    if (isDirectory || properties === undefined || properties.copy?.place === 'saved') return [];
    const of: FileResource =
      resource.kind === 'nodeFile' ? { ...resource, path: name } : { ...resource, kind: 'taskFile', path: name };
    return [{ file: bindFile(store, of), properties, owner, path: name }];
  });
}

function describeUnread(unread: readonly Unread[]): string {
  const count = unread.length;
  const named = unread.slice(0, mostNamed).map(({ of }) => of);
  const names = listPlain(count > named.length ? [...named, '…'] : named);
  const parts = { ...asCount(count), names, why: unread[0]?.error.message ?? '' };
  return plural(count, {
    one: l10n.t('Files for {count} more could not be listed ({names}): {why}', parts),
    other: l10n.t('Files for {count} more could not be listed ({names}). For the first: {why}', parts),
  });
}

/**
 * Downloads, to a folder that the user picks, the files that another run of tasks would overwrite. Files that could not
 * be downloaded are still lost in a retry. Throws `Cancelled`.
 */
export async function downloadLostFiles(
  services: App,
  items: readonly Pick<RetryItem, 'candidate' | 'task' | 'files'>[],
): Promise<{ readonly isKept: (item: Pick<RetryItem, 'candidate'>, path: string) => boolean; readonly note: string }> {
  const wanted = (
    await Promise.all(
      items.map(async ({ candidate: { resource }, task, files }) => {
        if (files.kind !== 'listed') return [];
        const lost = new Set(listLostFiles(task, files.files).map(({ name }) => `wd/${name}`));
        const named = files.files.filter(({ name }) => lost.has(name.replaceAll('\\', '/')));
        const store = await services.accounts.getStore(resource.accountId);
        const of = toKey(resource);
        return toDownloads(store, resource, named, task.executionInfo?.endTime).map((one) => ({ ...one, of }));
      }),
    )
  ).flat();
  const { done, note }: Downloaded<(typeof wanted)[number]> = await downloadFiles(services, wanted);
  const kept = new Set([...done.keys()].map(({ of, path }) => JSON.stringify([of, path.replaceAll('\\', '/')])));
  return {
    isKept: ({ candidate: { resource } }, path) =>
      kept.has(JSON.stringify([toKey(resource), path.replaceAll('\\', '/')])),
    note,
  };
}
