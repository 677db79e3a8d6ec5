import type { JobPreparationAndReleaseStatus } from '../../model/job.ts';
import { listSome } from '../explanation/sentences.ts';
import { shortenNodeIds } from '../explanation/subject.ts';

/** At most so many nodes are named. */
const maxNamed = 3;

/** `tvm_1, tvm_2 and 3 more`. */
export function listNodeNames(statuses: readonly JobPreparationAndReleaseStatus[]): string {
  const names = statuses.map(({ nodeId }) => shortenNodeIds(nodeId ?? '?'));
  return listSome(names, maxNamed);
}
