import { checkContainerSettings, checkImageNames } from './containerRules.ts';
import {
  checkAutoPool,
  checkJob,
  checkJobRetries,
  checkPackage,
  checkPoolInfo,
  checkRetention,
  checkRetries,
  checkSchedule,
  checkStartEnd,
  checkTask,
  checkUserIdentity,
} from './jobRules.ts';
import { checkMounts } from './mountRules.ts';
import {
  checkAddresses,
  checkCommunication,
  checkContainers,
  checkDisks,
  checkEndpoints,
  checkFormula,
  checkGeneration,
  checkImage,
  checkImageParts,
  checkLoginPort,
  checkMode,
  checkNatPool,
  checkScaling,
  checkSize,
  checkSlots,
} from './poolRules.ts';
import type { Rule } from './rule.ts';
import { checkPrivateKey, checkVariableName } from './secretRules.ts';
import { checkOutputContainer, checkOutputFile, checkResourceFile } from './storageRules.ts';
import { checkExitConditions, checkStartUser } from './taskListRules.ts';

/** Rules that pools and automatic pools share. */
const poolRules: readonly Rule[] = [
  checkScaling,
  checkFormula,
  checkCommunication,
  checkContainers,
  checkSize,
  checkGeneration,
  checkSlots,
  checkMode,
  checkMounts,
  checkDisks,
  checkStartUser,
];

/** Rules for each kind of object as a whole, in addition to those of the table for single properties. */
export const rules: Readonly<Record<string, readonly Rule[]>> = {
  Pool: poolRules,
  PoolSpecification: poolRules,
  Job: [checkJob, checkAutoPool],
  JobSpecification: [checkJob],
  JobScheduleConfiguration: [checkSchedule],
  Task: [checkTask],
  PoolInfo: [checkPoolInfo],
  TaskIdRange: [checkStartEnd('start', 'end')],
  JobConstraints: [checkJobRetries],
  TaskConstraints: [checkRetries, checkRetention],
  StartTask: [checkRetries],
  JobReleaseTask: [checkRetention],
  ExitConditions: [checkExitConditions],
  ExitCodeRangeMapping: [checkStartEnd('start', 'end')],
  ResourceFile: [checkResourceFile],
  OutputFile: [checkOutputFile],
  OutputFileBlobContainerDestination: [checkOutputContainer],
  EnvironmentSetting: [checkVariableName],
  TaskContainerSettings: [checkContainerSettings],
  ContainerConfiguration: [checkImageNames],
  UserIdentity: [checkUserIdentity],
  LinuxUserConfiguration: [checkPrivateKey],
  ApplicationPackageReference: [checkPackage],
  VirtualMachineConfiguration: [checkImage],
  VmImageReference: [checkImageParts],
  NetworkConfiguration: [checkAddresses],
  PoolEndpointConfiguration: [checkEndpoints],
  InboundNatPool: [checkNatPool, checkLoginPort],
};
