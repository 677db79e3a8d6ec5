import * as l10n from '@vscode/l10n';
import type { ComputeNode, NodeState } from '../../model/computeNode.ts';
import { describeState } from '../../model/states.ts';
import { toText } from '../../model/words.ts';
import { elapsedMs, toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { canRetry } from '../process/nextStep.ts';
import { describeExitCode, type TaskContext } from '../process/taskContext.ts';

/** Time in milliseconds; a node that starts this soon after the end of a task probably ended the task. */
const maxBootMs = 10 * 60_000;

/** Time in milliseconds within which a node that is being taken offline is offline after the end of its last task. */
const maxClosingMs = 60_000;

interface NodeLoss {
  /** Clause after "… was interrupted:". */
  readonly why: string;
  readonly evidence: Evidence;
  readonly identity: string;
}

/** Explains a task whose node was preempted, rebooted, or removed during its run; undefined if nothing shows that. */
export function explainNodeLoss(context: TaskContext): Draft | undefined {
  const { task } = context;
  const loss = findNodeLoss(context);
  if (loss === undefined) return undefined;
  return {
    category: 'interrupted',
    code: task.executionInfo?.failureInfo?.code,
    title: l10n.t('{0} was interrupted: {1}', task.id, loss.why),
    cause: l10n.t("The program was terminated externally, and {0}. It didn't fail on its own.", loss.why),
    evidence: [loss.evidence, describeExitCode(context)],
    fixes: [adviseCheckpoints(canRetry(context))],
    remedies: ['task.retry', 'task.openStderr'],
    confidence: 'likely',
    identity: loss.identity,
  };
}

function adviseCheckpoints(isRetried: boolean): Fix {
  return isRetried
    ? {
        text: l10n.t('Retry the task; make it resume from its own checkpoints if interruptions are frequent.'),
        ofSeveral: l10n.t(
          'Retry the tasks; make them resume from their own checkpoints if interruptions are frequent.',
        ),
        remedies: ['task.retry'],
      }
    : { text: l10n.t('Make the program resume from its own checkpoints if interruptions are frequent.') };
}

function findNodeLoss({ task, node, pool }: TaskContext): NodeLoss | undefined {
  const byState = node === undefined ? undefined : findByState(node);
  if (byState !== undefined) return byState;
  const ended = task.executionInfo?.endTime;
  const booted = elapsedMs(ended, node?.lastBootTime);
  if (node !== undefined && booted !== undefined && booted <= maxBootMs) {
    return {
      why: l10n.t('its node was rebooted'),
      evidence: {
        text: l10n.t('The node booted on {0}.', toTimeText(toTime(node.lastBootTime) ?? 0)),
        source: `node ${node.id}`,
      },
      identity: 'rebooted',
    };
  }
  const closed = ended === undefined ? undefined : findClosing(node, ended);
  if (closed !== undefined) return closed;
  if (pool?.state === 'deleting') {
    return {
      why: l10n.t('its pool is being deleted'),
      evidence: {
        text: l10n.t('Pool state: {0}', describeState('pool', pool?.state).label),
        source: `pool ${pool?.id ?? ''}`,
      },
      identity: 'pool deleted',
    };
  }
  return undefined;
}

/** Finds a node taken offline with the choice "terminate": it goes offline as soon as its tasks have ended. */
function findClosing(node: ComputeNode | undefined, ended: string): NodeLoss | undefined {
  const changed = toTime(node?.stateTransitionTime);
  const waited = elapsedMs(ended, changed);
  if (node === undefined || node.state !== 'offline' || changed === undefined) return undefined;
  if (waited === undefined || waited > maxClosingMs) return undefined;
  return {
    why: l10n.t('its node was taken offline'),
    evidence: { text: l10n.t('The node has been offline since {0}.', toTimeText(changed)), source: `node ${node.id}` },
    identity: 'taken offline',
  };
}

function findByState(node: ComputeNode): NodeLoss | undefined {
  const { state } = node;
  const why = state === 'preempted' ? l10n.t('its node was preempted') : describeGoing(state);
  return why === undefined
    ? undefined
    : {
        why,
        evidence: {
          text: l10n.t('Node state: {0}', describeState('node', node.state).label),
          source: `node ${node.id}`,
        },
        identity: toText(state),
      };
}

/** Describes a node state that ends running tasks; undefined for other states. */
export function describeGoing(state: NodeState | undefined): string | undefined {
  switch (state) {
    case 'rebooting':
      return l10n.t('its node is being rebooted');
    case 'reimaging':
      return l10n.t('its node is being reimaged');
    case 'leavingpool':
      return l10n.t('its node is being removed from the pool');
    case 'deallocating':
      return l10n.t('its node is being deallocated');
    case 'deallocated':
      return l10n.t('its node was deallocated');
    default:
      return undefined;
  }
}
