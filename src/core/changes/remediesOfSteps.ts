import type { Fix, RemedyId } from '../diagnosis/explanation/explanation.ts';

/** An object that names remedies, both in its steps and directly. */
export interface WithRemedies {
  readonly fixes?: readonly Fix[] | undefined;
  readonly remedies?: readonly RemedyId[] | undefined;
}

/** Checks whether a remedy runs a single task again. */
export function isAgain(remedy: RemedyId): boolean {
  return remedy === 'task.retry' || remedy === 'task.resubmit';
}

/** Checks whether a remedy runs tasks again as they are. */
export function isUnchanged(remedy: RemedyId | undefined): boolean {
  return remedy === 'task.retry' || remedy === 'failures.retry' || remedy === 'job.retryFailed';
}

/** Checks whether a remedy acts on a node. No action on a preempted node brings it back. */
export function helpsByNode(said: WithRemedies): boolean {
  return listRemedies(said).some((remedy) => remedy === 'failures.actOnNodes' || remedy.startsWith('node.'));
}

/** Lists all remedies that an object names, both in its steps and directly. */
export function listRemedies({ fixes = [], remedies = [] }: WithRemedies): readonly RemedyId[] {
  return [...fixes.flatMap((fix) => fix.remedies ?? []), ...remedies];
}

/** Replaces remedies everywhere in an object. */
export function mapRemedies<Whole extends WithRemedies>(
  whole: Whole,
  toOthers: (remedy: RemedyId) => readonly RemedyId[],
): Whole & { readonly fixes: readonly Fix[]; readonly remedies: readonly RemedyId[] } {
  const { fixes = [], remedies = [] } = whole;
  return {
    ...whole,
    fixes: fixes.map((fix) =>
      fix.remedies === undefined ? fix : { ...fix, remedies: fix.remedies.flatMap(toOthers) },
    ),
    remedies: remedies.flatMap(toOthers),
  };
}
