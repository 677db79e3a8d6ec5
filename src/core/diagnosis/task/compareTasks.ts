import * as l10n from '@vscode/l10n';
import { countNoticeLines } from '../../files/logNotice.ts';
import type { TaskResource } from '../../model/resource.ts';
import { list, readAs } from '../../model/shape.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { redactText } from '../../text/redact.ts';
import { formatTime } from '../../words/times.ts';
import { findDifferences } from '../causes/differences.ts';
import { type ComparedTask, listFacts, readCompared, type TaskFact } from '../causes/taskFacts.ts';
import { maskLiterals } from '../evidence/mask.ts';
import { readAnyTask, type Wire } from '../evidence/shapes.ts';
import type { Difference, Section } from '../explanation/explanation.ts';
import { toFileLine } from '../logs/quoteLog.ts';

export interface Comparison {
  readonly failedId: string;
  readonly succeededId: string;
  readonly differences: readonly Difference[];
  /** Differences between the failed task and all succeeded tasks of its job, with numbers, as sentences. */
  readonly acrossJob: readonly string[];
  /** Lines that only the failed task wrote, ignoring literals, in order: the last 40 of each log. */
  readonly onlyInFailed: readonly NewLine[];
  /** Number of further lines that only the failed task wrote. */
  readonly leftOut: number;
  /** Number of lines that the other task wrote, too, except for literals. */
  readonly alike: number;
  /** Names of the logs that were compared, because they are known of both tasks. */
  readonly logs: readonly string[];
}

/**
 * Compares a failed task with a succeeded one: command line, environment variables, input, node, size, image,
 * durations, exit code, and log lines that only the failed task has. A fact that is known for only one of them isn't a
 * difference. `siblings` are tasks of the failed task's job, which show which differences may be coincidental. Never
 * throws.
 */
export function compareTasks(
  failed: Wire<ComparedTask>,
  succeeded: Wire<ComparedTask>,
  siblings: readonly Wire<Task>[] = [],
): Comparison {
  const read = (given: unknown) => readAs(readCompared, given).value ?? { task: { id: '' } };
  return compareTaskEvidence(read(failed), read(succeeded), readAs(list(readAnyTask), siblings).value);
}

/** Compares tasks whose shape has already been checked. */
export function compareTaskEvidence(
  failed: ComparedTask,
  succeeded: ComparedTask,
  siblings: readonly Task[] = [],
): Comparison {
  const [one, other] = toComparable(failed, succeeded);
  const [stderr, stdout] = [
    listNewLines('stderr.txt', one.stderr, other.stderr),
    listNewLines('stdout.txt', one.stdout, other.stdout),
  ];
  const counterparts = new Map(listFacts(other).map((fact) => [fact.what, fact]));
  return {
    failedId: one.task.id,
    succeededId: other.task.id,
    differences: listFacts(one)
      .map((fact) => toDifference(fact, counterparts.get(fact.what)))
      .filter((difference) => difference !== undefined),
    acrossJob: listAcrossJob(failed, siblings),
    onlyInFailed: [...stderr.lines, ...stdout.lines],
    leftOut: stderr.leftOut + stdout.leftOut,
    alike: stderr.alike + stdout.alike,
    logs: [...stderr.logs, ...stdout.logs],
  };
}

/** Lists differences across the job, in the same sentences as the explanation of the task. */
function listAcrossJob({ task, node }: ComparedTask, siblings: readonly Task[]): readonly string[] {
  if (!isFailed(task)) return [];
  const others = siblings.filter(({ id }) => id !== task.id);
  return findDifferences(task, others, [], node).sentences;
}

/** Returns tasks with comparable evidence. Nodes have more details, but if one is gone, pools are compared. */
function toComparable(one: ComparedTask, other: ComparedTask): readonly [ComparedTask, ComparedTask] {
  if ((one.node === undefined) === (other.node === undefined)) return [one, other];
  return [
    { ...one, node: undefined },
    { ...other, node: undefined },
  ];
}

function toDifference(
  { what, values, hidden, isUnknown, isOutcome }: TaskFact,
  counterpart: TaskFact | undefined,
): Difference | undefined {
  if (isUnknown || counterpart === undefined || counterpart.isUnknown) return undefined;
  const [own, known] = [new Set(values), new Set(counterpart.values)];
  // Different secrets look the same when redacted.
  const isOther = (value: string): boolean => hidden?.get(value) !== counterpart.hidden?.get(value);
  const failed = values.filter((value) => !known.has(value) || isOther(value));
  const succeeded = counterpart.values.filter((value) => !own.has(value) || isOther(value));
  if (failed.length + succeeded.length === 0) return undefined;
  return { what, failed, succeeded, ...(isOutcome === undefined ? {} : { isOutcome }) };
}

/** A line that only one of two logs has; `line` is counted like `toFileLine`. Without secrets and not escaped. */
interface NewLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

interface NewLines extends Pick<Comparison, 'alike' | 'logs'> {
  /** In order; only the last lines if there are many, because a program gives its reason for giving up at the end. */
  readonly lines: readonly NewLine[];
  readonly leftOut: number;
}

const maxLines = 40;
const maxLineLength = 1000;

/**
 * Lists lines of the failed log that the other log lacks, regardless of position and literals; a repeated line is
 * listed once. Empty if one of the logs is unknown.
 */
function listNewLines(file: string, failed: string | undefined, succeeded: string | undefined): NewLines {
  if (failed === undefined || succeeded === undefined) return { lines: [], leftOut: 0, alike: 0, logs: [] };
  const others = new Set(['', ...toLines(redactText(succeeded))]);
  const known = new Set([...others].map(maskLine));
  const lines: NewLine[] = [];
  let alike = 0;
  const above = countNoticeLines(failed);
  const shift = toFileLine(failed, 1) - 1;
  for (const [index, text] of toLines(redactText(failed)).entries()) {
    const masked = maskLine(text);
    if (index >= above && known.has(masked) && !others.has(text)) alike += 1;
    others.add(text);
    if (index < above || known.has(masked)) continue;
    known.add(masked);
    lines.push({ file, line: index + 1 + shift, text });
  }
  const leftOut = Math.max(0, lines.length - maxLines);
  return { lines: lines.slice(leftOut), leftOut, alike, logs: [file] };
}

function maskLine(line: string): string {
  return maskLiterals(line, 'words');
}

function toLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.slice(0, maxLineLength));
}

/** Describes the differences between a failed task and the most similar succeeded one of its job. Never throws. */
export function toNearestSection(resource: TaskResource, failed: ComparedTask, succeeded: ComparedTask): Section {
  const { succeededId, differences } = compareTaskEvidence(failed, succeeded);
  const { jobId } = resource;
  const ended = succeeded.task.executionInfo?.endTime;
  const taskId = succeededId;
  return {
    id: 'nearest',
    title: l10n.t('Compared with {taskId}, which succeeded', { taskId }),
    items: [
      {
        text:
          ended === undefined
            ? l10n.t("Of the job's successful tasks, {taskId} is the most similar.", { taskId })
            : l10n.t("Of the job's successful tasks, {taskId} is the most similar. It ended on {time}.", {
                taskId,
                time: formatTime(ended),
              }),
        opens: {
          title: l10n.t('Explain {0}', taskId),
          document: { resource: { ...resource, taskId }, document: 'explanation' },
        },
      },
      {
        text:
          differences.length === 0
            ? l10n.t('The two tasks show no known differences. The full comparison also includes their logs.')
            : l10n.t('The full comparison also includes the log lines that only the failed task wrote.'),
        opens: {
          title: l10n.t('Show the Full Comparison'),
          document: { resource, document: 'comparison', other: { jobId, taskId } },
        },
      },
    ],
    ...(differences.length === 0 ? {} : { nearest: { succeededId, differences } }),
  };
}
