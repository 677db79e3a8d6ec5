/** What about a task that waits is looked at. */
export type CheckId =
  | 'age'
  | 'jobState'
  | 'scheduling'
  | 'dependencies'
  | 'parallel'
  | 'preparation'
  | 'offer'
  | 'size'
  | 'nodes';

/** The id of a reason of a check: of several, that of the first is the check's own. */
export function toReasonId(check: CheckId, index: number): string {
  return index === 0 ? check : `${check}-${index + 1}`;
}

/** Whether a reason of this id is one of a check. */
export function isOfCheck(reasonId: string, check: CheckId): boolean {
  return reasonId === check || reasonId.startsWith(`${check}-`);
}
