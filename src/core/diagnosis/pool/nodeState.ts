import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import { describeState } from '../../model/states.ts';
import { findCode } from '../catalogue/find.ts';
import type { FailureCategory } from '../category.ts';
import { type Draft, toClause } from '../draft.ts';
import { isSame, toTime, toTimeText } from '../evidence/time.ts';
import type { Evidence, RemedyId } from '../explanation.ts';
import { maskLiterals } from '../mask.ts';
import { categorizeMessage } from '../messageCategory.ts';
import { describeDetails } from '../task/commonEvidence.ts';
import { describeProblem } from './resizeError.ts';

/** A node that reports errors of its own: disk, packages, agent, images. */
export function explainNodeErrors(node: ComputeNode): Draft {
  const errors = node.errors ?? [];
  const [first] = errors;
  const known = findCode('node', first?.code);
  const text = known?.entry.text();
  const details = describeDetails(first?.errorDetails ?? first?.values);
  const category = known?.entry.category ?? categorizeMessage(`${first?.message ?? ''} ${details}`) ?? 'node';
  const meaning = text?.meaning ?? first?.message ?? first?.code ?? '';
  return {
    category,
    code: known?.code ?? first?.code,
    title: l10n.t('Node {0} is {1}: {2}', node.id, describeState('node', node.state).label, toClause(meaning)),
    cause: [meaning, ...(text?.causes ?? []), details === '' ? '' : l10n.t('The node says: {0}', details)]
      .filter((part) => part !== '')
      .join(' '),
    evidence: [...errors.map((error) => ({ ...describeProblem(error), source: 'node errors' })), since(node)],
    fixes: (text?.fixes ?? [l10n.t('Upload the logs of the Batch agent and look for the error there.')]).map((fix) => ({
      text: fix,
    })),
    remedies: known?.entry.remedies ?? ['node.uploadLogs', 'node.reboot', 'node.remove'],
    confidence: known === undefined ? 'guess' : 'certain',
    identity: maskLiterals(details),
  };
}

function since(node: ComputeNode): Evidence | undefined {
  const time = toTime(node.stateTransitionTime);
  if (time === undefined) return undefined;
  return { text: l10n.t('In this state since {0}.', toTimeText(time)), source: 'stateTransitionTime' };
}

interface StateText {
  readonly category: FailureCategory;
  readonly title: string;
  readonly cause: string;
  readonly fixes: readonly string[];
  readonly remedies: readonly RemedyId[];
  readonly confidence: 'certain' | 'likely';
}

/** A node whose state alone says that it runs no tasks. Undefined for one that can. */
export function explainNodeState(node: ComputeNode): Draft | undefined {
  const text = textFor(node);
  if (text === undefined) return undefined;
  return {
    category: text.category,
    title: text.title,
    cause: text.cause,
    evidence: [
      { text: l10n.t('Node state: {0}', node.state ?? ''), source: `node ${node.id}` },
      since(node),
      (node.runningTasksCount ?? 0) > 0
        ? {
            text: l10n.t('{0} tasks are shown as running on it.', node.runningTasksCount ?? 0),
            source: `node ${node.id}`,
          }
        : undefined,
    ],
    fixes: text.fixes.map((fix) => ({ text: fix })),
    remedies: text.remedies,
    confidence: text.confidence,
    identity: node.state?.toLowerCase() ?? '',
  };
}

function textFor(node: ComputeNode): StateText | undefined {
  switch (node.state?.toLowerCase()) {
    case 'unusable':
      return unreachable(node);
    case 'unknown':
      return lost(node);
    case 'preempted':
      return preempted(node);
    case 'leavingpool':
      return leaving(node);
    case 'offline':
    case 'deallocated':
    case 'deallocating':
      return offline(node);
    case 'creating':
    case 'starting':
    case 'rebooting':
    case 'reimaging':
    case 'waitingforstarttask':
    case 'upgradingos':
      return inMotion(node);
    default:
      return isSame(node.schedulingState, 'disabled') ? offline(node) : undefined;
  }
}

function unreachable(node: ComputeNode): StateText {
  return {
    category: 'node',
    title: l10n.t('Node {0} is unusable: Batch cannot reach it', node.id),
    cause: l10n.t(
      'The node reports no error of its own, which means that Batch cannot talk to it: mostly the network of the pool (security group, route, DNS or firewall) blocks the traffic between node and service, or the system on the node hangs. Batch keeps trying. The node costs money meanwhile.',
    ),
    fixes: [
      l10n.t(
        'Check that the security group and routes of the subnet let the Batch service in and the node out (service tag BatchNodeManagement).',
      ),
      l10n.t('Reboot the node; if it stays unusable, remove it and resize the pool.'),
    ],
    remedies: ['node.reboot', 'node.remove', 'node.uploadLogs'],
    confidence: 'likely',
  };
}

function lost(node: ComputeNode): StateText {
  return {
    category: 'node',
    title: l10n.t('Batch has lost contact with node {0}', node.id),
    cause: l10n.t(
      'The node does not answer. Tasks that ran there start again on other nodes if it does not come back.',
    ),
    fixes: [l10n.t('Wait some minutes; then reboot or remove the node.')],
    remedies: ['node.reboot', 'node.remove'],
    confidence: 'certain',
  };
}

function preempted(node: ComputeNode): StateText {
  return {
    category: 'interrupted',
    title: l10n.t('Node {0} was preempted', node.id),
    cause: l10n.t(
      'Azure took the low-priority (Spot) machine back for others. Its tasks went back to the queue, and Batch tries to replace the node when there is capacity.',
    ),
    fixes: [l10n.t('Let tasks resume from checkpoints, or use dedicated nodes for long ones.')],
    remedies: ['pool.resize'],
    confidence: 'certain',
  };
}

function leaving(node: ComputeNode): StateText {
  return {
    category: 'interrupted',
    title: l10n.t('Node {0} is leaving the pool', node.id),
    cause: l10n.t('It was removed, or the pool shrinks. Its files go with it.'),
    fixes: [l10n.t('Save what is needed from its files now.')],
    remedies: [],
    confidence: 'certain',
  };
}

function offline(node: ComputeNode): StateText {
  const isDeallocated = !isSame(node.state, 'offline') && node.state?.toLowerCase().startsWith('dealloc') === true;
  return {
    category: 'conflict',
    title: isDeallocated
      ? l10n.t('Node {0} is deallocated', node.id)
      : l10n.t('Node {0} is offline: it takes no new tasks', node.id),
    cause: isDeallocated
      ? l10n.t('Its machine was stopped and costs no computing time; it runs no tasks until it is started.')
      : l10n.t(
          'Somebody disabled task scheduling on it. It stays so until it is enabled again, and costs money meanwhile.',
        ),
    fixes: [isDeallocated ? l10n.t('Start the node.') : l10n.t('Bring the node online when it may run tasks again.')],
    remedies: isDeallocated ? [] : ['node.enableScheduling'],
    confidence: 'certain',
  };
}

function inMotion(node: ComputeNode): StateText {
  const label = describeState('node', node.state).label;
  return {
    category: 'other',
    title: l10n.t('Node {0} is {1}', node.id, label),
    cause: l10n.t(
      'It is on its way to run tasks. If it stays so for long, look at its start task and its container images.',
    ),
    fixes: [l10n.t('Wait some minutes.')],
    remedies: [],
    confidence: 'certain',
  };
}
