import { submitDefinition } from '../definition/submitDefinition.ts';
import { submitTasks } from '../definition/submitTasks.ts';
import { changeJobLimit } from '../job/changeLimit.ts';
import { deleteJob } from '../job/delete.ts';
import { disableJob } from '../job/disable.ts';
import { enableJob } from '../job/enable.ts';
import { terminateJob } from '../job/terminate.ts';
import { deleteJobSchedule } from '../jobSchedule/delete.ts';
import { disableJobSchedule } from '../jobSchedule/disable.ts';
import { enableJobSchedule } from '../jobSchedule/enable.ts';
import { terminateJobSchedule } from '../jobSchedule/terminate.ts';
import { deallocateNode } from '../node/deallocate.ts';
import { disableNodeScheduling } from '../node/disableScheduling.ts';
import { enableNodeScheduling } from '../node/enableScheduling.ts';
import { rebootNode } from '../node/reboot.ts';
import { reimageNode } from '../node/reimage.ts';
import { removeNodes } from '../node/remove.ts';
import { startNode } from '../node/start.ts';
import { changePoolStartTask } from '../pool/changePoolStartTask.ts';
import { deletePool } from '../pool/delete.ts';
import { disablePoolAutoscale } from '../pool/disableAutoscale.ts';
import { enablePoolAutoscale } from '../pool/enablePoolAutoscale.ts';
import { resizePool } from '../pool/resize.ts';
import { stopPoolResize } from '../pool/stopResize.ts';
import { changeTaskLimit } from '../task/changeLimit.ts';
import { deleteTask } from '../task/delete.ts';
import { requeueTask } from '../task/requeue.ts';
import { retryTask } from '../task/retry.ts';
import { terminateTask } from '../task/terminate.ts';
import type { AnyVerb } from './verb.ts';

const all = [
  enablePoolAutoscale,
  changePoolStartTask,
  submitDefinition,
  deallocateNode,
  deleteJobSchedule,
  deleteJob,
  deletePool,
  deleteTask,
  disablePoolAutoscale,
  disableJobSchedule,
  disableJob,
  disableNodeScheduling,
  enableJobSchedule,
  enableJob,
  enableNodeScheduling,
  changeJobLimit,
  changeTaskLimit,
  rebootNode,
  reimageNode,
  removeNodes,
  requeueTask,
  resizePool,
  submitTasks,
  retryTask,
  startNode,
  stopPoolResize,
  terminateJobSchedule,
  terminateJob,
  terminateTask,
];

/** All verbs of bulk actions, by ID. */
export const verbs: ReadonlyMap<string, AnyVerb> = new Map(all.map((verb) => [verb.id, verb as unknown as AnyVerb]));
