import * as l10n from '@vscode/l10n';
import { isSame } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { TaskCase } from '../process/taskCase.ts';
import { describeSuspect } from '../suspects/describeSuspect.ts';
import { findBadNode, findSuspects, hasTrait, type Suspect } from '../suspects/findSuspects.ts';
import { observeTasks } from '../suspects/timeWindows.ts';

/** What the failed task shares with other failures of its job, and seldom with successes. */
function findOwnSuspects({ task, siblings, node, nodes }: TaskCase): readonly Suspect[] {
  if (siblings.length === 0) return [];
  const known = node === undefined || nodes.some(({ id }) => isSame(id, node.id)) ? nodes : [...nodes, node];
  const observations = observeTasks([task, ...siblings], known);
  const [own] = observations;
  return own === undefined ? [] : findSuspects(observations).filter((suspect) => hasTrait(own, suspect));
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
