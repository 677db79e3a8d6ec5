import type { Shape } from './shapes.ts';

const ofPools = {
  virtualMachineSize: 'vmSize',
  targetDedicatedComputeNodes: 'targetDedicatedNodes',
  targetLowPriorityComputeNodes: 'targetLowPriorityNodes',
  targetSpotNodes: 'targetLowPriorityNodes',
  interComputeNodeCommunicationEnabled: 'enableInterNodeCommunication',
  autoScaleEnabled: 'enableAutoScale',
  maxTasksPerComputeNode: 'taskSlotsPerNode',
};
const ofJobs = { poolInformation: 'poolInfo' };

/**
 * Names of properties in client libraries and other services, by object of the table: the .NET library has classes of
 * its own, and names in pairs are `key` and `value` in most places.
 */
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Pool: ofPools,
  PoolSpecification: ofPools,
  Job: ofJobs,
  JobSpecification: ofJobs,
  JobSchedule: { jobScheduleSpecification: 'schedule' },
  Task: { command: 'commandLine', environmentVariables: 'environmentSettings', environment: 'environmentSettings' },
  StartTask: { command: 'commandLine', environmentVariables: 'environmentSettings' },
  TaskContainerSettings: { image: 'imageName', containerImage: 'imageName', runOptions: 'containerRunOptions' },
  TaskDependencies: { tasks: 'taskIds', ids: 'taskIds' },
  EnvironmentSetting: { key: 'name' },
  MetadataItem: { key: 'name' },
  ApplicationPackageReference: { applicationVersion: 'version' },
};

/** Returns the property for which libraries use another name, ignoring case; undefined for other names. */
export function findLibraryName(name: string, shape: Shape): string | undefined {
  const lowerCase = name.toLowerCase();
  return Object.entries(names[shape.name] ?? {}).find(([other]) => other.toLowerCase() === lowerCase)?.[1];
}
