import * as l10n from '@vscode/l10n';
import type { ComputeNode, NodeState } from '../model/computeNode.ts';
import { describeState } from '../model/states.ts';
import { isOneOf } from '../model/words.ts';
import {
  doneAlready,
  doneUnlessRefused,
  isNewTime,
  isRefusedWith,
  type Look,
  notDone,
  type Settlement,
  toState,
  unchanged,
} from './settlement.ts';

type NodeLook = Look<
  Pick<ComputeNode, 'state' | 'schedulingState' | 'stateTransitionTime' | 'lastBootTime' | 'allocationTime'>
>;

/** What became of "Compute Node - Reboot". */
export function settleReboot(look: NodeLook): Settlement {
  const state = toState(look);
  if (isLeaving(state)) return settleUnchanged(look);
  if (state === 'rebooting' || isRefusedWith(look, 'NodeBeingRebooted')) {
    return doneUnlessRefused(look, l10n.t('The node was already rebooting.'));
  }
  if (state === 'reimaging' || isRefusedWith(look, 'NodeBeingReimaged')) {
    return notDone(l10n.t('The node is being reimaged instead. It starts again from its image, without its files.'));
  }
  if (hasStartedAnew(look)) return doneUnlessRefused(look, l10n.t('The node has been rebooted since.'));
  return settleUnchanged(look);
}

/** What became of "Compute Node - Reimage". */
export function settleReimage(look: NodeLook): Settlement {
  const state = toState(look);
  if (isLeaving(state)) return settleUnchanged(look);
  if (state === 'reimaging' || isRefusedWith(look, 'NodeBeingReimaged')) {
    return doneUnlessRefused(look, l10n.t('The node was already being reimaged.'));
  }
  if (state === 'rebooting' || isRefusedWith(look, 'NodeBeingRebooted')) {
    return notDone(l10n.t('The node is rebooting. Reimage it when it has started.'));
  }
  // A node that starts anew may have been rebooted by somebody else as well: that looks alike.
  if (look.error === undefined && hasStartedAnew(look)) {
    return {
      outcome: 'unknown',
      reason: l10n.t(
        'The answer of the service was lost. The node has started again since, because it was reimaged or rebooted. The files of the node show which.',
      ),
    };
  }
  return settleUnchanged(look);
}

/** What became of one node of "Pool - Remove Nodes". */
export function settleRemoveNode(look: NodeLook): Settlement {
  const state = toState(look);
  if (state === undefined) return doneUnlessRefused(look, l10n.t('The node had already left its pool.'));
  if (state === 'leavingpool') return doneUnlessRefused(look, l10n.t('The node was already leaving its pool.'));
  if (isRefusedWith(look, 'PoolBeingDeleted')) return doneAlready(l10n.t('The pool of the node is being deleted.'));
  if (isRefusedWith(look, 'PoolBeingResized')) {
    return notDone(l10n.t('The pool is being resized. Remove nodes when the resize has finished.'));
  }
  return unchanged(look);
}

/** What became of "Nodes - Deallocate". */
export function settleDeallocate(look: NodeLook): Settlement {
  const state = toState(look);
  if (state === 'deallocating' || state === 'deallocated')
    return doneUnlessRefused(look, l10n.t('The node was already being deallocated.'));
  return settleUnchanged(look);
}

const started = ['starting', 'waitingforstarttask', 'starttaskfailed', 'idle', 'running'] as const;

/** What became of "Nodes - Start". */
export function settleStart(look: NodeLook): Settlement {
  const state = toState(look);
  if (isOneOf(state, started)) return doneUnlessRefused(look, l10n.t('The node was already started.'));
  if (state === 'deallocating') return notDone(l10n.t('The node is still being deallocated. Start it after that.'));
  return settleUnchanged(look);
}

/** States of nodes that neither take tasks nor come back by themselves. */
export const deadStates = ['unusable', 'unknown', 'preempted', 'leavingpool', 'starttaskfailed'] as const;

/** What became of "Compute Node - Disable Scheduling". */
export function settleDisableScheduling(look: NodeLook): Settlement {
  return settleScheduling(look, 'disabled', l10n.t('The node was already offline.'));
}

/** What became of "Compute Node - Enable Scheduling". */
export function settleEnableScheduling(look: NodeLook): Settlement {
  return settleScheduling(look, 'enabled', l10n.t('The node already took tasks.'));
}

function settleScheduling(look: NodeLook, wanted: 'enabled' | 'disabled', note: string): Settlement {
  if (look.now?.schedulingState === wanted) return doneUnlessRefused(look, note);
  if (isRefusedWith(look, 'NodeAlreadyInTargetSchedulingState')) {
    return notDone(
      wanted === 'disabled'
        ? l10n.t('The node was already offline, and someone has brought it online since.')
        : l10n.t('The node already took tasks, and someone has taken it offline since.'),
    );
  }
  return settleUnchanged(look);
}

function settleUnchanged(look: NodeLook): Settlement {
  const state = toState(look);
  if (state === undefined) return notDone(l10n.t('The node is no longer in its pool.'));
  if (state === 'leavingpool') return notDone(l10n.t('The node is leaving its pool.'));
  if (look.error === undefined) return unchanged(look);
  if (state === 'unusable') {
    return notDone(
      l10n.t('The node is unusable: Batch cannot reach it. To replace the node, remove it and resize the pool.'),
    );
  }
  if (state === 'preempted') {
    return notDone(l10n.t('The node was preempted: Azure took the VM back. Batch tries to replace the node.'));
  }
  const { label } = describeState('node', look.now?.state);
  return notDone(
    l10n.t('The service refuses the request for a node in this state: {state} ({code}).', {
      state: label,
      code: look.error.code,
    }),
  );
}

function isLeaving(state: NodeState | '' | undefined): boolean {
  return state === undefined || state === 'leavingpool';
}

/** Whether the machine has been started since the request was planned, or is starting now and was not then. */
function hasStartedAnew({ now, before }: NodeLook): boolean {
  if (isNewTime(before?.lastBootTime, now?.lastBootTime)) return true;
  const isStarting = isOneOf(now?.state, ['starting', 'waitingforstarttask']);
  return isStarting && isNewTime(before?.stateTransitionTime, now?.stateTransitionTime);
}
