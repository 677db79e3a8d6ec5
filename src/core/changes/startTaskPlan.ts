import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../model/computeNode.ts';
import { describeState } from '../model/states.ts';
import { isOneOf } from '../model/words.ts';
import { countRunning } from '../relations/runningThere.ts';
import { listPlain } from '../text/lists.ts';
import { plural } from '../text/plural.ts';
import { asCount } from '../words/numbers.ts';
import type { ChangeEffect, Changing } from './life.ts';
import { planReboot } from './nodeRestart.ts';
import { isNewTime } from './settlement.ts';
import { isProposable } from './verdict.ts';

/** Choice of nodes to restart after their pool's start task is changed; all other nodes keep the old start task. */
export interface RestartChoice {
  readonly id: 'failed' | 'idle' | 'all' | 'none';
  readonly label: string;
  readonly detail: string;
  readonly nodes: readonly ComputeNode[];
}

/** Lists the choices of nodes to reboot, fewest nodes first; the last choice changes only the pool. */
export function listRestartChoices(nodes: readonly ComputeNode[]): readonly RestartChoice[] {
  const [failed, idle, running] = (['starttaskfailed', 'idle', 'running'] as const).map((state) =>
    nodes.filter((node) => node.state === state),
  ) as [ComputeNode[], ComputeNode[], ComputeNode[]];
  const tasks = running.reduce((sum, node) => sum + countRunning(node), 0);
  const some: readonly RestartChoice[] = [
    {
      id: 'failed',
      label: plural(failed.length, {
        '=1': l10n.t('Reboot the Node Whose Start Task Failed'),
        one: l10n.t('Reboot {count} Node Whose Start Task Failed', asCount(failed.length)),
        other: l10n.t('Reboot {count} Nodes Whose Start Task Failed', asCount(failed.length)),
      }),
      detail: l10n.t('No tasks are running there. Other nodes keep the old start task until they restart.'),
      nodes: failed,
    },
    {
      id: 'idle',
      label: plural(failed.length + idle.length, {
        one: l10n.t('Reboot {count} Node with No Running Tasks', asCount(failed.length + idle.length)),
        other: l10n.t('Reboot {count} Nodes with No Running Tasks', asCount(failed.length + idle.length)),
      }),
      detail: l10n.t('Nodes whose start task failed, and idle nodes. Running nodes keep the old start task.'),
      nodes: [...failed, ...idle],
    },
    {
      id: 'all',
      label: plural(failed.length + idle.length + running.length, {
        one: l10n.t('Reboot {count} Node', asCount(failed.length + idle.length + running.length)),
        other: l10n.t('Reboot {count} Nodes', asCount(failed.length + idle.length + running.length)),
      }),
      detail: plural(tasks, {
        one: l10n.t(
          'All nodes that can be rebooted. {count} task is running there; you choose what happens to it next.',
          asCount(tasks),
        ),
        other: l10n.t(
          'All nodes that can be rebooted. {count} tasks are running there; you choose what happens to them next.',
          asCount(tasks),
        ),
      }),
      nodes: [...failed, ...idle, ...running],
    },
  ];
  const distinct = some.filter(
    (choice, index) => choice.nodes.length > (index === 0 ? 0 : (some[index - 1]?.nodes.length ?? 0)),
  );
  const none: RestartChoice = {
    id: 'none',
    label: l10n.t('Change the Pool Only'),
    detail: l10n.t('Each node runs the new start task the next time it restarts.'),
    nodes: [],
  };
  return [...distinct, none];
}

/** Describes in sentences which start task applies to nodes that aren't rebooted. */
export function describeOtherNodes(nodes: readonly ComputeNode[], rebooted: readonly ComputeNode[]): readonly string[] {
  const others = nodes.filter((node) => !rebooted.includes(node));
  const stuck = others.filter((node) => !isProposable(planReboot(node)));
  const kept = others.length - stuck.length;
  const states = [...new Set(stuck.map(({ state }) => describeState('node', state).label))];
  return [
    l10n.t('Nodes that join the pool from now on run the new start task.'),
    ...(kept === 0
      ? []
      : [
          plural(kept, {
            one: l10n.t('{count} node keeps the old start task until it restarts.', asCount(kept)),
            other: l10n.t('{count} nodes keep the old start task until they restart.', asCount(kept)),
          }),
        ]),
    ...(stuck.length === 0
      ? []
      : [
          plural(stuck.length, {
            one: l10n.t("{count} node can't be reliably rebooted in its state ({states}) and is left as is.", {
              ...asCount(stuck.length),
              states: listPlain(states),
            }),
            other: l10n.t("{count} nodes can't be reliably rebooted in their states ({states}) and are left as is.", {
              ...asCount(stuck.length),
              states: listPlain(states),
            }),
          }),
        ]),
  ];
}

/** Properties of a node that show a restart. */
export type RestartedNode = Pick<ComputeNode, 'state' | 'lastBootTime' | 'startTaskInfo'>;

/** Progress of a node's reboot, and the result of its start task. */
export type Restart = 'underway' | 'back' | 'failed' | 'lost';

const working = ['idle', 'running', 'offline'] as const;
const lost = ['unusable', 'unknown', 'preempted', 'leavingpool', 'deallocated'] as const;

/**
 * Determines the progress of a node's restart.
 * @param now undefined if the node has left its pool.
 */
export function judgeRestart(before: RestartedNode, now: RestartedNode | undefined): Restart {
  const state = now?.state;
  if (now === undefined || isOneOf(state, lost)) return 'lost';
  const info = now.startTaskInfo;
  const isNew =
    info?.startTime === undefined
      ? isLater(before.lastBootTime, now.lastBootTime)
      : isLater(before.startTaskInfo?.startTime, info.startTime);
  if (!isNew || info?.state === 'running') return 'underway';
  // The node works regardless if the pool doesn't wait for the start task to succeed.
  if (state === 'starttaskfailed' || info?.result === 'failure') return 'failed';
  return isOneOf(state, working) ? 'back' : 'underway';
}

function isLater(before: string | undefined, now: string | undefined): boolean {
  return isNewTime(before ?? new Date(0).toISOString(), now);
}

/**
 * Determines the effect of a reboot or reimage by the node's new start time, since the node may look unchanged for a
 * while.
 */
export function judgeReboot({ before, now }: Changing<RestartedNode>): ChangeEffect {
  const restart = judgeRestart(before ?? {}, now);
  if (restart === 'underway') return 'underway';
  return restart === 'back' ? 'seen' : 'astray';
}
