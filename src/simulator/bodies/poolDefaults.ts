import type { ApiVersion } from '../apiVersion.ts';
import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { findCores } from '../state/vmSizes.ts';
import { findFlag, findNumber, findObject, findText, type WireObject } from '../state/wire.ts';
import { checkEndpoints } from './poolEndpoints.ts';
import {
  checkCommandLine,
  checkDisplayName,
  checkDuration,
  checkIdentity,
  checkMetadata,
  checkRange,
  checkResourceFiles,
  checkRetryCount,
} from './rules.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Batch documentation: a resize may time out after 5 minutes at the earliest. */
export const leastResizeTimeoutMs = 5 * minuteMs;
export const longestResizeTimeoutMs = 168 * hourMs;
const leastAutoScaleIntervalMs = 5 * minuteMs;
const longestAutoScaleIntervalMs = 168 * hourMs;
const mostNodes = 100_000;
const longestFormula = 8192;

/** Checks what the model of a pool does not tell. Throws the service's refusals. */
export function checkPool(body: WireObject, version: ApiVersion): void {
  checkDisplayName(body);
  checkMetadata(body);
  checkDuration(body, 'resizeTimeout', leastResizeTimeoutMs, longestResizeTimeoutMs);
  checkRange(body, 'targetDedicatedNodes', 0, mostNodes);
  checkRange(body, 'targetLowPriorityNodes', 0, mostNodes);
  checkRange(body, 'taskSlotsPerNode', 1, Math.min(256, 4 * findCores(findText(body, 'vmSize') ?? '')));
  checkMachine(body);
  checkScaling(body);
  checkStartTask(findObject(body, 'startTask'));
  checkEndpoints(body, version);
}

function checkMachine(body: WireObject): void {
  const size = findText(body, 'vmSize');
  if (size !== undefined && !/^(standard|basic)_\w/i.test(size)) {
    throw invalidPropertyValue('vmSize', size, 'The specified VM size is not supported');
  }
  if (body['cloudServiceConfiguration'] !== undefined) throw new ServiceError('CloudServiceConfigurationRetired');
  const machine = findObject(body, 'virtualMachineConfiguration');
  if (machine === undefined) {
    throw new ServiceError('MissingRequiredProperty', { PropertyName: 'virtualMachineConfiguration' });
  }
  const image = findObject(machine, 'imageReference') ?? {};
  const isNamed = ['virtualMachineImageId', 'sharedGalleryImageId', 'communityGalleryImageId'].some(
    (name) => image[name],
  );
  const missing = ['publisher', 'offer', 'sku'].find((name) => image[name] === undefined);
  if (!isNamed && missing !== undefined) {
    throw new ServiceError('MissingRequiredProperty', { PropertyName: `imageReference.${missing}` });
  }
}

function checkScaling(body: WireObject): void {
  const formula = findText(body, 'autoScaleFormula');
  if (findFlag(body, 'enableAutoScale') === true) {
    if (formula === undefined) throw new ServiceError('MissingRequiredProperty', { PropertyName: 'autoScaleFormula' });
    if (body['targetDedicatedNodes'] !== undefined || body['targetLowPriorityNodes'] !== undefined) {
      throw invalidPropertyValue('targetDedicatedNodes', '', 'Targets cannot be given for a pool that scales itself');
    }
  } else if (formula !== undefined) {
    throw invalidPropertyValue('autoScaleFormula', formula, 'A formula needs enableAutoScale');
  }
  checkFormula(body);
}

/** The rules of a formula and its interval, wherever they are given. */
export function checkFormula(body: WireObject): void {
  if ((findText(body, 'autoScaleFormula') ?? '').length > longestFormula) {
    throw new ServiceError('AutoScalingFormulaTooLong');
  }
  checkDuration(body, 'autoScaleEvaluationInterval', leastAutoScaleIntervalMs, longestAutoScaleIntervalMs);
}

/** The rules of a start task, wherever it is given. */
export function checkStartTask(startTask: WireObject | undefined): void {
  if (startTask !== undefined) {
    checkCommandLine(startTask, 'startTask.commandLine');
    checkRetryCount(startTask);
    checkIdentity(startTask);
    checkResourceFiles(startTask, 'startTask.resourceFiles');
  }
}

/** Batch documentation: the prefix of an auto pool has at most 20 characters; its lifetime must be given. */
export function checkAutoPool(auto: WireObject, version: ApiVersion): void {
  const prefix = findText(auto, 'autoPoolIdPrefix');
  if (prefix !== undefined && !/^[A-Za-z0-9_-]{1,20}$/.test(prefix)) {
    throw invalidPropertyValue('autoPoolIdPrefix', prefix, 'The prefix has other characters, or more than 20');
  }
  const pool = findObject(auto, 'pool');
  if (pool === undefined) {
    throw new ServiceError('MissingRequiredProperty', { PropertyName: 'autoPoolSpecification.pool' });
  }
  checkPool(pool, version);
}

/** The properties of a pool with the service's defaults. */
export function poolWithDefaults(body: WireObject): WireObject {
  const isAutoScaled = findFlag(body, 'enableAutoScale') === true;
  const policy = findObject(body, 'taskSchedulingPolicy');
  return {
    ...body,
    vmSize: (findText(body, 'vmSize') ?? '').toLowerCase(),
    resizeTimeout: findText(body, 'resizeTimeout') ?? 'PT15M',
    enableAutoScale: isAutoScaled,
    ...(isAutoScaled ? { autoScaleEvaluationInterval: findText(body, 'autoScaleEvaluationInterval') ?? 'PT15M' } : {}),
    enableInterNodeCommunication: findFlag(body, 'enableInterNodeCommunication') ?? false,
    taskSlotsPerNode: findNumber(body, 'taskSlotsPerNode') ?? 1,
    taskSchedulingPolicy: { ...policy, nodeFillType: findFillType(policy) },
    ...toStartTask(body),
  };
}

/** The service writes this enum with a capital (recorded). */
function findFillType(policy: WireObject | undefined): string {
  return findText(policy, 'nodeFillType')?.toLowerCase() === 'pack' ? 'Pack' : 'Spread';
}

function toStartTask(body: WireObject): WireObject {
  const startTask = findObject(body, 'startTask');
  return startTask === undefined ? {} : { startTask: startTaskWithDefaults(startTask) };
}

/** A start task with the service's defaults. */
export function startTaskWithDefaults(startTask: WireObject): WireObject {
  return {
    maxTaskRetryCount: 0,
    waitForSuccess: true,
    userIdentity: { autoUser: { scope: 'pool', elevationLevel: 'nonadmin' } },
    ...startTask,
  };
}
