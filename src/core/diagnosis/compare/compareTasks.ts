import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { toDurationWords } from '../../query/durations.ts';
import { redactText } from '../../text/redact.ts';
import { readStorageAddress } from '../evidence/sas.ts';
import { elapsedMs } from '../evidence/time.ts';
import { maskLiterals } from '../mask.ts';
import { toNode, toPool, toTask } from '../wire/shapes.ts';

/** One of the two tasks, with what is known around it. */
export interface ComparedTask {
  readonly task: Task;
  readonly node?: ComputeNode | undefined;
  readonly pool?: Pool | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
}

/**
 * Something that is not the same, as each side has it. Of lists (input, variables) each side has what the other lacks.
 * Empty for a side that has nothing. Without secrets, not escaped.
 */
export interface Difference {
  readonly what: string;
  readonly failed: readonly string[];
  readonly succeeded: readonly string[];
}

export interface Comparison {
  readonly failedId: string;
  readonly succeededId: string;
  readonly differences: readonly Difference[];
  /** Lines that only the failed task wrote, apart from their literals, in order; at most 50. */
  readonly onlyInFailed: readonly { readonly file: string; readonly line: number; readonly text: string }[];
}

const maxLines = 50;
const maxLineLength = 1000;

/**
 * What is different between a failed task and one that succeeded: command line, names of environment variables, input,
 * node, size, image, durations, exit code, and the log lines only the failed one has. Never throws.
 */
export function compareTasks(failed: ComparedTask, succeeded: ComparedTask): Comparison {
  const [one, other] = [check(failed), check(succeeded)];
  const [left, right] = [listFacts(one), listFacts(other)];
  const names = [...new Set([...left.keys(), ...right.keys()])];
  return {
    failedId: one.task.id,
    succeededId: other.task.id,
    differences: names
      .map((what) => toDifference(what, left.get(what) ?? [], right.get(what) ?? []))
      .filter(({ failed, succeeded }) => failed.length + succeeded.length > 0),
    onlyInFailed: [
      ...listNewLines('stderr.txt', one.stderr, other.stderr),
      ...listNewLines('stdout.txt', one.stdout, other.stdout),
    ].slice(0, maxLines),
  };
}

function check({ task, node, pool, stdout, stderr }: ComparedTask): ComparedTask {
  const toText = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    task: toTask(task) ?? { id: '' },
    node: toNode(node),
    pool: toPool(pool),
    stdout: toText(stdout),
    stderr: toText(stderr),
  };
}

function toDifference(what: string, failed: readonly string[], succeeded: readonly string[]): Difference {
  return {
    what,
    failed: failed.filter((value) => !succeeded.includes(value)),
    succeeded: succeeded.filter((value) => !failed.includes(value)),
  };
}

function listFacts({ task, node, pool }: ComparedTask): ReadonlyMap<string, readonly string[]> {
  const info = task.executionInfo;
  const ran = elapsedMs(info?.startTime, info?.endTime);
  const facts: readonly (readonly [string, string | readonly string[] | undefined])[] = [
    [l10n.t('Command line'), task.commandLine],
    [l10n.t('Exit code'), info?.exitCode === undefined ? undefined : String(info.exitCode)],
    [l10n.t('Failure'), info?.failureInfo?.code],
    [l10n.t('Duration'), ran === undefined ? undefined : toDurationWords(ran)],
    [l10n.t('Retries'), info?.retryCount === undefined ? undefined : String(info.retryCount)],
    [l10n.t('Requeues'), info?.requeueCount === undefined ? undefined : String(info.requeueCount)],
    [l10n.t('Node'), task.nodeInfo?.nodeId ?? node?.id],
    [l10n.t('Pool'), task.nodeInfo?.poolId ?? pool?.id],
    [l10n.t('VM size'), node?.vmSize ?? pool?.vmSize],
    [l10n.t('Image'), toImage(node, pool)],
    [l10n.t('Container image'), task.containerSettings?.imageName],
    [
      l10n.t('Applications'),
      task.applicationPackageReferences?.map(({ applicationId, version }) =>
        `${applicationId} ${version ?? ''}`.trim(),
      ),
    ],
    [l10n.t('Environment variables'), task.environmentSettings?.map(({ name }) => name)],
    [l10n.t('Input'), task.resourceFiles?.map(toInput)],
    [l10n.t('Output'), task.outputFiles?.map(({ filePattern }) => filePattern)],
    [l10n.t('Time limit'), task.constraints?.maxWallClockTime],
    [
      l10n.t('Allowed retries'),
      task.constraints?.maxTaskRetryCount === undefined ? undefined : String(task.constraints.maxTaskRetryCount),
    ],
    [l10n.t('Slots'), task.requiredSlots === undefined ? undefined : String(task.requiredSlots)],
    [l10n.t('User'), task.userIdentity?.username ?? task.userIdentity?.autoUser?.elevationLevel],
  ];
  return new Map(facts.map(([what, value]) => [what, [value ?? []].flat().map(redactText).sort()]));
}

function toInput(file: NonNullable<Task['resourceFiles']>[number]): string {
  const address = file.httpUrl ?? file.storageContainerUrl;
  return readStorageAddress(address)?.base ?? file.autoStorageContainerName ?? file.filePath ?? '';
}

function toImage(node: ComputeNode | undefined, pool: Pool | undefined): string | undefined {
  const image = node?.virtualMachineInfo?.imageReference ?? pool?.virtualMachineConfiguration?.imageReference;
  return image === undefined
    ? undefined
    : (image.virtualMachineImageId ??
        `${image.offer ?? ''} ${image.sku ?? ''} ${image.exactVersion ?? image.version ?? ''}`.trim());
}

/** Lines are the same when they are so without their literals. */
function listNewLines(
  file: string,
  failed: string | undefined,
  succeeded: string | undefined,
): Comparison['onlyInFailed'] {
  if (failed === undefined || succeeded === undefined) return [];
  const known = new Set(toLines(succeeded).map(maskLine));
  return toLines(failed)
    .map((text, index) => ({ file, line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '' && !known.has(maskLine(text)))
    .slice(0, maxLines)
    .map(({ line, text }) => ({ file, line, text: redactText(text) }));
}

function maskLine(line: string): string {
  return maskLiterals(line, 'words');
}

function toLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.slice(0, maxLineLength));
}
