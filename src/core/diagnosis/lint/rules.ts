import { checkContainerSettings, checkImageNames } from './containerRules.ts';
import { checkFormula } from './formulaRules.ts';
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
import { checkDisks, checkGeneration, checkImage, checkImageParts, checkSize, checkSlots } from './machineRules.ts';
import { checkMounts } from './mountRules.ts';
import { checkAddresses, checkEndpoints, checkLoginPort, checkMode, checkNatPool } from './networkRules.ts';
import { toPairRule } from './pairRules.ts';
import { checkCommunication, checkContainers, checkScaling } from './poolRules.ts';
import type { Rule } from './rule.ts';
import { checkPrivateKey, checkVariableName } from './secretRules.ts';
import { checkOutputContainer, checkOutputFile, checkResourceFile } from './storageRules.ts';
import { checkExitConditions, checkStartUser } from './taskListRules.ts';

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
  toPairRule('Pool'),
];

/** Rules for each kind of object as a whole, in addition to the table's checks of single properties. */
export const rules: Readonly<Record<string, readonly Rule[]>> = {
  Pool: poolRules,
  PoolSpecification: poolRules,
  ...Object.fromEntries(
    [
      'AuthenticationTokenSettings',
      'ContainerHostBatchBindMountEntry',
      'ContainerRegistryReference',
      'JobSchedule',
      'RollingUpgradePolicy',
      'AzureBlobFileSystemConfiguration',
      'AzureFileShareConfiguration',
      'SecurityProfile',
      'UserAccount',
      'VMExtension',
    ].map((name) => [name, [toPairRule(name)]]),
  ),
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
  LinuxUserConfiguration: [checkPrivateKey, toPairRule('LinuxUserConfiguration')],
  ApplicationPackageReference: [checkPackage],
  VirtualMachineConfiguration: [checkImage, toPairRule('VirtualMachineConfiguration')],
  VmImageReference: [checkImageParts],
  NetworkConfiguration: [checkAddresses],
  PoolEndpointConfiguration: [checkEndpoints],
  InboundNatPool: [checkNatPool, checkLoginPort],
};
