import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import type { JobRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { findNumber, findObject, findObjects, findText, findTexts, type WireObject } from '../state/wire.ts';
import { defaultTaskConstraints, findPreparationId, findReleaseId } from './jobDefaults.ts';
import {
  checkCommandLine,
  checkDisplayName,
  checkId,
  checkIdentity,
  checkRange,
  checkResourceFiles,
  checkRetryCount,
  mostSlots,
} from './rules.ts';
import { toUserIdentity } from './userIdentity.ts';

/** Batch documentation: maximum total length of a task's dependency IDs. */
const longestDependencies = 64_000;

/** The properties of a job that affect the rules of its tasks. */
interface JobAround {
  readonly spec: WireObject;
  readonly tasks: { has(id: string): boolean };
}

/** Checks the rules that the model of a task cannot express. Throws the service's refusals. */
export function checkTask(job: JobAround, body: WireObject): void {
  const id = checkId(body['id']);
  checkDisplayName(body);
  checkCommandLine(body);
  checkRange(body, 'requiredSlots', 1, body['multiInstanceSettings'] === undefined ? mostSlots : 1);
  checkIdentity(body);
  checkRetryCount(findObject(body, 'constraints'));
  checkResourceFiles(body);
  checkInstances(findObject(body, 'multiInstanceSettings'));
  checkDependencies(job, body);
  checkExitConditions(job, body);
  if (toKey(id) === toKey(findPreparationId(job.spec) ?? '')) throw new ServiceError('TaskIdSameAsJobPreparationTask');
  if (toKey(id) === toKey(findReleaseId(job.spec) ?? '')) throw new ServiceError('TaskIdSameAsJobReleaseTask');
  if (job.tasks.has(id)) throw new ServiceError('TaskExists');
}

/** Common resource files of all instances follow the rules of the primary's resource files. */
function checkInstances(settings: WireObject | undefined): void {
  checkRange(settings, 'numberOfInstances', 1, Number.POSITIVE_INFINITY);
  const name = 'commonResourceFiles';
  checkResourceFiles(settings, `multiInstanceSettings.${name}`, name);
}

function checkDependencies(job: JobAround, body: WireObject): void {
  const dependsOn = findObject(body, 'dependsOn');
  if (dependsOn === undefined) return;
  if (job.spec['usesTaskDependencies'] !== true) throw new ServiceError('TaskDependenciesNotSpecifiedOnJob');
  if (findTexts(dependsOn, 'taskIds').join(',').length > longestDependencies) {
    throw new ServiceError('TaskDependencyListTooLong');
  }
  for (const range of findObjects(dependsOn, 'taskIdRanges')) {
    if ((findNumber(range, 'start') ?? 0) > (findNumber(range, 'end') ?? 0)) {
      throw invalidPropertyValue('taskIdRanges', range, 'The range ends before it starts');
    }
  }
}

/** Batch documentation: a job action requires a job that acts on task failures. */
function checkExitConditions(job: JobAround, body: WireObject): void {
  const conditions = findObject(body, 'exitConditions');
  const options = [
    ...findObjects(conditions, 'exitCodes').map((mapping) => findObject(mapping, 'exitOptions')),
    ...findObjects(conditions, 'exitCodeRanges').map((mapping) => findObject(mapping, 'exitOptions')),
    findObject(conditions, 'preProcessingError'),
    findObject(conditions, 'fileUploadError'),
    findObject(conditions, 'default'),
  ];
  const hasAction = options.some((option) => findText(option, 'jobAction') !== undefined);
  if (hasAction && findText(job.spec, 'onTaskFailure') === 'noaction') {
    throw invalidPropertyValue('jobAction', '', 'The job has onTaskFailure set to noaction');
  }
}

/** Adds the service's defaults to the properties of a task; its retry count comes from the job's constraints. */
export function taskWithDefaults(job: JobRecord, body: WireObject): WireObject {
  const instances = findObject(body, 'multiInstanceSettings');
  return {
    requiredSlots: 1,
    ...body,
    ...(instances === undefined ? {} : { multiInstanceSettings: { numberOfInstances: 1, ...instances } }),
    userIdentity: toUserIdentity(body),
    constraints: taskConstraints(job, findObject(body, 'constraints')),
  };
}

/** Returns the constraints of a task. Batch documentation: a task without a retry count has the job's. */
export function taskConstraints(job: JobRecord, given: WireObject | undefined): WireObject {
  const maxTaskRetryCount = findNumber(findObject(job.spec, 'constraints'), 'maxTaskRetryCount') ?? 0;
  if (given === undefined && maxTaskRetryCount === 0) return defaultTaskConstraints;
  return { ...defaultTaskConstraints, maxTaskRetryCount, ...given };
}
