import * as l10n from '@vscode/l10n';
import { toNodeOs } from '../../../../core/connect/nodeUser.ts';
import { isLongIdle } from '../../../../core/impact/longIdle.ts';
import { type ComputeNode, isComingOnline, isHung, toleratesStartTask } from '../../../../core/model/computeNode.ts';
import type { Pool } from '../../../../core/model/pool.ts';
import { describeState } from '../../../../core/model/states.ts';
import { toText } from '../../../../core/model/words.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { type NodeList, toNodeName } from '../../../../core/words/nodeNames.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import {
  isOffline,
  type NodeGroup,
  needsAttention,
  toNodeGroup,
  toNodeGroupTitle,
  toNodeSeverity,
} from '../../../lists/nodeGroups.ts';
import { findSeenNodes } from '../../../lists/seenNodes.ts';
import type { ContextWord } from '../../contextValue.ts';
import { toTasksText } from '../../counts.ts';
import { toBrokenWords, toEndText, toNodeWords } from '../../resourceWords.ts';
import { type Row, type RowFact, toFacts, toLongTime, toShortTime, type Viewer } from '../../row.ts';
import { toCountText } from './accountRow.ts';

export function toNodeGroupRow(poolId: string, group: NodeGroup, snapshot: AccountSnapshot): Row {
  const { items, hasMore } = snapshot.slice({ kind: 'nodes', poolId });
  const nodes = items.filter((node) => toNodeGroup(node) === group);
  const seen = findSeenNodes(snapshot, poolId);
  const idle = seen === undefined ? 0 : nodes.filter((node) => isLongIdle(node, seen.until)).length;
  const description = joinParts(
    toCountText(nodes.length, hasMore),
    idle > 0 && l10n.t('{count} for over an hour', { count: toCountText(idle, hasMore) }),
  );
  return {
    kind: 'nodeGroup',
    words: group === 'attention' && nodes.length > 0 ? ['broken'] : [],
    label: toNodeGroupTitle(group),
    ...(description === undefined ? {} : { description }),
    icon: 'none',
    children: group === 'attention' ? 'expanded' : 'collapsed',
  };
}

interface NodePlace {
  readonly pool: Pool | undefined;
  readonly nodes: NodeList;
  /** The job that runs no tasks on the node, because its preparation task failed there. */
  readonly barredFrom?: string | undefined;
}

export function toNodeRow(node: ComputeNode, { pool, nodes, barredFrom }: NodePlace, reader: Viewer): Row {
  const description = joinParts(
    toNodeDescription(node, reader),
    barredFrom !== undefined && l10n.t('preparation task for job {job} failed', { job: barredFrom }),
  );
  const severity = toNodeSeverity(node, reader.now);
  return {
    kind: 'node',
    words: listNodeWords(node, pool),
    label: toNodeName(node.id, nodes),
    ...(description === undefined ? {} : { description }),
    icon: severity === 'ok' && barredFrom !== undefined ? 'warning' : severity,
    children: 'collapsed',
    facts: () => toNodeFacts(node, reader),
  };
}

function toNodeDescription(node: ComputeNode, reader: Viewer): string | undefined {
  const state = describeState('node', node.state).label;
  const since = toShortTime(node.stateTransitionTime, reader);
  const running = node.runningTasksCount ?? 0;
  const isSinceShown = needsAttention(node) || isHung(node, reader.now) || isLongIdle(node, reader.now);
  return joinParts(
    isSinceShown && since !== undefined ? l10n.t('{state} since {time}', { state, time: since }) : state,
    (node.state === 'starttaskfailed' || toleratesStartTask(node)) && toEndText(node.startTaskInfo),
    node.errors?.[0]?.code,
    isOffline(node) && describeState('scheduling', node.schedulingState).label,
    isComingOnline(node) && l10n.t('coming online'),
    running > 0 && toTasksText(running),
  );
}

function listNodeWords(node: ComputeNode, pool: Pool | undefined): readonly ContextWord[] {
  const words: ContextWord[] = [...toNodeWords(node)];
  if (needsAttention(node)) for (const each of toBrokenWords(node)) words.push(each);
  if ((node.runningTasksCount ?? 0) > 0) words.push('running');
  const sku = pool?.virtualMachineConfiguration?.nodeAgentSKUId;
  if (sku !== undefined) words.push(toNodeOs(sku));
  return words;
}

function toKindText({ isDedicated }: ComputeNode): string | undefined {
  if (isDedicated === undefined) return undefined;
  return isDedicated ? l10n.t('dedicated node') : l10n.t('Spot (low-priority) node');
}

function toNodeFacts(node: ComputeNode, reader: Viewer): readonly RowFact[] {
  return [
    ...toFacts({
      [l10n.t('Node')]: node.id,
      [l10n.t('Kind')]: toKindText(node),
      [l10n.t('State')]: describeState('node', node.state).label,
      [l10n.t('Since')]: toLongTime(node.stateTransitionTime, reader),
      [l10n.t('Scheduling')]: describeState('scheduling', node.schedulingState).label,
      [l10n.t('VM size')]: node.vmSize,
      [l10n.t('Address')]: node.ipAddress,
      [l10n.t('Tasks run')]: node.totalTasksRun,
      [l10n.t('Start task')]: joinParts(
        toText(node.startTaskInfo?.state),
        node.startTaskInfo?.failureInfo?.code,
        node.startTaskInfo?.exitCode !== undefined && l10n.t('exit code {code}', { code: node.startTaskInfo.exitCode }),
      ),
    }),
    ...(node.errors ?? []).map((error) => ({ name: error.code ?? l10n.t('Error'), value: error.message ?? '' })),
  ];
}
