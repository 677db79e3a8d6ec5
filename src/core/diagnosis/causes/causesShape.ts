import { isResource } from '../../model/resourceChain.ts';
import {
  type Findings,
  flag,
  isObject,
  leaveOut,
  list,
  needed,
  number,
  object,
  oneOf,
  type Read,
  text,
} from '../../model/shape.ts';
import { failingKinds } from '../../query/failingKinds.ts';
import { readAnyJob, readAnyNode, readAnyPool, readAnyTask } from '../evidence/shapes.ts';
import { failureCategories } from '../explanation/category.ts';
import { readGivenExplanation } from '../explanation/explanationShape.ts';
import type { Cause } from './causes.ts';
import type { ReadShare } from './causesSection.ts';
import type { Cluster } from './clusterFailure.ts';
import type { FailingKind } from './failing.ts';

export const readShare = object<ReadShare>({
  read: needed(number),
  total: needed(number),
  isComplete: flag,
  isBrief: flag,
});

const readCluster = object<Cluster>({
  fingerprint: needed(text),
  kind: needed(oneOf(failingKinds)),
  title: needed(text),
  category: needed(oneOf(failureCategories)),
  count: needed(number),
  jobs: needed(list(text)),
  nodes: needed(list(text)),
  firstSeen: needed(text),
  lastSeen: needed(text),
  why: needed(text),
});

const readThing: Readonly<Record<FailingKind, Read<object>>> = {
  task: readAnyTask,
  node: readAnyNode,
  pool: readAnyPool,
  job: readAnyJob,
};

/** Causes are made here: one that a caller hands back counts as it was made, or not at all. */
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
