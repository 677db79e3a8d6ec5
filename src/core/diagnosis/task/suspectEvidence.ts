import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Task } from '../../model/task.ts';
import { isSame } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { TaskCase } from '../process/taskCase.ts';
import { describeSuspect } from '../suspects/describeSuspect.ts';
import { findSuspects, hasTrait, type Suspect } from '../suspects/findSuspects.ts';
import { type Observation, observeTask } from '../suspects/observation.ts';
import { withTimeWindows } from '../suspects/timeWindows.ts';

/** Those of the tasks that ended as observations, in their order. What nodes are is known of those given. */
export function observeTasks(tasks: readonly Task[], nodes: readonly ComputeNode[] = []): readonly Observation[] {
  const byId = new Map(nodes.map((node) => [node.id.toLowerCase(), node]));
  const observed = tasks.map((task) => observeTask(task, byId.get(task.nodeInfo?.nodeId?.toLowerCase() ?? '')));
  return withTimeWindows(observed.filter((observation) => observation !== undefined));
}

/** What the failed task shares with other failures of its job, and seldom with successes. */
function findOwnSuspects({ task, siblings, node, nodes }: TaskCase): readonly Suspect[] {
  if (siblings.length === 0) return [];
  const known = node === undefined || nodes.some(({ id }) => isSame(id, node.id)) ? nodes : [...nodes, node];
  const observations = observeTasks([task, ...siblings], known);
  const [own] = observations;
  return own === undefined ? [] : findSuspects(observations).filter((suspect) => hasTrait(own, suspect));
}

/** The node among `suspects` that failures can be told to come from, and from nothing else. */
export function findBadNode(suspects: readonly Suspect[]): string | undefined {
  return suspects.find(({ trait, alternatives }) => trait === 'node' && alternatives.length === 0)?.value;
}

/** The draft with what the task shares with other failures; a bad node is taken offline before anything else is tried. */
export function withSuspects(theCase: TaskCase, draft: Draft): Draft {
  const suspects = findOwnSuspects(theCase);
  const evidence = suspects.map((suspect) => ({ text: describeSuspect(suspect), source: 'siblings' }));
  const node = findBadNode(suspects);
  if (node === undefined) return { ...draft, evidence: [...(draft.evidence ?? []), ...evidence] };
  const offline = l10n.t('Take node {0} offline and retry the task: it runs on another one.', node);
  return {
    ...draft,
    evidence: [...(draft.evidence ?? []), ...evidence],
    fixes: [{ text: offline }, ...(draft.fixes ?? [])],
    remedies: [...(draft.remedies ?? []), 'node.disableScheduling'],
  };
}
