import * as l10n from '@vscode/l10n';
import { type ComputeNode, isComingOnline } from '../../model/computeNode.ts';
import { toDurationWords } from '../../query/durations.ts';
import { elapsedMs, toTime, toTimeText } from '../evidence/time.ts';
import { shortenNodeIds } from '../explanation/sentences.ts';
import { usualStartMs } from '../pool/nodeState.ts';
import { describeNodes } from './nodeCounts.ts';
import type { WaitingReason } from './waitingReason.ts';

/** No node is ready, and some are on their way: since when, and with what, shows whether to wait. */
export function waitForNodes(
  nodes: readonly ComputeNode[],
  usable: readonly ComputeNode[],
  now: number | undefined,
): WaitingReason {
  const counts = describeNodes(nodes);
  // How long a node was offline does not say how long it takes to start.
  const [oldest] = usable.filter((node) => !isComingOnline(node)).sort((one, other) => since(one) - since(other));
  const waited = oldest === undefined ? undefined : elapsedMs(oldest.stateTransitionTime, now);
  const isLong = waited !== undefined && waited > usualStartMs;
  const inStartTask = usable.every(({ state }) => state === 'waitingforstarttask');
  return {
    category: 'other',
    what: toTitle(inStartTask, isLong ? waited : undefined),
    why: l10n.t('No node of the pool runs tasks yet: {0}. Tasks start when the first of them is ready.', counts.text),
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
    endsBy: isLong ? 'either' : 'batch',
    when: isLong ? undefined : l10n.t('Nodes are usually ready within {0}.', toDurationWords(usualStartMs)),
    fixes: [{ text: adviseNodes(inStartTask, isLong) }],
    remedies: [],
    confidence: 'likely',
    identity: inStartTask ? 'start task running' : 'nodes starting',
  };
}

function since({ stateTransitionTime }: ComputeNode): number {
  return toTime(stateTransitionTime) ?? Number.MAX_SAFE_INTEGER;
}

function toTitle(inStartTask: boolean, waited: number | undefined): string {
  if (inStartTask) {
    return waited === undefined
      ? l10n.t('the start task of the pool is running')
      : l10n.t('the start task of the pool has been running for {0}', toDurationWords(waited));
  }
  return waited === undefined
    ? l10n.t('no node of the pool is ready yet')
    : l10n.t('no node of the pool is ready after {0}', toDurationWords(waited));
}

function adviseNodes(inStartTask: boolean, isLong: boolean): string {
  if (!isLong) {
    return l10n.t(
      'Wait some minutes; if they stay so for long, look at the start task and the container images of the pool.',
    );
  }
  return inStartTask
    ? l10n.t('Read startup/stdout.txt and startup/stderr.txt among the files of the node: the start task may hang.')
    : l10n.t(
        'Look at the container images and the start task of the pool; remove a node that stays so, and resize the pool.',
      );
}
