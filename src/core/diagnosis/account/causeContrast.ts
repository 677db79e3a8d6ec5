import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { findContrasts } from '../causes/contrasts.ts';
import { describeContrast } from '../causes/describeContrast.ts';
import { describeSuspect } from '../causes/describeSuspect.ts';
import { findSuspects } from '../causes/findSuspects.ts';
import { observeTask, observeTasks } from '../causes/observation.ts';
import type { Evidence } from '../explanation/explanation.ts';

/**
 * What the tasks of a cause have that those of the same job that succeeded have not, with numbers. `tasks` are those of
 * one job of which all is known; those that failed for other causes count for neither side.
 */
export function tellContrast(
  members: ReadonlySet<string>,
  tasks: readonly Task[],
  nodes: readonly ComputeNode[],
): readonly Evidence[] {
  const known = tasks.filter((task) => members.has(task.id) || !isFailed(task));
  const [first] = known.filter((task) => members.has(task.id));
  const observations = observeTasks(known, nodes);
  if (first === undefined || !observations.some(({ failed }) => !failed))
    return [{ text: l10n.t('No task of the job that succeeded was read, so there is nothing to compare with.') }];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = observeTask(first, byId.get(first.nodeInfo?.nodeId ?? ''));
  const others = observeTasks(
    known.filter((task) => task !== first),
    nodes,
  );
  const told = [
    ...findSuspects(observations).map(describeSuspect),
    ...(own === undefined ? [] : findContrasts(own, others).map(describeContrast)),
  ];
  return told.length === 0
    ? [{ text: l10n.t('Nothing that is known of them sets them apart from those that succeeded.') }]
    : [...new Set(told)].map((text) => ({ text }));
}
