import * as l10n from '@vscode/l10n';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import type { Failing } from '../../../core/diagnosis/causes/failing.ts';
import { toOwnId } from '../../../core/model/resourceChain.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { toCommandId } from '../../commandId.ts';
import { toCauseFacts } from '../causes/causeFacts.ts';
import type { ContextWord } from '../contextValue.ts';
import { toJobsText, toNodesText, toPoolsText, toTasksText } from '../counts.ts';
import { toBrokenWords, toCauseWords, toTaskWords } from '../resourceWords.ts';
import { joinParts, type Row, toFacts, toShortTime, type Viewer } from '../row.ts';

/** So long after its last failure a cause is said to be still coming. */
const stillComingMs = 10 * 60_000;

/**
 * A cause: how many failures, and what it is, which is all that a narrow view shows; then where, since when, and whether
 * more are to be expected.
 */
export function toCauseRow(cause: Cause, accountName: string | undefined, reader: Viewer): Row {
  const { cluster, failures } = cause;
  const { jobs } = cluster;
  const isOfTasks = failures[0]?.failing.kind === 'task';
  const count = toCountText(failures);
  const place = joinParts(
    isOfTasks ? jobs.length <= 2 && listPlain(jobs) : count,
    isOfTasks && jobs.length > 2 && toJobsText(jobs.length),
    toSpan(cluster, reader),
    isStillComing(cause, reader.now) &&
      l10n.t({ message: 'still coming', comment: ['Of failures of a cause: further ones are to be expected'] }),
    accountName,
  );
  return {
    kind: 'failureGroup',
    words: toCauseWords(cause),
    label: joinParts(formatNumber(failures.length), cluster.title) ?? cluster.title,
    ...(place === undefined ? {} : { description: place }),
    icon: 'error',
    spoken: listPlain([isOfTasks ? count : '', cluster.title, place ?? ''].filter((part) => part !== '')),
    children: 'collapsed',
    facts: () => [{ name: l10n.t('Failures'), value: count }, ...toCauseFacts(cause)],
  };
}

/** When the failures of a cause were: `09:14 – 09:52`. */
function toSpan(
  { firstSeen, lastSeen }: Pick<Cause['cluster'], 'firstSeen' | 'lastSeen'>,
  reader: Viewer,
): string | undefined {
  const [first, last] = [toShortTime(firstSeen, reader), toShortTime(lastSeen, reader)];
  return first !== undefined && first !== last ? `${first} – ${last}` : last;
}

/** Whether the last of several tasks failed a short time ago, in a job that goes on. */
export function isStillComing({ cluster, failures }: Cause, now: Date): boolean {
  if (failures.length < 2 || !(now.getTime() - Date.parse(cluster.lastSeen) < stillComingMs)) return false;
  return failures.some(({ failing }) => failing.kind === 'task' && failing.job?.state?.toLowerCase() === 'active');
}

/** One failure of a cause. It carries the words of the explorer's rows, so that the same menus fit. */
export function toFailureRow(failure: ExplainedFailure, { cluster }: Cause, reader: Viewer): Row {
  const { failing, explanation } = failure;
  const description = joinParts(toOwner(failing), toShortTime(failing.at, reader));
  const title = failure.known === 'alike' ? cluster.title : explanation.title;
  return {
    kind: failing.kind,
    words: toWords(failing),
    label: toOwnId(failing.resource),
    ...(description === undefined ? {} : { description }),
    icon: 'error',
    spoken: joinParts(failure.known === 'alike' ? toOwnId(failing.resource) : undefined, title, description) ?? title,
    children: 'none',
    command: toCommandId(`${failing.kind}.explain`),
    facts: () => toFacts({ [title]: failure.known === 'alike' ? describeLikeness() : explanation.cause }),
  };
}

function describeLikeness(): string {
  return l10n.t(
    'The cause is taken from other tasks that ended with the same code, exit code and command. To examine this task itself, open its explanation.',
  );
}

function toCountText(failures: readonly ExplainedFailure[]): string {
  const { length } = failures;
  switch (failures[0]?.failing.kind) {
    case 'node':
      return toNodesText(length);
    case 'job':
      return toJobsText(length);
    case 'pool':
      return toPoolsText(length);
    default:
      return toTasksText(length);
  }
}

/** What the failed thing belongs to. */
function toOwner({ kind, resource }: Failing): string | undefined {
  if (kind === 'task') return resource.jobId;
  return kind === 'node' ? resource.poolId : undefined;
}

function toWords(failing: Failing): readonly ContextWord[] {
  switch (failing.kind) {
    case 'task':
      return toTaskWords(failing.task);
    case 'node':
      return [
        ...toBrokenWords(failing.node),
        failing.node.schedulingState?.toLowerCase() === 'disabled' ? 'offline' : 'online',
      ];
    case 'job':
      return ['active'];
    case 'pool':
      return failing.pool.enableAutoScale === true ? ['failed', 'autoscale'] : ['failed'];
  }
}
