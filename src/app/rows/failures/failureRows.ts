import * as l10n from '@vscode/l10n';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import type { Failing } from '../../../core/diagnosis/causes/failing.ts';
import { isExpected } from '../../../core/model/exitConditions.ts';
import { toOwnId } from '../../../core/model/resource.ts';
import { describeResubmittedBriefly } from '../../../core/page/describeResubmitted.ts';
import { joinParts, listPlain } from '../../../core/text/lists.ts';
import { type NodeList, toNodeName } from '../../../core/words/nodeNames.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import { formatClock, formatDay, sortTimes } from '../../../core/words/times.ts';
import { toNodeSeverity } from '../../lists/nodeGroups.ts';
import { type FindResubmission, isResolved } from '../../lists/resolved.ts';
import type { ContextWord } from '../contextValue.ts';
import { toNodesText, toTasksText } from '../counts.ts';
import { asOfCause, toBrokenWords, toNodeWords, toTaskWords, withoutRetry } from '../resourceWords.ts';
import { type Row, toFacts, toShortTime, type Viewer } from '../row.ts';
import { toNamed, toSpokenTitle } from '../spoken.ts';

/** Finds the loaded nodes of a pool. */
export type FindNodes = (accountId: string, poolId: string) => NodeList;

/** Data for a failure's row in addition to the failure. */
export interface Surroundings {
  readonly cause: Cause;
  /** Text that distinguishes this failure from others with the same cause, apart from ID, node, and time. */
  readonly own?: string | undefined;
  readonly findNodes: FindNodes;
  /** Finds the resubmission of a task. When absent, no task is known to be resubmitted. */
  readonly findResubmission?: FindResubmission;
}

/** Creates the row of one failure of a cause, with the context words of explorer rows, so that menus are the same. */
export function toFailureRow(failure: ExplainedFailure, surroundings: Surroundings, reader: Viewer): Row {
  const { failing, explanation } = failure;
  const { cause, own } = surroundings;
  const { cluster } = cause;
  const place = failing.kind === 'node' ? failing.resource.poolId : findNodeName(failing, surroundings);
  const again = describeResubmissions([failure], surroundings.findResubmission);
  const description = joinParts(again, own, findJob(failing, cause), place, toShortTime(failing.at, reader));
  const isOwn = failure.known === 'log' || failure.known === 'service';
  const title = isOwn ? explanation.title : cluster.title;
  const name = failing.kind === 'node' ? findNodeName(failing, surroundings) : undefined;
  const label = name ?? toOwnId(failing.resource);
  const isDone = isResolved(failure, surroundings.findResubmission);
  return {
    kind: failing.kind,
    words: isDone ? withoutRetry(toFailureWords(failing)) : asOfCause(toFailureWords(failing), cause),
    label,
    ...(description === undefined ? {} : { description }),
    icon: isDone ? 'ok' : toSeverity(failing),
    spoken: joinParts(toNamed({ kind: failing.kind, label }), toSpokenTitle(cluster.title), description) ?? title,
    children: 'none',
    facts: () =>
      toFacts({
        ...(failing.kind === 'node' ? { [l10n.t('Node')]: failing.node.id } : {}),
        [title]: isOwn ? explanation.cause : describeUnknownCause(failure, cause),
      }),
  };
}

/**
 * Returns the same severity as the explorer: a preempted or hanging node, what an ended job left, and an exit code that
 * a task's exit conditions name are warnings.
 */
export function toSeverity(failing: Failing): 'error' | 'warning' {
  if (failing.kind === 'node') return toNodeSeverity(failing.node) === 'error' ? 'error' : 'warning';
  if (failing.kind === 'task' && isExpected(failing.task)) return 'warning';
  return failing.kind === 'job' && failing.isRelease === true ? 'warning' : 'error';
}

/**
 * Formats a time span: `09:14 – 09:52`. The day is shown once if both times share it; otherwise, it is shown twice, so
 * that a time without a day is not mistaken for a time on the first day.
 */
export function toShortSpan(from: string | undefined, to: string | undefined, reader: Viewer): string | undefined {
  const [first, last] = [toShortTime(from, reader), toShortTime(to, reader)];
  if (first === undefined || last === undefined || first === last) return last;
  const [fromDay, toDay] = [from, to].map((time) => formatDay(new Date(time ?? ''), reader.timeZone));
  const clock = formatClock(new Date(to ?? ''), reader.timeZone);
  if (fromDay === toDay) return `${first} – ${clock}`;
  return `${first} – ${last === clock ? `${toDay} ${clock}` : last}`;
}

/**
 * Creates the row of failed tasks with consecutive IDs. `owns` distinguishes the first and the last from the others.
 */
export function toRunRow(
  run: readonly ExplainedFailure[],
  { cause, findNodes, findResubmission }: Surroundings,
  owns: readonly (string | undefined)[],
  reader: Viewer,
): Row {
  const [first, last] = [run[0], run.at(-1)].map((failure) => failure?.failing);
  const names = new Set(run.map(({ failing }) => findNodeName(failing, { findNodes })));
  const [name] = names;
  const times = sortTimes(run.map(({ failing }) => failing.at));
  const description = joinParts(
    describeResubmissions(run, findResubmission),
    joinEnds(owns[0], owns.at(-1)),
    first !== undefined && findJob(first, cause),
    names.size > 1 ? toNodesText(names.size) : name,
    toShortSpan(times[0], times.at(-1), reader),
  );
  const ids = joinEnds(first && toOwnId(first.resource), last && toOwnId(last.resource));
  const count = toTasksText(run.length);
  const words = [...new Set(run.flatMap(({ failing }) => toFailureWords(failing)))];
  const isDone = run.every((failure) => isResolved(failure, findResubmission));
  return {
    kind: 'taskRun',
    words: isDone ? withoutRetry(words) : asOfCause(words, cause),
    label: joinParts(ids, formatNumber(run.length)) ?? '',
    ...(description === undefined ? {} : { description }),
    icon: isDone ? 'ok' : 'error',
    spoken: listPlain([count, ids, description].filter((part) => part !== undefined)),
    children: 'collapsed',
    facts: () => toFacts({ [l10n.t('Tasks')]: count, [l10n.t('Cause')]: cause.cluster.title }),
  };
}

/** Describes the outcome of resubmitted failures; undefined when there are none. */
export function describeResubmissions(
  failures: readonly ExplainedFailure[],
  find: FindResubmission = () => undefined,
): string | undefined {
  const found = failures.flatMap(({ failing }) =>
    failing.kind === 'task' ? (find(failing.resource, failing.task) ?? []) : [],
  );
  return describeResubmittedBriefly(found, failures.length);
}

function joinEnds(first: string | undefined, last: string | undefined): string | undefined {
  if (first === undefined || last === undefined || first === last) return first ?? last;
  return `${first} … ${last}`;
}

/** Explains why a failure belongs to a cause although only its end state was examined. */
function describeUnknownCause({ known }: ExplainedFailure, { cluster }: Cause): string {
  if (known === 'unread') return cluster.why;
  return l10n.t(
    'The cause is inferred from other tasks that ended with the same error code, exit code, and command. To examine this task itself, open its explanation.',
  );
}

/** Returns the job of a task, if the cause affects several jobs. */
function findJob({ kind, resource }: Failing, { cluster }: Cause): string | undefined {
  return kind === 'task' && cluster.jobs.length > 1 ? resource.jobId : undefined;
}

/** Returns the node's name in the explorer, or the start of its ID. */
function findNodeName(failing: Failing, { findNodes }: Pick<Surroundings, 'findNodes'>): string | undefined {
  if (failing.kind !== 'task' && failing.kind !== 'node') return undefined;
  const { poolId, nodeId } = failing.kind === 'task' ? (failing.task.nodeInfo ?? {}) : failing.resource;
  if (poolId === undefined || nodeId === undefined) return undefined;
  return toNodeName(nodeId, findNodes(failing.resource.accountId, poolId));
}

function toFailureWords(failing: Failing): readonly ContextWord[] {
  switch (failing.kind) {
    case 'task':
      return toTaskWords(failing.task, failing.job);
    case 'node':
      return [...toBrokenWords(failing.node), ...toNodeWords(failing.node)];
    case 'job':
      return ['active'];
    case 'pool':
      return failing.pool.enableAutoScale === true ? ['failed', 'autoscale'] : ['failed'];
  }
}
