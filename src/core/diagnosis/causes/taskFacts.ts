import * as l10n from '@vscode/l10n';
import type { NameValue } from '../../model/common.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { ImageReference, Pool } from '../../model/pool.ts';
import { flag, type Infer, list, needed, number, or, text } from '../../model/shape.ts';
import type { Task } from '../../model/task.ts';
import { hashText } from '../../text/hashText.ts';
import { hiddenText } from '../../text/hiddenText.ts';
import { redactText } from '../../text/redact.ts';
import { redactJson } from '../../text/redactJson.ts';
import { parseDuration, toDurationWords } from '../../words/durations.ts';
import { formatBytes } from '../../words/numbers.ts';
import { formatTime } from '../../words/times.ts';
import { facts, readAnyJob, readAnyNode, readAnyPool, readAnyTask } from '../evidence/shapes.ts';
import { readStorageAddress } from '../evidence/storageAddress.ts';
import { elapsedMs } from '../evidence/time.ts';
import { listOptions } from './commandOptions.ts';

const readInput = facts({
  path: needed(text),
  address: needed(text),
  /** Size in bytes. */
  size: number,
  /** Time at which the file was last written, ISO 8601. */
  lastModified: text,
});

/** The current state, in storage, of a file that a task downloads. */
export interface InputMeasure extends Infer<typeof readInput> {}

export const readCompared = facts({
  task: or(readAnyTask, { id: '' }),
  /** True if only the end and the node are known, as for a deleted task. */
  isRecorded: flag,
  job: readAnyJob,
  inputs: list(readInput),
  node: readAnyNode,
  pool: readAnyPool,
  stdout: text,
  stderr: text,
});

/** One of two compared tasks, with known facts about it and its surroundings. */
export interface ComparedTask extends Infer<typeof readCompared> {}

/** A fact about a task that may differ for another task. */
export interface TaskFact {
  readonly what: string;
  /** Values without secrets, sorted. Lists (inputs, variables) are complete. */
  readonly values: readonly string[];
  /** For each displayed setting with a hidden value, a text that distinguishes the value from others. */
  readonly hidden?: ReadonlyMap<string, string>;
  /** True if the value is unknown, rather than absent. */
  readonly isUnknown: boolean;
  /** True if the fact is the outcome of the task, or its place, which does not explain anything on its own. */
  readonly isOutcome?: true;
}

type Values = readonly (string | number | undefined)[];

/** Lists all facts of a task in the order in which they are displayed. Every task has the same facts in the list. */
export function listFacts(compared: ComparedTask): readonly TaskFact[] {
  return [
    ...listCommandFacts(compared),
    ...listEndFacts(compared.task),
    ...listPlaceFacts(compared),
    ...listDefinitionFacts(compared),
    ...listInputFacts(compared),
    ...listJobFacts(compared),
    ...listPoolFacts(compared),
  ];
}

function toOutcomeFact(fact: TaskFact): TaskFact {
  return { ...fact, isOutcome: true };
}

function toFact(what: string, values: Values, isUnknown = false): TaskFact {
  const known = values.filter((value) => value !== undefined).map((value) => redactText(String(value)));
  return { what, values: [...new Set(known)].sort(), isUnknown };
}

/** Creates a fact that every task has, so that an absent value is unknown. */
function toKnownFact(what: string, values: Values): TaskFact {
  return toFact(
    what,
    values,
    values.every((value) => value === undefined),
  );
}

/** Creates a fact from names with values. Secrets are hidden, but are known to differ if they do. */
function toSettings(what: string, settings: readonly NameValue[] = []): TaskFact {
  const shown = settings.map((setting) => {
    const { name, value } = redactJson(setting) as NameValue;
    return value === undefined ? name : `${name}=${value}`;
  });
  const hidden = settings.flatMap(({ value = '' }, index) => {
    const text = redactText(shown[index] ?? '');
    return text.includes(hiddenText) ? [[text, hashText(value)] as const] : [];
  });
  return { ...toFact(what, shown), hidden: new Map(hidden) };
}

function listCommandFacts({ task: { commandLine }, isRecorded }: ComparedTask): readonly TaskFact[] {
  return [
    toFact(l10n.t('Command line'), [commandLine], isRecorded),
    toFact(l10n.t('Options'), listOptions(commandLine), isRecorded),
  ];
}

function listEndFacts({ executionInfo: info }: Task): readonly TaskFact[] {
  const ran = elapsedMs(info?.startTime, info?.endTime);
  return [
    toFact(l10n.t('Exit code'), [info?.exitCode]),
    toFact(l10n.t('Failure'), [info?.failureInfo?.code]),
    toKnownFact(l10n.t('Duration'), [ran === undefined ? undefined : toDurationWords(ran)]),
    toFact(l10n.t('Retries'), [info?.retryCount ?? 0]),
    toFact(l10n.t('Requeues'), [info?.requeueCount ?? 0]),
  ].map(toOutcomeFact);
}

function listPlaceFacts({ task: { nodeInfo }, node, pool }: ComparedTask): readonly TaskFact[] {
  const isDedicated = node?.isDedicated;
  const kind = isDedicated === true ? l10n.t('dedicated') : l10n.t('Spot (low-priority)');
  return [
    toOutcomeFact(toFact(l10n.t('Node'), [nodeInfo?.nodeId ?? node?.id])),
    toFact(l10n.t('Pool'), [nodeInfo?.poolId ?? pool?.id]),
    toKnownFact(l10n.t('VM size'), [node?.vmSize ?? pool?.vmSize]),
    toKnownFact(l10n.t('Image'), [describeImage(node, pool)]),
    toKnownFact(l10n.t('Node type'), [isDedicated === undefined ? undefined : kind]),
    toKnownFact(l10n.t('Node agent'), [node?.nodeAgentInfo?.version]),
  ];
}

function describeImage(node: ComputeNode | undefined, pool: Pool | undefined): string | undefined {
  return toImageName(node?.virtualMachineInfo?.imageReference ?? pool?.virtualMachineConfiguration?.imageReference);
}

/** Returns the name of an image: its ID if it is from a gallery; otherwise, offer, SKU, and version. */
export function toImageName(image: ImageReference | undefined): string | undefined {
  if (image === undefined) return undefined;
  const { virtualMachineImageId, offer, sku, exactVersion, version } = image;
  return virtualMachineImageId ?? [offer, sku, exactVersion ?? version].filter((part) => part !== undefined).join(' ');
}

/** Lists a task's application packages by name and version. Omits a default version. */
export function listApplications({ applicationPackageReferences: packages }: Task): readonly string[] {
  return (packages ?? []).map(describePackage);
}

function describePackage({ applicationId, version }: { readonly applicationId: string; readonly version?: string }) {
  return `${applicationId} ${version ?? ''}`.trim();
}

function listDefinitionFacts({ task, isRecorded }: ComparedTask): readonly TaskFact[] {
  const of = (what: string, values: Values): TaskFact => toFact(what, values, isRecorded);
  return [
    of(l10n.t('Container image'), [task.containerSettings?.imageName]),
    of(l10n.t('Applications'), listApplications(task)),
    { ...toSettings(l10n.t('Environment variables'), task.environmentSettings), isUnknown: isRecorded === true },
    of(l10n.t('Input'), (task.resourceFiles ?? []).map(describeInput)),
    of(
      l10n.t('Output'),
      (task.outputFiles ?? []).map(({ filePattern }) => filePattern),
    ),
    of(l10n.t('Time limit'), [sayLimit(task.constraints?.maxWallClockTime)]),
    of(l10n.t('Allowed retries'), [task.constraints?.maxTaskRetryCount]),
    of(l10n.t('Slots'), [task.requiredSlots ?? 1]),
    of(l10n.t('User'), [task.userIdentity?.username ?? task.userIdentity?.autoUser?.elevationLevel]),
  ];
}

/** Lists files that only one of two tasks downloads: storage has no earlier state of a file that both download. */
function listInputFacts({ inputs = [] }: ComparedTask): readonly TaskFact[] {
  const say = (measure: (input: InputMeasure) => string | undefined): Values =>
    inputs.map((input) => {
      const said = measure(input);
      return said === undefined ? undefined : `${input.path}: ${said}`;
    });
  return [
    toKnownFact(
      l10n.t('Input sizes'),
      say(({ size }) => (size === undefined ? undefined : formatBytes(size))),
    ),
    toKnownFact(
      l10n.t('Input modified'),
      say(({ lastModified }) => lastModified && formatTime(lastModified)),
    ),
  ];
}

/**
 * Returns a limit in the service's exact form. The absence of a limit, for which the service uses the largest time
 * span, is described in words.
 */
function sayLimit(limit: string | undefined): string | undefined {
  const ms = limit === undefined ? undefined : parseDuration(limit);
  return ms === Number.POSITIVE_INFINITY ? toDurationWords(ms) : limit;
}

/** Lists the settings that tasks inherit from their job. */
function listJobFacts({ job, isRecorded }: ComparedTask): readonly TaskFact[] {
  const isUnknown = job === undefined || isRecorded === true;
  return [
    { ...toSettings(l10n.t('Job environment variables'), job?.commonEnvironmentSettings), isUnknown },
    toFact(l10n.t('Job preparation task'), [job?.jobPreparationTask?.commandLine], isUnknown),
    toFact(l10n.t('Job manager task'), [job?.jobManagerTask?.commandLine], isUnknown),
    toFact(l10n.t('Job time limit'), [sayLimit(job?.constraints?.maxWallClockTime)], isUnknown),
  ];
}

/** Lists the settings that tasks inherit from their pool. */
function listPoolFacts({ pool }: ComparedTask): readonly TaskFact[] {
  const isUnknown = pool === undefined;
  const packages = pool?.applicationPackageReferences?.map(describePackage) ?? [];
  return [
    toFact(l10n.t('Pool applications'), packages, isUnknown),
    toFact(l10n.t('Start task'), [pool?.startTask?.commandLine], isUnknown),
    toFact(l10n.t('Node agent SKU'), [pool?.virtualMachineConfiguration?.nodeAgentSKUId], isUnknown),
    toFact(l10n.t('Task slots per node'), [pool === undefined ? undefined : (pool.taskSlotsPerNode ?? 1)], isUnknown),
  ];
}

/**
 * Names the properties in which two tasks differ, except the outcome. Compares only properties that lists of tasks
 * include.
 */
export function nameDifferences(one: Task, other: Task): readonly string[] {
  const [own = [], others = []] = [one, other].map(
    ({ executionInfo: _, constraints: _limits, requiredSlots: _slots, userIdentity: _user, ...task }) =>
      listFacts({ task }),
  );
  return own.flatMap(({ what, values }, index) =>
    JSON.stringify(values) === JSON.stringify(others[index]?.values) ? [] : [what],
  );
}

/** Describes the source and target of a file, without its signature. */
function describeInput(file: NonNullable<Task['resourceFiles']>[number]): string {
  const address = readStorageAddress(file.httpUrl ?? file.storageContainerUrl)?.base ?? file.autoStorageContainerName;
  const source = [address, file.blobPrefix].filter((part) => part !== undefined).join(' ');
  return [source, file.filePath].filter((part) => part !== undefined && part !== '').join(' → ');
}
