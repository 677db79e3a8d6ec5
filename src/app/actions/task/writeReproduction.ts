import * as l10n from '@vscode/l10n';
import {
  environmentName,
  listInputs,
  type PlacedInput,
  type Reproduced,
  toReproduction,
} from '../../../core/definitions/reproduction.ts';
import { type FailedPlace, toReproductionNotes } from '../../../core/definitions/reproductionNotes.ts';
import type { CodeFrame } from '../../../core/diagnosis/explanation/explanation.ts';
import { sum } from '../../../core/extremes.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { findDamage } from '../../../core/model/damagedItem.ts';
import { findPoolOfJob } from '../../../core/model/job.ts';
import type { NodeFileProperties } from '../../../core/model/nodeFile.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { isFailed, type Task } from '../../../core/model/task.ts';
import type { StorageAnswer } from '../../../core/model/unread.ts';
import { isExisting } from '../../../core/refusals/fileRefusals.ts';
import { describePlace } from '../../../core/refusals/unreadFile.ts';
import { withLabel } from '../../../core/text/label.ts';
import { listAll } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatBytes } from '../../../core/words/numbers.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import type { App } from '../../app.ts';
import type { FailureReading } from '../../evidence/failureReader.ts';
import { MissingEvidence } from '../../evidence/missingEvidence.ts';
import type { RemoteFile } from '../../evidence/readLog.ts';
import type { FolderRequest, OutputFolder, OutputMeasure } from '../../ports.ts';
import { type Download, downloadFiles, toSafeOwner } from '../file/downloadFiles.ts';
import { runEach } from '../verb/runEach.ts';
import { allow } from './readFromStorage.ts';

/** Parts of a reproduction besides the definition of the task. */
export interface ReproductionChoices {
  /** True to download input files. Asks when absent, and then also for permission to contact their hosts. */
  readonly withInputs?: boolean;
  /** Receives the sizes of the input files in bytes before they are downloaded. */
  noteSizes?(sizes: readonly InputSize[]): void;
  /** Returns the address of the file on this computer that is the source at a path on a node. */
  findLink(nodePath: string): Promise<string | undefined>;
}

/** An input file with its path in the folder of the task. */
export interface InputSize {
  readonly path: string;
  readonly size: number;
}

export interface WrittenReproduction {
  /** The path of the folder that was picked. */
  readonly folder: string;
  /** Paths in that folder; the first is the one to read. */
  readonly files: readonly string[];
  /** Names of files that had been changed since an earlier time, and were kept. */
  readonly kept: readonly string[];
  /** Paths in that folder of the input files that were downloaded. */
  readonly inputs: readonly string[];
  /** The sizes of those that storage has. */
  readonly sizes: readonly InputSize[];
  /** Input files that should have been downloaded, with the reasons. */
  readonly missing: readonly { readonly path: string; readonly why: string }[];
  /** Hosts of input files that need the user's permission first. */
  readonly pendingHosts: readonly string[];
}

const concurrency = 4;
/** Name of the folder below that of the task, next to downloaded logs. */
const folderName = 'reproduction';

/**
 * Writes a folder with which a task can be run on this computer, below one that the user picks. Runs nothing, and keeps
 * files that the user may have changed since. Throws `Cancelled`, and `InvalidInput` for a damaged definition.
 */
export async function writeReproduction(
  services: App,
  resource: TaskResource,
  { withInputs, noteSizes, findLink }: ReproductionChoices,
): Promise<WrittenReproduction> {
  const store = await services.accounts.getStore(resource.accountId);
  const given = await read(store, resource);
  if ([given.task, given.job].some((one) => one !== undefined && findDamage(one) !== undefined))
    throw toInvalidInput(l10n.t('Azure Batch sent a damaged definition, so a copy would be incomplete.'));
  const { task } = given;
  const files = listInputs(task).filter(({ file }) => file.httpUrl !== undefined);
  const isAsked = withInputs === undefined && files.length > 0;
  const isWanted = isAsked ? await askForInputs(services, files.length) : withInputs === true;
  const wanted = isWanted ? files : [];
  const measured = await measure(services, resource.accountId, wanted, isAsked);
  const sizes = listSizes(measured);
  if (sizes.length > 0) noteSizes?.(sizes);
  const folder = await services.pickFolder(toRequest(sizes));
  if (folder === undefined) throw new Cancelled();
  const owner = [resource.jobId, resource.taskId, folderName];
  const reproduction = toReproduction(given);
  const place = await findPlace(services, store, resource, task, findLink);
  const texts = [
    { name: 'README.md', text: toReproductionNotes(reproduction, place) },
    { name: reproduction.script.name, text: reproduction.script.text },
    { name: environmentName, text: reproduction.environment, isPrivate: true },
  ];
  // Secrets are filled in here, and the folder may be in a repository.
  const ignored = { name: '.gitignore', text: '*\n' };
  const modifiedMs = Date.parse(task.executionInfo?.endTime ?? task.creationTime ?? '') || 0;
  const path = owner.flatMap(toSafeOwner);
  const kept: string[] = [];
  for (const one of [...texts, ignored]) if (!(await save(folder, path, { ...one, modifiedMs }))) kept.push(one.name);
  const { service } = await services.accounts.getStore(resource.accountId);
  const unread = measured.flatMap(({ input, why }) => (why === undefined ? [] : [{ path: input.place, why }]));
  const downloaded =
    wanted.length === 0
      ? undefined
      : await downloadFiles(
          { ...services, pickFolder: async () => folder },
          measured.flatMap((one) => toDownload(service, owner, one)),
          unread.map((one) => withLabel(one.path, one.why)),
        );
  const taken = downloaded?.taken ?? [];
  const failed = downloaded?.failed.filter(({ path: place }) => !taken.includes(place)) ?? [];
  for (const one of taken) kept.push(one);
  const missing = [...unread, ...failed];
  const said = [
    l10n.t('The files to run the task here are in {path}, in {folder}. Nothing was run.', {
      path: path.join('/'),
      folder: folder.path,
    }),
    ...(kept.length === 0
      ? []
      : [l10n.t('These already existed, and were kept: {0}. Delete them to have them written again.', listAll(kept))]),
    ...(downloaded === undefined || (taken.length > 0 && failed.length === 0) ? [] : [downloaded.note]),
    ...describeUnread(unread),
  ];
  services.ui.notify(missing.length === 0 ? 'information' : 'warning', said.join(' '));
  return {
    folder: folder.path,
    files: texts.map(({ name }) => [...path, name].join('/')),
    kept,
    inputs: [...(downloaded?.done.values() ?? [])],
    sizes,
    missing,
    pendingHosts: listPending(measured),
  };
}

function describeUnread(unread: readonly { readonly why: string }[]): readonly string[] {
  if (unread.length === 0) return [];
  const parts = { ...asCount(unread.length), why: [...new Set(unread.map(({ why }) => why))].slice(0, 3).join(' ') };
  return [
    plural(unread.length, {
      one: l10n.t("{count} input file can't be downloaded. {why}", parts),
      other: l10n.t("{count} input files can't be downloaded. {why}", parts),
    }),
  ];
}

async function read({ account, service }: AccountStore, { jobId, taskId }: TaskResource): Promise<Reproduced> {
  const absent = new MissingEvidence();
  const [task, job] = await Promise.all([
    service.tasks.getTask(jobId, taskId),
    absent.ifThere(service.jobs.getJob(jobId)),
  ]);
  const poolId = task.nodeInfo?.poolId ?? (job && findPoolOfJob(job));
  const pool = poolId === undefined ? undefined : await absent.ifThere(service.pools.getPool(poolId));
  return { account, jobId, task, job, pool };
}

async function askForInputs({ ui }: App, count: number): Promise<boolean> {
  const choices = [
    {
      label: l10n.t('Without Input Files'),
      detail: l10n.t('They are listed with the places where they belong.'),
      isWanted: false,
    },
    {
      label: l10n.t('With Input Files'),
      detail: plural(count, {
        one: l10n.t('{count} file from storage, whose size is shown first', asCount(count)),
        other: l10n.t('{count} files from storage, whose size is shown first', asCount(count)),
      }),
      isWanted: true,
    },
  ];
  const chosen = await ui.choose(choices, { title: l10n.t('Reproduce Here') });
  if (chosen === undefined) throw new Cancelled();
  return chosen.isWanted;
}

/** An input file, and the answer of storage: its properties, or why there are none. */
interface Measured {
  readonly input: PlacedInput;
  readonly properties?: NodeFileProperties;
  readonly why?: string;
  readonly pendingHost?: string;
}

function listPending(measured: readonly Measured[]): readonly string[] {
  return [...new Set(measured.flatMap(({ pendingHost }) => pendingHost ?? []))];
}

/** Asks storage for the sizes of input files, and the user for hosts that were not contacted before. */
async function measure(
  services: App,
  accountId: string,
  inputs: readonly PlacedInput[],
  mayAsk: boolean,
): Promise<readonly Measured[]> {
  if (inputs.length === 0) return [];
  const { service } = await services.accounts.getStore(accountId);
  const measured = new Map<PlacedInput, Measured>();
  const ask = async (input: PlacedInput): Promise<void> => {
    const answer = await service.inputs.getInputProperties(input.file.httpUrl ?? '');
    if (!('why' in answer)) measured.set(input, { input, properties: answer });
    else if (answer.pendingHost === undefined) measured.set(input, { input, why: describePlace(answer) });
    else measured.set(input, { input, why: answer.why, pendingHost: answer.pendingHost });
  };
  const { untouched } = await services.ui.progress(
    { title: l10n.t('Reading the sizes of input files') },
    ({ signal }) => runEach(inputs, ask, { concurrency, signal }),
  );
  if (untouched.length > 0) throw new Cancelled();
  const listed = inputs.flatMap((input) => measured.get(input) ?? []);
  let isAllowed = false;
  for (const pendingHost of mayAsk ? listPending(listed) : [])
    if (await allow(services, accountId, { place: 'inputs', pendingHost })) isAllowed = true;
  return isAllowed ? measure(services, accountId, inputs, false) : listed;
}

function listSizes(measured: readonly Measured[]): readonly InputSize[] {
  return measured.flatMap(({ input, properties: { contentLength: size } = {} }) =>
    size === undefined ? [] : [{ path: input.place, size }],
  );
}

function toRequest(sizes: readonly InputSize[]): FolderRequest {
  if (sizes.length === 0) return { title: l10n.t('Folder to run the task in'), confirm: l10n.t('Write Files') };
  const size = formatBytes(sum(sizes.map((one) => one.size)));
  return {
    title: plural(sizes.length, {
      one: l10n.t('Folder to run the task in, with {count} input file ({size})', { ...asCount(sizes.length), size }),
      other: l10n.t('Folder to run the task in, with {count} input files ({size})', { ...asCount(sizes.length), size }),
    }),
    confirm: l10n.t('Download'),
  };
}

function toDownload(
  { inputs }: BatchService,
  owner: readonly string[],
  { input, properties }: Measured,
): readonly Download[] {
  const { httpUrl = '' } = input.file;
  if (properties === undefined) return [];
  const file: RemoteFile = {
    getProperties: async (options) => orThrow(await inputs.getInputProperties(httpUrl, options)),
    read: async (range, options) => orThrow(await inputs.readInput(httpUrl, { ...options, range })),
  };
  return [{ file, properties, owner, path: input.place }];
}

function orThrow<T extends object>(answer: T | StorageAnswer): T {
  if ('why' in answer) throw toInvalidInput(describePlace(answer));
  return answer;
}

/** Finds where the task failed in the user's code, if its logs can be read. */
async function findPlace(
  { reader }: App,
  store: AccountStore,
  resource: TaskResource,
  task: Task,
  findLink: ReproductionChoices['findLink'],
): Promise<FailedPlace | undefined> {
  const frame = isFailed(task)
    ? await new MissingEvidence().ifThere(findFrame(reader.read(store, resource, task)))
    : undefined;
  return frame && { ...frame, link: await findLink(frame.file) };
}

async function findFrame(reading: Promise<FailureReading>): Promise<CodeFrame | undefined> {
  return (await reading).cause?.log.userFrame;
}

/** Saves a text. Resolves to false if the user has changed the file that is in its place. */
async function save(
  folder: OutputFolder,
  place: readonly string[],
  { name, text, ...measure }: Omit<OutputMeasure, 'size'> & { readonly name: string; readonly text: string },
): Promise<boolean> {
  const bytes = new TextEncoder().encode(text);
  try {
    const output = await folder.begin([...place, name], { ...measure, size: bytes.length });
    try {
      await output?.append(bytes.slice(output.size));
      await output?.finish();
    } finally {
      await output?.close();
    }
    return true;
  } catch (error) {
    if (!isExisting(error)) throw error;
    return false;
  }
}
