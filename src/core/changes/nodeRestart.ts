import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../model/computeNode.ts';
import { describeState } from '../model/states.ts';
import { isOneOf } from '../model/words.ts';
import { settleElsewhere, waitUntilOver } from './nodeLife.ts';
import { doneUnlessRefused, isNewTime, isRefusedWith, type Look, notDone, type Settlement } from './settlement.ts';
import { doubtful, possible, type Verdict } from './verdict.ts';

type NodeFacts = Pick<ComputeNode, 'state'>;
type NodeLook = Look<Pick<ComputeNode, 'state' | 'stateTransitionTime' | 'lastBootTime'>>;

/** Checks whether a node can be rebooted (Batch documentation: "Compute Node - Reboot": idle or running nodes). */
export function planReboot(node: NodeFacts): Verdict {
  const state = node.state ?? 'unknown';
  if (isOneOf(state, ['idle', 'running'])) return possible;
  // The documentation of start tasks recommends rebooting nodes whose start task failed, and the service allows it.
  if (state === 'starttaskfailed') {
    return {
      possible: true,
      note: l10n.t(
        'A start task that failed will fail again unless the cause is fixed or the pool no longer has that start task.',
      ),
    };
  }
  if (state === 'offline' || isOneOf(state, ['unusable', 'unknown'])) {
    return doubtful(
      l10n.t(
        'Batch may refuse to reboot a node in this state: {0}. Batch has to be able to reach the node to reboot it.',
        describeState('node', state).label,
      ),
    );
  }
  return waitUntilOver(node);
}

/**
 * Checks whether a node can be reimaged (Batch documentation: "Compute Node - Reimage", since API version 2024-07-01).
 */
export function planReimage(node: NodeFacts): Verdict {
  const state = node.state ?? 'unknown';
  if (isOneOf(state, ['idle', 'running'])) return possible;
  if (isOneOf(state, ['starttaskfailed', 'unusable', 'offline'])) {
    return doubtful(
      l10n.t(
        'The service may refuse to reimage a node in this state: {0}. If it does, remove the node and resize the pool.',
        describeState('node', state).label,
      ),
    );
  }
  return waitUntilOver(node);
}

/** Determines the result of "Compute Node - Reboot". */
export function settleReboot(look: NodeLook): Settlement {
  const state = look.now?.state;
  if (look.now === undefined || state === 'leavingpool') return settleElsewhere(look);
  if (state === 'rebooting' || isRefusedWith(look, 'NodeBeingRebooted')) {
    return doneUnlessRefused(look, l10n.t('The node was already rebooting.'));
  }
  if (state === 'reimaging' || isRefusedWith(look, 'NodeBeingReimaged')) {
    return notDone(l10n.t('The node is being reimaged instead. It starts again from its image, without its files.'));
  }
  if (hasStartedAgain(look)) return doneUnlessRefused(look, l10n.t('The node has since been rebooted.'));
  return settleElsewhere(look);
}

/** Determines the result of "Compute Node - Reimage". */
export function settleReimage(look: NodeLook): Settlement {
  const state = look.now?.state;
  if (look.now === undefined || state === 'leavingpool') return settleElsewhere(look);
  if (state === 'reimaging' || isRefusedWith(look, 'NodeBeingReimaged')) {
    return doneUnlessRefused(look, l10n.t('The node was already being reimaged.'));
  }
  if (state === 'rebooting' || isRefusedWith(look, 'NodeBeingRebooted')) {
    return notDone(l10n.t('The node is rebooting. Reimage it when it has started.'));
  }
  // A node that starts again may have been rebooted by someone else, which looks the same.
  if (look.error === undefined && hasStartedAgain(look)) {
    return {
      outcome: 'unknown',
      reason:
        look.answer === undefined
          ? l10n.t(
              "The service's response was lost. The node has since started again because it was reimaged or rebooted. The node's files show which.",
            )
          : l10n.t(
              "The service responded with an internal error ({code}). The node has since started again because it was reimaged or rebooted. The node's files show which.",
              { code: look.answer.code },
            ),
    };
  }
  return settleElsewhere(look);
}

/** Checks whether the VM has booted, or has started to boot, since the request was planned. */
function hasStartedAgain({ now, before }: NodeLook): boolean {
  if (isNewTime(before?.lastBootTime, now?.lastBootTime)) return true;
  const isStarting = isOneOf(now?.state, ['starting', 'waitingforstarttask']);
  return isStarting && isNewTime(before?.stateTransitionTime, now?.stateTransitionTime);
}
