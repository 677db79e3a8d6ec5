import * as l10n from '@vscode/l10n';
import { measureLongIdle } from '../../impact/longIdle.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { plural } from '../../text/plural.ts';
import { type Count, formatCount } from '../../words/count.ts';
import { toDurationWords } from '../../words/durations.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';

interface IdleEvidence {
  readonly pool: Pool;
  readonly nodes?: readonly ComputeNode[] | undefined;
  readonly areAllNodes?: boolean | undefined;
  /** Number of tasks that wait in the pool. */
  readonly waiting?: Count | undefined;
  readonly now?: Date | string | undefined;
}

/**
 * Adds to the draft of a pool without errors that nodes have been idle for over an hour, which cost as much as busy
 * ones; returns the draft unchanged if none has.
 */
export function withIdle(draft: Draft, evidence: IdleEvidence): Draft {
  const title = describeIdle(evidence);
  // Waiting tasks may need the nodes once they can start.
  const areNeeded = (evidence.waiting?.count ?? 0) > 0;
  if (title === undefined) return draft;
  return {
    ...draft,
    title,
    cause: joinSentences([draft.cause, l10n.t('Idle nodes cost as much as busy ones.')]),
    fixes: areNeeded ? [...(draft.fixes ?? []), { text: keepNodes() }] : [adviseFewer(evidence.pool)],
    remedies: areNeeded ? (draft.remedies ?? []) : ['pool.resize'],
    identity: 'idle',
  };
}

/** Returns the step while tasks wait for a reason that the pool doesn't show. */
function keepNodes(): string {
  return l10n.t(
    'Keep the nodes until the reason for the wait is known: the waiting tasks may need them. Removing them also deletes the files of tasks that ran on them.',
  );
}

/** Says how many nodes of a pool have been idle for over an hour, and how long; undefined if none has. */
export function describeIdle({ pool, nodes = [], areAllNodes = false, ...at }: IdleEvidence): string | undefined {
  const idle = measureLongIdle(nodes, new Date(at.now ?? Number.NaN));
  if (idle.count === 0) return undefined;
  const count = formatCount({ count: idle.count, isComplete: areAllNodes });
  const named = { count, poolId: pool.id, time: toDurationWords(idle.longestMs) };
  return plural(idle.count, {
    one: l10n.t('{count} node in pool {poolId} has been idle for {time}', named),
    other: l10n.t('{count} nodes in pool {poolId} have been idle, the longest for {time}', named),
  });
}

/** Says that tasks wait for nodes of a pool that has no problem itself; empty if none do. */
export function sayWaitingHere(waiting: Count | undefined): string {
  const tasks = { count: formatCount(waiting ?? { count: 0, isComplete: true }) };
  return plural(waiting?.count ?? 0, {
    '=0': '',
    one: l10n.t("{count} task is waiting in this pool: its job's page has the reason.", tasks),
    other: l10n.t("{count} tasks are waiting in this pool: their jobs' pages have the reasons.", tasks),
  });
}

/** Returns the step against idle nodes, which is conditional: only users know whether they need them. */
export function adviseFewer({ enableAutoScale = false }: Pool): Fix {
  return enableAutoScale
    ? {
        text: l10n.t(
          "If no task needs them and the files on them aren't needed, correct the autoscale formula so that it removes idle nodes.",
        ),
        remedies: ['pool.enableAutoscale'],
      }
    : {
        text: l10n.t(
          "If no task needs them and the files on them aren't needed, resize the pool to fewer nodes, or enable autoscale.",
        ),
        remedies: ['pool.resize', 'pool.enableAutoscale'],
      };
}
