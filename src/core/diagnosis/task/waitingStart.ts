import * as l10n from '@vscode/l10n';
import { mapRemedies, type WithRemedies } from '../../changes/remediesOfSteps.ts';
import { type ComputeNode, isComingOnline, isHung } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { toDurationWords } from '../../words/durations.ts';
import { elapsedMs, toTime, toTimeText } from '../evidence/time.ts';
import type { RemedyId } from '../explanation/explanation.ts';
import { toFix } from '../explanation/instruction.ts';
import { shortenNodeIds } from '../explanation/sentences.ts';
import { adviseInMotion, usualStartMs } from '../pool/nodeState.ts';
import { describeNodes } from './nodeCounts.ts';
import type { WaitingReason } from './waitingReason.ts';

/**
 * Explains that no node is ready but some are starting. Their start time and current step show whether waiting helps.
 */
export function waitForNodes(
  pool: Pool,
  nodes: readonly ComputeNode[],
  usable: readonly ComputeNode[],
  now: number | undefined,
): WaitingReason {
  const counts = describeNodes(nodes);
  // The time that a node was offline doesn't show how long it takes to start.
  const [oldest] = usable.filter((node) => !isComingOnline(node)).sort((one, other) => since(one) - since(other));
  const waited = oldest === undefined ? undefined : elapsedMs(oldest.stateTransitionTime, now);
  const isLong = waited !== undefined && waited > usualStartMs;
  const isHanging = usable.every((node) => isHung(node, new Date(now ?? Number.NaN)));
  const inStartTask = usable.every(({ state }) => state === 'waitingforstarttask');
  return {
    category: 'other',
    what: toStartTitle(inStartTask, isLong ? waited : undefined),
    why: l10n.t(
      'No node in the pool is running tasks yet: {0}. Tasks start when the first node is ready.',
      counts.text,
    ),
    evidence: [
      counts,
      oldest === undefined || waited === undefined
        ? undefined
        : {
            text: l10n.t(
              'Longest in its state: {0}, since {1} ({2}).',
              shortenNodeIds(oldest.id),
              toTimeText(since(oldest)),
              toDurationWords(waited),
            ),
            source: 'stateTransitionTime',
          },
    ],
    endsBy: isHanging ? 'user' : isLong ? 'either' : 'batch',
    isRoom: !isHanging,
    when: isHanging
      ? sayWhenHung()
      : isLong
        ? undefined
        : l10n.t('Nodes are usually ready within {0}.', toDurationWords(usualStartMs)),
    fixes: forPool({ fixes: adviseInMotion(pool, inStartTask, isLong).map(toFix) }).fixes,
    remedies: [],
    confidence: 'likely',
    identity: inStartTask ? 'start task running' : 'nodes starting',
  };
}

/** Says whether a node that has been starting for long will be ready by itself. */
export function sayWhenHung(): string {
  return l10n.t("If it's only slow, it ends by itself.");
}

function since({ stateTransitionTime }: ComputeNode): number {
  return toTime(stateTransitionTime) ?? Number.MAX_SAFE_INTEGER;
}

function toStartTitle(inStartTask: boolean, waited: number | undefined): string {
  if (inStartTask) {
    return waited === undefined
      ? l10n.t("the pool's start task is running")
      : l10n.t("the pool's start task has been running for {0}", toDurationWords(waited));
  }
  return waited === undefined
    ? l10n.t('no node in the pool is ready yet')
    : l10n.t('no node in the pool is ready after {0}', toDurationWords(waited));
}

const ofNode: ReadonlySet<RemedyId> = new Set([
  'node.reboot',
  'node.reimage',
  'node.remove',
  'node.start',
  'node.disableScheduling',
]);

/** Replaces remedies for one node with those for the nodes of a pool, because a waiting task isn't on any node. */
export function forPool<Whole extends WithRemedies>(whole: Whole) {
  return mapRemedies(whole, (remedy) => {
    if (remedy === 'node.enableScheduling') return ['pool.bringOnline'];
    return ofNode.has(remedy) ? ['pool.actOnNodes'] : [remedy];
  });
}
