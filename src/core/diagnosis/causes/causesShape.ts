import { failingKinds } from '../../failures/failingKinds.ts';
import { isResource } from '../../model/resource.ts';
import { type Findings, flag, isObject, leaveOut, list, needed, number, object, type Read } from '../../model/shape.ts';
import { readAnyJob, readAnyNode, readAnyPool, readAnyTask } from '../evidence/shapes.ts';
import { readGivenExplanation } from '../explanation/explanation.ts';
import type { Cause } from './causes.ts';
import { readCluster } from './clusterFailure.ts';
import type { FailingKind } from './failing.ts';

export const readShare = object({
  read: needed(number),
  total: needed(number),
  /** False if not all jobs are included. */
  isComplete: flag,
  /** True if only a few failures were read because no view shows the account, and more can be read. */
  isBrief: flag,
});

const readThing: Readonly<Record<FailingKind, Read<object>>> = {
  task: readAnyTask,
  node: readAnyNode,
  pool: readAnyPool,
  job: readAnyJob,
};

/** Reads causes. Only this code creates them: one that a caller passes back is accepted unchanged or left out. */
export const readCauses: Read<readonly Cause[]> = list((value, found) => (isCause(value) ? value : leaveOut(found)));

function isCause(value: unknown): value is Cause {
  if (!isObject(value) || !Array.isArray(value['failures'])) return false;
  const found = { damaged: false };
  readCluster(value['cluster'], found);
  return value['failures'].every((failure) => isFailure(failure, found)) && !found.damaged;
}

function isFailure(value: unknown, found: Findings): boolean {
  if (!isObject(value) || !isObject(value['failing'])) return false;
  const { kind, resource, blocks, ...failing } = value['failing'];
  const known = failingKinds.find((name) => name === kind);
  if (known === undefined || !isResource(resource)) return false;
  readGivenExplanation(value['explanation'], found);
  readThing[known](failing[known], found);
  return blocks === undefined || (isObject(blocks) && blocks['tasks'] instanceof Map);
}
