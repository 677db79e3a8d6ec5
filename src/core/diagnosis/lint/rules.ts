import { checkCommandLine } from './commandLineRules.ts';
import type { Rule } from './definitionTree.ts';
import { checkJob, checkPoolInfo, checkSchedule, checkTask, checkUserIdentity } from './jobRules.ts';
import {
  autoScaleInterval,
  checkId,
  checkLimitOrUnlimited,
  checkListLength,
  checkRange,
  checkStartEnd,
  checkTextLength,
  recurrence,
  releaseWallClock,
  resizeTimeout,
  startWindow,
  wallClock,
} from './limitRules.ts';
import { checkCommunication, checkFormula, checkImage, checkNatPool, checkScaling } from './poolRules.ts';
import { checkEnvironmentSetting, checkInlineSecret } from './secretRules.ts';
import { checkOutputContainer, checkResourceFile } from './storageRules.ts';

const displayName = checkTextLength('displayName', 1024);
const priority = checkRange('priority', -1000, 1000);
const maxParallelTasks = checkLimitOrUnlimited('maxParallelTasks');
const retries = checkRange('maxTaskRetryCount', -1, undefined);
const commandLine = checkCommandLine('commandLine');

/** Rules that pools and automatic pools share. */
const poolRules: readonly Rule[] = [
  displayName,
  checkScaling,
  checkFormula,
  checkCommunication,
  resizeTimeout,
  autoScaleInterval,
  checkTextLength('autoScaleFormula', 8192),
  checkRange('taskSlotsPerNode', 1, 256),
  checkRange('targetDedicatedNodes', 0, undefined),
  checkRange('targetLowPriorityNodes', 0, undefined),
  checkListLength('applicationPackageReferences', 10),
  checkListLength('mountConfiguration', 10),
];

/** What is looked at in each kind of object; the names are those of the schema. */
export const rules: Readonly<Record<string, readonly Rule[]>> = {
  Pool: [checkId('id'), ...poolRules],
  PoolSpecification: poolRules,
  Job: [checkId('id'), displayName, priority, maxParallelTasks, checkJob],
  JobSpecification: [displayName, priority, maxParallelTasks, checkJob],
  JobSchedule: [checkId('id'), displayName],
  JobScheduleConfiguration: [recurrence, startWindow, checkSchedule],
  Task: [checkId('id'), displayName, commandLine, checkRange('requiredSlots', 1, 256), checkTask],
  StartTask: [commandLine, retries],
  JobManagerTask: [checkId('id'), commandLine, checkRange('requiredSlots', 1, 256)],
  JobPreparationTask: [checkId('id'), commandLine],
  JobReleaseTask: [checkId('id'), commandLine, releaseWallClock],
  MultiInstanceSettings: [checkCommandLine('coordinationCommandLine'), checkRange('numberOfInstances', 1, undefined)],
  TaskConstraints: [wallClock, retries],
  JobConstraints: [wallClock, retries],
  PoolInfo: [checkId('poolId'), checkPoolInfo],
  TaskIdRange: [checkStartEnd('start', 'end')],
  ExitCodeRangeMapping: [checkStartEnd('start', 'end')],
  ResourceFile: [checkResourceFile],
  OutputFileBlobContainerDestination: [checkOutputContainer],
  EnvironmentSetting: [checkEnvironmentSetting],
  ContainerRegistryReference: [checkInlineSecret('password')],
  AzureFileShareConfiguration: [checkInlineSecret('accountKey')],
  AzureBlobFileSystemConfiguration: [checkInlineSecret('accountKey'), checkInlineSecret('sasKey')],
  CifsMountConfiguration: [checkInlineSecret('password')],
  UserIdentity: [checkUserIdentity],
  VirtualMachineConfiguration: [checkImage],
  PoolEndpointConfiguration: [checkListLength('inboundNATPools', 5)],
  InboundNatPool: [
    checkTextLength('name', 77),
    checkRange('backendPort', 1, 65_535),
    checkRange('frontendPortRangeStart', 1, 65_534),
    checkRange('frontendPortRangeEnd', 1, 65_534),
    checkNatPool,
  ],
};
