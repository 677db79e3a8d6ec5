import * as l10n from '@vscode/l10n';
import { type Reproduced, toInputPath, toReproduction } from '../../../core/definitions/reproduction.ts';
import { type FailedPlace, type InputState, toReproductionNotes } from '../../../core/definitions/reproductionNotes.ts';
import type { CodeFrame } from '../../../core/diagnosis/explanation/explanation.ts';
import { BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { ResourceFile } from '../../../core/model/common.ts';
import { findDamage } from '../../../core/model/damagedItem.ts';
import { findPoolOfJob } from '../../../core/model/job.ts';
import type { NodeFileProperties } from '../../../core/model/nodeFile.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { isFailed, type Task } from '../../../core/model/task.ts';
import type { StorageAnswer } from '../../../core/model/unread.ts';
import { describePlace } from '../../../core/refusals/unreadFile.ts';
import { listAll } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatBytes } from '../../../core/words/numbers.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import type { App } from '../../app.ts';
import type { FailureReading } from '../../evidence/failureReader.ts';
import { MissingEvidence } from '../../evidence/missingEvidence.ts';
import type { RemoteFile } from '../../evidence/readLog.ts';
import type { FolderRequest, OutputFolder } from '../../ports.ts';
import { type Download, downloadFiles, toSafeOwner } from '../file/downloadFiles.ts';
import { runEach } from '../verb/runEach.ts';
import { allow } from './readFromStorage.ts';

/** Parts of a reproduction besides the definition of the task. */
export interface ReproductionChoices {
  /** True to download input files. Asks when absent, and then also for permission to contact their hosts. */
  readonly withInputs?: boolean;
  /** Returns the address of the file on this computer that is the source at a path on a node. */
  findLink(nodePath: string): Promise<string | undefined>;
}

export interface WrittenReproduction {
  /** The path of the folder that was picked. */
  readonly folder: string;
  /** Paths in that folder; the first is the one to read. */
  readonly files: readonly string[];
  readonly isWhole: boolean;
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
  { withInputs, findLink }: ReproductionChoices,
): Promise<WrittenReproduction> {
  const store = await services.accounts.getStore(resource.accountId);
  const given = await read(store, resource);
  if ([given.task, given.job].some((one) => one !== undefined && findDamage(one) !== undefined))
    throw toInvalidInput(l10n.t('Azure Batch sent a damaged definition, so a copy would be incomplete.'));
  const { task } = given;
  const files = task.resourceFiles ?? [];
  const isAsked = withInputs === undefined && files.some(({ httpUrl }) => httpUrl !== undefined);
  const wanted = isAsked ? await askForInputs(services, files) : withInputs === true;
  const inputs = wanted ? await measure(services, resource.accountId, files, isAsked) : new Map<ResourceFile, Input>();
  const folder = await services.pickFolder(toRequest(inputs));
  if (folder === undefined) throw new Cancelled();
  const { service } = await services.accounts.getStore(resource.accountId);
  const owner = [resource.jobId, resource.taskId, folderName];
  const downloads = [...inputs].flatMap(([file, input]) => toDownload(service, owner, file, input));
  const intoFolder = { ...services, pickFolder: async () => folder };
  const downloaded = downloads.length === 0 ? undefined : await downloadFiles(intoFolder, downloads);
  const reproduction = toReproduction(given);
  const done = new Set([...(downloaded?.done.keys() ?? [])].map((one) => one.of));
  const states = new Map(
    files.map((file, at): [ResourceFile, InputState] => {
      const { properties, why } = inputs.get(file) ?? {};
      const size = properties === undefined ? {} : { size: properties.contentLength };
      const shown = reproduction.task.resourceFiles?.[at] ?? {};
      return [shown, { ...size, isDownloaded: done.has(file), ...(why === undefined ? {} : { why }) }];
    }),
  );
  const notes = toReproductionNotes(reproduction, states, await findPlace(services, store, resource, task, findLink));
  const texts = [
    ['README.md', notes],
    [reproduction.script.name, reproduction.script.text],
    ['environment.env', reproduction.environment],
  ] as const;
  const kept: string[] = [];
  const modifiedMs = Date.parse(task.executionInfo?.endTime ?? task.creationTime ?? '') || 0;
  const place = owner.flatMap(toSafeOwner);
  for (const [name, text] of texts) if (!(await save(folder, [...place, name], text, modifiedMs))) kept.push(name);
  const said = [
    l10n.t('The files to run the task here are in {path}, in {folder}. Nothing was run.', {
      path: place.join('/'),
      folder: folder.path,
    }),
    ...(kept.length === 0
      ? []
      : [l10n.t('These already existed, and were kept: {0}. Delete them to have them written again.', listAll(kept))]),
    ...(downloaded === undefined ? [] : [downloaded.note]),
  ];
  const isWhole = downloaded?.isWhole !== false && ![...inputs.values()].some(({ why }) => why !== undefined);
  services.ui.notify(isWhole ? 'information' : 'warning', said.join(' '));
  return { folder: folder.path, files: texts.map(([name]) => [...place, name].join('/')), isWhole };
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

async function askForInputs({ ui }: App, files: readonly ResourceFile[]): Promise<boolean> {
  const count = files.filter(({ httpUrl }) => httpUrl !== undefined).length;
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

interface Input {
  readonly properties?: NodeFileProperties;
  readonly why?: string;
}

/** Asks storage for the sizes of the input files, and the user for hosts that were not contacted before. */
async function measure(
  services: App,
  accountId: string,
  files: readonly ResourceFile[],
  mayAsk: boolean,
): Promise<ReadonlyMap<ResourceFile, Input>> {
  const { service } = await services.accounts.getStore(accountId);
  const inputs = new Map<ResourceFile, Input>();
  const pending = new Set<string>();
  const ask = async (file: ResourceFile): Promise<void> => {
    const answer = await service.inputs.getInputProperties(file.httpUrl ?? '');
    inputs.set(file, 'why' in answer ? { why: describePlace(answer) } : { properties: answer });
    if ('why' in answer && answer.pendingHost !== undefined) pending.add(answer.pendingHost);
  };
  const measured = files.filter(({ httpUrl }) => httpUrl !== undefined);
  const { untouched } = await services.ui.progress(
    { title: l10n.t('Reading the sizes of input files') },
    ({ signal }) => runEach(measured, ask, { concurrency, signal }),
  );
  if (untouched.length > 0) throw new Cancelled();
  let isAllowed = false;
  for (const pendingHost of mayAsk ? pending : [])
    if (await allow(services, accountId, { place: 'inputs', pendingHost })) isAllowed = true;
  return isAllowed ? measure(services, accountId, files, false) : inputs;
}

function toRequest(inputs: ReadonlyMap<ResourceFile, Input>): FolderRequest {
  const sizes = [...inputs.values()].flatMap(({ properties }) => properties?.contentLength ?? []);
  if (sizes.length === 0) return { title: l10n.t('Folder to run the task in'), confirm: l10n.t('Write Files') };
  const size = formatBytes(sizes.reduce((sum, one) => sum + one, 0));
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
  of: ResourceFile,
  { properties }: Input,
): readonly (Download & { readonly of: ResourceFile })[] {
  const { httpUrl = '', filePath = '' } = of;
  if (properties === undefined) return [];
  const file: RemoteFile = {
    getProperties: async (options) => orThrow(await inputs.getInputProperties(httpUrl, options)),
    read: async (range, options) => orThrow(await inputs.readInput(httpUrl, { ...options, range })),
  };
  return [{ of, file, properties, owner, path: toInputPath(filePath).join('/') }];
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
async function save(folder: OutputFolder, names: readonly string[], text: string, modifiedMs: number) {
  const bytes = new TextEncoder().encode(text);
  try {
    const output = await folder.begin(names, { size: bytes.length, modifiedMs });
    try {
      await output?.append(bytes.slice(output.size));
      await output?.finish();
    } finally {
      await output?.close();
    }
    return true;
  } catch (error) {
    if (!BatchError.is(error, 'InvalidInput')) throw error;
    return false;
  }
}
