import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../model/computeNode.ts';
import { describeState } from '../model/states.ts';
import {
  doneAlready,
  doneUnlessRefused,
  isNewTime,
  isRefusedWith,
  type Look,
  notDone,
  type Settlement,
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
    return doneUnlessRefused(look, l10n.t('It was rebooting already.'));
  }
  if (state === 'reimaging' || isRefusedWith(look, 'NodeBeingReimaged')) {
    return notDone(l10n.t('It is being reimaged instead, which starts it anew and deletes its files.'));
  }
  if (hasStartedAnew(look)) return doneUnlessRefused(look, l10n.t('It was rebooted meanwhile.'));
  return settleUnchanged(look);
}

/** What became of "Compute Node - Reimage". */
export function settleReimage(look: NodeLook): Settlement {
  const state = toState(look);
  if (isLeaving(state)) return settleUnchanged(look);
  if (state === 'reimaging' || isRefusedWith(look, 'NodeBeingReimaged')) {
    return doneUnlessRefused(look, l10n.t('It was being reimaged already.'));
  }
  if (state === 'rebooting' || isRefusedWith(look, 'NodeBeingRebooted')) {
    return notDone(l10n.t('It is rebooting at the moment; reimage it when that is over.'));
  }
  // A node that starts anew may have been rebooted by somebody else as well: that looks alike.
  if (look.error === undefined && hasStartedAnew(look)) {
    return {
      outcome: 'unknown',
      reason: l10n.t(
        'The answer of the service was lost. The node has started anew since, as it does when it is reimaged and when it is rebooted: its files show which it was.',
      ),
    };
  }
  return settleUnchanged(look);
}

/** What became of one node of "Pool - Remove Nodes". */
export function settleRemoveNode(look: NodeLook): Settlement {
  const state = toState(look);
  if (state === undefined) return doneUnlessRefused(look, l10n.t('It had left its pool already.'));
  if (state === 'leavingpool') return doneUnlessRefused(look, l10n.t('It was leaving its pool already.'));
  if (isRefusedWith(look, 'PoolBeingDeleted')) return doneAlready(l10n.t('Its whole pool is being deleted.'));
  if (isRefusedWith(look, 'PoolBeingResized')) {
    return notDone(l10n.t('Its pool is being resized at the moment; nodes can be removed when that is over.'));
  }
  return unchanged(look);
}

/** What became of "Compute Node - Disable Scheduling". */
export function settleDisableScheduling(look: NodeLook): Settlement {
  return settleScheduling(look, 'disabled', l10n.t('It was offline already.'));
}

/** What became of "Compute Node - Enable Scheduling". */
export function settleEnableScheduling(look: NodeLook): Settlement {
  return settleScheduling(look, 'enabled', l10n.t('It took tasks already.'));
}

function settleScheduling(look: NodeLook, wanted: 'enabled' | 'disabled', note: string): Settlement {
  if (look.now?.schedulingState?.toLowerCase() === wanted) return doneUnlessRefused(look, note);
  if (isRefusedWith(look, 'NodeAlreadyInTargetSchedulingState')) {
    return notDone(
      wanted === 'disabled'
        ? l10n.t('It was offline already, and has been brought online again meanwhile.')
        : l10n.t('It took tasks already, and has been taken offline again meanwhile.'),
    );
  }
  return settleUnchanged(look);
}

function settleUnchanged(look: NodeLook): Settlement {
  const state = toState(look);
  if (state === undefined) return notDone(l10n.t('It is no longer in its pool.'));
  if (state === 'leavingpool') return notDone(l10n.t('It is leaving its pool.'));
  if (look.error === undefined) return unchanged(look);
  if (state === 'unusable') {
    return notDone(
      l10n.t('It is unusable: Batch cannot reach it. Remove the node, and resize the pool to have another one.'),
    );
  }
  if (state === 'preempted') {
    return notDone(l10n.t('It was preempted: Azure took its machine back. Batch tries to replace it by itself.'));
  }
  const { label } = describeState('node', look.now?.state);
  return notDone(l10n.t('The service refuses it for a node in this state: {0} ({1}).', label, look.error.code));
}

/** Undefined when the node is gone. */
function toState({ now }: NodeLook): string | undefined {
  return now === undefined ? undefined : (now.state?.toLowerCase() ?? '');
}

function isLeaving(state: string | undefined): boolean {
  return state === undefined || state === 'leavingpool';
}

/** Whether the machine has been started since the request was planned, or is starting now and was not then. */
function hasStartedAnew({ now, before }: NodeLook): boolean {
  if (isNewTime(before?.lastBootTime, now?.lastBootTime)) return true;
  const isStarting = ['starting', 'waitingforstarttask'].includes(now?.state?.toLowerCase() ?? '');
  return isStarting && isNewTime(before?.stateTransitionTime, now?.stateTransitionTime);
}
