import { l10n } from 'vscode';
import { formatNumber } from '../../../core/query/numbers.ts';
import { inFullOfEach, mostInFull } from '../../../core/remedy/bulk/keptInFull.ts';
import { terminateJobScheduleVerb } from '../../bulk/verbs/jobSchedules.ts';
import { deleteJobVerb, terminateJobVerb } from '../../bulk/verbs/jobs.ts';
import { rebootVerb, reimageVerb } from '../../bulk/verbs/nodes.ts';
import { resizePoolVerb } from '../../bulk/verbs/pools.ts';
import { removeNodesVerb } from '../../bulk/verbs/removeNodes.ts';
import { deleteTaskVerb, terminateTaskVerb } from '../../bulk/verbs/tasks.ts';

const always = (): boolean => true;

/** What takes something away, with these choices. What runs tasks again keeps their attempts by itself. */
const takers: ReadonlyMap<string, (choices: object) => boolean> = new Map<string, (choices: object) => boolean>([
  [deleteTaskVerb.id, always],
  [terminateTaskVerb.id, always],
  [deleteJobVerb.id, always],
  [terminateJobVerb.id, always],
  [terminateJobScheduleVerb.id, always],
  [rebootVerb.id, always],
  [reimageVerb.id, always],
  [removeNodesVerb.id, always],
  // What becomes of tasks is said only where nodes go.
  [resizePoolVerb.id, (choices) => Reflect.get(choices, 'nodeDeallocationOption') !== undefined],
]);

/** Whether a verb takes away what has to be kept first. */
export function takesAway(verb: { readonly id: string }, choices: object): boolean {
  return takers.get(verb.id)?.(choices) === true;
}

/** What is kept before a verb acts, as a line for its question; nothing where it takes nothing away. */
export function describeKept(verb: { readonly id: string }, choices: object, count: number): readonly string[] {
  if (!takesAway(verb, choices)) return [];
  return [
    count > mostInFull
      ? l10n.t(
          'First, the properties of all are saved on this computer, and of the first {count} with each cause the ends of their logs.',
          { count: formatNumber(inFullOfEach) },
        )
      : l10n.t('First, the properties, the ends of the logs and what was wrong are saved on this computer.'),
  ];
}
