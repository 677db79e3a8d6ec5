import type { Fix, RemedyId } from '../diagnosis/explanation/explanation.ts';

/** What names remedies, in its steps and beside them. */
export interface WithRemedies {
  readonly fixes?: readonly Fix[] | undefined;
  readonly remedies?: readonly RemedyId[] | undefined;
}

/** Whether it runs a single task again. */
export function isAgain(remedy: RemedyId): boolean {
  return remedy === 'task.retry' || remedy === 'task.resubmit';
}

/** Whether it names something that is done to a node. Nothing that is done to a node that Azure took back brings it here. */
export function helpsByNode(said: WithRemedies): boolean {
  return listRemedies(said).some((remedy) => remedy === 'failures.actOnNodes' || remedy.startsWith('node.'));
}

/** All remedies that it names. */
export function listRemedies({ fixes = [], remedies = [] }: WithRemedies): readonly RemedyId[] {
  return [...fixes.flatMap((fix) => fix.remedies ?? []), ...remedies];
}

/** The same with others in the place of remedies, wherever it names them. */
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
