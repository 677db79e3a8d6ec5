import type { SchemaTable } from './schemaTable.ts';

/** What every process that Batch starts on a node has, a start task's as well. */
export const nodeTask = {
  commandLine: 'string!',
  containerSettings: 'TaskContainerSettings',
  resourceFiles: 'ResourceFile[]',
  environmentSettings: 'EnvironmentSetting[]',
  userIdentity: 'UserIdentity',
} as const;

/** What tasks that run as work of a job have, its job manager among them. */
export const jobTask = {
  ...nodeTask,
  id: 'string!',
  displayName: 'string',
  outputFiles: 'OutputFile[]',
  constraints: 'TaskConstraints',
  requiredSlots: 'number',
  applicationPackageReferences: 'ApplicationPackageReference[]',
  authenticationTokenSettings: 'AuthenticationTokenSettings',
} as const;

/** Properties of a task definition and of what it is made of (Batch REST 2025-06-01, "Tasks - Create Task"). */
export const taskSchema: SchemaTable = {
  Task: {
    ...jobTask,
    exitConditions: 'ExitConditions',
    affinityInfo: 'AffinityInfo',
    multiInstanceSettings: 'MultiInstanceSettings',
    dependsOn: 'TaskDependencies',
  },
  ExitConditions: {
    exitCodes: 'ExitCodeMapping[]',
    exitCodeRanges: 'ExitCodeRangeMapping[]',
    preProcessingError: 'ExitOptions',
    fileUploadError: 'ExitOptions',
    default: 'ExitOptions',
  },
  TaskContainerSettings: {
    containerRunOptions: 'string',
    imageName: 'string!',
    registry: 'ContainerRegistryReference',
    workingDirectory: 'enum:taskWorkingDirectory|containerImageDefault',
    containerHostBatchBindMounts: 'ContainerHostBatchBindMountEntry[]',
  },
  ResourceFile: {
    autoStorageContainerName: 'string',
    storageContainerUrl: 'string',
    httpUrl: 'string',
    blobPrefix: 'string',
    filePath: 'string',
    fileMode: 'string',
    identityReference: 'NodeIdentityReference',
  },
  OutputFile: {
    filePattern: 'string!',
    destination: 'OutputFileDestination!',
    uploadOptions: 'OutputFileUploadConfig!',
  },
  EnvironmentSetting: {
    name: 'string!',
    value: 'string',
  },
  AffinityInfo: {
    affinityId: 'string!',
  },
  TaskConstraints: {
    maxWallClockTime: 'duration',
    retentionTime: 'duration',
    maxTaskRetryCount: 'number',
  },
  UserIdentity: {
    username: 'string',
    autoUser: 'AutoUserSpecification',
  },
  MultiInstanceSettings: {
    numberOfInstances: 'number',
    coordinationCommandLine: 'string!',
    commonResourceFiles: 'ResourceFile[]',
  },
  TaskDependencies: {
    taskIds: 'string[]',
    taskIdRanges: 'TaskIdRange[]',
  },
  ApplicationPackageReference: {
    applicationId: 'string!',
    version: 'string',
  },
  AuthenticationTokenSettings: {
    access: 'enum:job[]',
  },
  ExitCodeMapping: {
    code: 'number!',
    exitOptions: 'ExitOptions!',
  },
  ExitCodeRangeMapping: {
    start: 'number!',
    end: 'number!',
    exitOptions: 'ExitOptions!',
  },
  ExitOptions: {
    jobAction: 'enum:none|disable|terminate',
    dependencyAction: 'enum:satisfy|block',
  },
  ContainerRegistryReference: {
    username: 'string',
    password: 'string',
    registryServer: 'string',
    identityReference: 'NodeIdentityReference',
  },
  ContainerHostBatchBindMountEntry: {
    source: 'enum:Shared|Startup|VfsMounts|Task|JobPrep|Applications',
    isReadOnly: 'boolean',
  },
  NodeIdentityReference: {
    resourceId: 'string',
  },
  OutputFileDestination: {
    container: 'OutputFileBlobContainerDestination',
  },
  OutputFileUploadConfig: {
    uploadCondition: 'enum:tasksuccess|taskfailure|taskcompletion!',
  },
  AutoUserSpecification: {
    scope: 'enum:task|pool',
    elevationLevel: 'enum:nonadmin|admin',
  },
  TaskIdRange: {
    start: 'number!',
    end: 'number!',
  },
  OutputFileBlobContainerDestination: {
    path: 'string',
    containerUrl: 'string!',
    identityReference: 'NodeIdentityReference',
    uploadHeaders: 'OutputFileUploadHeader[]',
  },
  OutputFileUploadHeader: {
    name: 'string!',
    value: 'string',
  },
};
