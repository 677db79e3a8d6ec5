import type { Resource } from '../../../core/model/resource.ts';
import type { Verb } from '../run/verb.ts';
import { createVerb } from './create.ts';
import {
  deleteJobScheduleVerb,
  disableJobScheduleVerb,
  enableJobScheduleVerb,
  terminateJobScheduleVerb,
} from './jobSchedules.ts';
import { deleteJobVerb, disableJobVerb, enableJobVerb, patchJobVerb, terminateJobVerb } from './jobs.ts';
import {
  deallocateVerb,
  disableSchedulingVerb,
  enableSchedulingVerb,
  rebootVerb,
  reimageVerb,
  startVerb,
} from './nodes.ts';
import {
  changeStartTaskVerb,
  deletePoolVerb,
  disableAutoscaleVerb,
  enableAutoscaleVerb,
  resizePoolVerb,
  stopResizePoolVerb,
} from './pools.ts';
import { removeNodesVerb } from './removeNodes.ts';
import { requeueVerb } from './requeue.ts';
import { retryVerb } from './retry.ts';
import { submitVerb } from './submit.ts';
import { deleteTaskVerb, terminateTaskVerb } from './tasks.ts';

/** A verb whose choices and things come from a journal: the plan of a verb holds what that verb is for. */
export type AnyVerb = Verb<Resource, object, unknown>;

const all = [
  enableAutoscaleVerb,
  changeStartTaskVerb,
  createVerb,
  deallocateVerb,
  deleteJobScheduleVerb,
  deleteJobVerb,
  deletePoolVerb,
  deleteTaskVerb,
  disableAutoscaleVerb,
  disableJobScheduleVerb,
  disableJobVerb,
  disableSchedulingVerb,
  enableJobScheduleVerb,
  enableJobVerb,
  enableSchedulingVerb,
  patchJobVerb,
  rebootVerb,
  reimageVerb,
  removeNodesVerb,
  requeueVerb,
  resizePoolVerb,
  submitVerb,
  retryVerb,
  startVerb,
  stopResizePoolVerb,
  terminateJobScheduleVerb,
  terminateJobVerb,
  terminateTaskVerb,
];

/** Every verb of bulk actions, by its id. */
export const verbs: ReadonlyMap<string, AnyVerb> = new Map(all.map((verb) => [verb.id, verb as unknown as AnyVerb]));
