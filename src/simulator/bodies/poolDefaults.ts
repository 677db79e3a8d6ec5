import type { ApiVersion } from '../apiVersion.ts';
import type { Call } from '../http/call.ts';
import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { findCores } from '../state/vmSizes.ts';
import { findFlag, findNumber, findObject, findObjects, findText, present, type WireObject } from '../state/wire.ts';
import { isOffered, type Offer } from './offer.ts';
import { checkEndpoints } from './poolEndpoints.ts';
import { checkImage } from './poolImages.ts';
import { checkMachineSetup } from './poolMachine.ts';
import {
  checkCommandLine,
  checkDisplayName,
  checkDuration,
  checkIdentity,
  checkMetadata,
  checkRange,
  checkResourceFiles,
  checkRetryCount,
  mostSlots,
  requireAtMost,
} from './rules.ts';
import { toUserIdentity } from './userIdentity.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Batch documentation: minimum timeout of a resize, 5 minutes. */
export const leastResizeTimeoutMs = 5 * minuteMs;
export const longestResizeTimeoutMs = 168 * hourMs;
const leastAutoScaleIntervalMs = 5 * minuteMs;
const longestAutoScaleIntervalMs = 168 * hourMs;
const mostNodes = 100_000;
const longestFormula = 8192;
const mostPackages = 10;
const leastUpgradedPercent = 5;

/** Inputs to the rules for pools, in addition to a pool's body. */
export interface PoolAsking {
  readonly version: ApiVersion;
  readonly isSharedKey: boolean;
  readonly offer: Offer;
  readonly runsLinuxOnly: boolean;
}

/** Extracts the inputs to the rules for pools from a request. */
export function toPoolAsking({ version, isSharedKey, world: { offer, executor } }: Call): PoolAsking {
  return { version, isSharedKey, offer, runsLinuxOnly: executor.runsPrograms === true && !offer.takesOthers };
}

/** Checks the rules that the model of a pool cannot express. Throws the service's refusals. */
export function checkPool(body: WireObject, asking: PoolAsking): void {
  // Recorded: this error takes precedence over all others.
  if (body['cloudServiceConfiguration'] !== undefined) throw new ServiceError('CloudServiceConfigurationRetired');
  checkDisplayName(body);
  checkMetadata(body);
  checkDuration(body, 'resizeTimeout', leastResizeTimeoutMs, longestResizeTimeoutMs);
  checkRange(body, 'targetDedicatedNodes', 0, mostNodes);
  checkRange(body, 'targetLowPriorityNodes', 0, mostNodes);
  checkRange(body, 'taskSlotsPerNode', 1, Math.min(mostSlots, 4 * findCores(findText(body, 'vmSize') ?? '')));
  checkMachine(body, asking);
  checkMachineSetup(body);
  checkPackageCount(body);
  checkScaling(body);
  checkStartTask(findObject(body, 'startTask'));
  checkNetwork(body, asking);
  checkUpgrade(body);
}

function checkMachine(body: WireObject, { isSharedKey, offer, runsLinuxOnly }: PoolAsking): void {
  const size = findText(body, 'vmSize');
  if (size !== undefined && !isOffered(size, offer)) {
    throw invalidPropertyValue(
      'vmSize',
      size,
      `The specified VM size is not supported: this simulator knows none of that name, though the service may. Add it by --vm-size ${size}, or take all by --lenient`,
    );
  }
  const machine = findObject(body, 'virtualMachineConfiguration');
  if (machine === undefined) {
    throw new ServiceError('MissingRequiredProperty', { PropertyName: 'virtualMachineConfiguration' });
  }
  checkImage(machine, isSharedKey, offer);
  if (runsLinuxOnly && isWindows(machine)) {
    throw invalidPropertyValue('nodeAgentSKUId', machine['nodeAgentSKUId'], noWindows);
  }
}

const noWindows =
  'This simulator runs programs of Linux, and none of Windows. Play outcomes by --executor scripted, or take the pool all the same by --lenient: its tasks fail then';

function isWindows(machine: WireObject): boolean {
  return findText(machine, 'nodeAgentSKUId')?.toLowerCase().includes('windows') === true;
}

/** Recorded: only clients that sign in with Microsoft Entra ID may put a pool into a virtual network. */
function checkNetwork(body: WireObject, { version, isSharedKey }: PoolAsking): void {
  const subnet = findText(findObject(body, 'networkConfiguration'), 'subnetId');
  if (subnet !== undefined && isSharedKey) {
    throw new ServiceError('Forbidden', { Reason: 'Property subnetId is not enabled for current account' });
  }
  checkEndpoints(body, version);
}

/** Batch documentation: rolling upgrade policy. A batch may not be larger than the share that may be unhealthy. */
function checkUpgrade(body: WireObject): void {
  const policy = findObject(findObject(body, 'upgradePolicy'), 'rollingUpgradePolicy');
  const most = findNumber(policy, 'maxUnhealthyInstancePercent') ?? 100;
  checkRange(policy, 'maxUnhealthyInstancePercent', leastUpgradedPercent, 100);
  checkRange(policy, 'maxBatchInstancePercent', leastUpgradedPercent, most);
  checkRange(policy, 'maxUnhealthyUpgradedInstancePercent', 0, 100);
}

/** Checks the number of application packages of a pool, wherever they are given. */
export function checkPackageCount(body: WireObject): void {
  const name = 'applicationPackageReferences';
  requireAtMost(name, findObjects(body, name), mostPackages);
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

/** Checks a formula and its interval, wherever they are given. */
export function checkFormula(body: WireObject): void {
  if ((findText(body, 'autoScaleFormula') ?? '').length > longestFormula) {
    throw new ServiceError('AutoScalingFormulaTooLong');
  }
  checkDuration(body, 'autoScaleEvaluationInterval', leastAutoScaleIntervalMs, longestAutoScaleIntervalMs);
}

/** Checks a start task, wherever it is given. */
export function checkStartTask(startTask: WireObject | undefined): void {
  if (startTask !== undefined) {
    checkCommandLine(startTask, 'startTask.commandLine');
    checkRetryCount(startTask);
    checkIdentity(startTask);
    checkResourceFiles(startTask, 'startTask.resourceFiles');
  }
}

/** Checks an auto pool. Batch documentation: its prefix has at most 20 characters; its lifetime must be given. */
export function checkAutoPool(auto: WireObject, asking: PoolAsking): void {
  const prefix = findText(auto, 'autoPoolIdPrefix');
  if (prefix !== undefined && !/^[A-Za-z0-9_-]{1,20}$/.test(prefix)) {
    throw invalidPropertyValue('autoPoolIdPrefix', prefix, 'The prefix has other characters, or more than 20');
  }
  const pool = findObject(auto, 'pool');
  if (pool === undefined) {
    throw new ServiceError('MissingRequiredProperty', { PropertyName: 'autoPoolSpecification.pool' });
  }
  checkPool(pool, asking);
}

/** Adds the service's defaults to the properties of a pool. */
export function poolWithDefaults(body: WireObject): WireObject {
  const isAutoScaled = findFlag(body, 'enableAutoScale') === true;
  const policy = findObject(body, 'taskSchedulingPolicy');
  // Batch documentation: only a pool with a formula has an interval.
  const { autoScaleEvaluationInterval: _interval, ...rest } = body;
  return {
    ...rest,
    vmSize: (findText(body, 'vmSize') ?? '').toLowerCase(),
    resizeTimeout: findText(body, 'resizeTimeout') ?? 'PT15M',
    enableAutoScale: isAutoScaled,
    ...(isAutoScaled ? { autoScaleEvaluationInterval: findText(body, 'autoScaleEvaluationInterval') ?? 'PT15M' } : {}),
    enableInterNodeCommunication: findFlag(body, 'enableInterNodeCommunication') ?? false,
    taskSlotsPerNode: findNumber(body, 'taskSlotsPerNode') ?? 1,
    taskSchedulingPolicy: { jobDefaultOrder: 'none', ...policy, nodeFillType: findFillType(policy) },
    ...toMachine(body),
    ...toNetwork(body),
    ...toUserAccounts(body),
    ...toStartTask(body),
  };
}

/** Adds the service's defaults to the specification of an auto pool (recorded). */
export function autoPoolWithDefaults(auto: WireObject): WireObject {
  const pool = findObject(auto, 'pool');
  if (pool === undefined) return { keepAlive: false, ...auto };
  const targets =
    findFlag(pool, 'enableAutoScale') === true ? {} : { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 };
  return { keepAlive: false, ...auto, pool: { ...targets, ...poolWithDefaults(pool) } };
}

/** The service capitalizes this enum (recorded). */
function findFillType(policy: WireObject | undefined): string {
  return findText(policy, 'nodeFillType')?.toLowerCase() === 'pack' ? 'Pack' : 'Spread';
}

/** Batch documentation: the version of a marketplace image is the latest by default. */
function toMachine(body: WireObject): WireObject {
  const machine = findObject(body, 'virtualMachineConfiguration');
  if (machine === undefined) return {};
  const image = findObject(machine, 'imageReference');
  const imageReference = image?.['publisher'] === undefined ? image : { version: 'latest', ...image };
  const dataDisks = machine['dataDisks'] === undefined ? undefined : findObjects(machine, 'dataDisks').map(toDisk);
  return { virtualMachineConfiguration: present({ ...machine, imageReference, dataDisks }) };
}

/** Recorded: by default, disks are not cached and use the cheapest storage. */
function toDisk(disk: WireObject): WireObject {
  const hasType = findText(findObject(disk, 'managedDisk'), 'storageAccountType') !== undefined;
  return { caching: 'none', ...(hasType ? {} : { storageAccountType: 'standard_lrs' }), ...disk };
}

/** Recorded: defaults of a network configuration that is given. */
function toNetwork(body: WireObject): WireObject {
  const network = findObject(body, 'networkConfiguration');
  if (network === undefined) return {};
  const defaults = { dynamicVNetAssignmentScope: 'none', enableAcceleratedNetworking: false };
  return { networkConfiguration: { ...defaults, ...network } };
}

/** Recorded: the users of Windows nodes log in as batch users by default. */
function toUserAccounts(body: WireObject): WireObject {
  if (body['userAccounts'] === undefined) return {};
  const isOfWindows = isWindows(findObject(body, 'virtualMachineConfiguration') ?? {});
  const windows = isOfWindows ? { windowsUserConfiguration: { loginMode: 'batch' } } : {};
  const users = findObjects(body, 'userAccounts');
  return { userAccounts: users.map((user) => ({ elevationLevel: 'nonadmin', ...windows, ...user })) };
}

function toStartTask(body: WireObject): WireObject {
  const startTask = findObject(body, 'startTask');
  return startTask === undefined ? {} : { startTask: startTaskWithDefaults(startTask) };
}

/** Adds the service's defaults to a start task. */
export function startTaskWithDefaults(startTask: WireObject): WireObject {
  return { maxTaskRetryCount: 0, waitForSuccess: true, ...startTask, userIdentity: toUserIdentity(startTask) };
}
