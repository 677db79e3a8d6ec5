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
 * Property names in client libraries and other services, by object of the table. The .NET library has its own classes,
 * and most other libraries name the parts of a pair `key` and `value`.
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
  ApplicationPackageReference: { applicationVersion: 'version', appId: 'applicationId', id: 'applicationId' },
  ResourceFile: { url: 'httpUrl', sasUrl: 'httpUrl', fileName: 'filePath', containerName: 'autoStorageContainerName' },
  NameValuePair: { key: 'name' },
};

/**
 * Returns the service's name of a property that libraries name differently, ignoring case; undefined for other names.
 */
export function findLibraryName(name: string, shape: Shape): string | undefined {
  const lowerCase = name.toLowerCase();
  return Object.entries(names[shape.name] ?? {}).find(([other]) => other.toLowerCase() === lowerCase)?.[1];
}
