import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { unlimitedDuration } from '../state/time.ts';
import { findFlag, findObject, findText, type WireObject } from '../state/wire.ts';
import { autoPoolWithDefaults } from './poolDefaults.ts';
import {
  checkCommandLine,
  checkDisplayName,
  checkDuration,
  checkId,
  checkIdentity,
  checkMetadata,
  checkPriority,
  checkRange,
  checkResourceFiles,
  checkRetryCount,
  mostSlots,
} from './rules.ts';
import { toUserIdentity } from './userIdentity.ts';

const minuteMs = 60_000;
const mostReleaseMs = 15 * minuteMs;

/** The defaults of every task. Batch documentation: task constraints. */
export const defaultTaskConstraints: WireObject = {
  maxWallClockTime: unlimitedDuration,
  retentionTime: 'P7D',
  maxTaskRetryCount: 0,
};

/** Checks the rules that the models of jobs cannot express; also for partial jobs, as in updates. */
export function checkJob(body: WireObject): void {
  checkDisplayName(body);
  checkMetadata(body);
  checkPriority(body);
  checkRange(body, 'maxParallelTasks', -1, 2_147_483_647);
  if (body['maxParallelTasks'] === 0) {
    throw invalidPropertyValue('maxParallelTasks', '0', 'The value must be -1 or at least 1');
  }
  checkRetryCount(findObject(body, 'constraints'));
  checkJobTasks(body);
  const poolInfo = findObject(body, 'poolInfo');
  if (
    poolInfo !== undefined &&
    (poolInfo['poolId'] === undefined) === (poolInfo['autoPoolSpecification'] === undefined)
  ) {
    throw invalidPropertyValue('poolInfo', poolInfo, 'Exactly one of poolId and autoPoolSpecification must be given');
  }
}

function checkJobTasks(body: WireObject): void {
  const preparation = findObject(body, 'jobPreparationTask');
  const release = findObject(body, 'jobReleaseTask');
  const manager = findObject(body, 'jobManagerTask');
  for (const [name, task] of Object.entries({
    jobPreparationTask: preparation,
    jobReleaseTask: release,
    jobManagerTask: manager,
  })) {
    if (task !== undefined) {
      checkCommandLine(task, `${name}.commandLine`);
      checkResourceFiles(task, `${name}.resourceFiles`);
      checkRetryCount(findObject(task, 'constraints'));
      checkIdentity(task);
      checkId(task['id'] ?? 'x', `${name}.id`);
    }
  }
  if (manager !== undefined) {
    checkDisplayName(manager);
    checkRange(manager, 'requiredSlots', 1, mostSlots);
  }
  if (release !== undefined && preparation === undefined) {
    throw new ServiceError('MissingRequiredProperty', { PropertyName: 'jobPreparationTask' });
  }
  if (release !== undefined) checkDuration(release, 'maxWallClockTime', 0, mostReleaseMs);
}

/** Adds the service's defaults to the properties of a job. */
export function jobWithDefaults(body: WireObject): WireObject {
  const preparation = findObject(body, 'jobPreparationTask');
  const release = findObject(body, 'jobReleaseTask');
  const manager = findObject(body, 'jobManagerTask');
  return {
    priority: 0,
    maxParallelTasks: -1,
    allowTaskPreemption: false,
    onAllTasksComplete: 'noaction',
    onTaskFailure: 'noaction',
    ...body,
    usesTaskDependencies: findFlag(body, 'usesTaskDependencies') ?? false,
    constraints: { maxWallClockTime: unlimitedDuration, maxTaskRetryCount: 0, ...findObject(body, 'constraints') },
    ...toPoolInfo(body),
    ...(preparation === undefined ? {} : { jobPreparationTask: preparationWithDefaults(preparation) }),
    ...(release === undefined ? {} : { jobReleaseTask: releaseWithDefaults(release) }),
    ...(manager === undefined ? {} : { jobManagerTask: managerWithDefaults(manager) }),
  };
}

function toPoolInfo(body: WireObject): WireObject {
  const info = findObject(body, 'poolInfo');
  const auto = findObject(info, 'autoPoolSpecification');
  return auto === undefined ? {} : { poolInfo: { ...info, autoPoolSpecification: autoPoolWithDefaults(auto) } };
}

/** Adds the defaults to a job schedule; its job specification gets the defaults that its jobs will have. */
export function scheduleWithDefaults(body: WireObject): WireObject {
  const specification = findObject(body, 'jobSpecification');
  return specification === undefined ? body : { ...body, jobSpecification: jobWithDefaults(specification) };
}

function preparationWithDefaults(task: WireObject): WireObject {
  return {
    id: 'jobpreparation',
    waitForSuccess: true,
    rerunOnNodeRebootAfterSuccess: true,
    ...task,
    userIdentity: toUserIdentity(task),
    constraints: { ...defaultTaskConstraints, ...findObject(task, 'constraints') },
  };
}

function releaseWithDefaults(task: WireObject): WireObject {
  return {
    id: 'jobrelease',
    maxWallClockTime: 'PT15M',
    retentionTime: 'P7D',
    ...task,
    userIdentity: toUserIdentity(task),
  };
}

function managerWithDefaults(task: WireObject): WireObject {
  return {
    killJobOnCompletion: true,
    runExclusive: true,
    requiredSlots: 1,
    allowLowPriorityNode: true,
    ...task,
    userIdentity: toUserIdentity(task),
    constraints: { ...defaultTaskConstraints, ...findObject(task, 'constraints') },
  };
}

/** Returns the ID of the job preparation task; no ordinary task may have it. */
export function findPreparationId(job: WireObject): string | undefined {
  return findText(findObject(job, 'jobPreparationTask'), 'id');
}

/** Returns the ID of the job release task; no ordinary task may have it. */
export function findReleaseId(job: WireObject): string | undefined {
  return findText(findObject(job, 'jobReleaseTask'), 'id');
}
