import { isFailed, type Task } from '../../model/task.ts';
import type { ComparedTask } from '../causes/comparedTask.ts';
import { findDifferences } from '../causes/differences.ts';
import { listFacts, type TaskFact } from '../causes/taskFacts.ts';
import type { Wire } from '../evidence/parts.ts';
import { toNode, toPool, toTask, toTasks } from '../evidence/shapes.ts';
import type { Difference } from '../explanation/explanation.ts';
import { listNewLines, type NewLine } from './newLines.ts';

export interface Comparison {
  readonly failedId: string;
  readonly succeededId: string;
  readonly differences: readonly Difference[];
  /** What sets the failed task apart from all of its job that succeeded, with numbers, as sentences. */
  readonly acrossJob: readonly string[];
  /** Lines that only the failed task wrote, apart from their literals, in order: the last 40 of each log. */
  readonly onlyInFailed: readonly NewLine[];
  /** How many more lines only the failed task wrote. */
  readonly leftOut: number;
}

/**
 * What is different between a failed task and one that succeeded: command line, names of environment variables, input,
 * node, size, image, durations, exit code, and the log lines only the failed one has. What is known of one of them
 * alone is no difference. `siblings` are tasks of the job of the failed one, which tell what may be chance between two.
 * Never throws.
 */
export function compareTasks(
  failed: Wire<ComparedTask>,
  succeeded: Wire<ComparedTask>,
  siblings: readonly Wire<Task>[] = [],
): Comparison {
  const [one, other] = toComparable(check(failed), check(succeeded));
  const [stderr, stdout] = [
    listNewLines('stderr.txt', one.stderr, other.stderr),
    listNewLines('stdout.txt', one.stdout, other.stdout),
  ];
  const counterparts = new Map(listFacts(other).map((fact) => [fact.what, fact]));
  return {
    failedId: one.task.id,
    succeededId: other.task.id,
    differences: listFacts(one)
      .map((fact) => toDifference(fact, counterparts.get(fact.what)?.values ?? []))
      .filter((difference) => difference !== undefined),
    acrossJob: listAcrossJob(failed, siblings),
    onlyInFailed: [...stderr.lines, ...stdout.lines],
    leftOut: stderr.leftOut + stdout.leftOut,
  };
}

/** The same sentences as in the explanation of the task. */
function listAcrossJob(failed: Wire<ComparedTask>, siblings: readonly Wire<Task>[]): readonly string[] {
  const { task, node } = check(failed);
  if (!isFailed(task)) return [];
  const others = toTasks(siblings).filter(({ id }) => id !== task.id);
  return findDifferences(task, others, [], node).sentences;
}

function check({ task, node, pool, stdout, stderr }: Wire<ComparedTask>): ComparedTask {
  const toText = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    task: toTask(task) ?? { id: '' },
    node: toNode(node),
    pool: toPool(pool),
    stdout: toText(stdout),
    stderr: toText(stderr),
  };
}

/** A node knows more of size and image than a pool: where one node is gone, pools are compared with pools. */
function toComparable(one: ComparedTask, other: ComparedTask): readonly [ComparedTask, ComparedTask] {
  if ((one.node === undefined) === (other.node === undefined)) return [one, other];
  return [
    { ...one, node: undefined },
    { ...other, node: undefined },
  ];
}

function toDifference(
  { what, values, isUnknownWhenEmpty }: TaskFact,
  others: readonly string[],
): Difference | undefined {
  if (isUnknownWhenEmpty && (values.length === 0 || others.length === 0)) return undefined;
  const [own, known] = [new Set(values), new Set(others)];
  const failed = values.filter((value) => !known.has(value));
  const succeeded = others.filter((value) => !own.has(value));
  return failed.length + succeeded.length === 0 ? undefined : { what, failed, succeeded };
}
