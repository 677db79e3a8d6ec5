import {
  choice,
  commandLine,
  duration,
  flag,
  id,
  integer,
  listOf,
  type ObjectTable,
  object,
  objects,
  secret,
  text,
  texts,
} from './property.ts';

/** What every process that Batch starts on a node has, a start task's as well. */
export const nodeTask = {
  commandLine: commandLine(
    "The program to run, with its arguments. Batch starts it without a shell: write `/bin/bash -c '…'` or `cmd /c …` for pipes, variables, and several commands.",
    { required: true, example: "/bin/bash -c 'python3 run.py'" },
  ),
  containerSettings: object(
    'TaskContainerSettings',
    'The container that the command line runs in, on a pool that is set up for containers (`containerConfiguration`).',
  ),
  resourceFiles: objects('ResourceFile', 'Files that Batch downloads to the node before it runs the command line.'),
  environmentSettings: objects(
    'EnvironmentSetting',
    'Environment variables for the command line, in addition to those that Batch sets (`AZ_BATCH_…`).',
  ),
  userIdentity: object(
    'UserIdentity',
    'The user that the command line runs as. Without it, that is a user without administrator rights whom Batch creates.',
  ),
} as const satisfies ObjectTable;

/** What a task of a job has whatever it does, one that is made from a template as well. */
const anyTask = {
  ...nodeTask,
  displayName: text('A name for people, which need not be unique.', { chars: 1024, example: 'Render frame 1' }),
  containerSettings: object(
    'TaskContainerSettings',
    'The container that the command line runs in. Tasks need it on a pool that is set up for containers (`containerConfiguration`), and can’t have it on any other.',
  ),
  outputFiles: objects('OutputFile', 'Files that Batch uploads to Azure Storage after the command line has ended.'),
  constraints: object(
    'TaskConstraints',
    'How long the task may run, how often Batch retries it, and how long its files stay on the node.',
  ),
  applicationPackageReferences: objects(
    'ApplicationPackageReference',
    'Application packages of the account that Batch puts on the node before it runs the command line.',
  ),
  authenticationTokenSettings: object(
    'AuthenticationTokenSettings',
    'Gives the task a token for requests to Batch about its own job, in the environment variable `AZ_BATCH_AUTHENTICATION_TOKEN`.',
  ),
} as const satisfies ObjectTable;

/** What tasks that run as work of a job have, its job manager task among them. */
export const jobTask = {
  id: id('Identifies the task in its job. IDs that differ only in case are the same.', {
    required: true,
    example: 'frame-0001',
  }),
  ...anyTask,
  requiredSlots: integer(
    'How many task slots of a node the task takes. It waits for a node that has so many free; a multi-instance task takes 1.',
    { default: 1, from: 1, to: 256, example: 2 },
  ),
} as const satisfies ObjectTable;

/** The Azure Batch CLI extensions put a shell before what they make. */
const shellCommand = commandLine(
  'The command to run. Unless it begins with a shell, the Azure Batch CLI extensions run it by `/bin/bash -c` or `cmd /c`.',
  { required: true, example: 'python3 run.py {0}' },
);

const packageReferences = objects(
  'PackageReference',
  'Packages to install on the node with apt, yum, or Chocolatey before the task runs.',
  { isExtension: true },
);

const exitConditions = object(
  'ExitConditions',
  'What happens to the job, and to tasks that depend on this one, after certain exit codes and errors.',
);
const affinityInfo = object('AffinityInfo', 'A hint which node to prefer, such as the one where an earlier task ran.');
const dependsOn = object(
  'TaskDependencies',
  'The tasks that this one waits for. It starts when all of them have succeeded; its job needs `usesTaskDependencies`.',
);

const exitCode = integer('The exit code of the process.', { required: true, example: 1 });
const exitOptions = object('ExitOptions', 'What happens after such an exit code.', { required: true });

const identityReference = object(
  'NodeIdentityReference',
  'The managed identity of the pool that reads from Azure Storage, in place of a SAS.',
);

/** Properties of a task definition, and of what it is made of. */
export const taskTable = {
  Task: {
    ...jobTask,
    exitConditions,
    affinityInfo,
    multiInstanceSettings: object(
      'MultiInstanceSettings',
      'Makes the task run on several nodes at once, as programs that use MPI do. Its pool needs `enableInterNodeCommunication`.',
    ),
    dependsOn,
    packageReferences,
  },
  TaskList: {
    value: objects(
      'Task',
      'The tasks to add. One request takes up to 100 of them and 1 MB; Batch adds them in any order.',
      {
        required: true,
      },
    ),
  },
  RepeatTask: { ...anyTask, commandLine: shellCommand, exitConditions, affinityInfo, packageReferences },
  MergeTask: {
    id: id('The Azure Batch CLI extensions name the merge task `merge`, whatever is set here.'),
    ...anyTask,
    commandLine: shellCommand,
    exitConditions,
    affinityInfo,
    dependsOn: object(
      'TaskDependencies',
      'The Azure Batch CLI extensions make the merge task depend on all generated tasks, whatever is set here.',
    ),
    packageReferences,
  },
  ExitConditions: {
    exitCodes: objects('ExitCodeMapping', 'What happens after single exit codes.'),
    exitCodeRanges: objects('ExitCodeRangeMapping', 'What happens after ranges of exit codes.'),
    preProcessingError: object(
      'ExitOptions',
      'What happens when the task can’t be started, as when a resource file can’t be downloaded.',
    ),
    fileUploadError: object(
      'ExitOptions',
      'What happens when an output file can’t be uploaded. What is set for the exit code comes first.',
    ),
    default: object('ExitOptions', 'What happens after every failure that no other condition is about.'),
  },
  ExitCodeMapping: { code: exitCode, exitOptions },
  ExitCodeRangeMapping: {
    start: integer('The first exit code of the range.', { required: true, example: 2 }),
    end: integer('The last exit code of the range, which is part of it.', { required: true, example: 9 }),
    exitOptions,
  },
  ExitOptions: {
    jobAction: choice(
      {
        none: 'Nothing happens to the job.',
        disable: 'The job is disabled. Its running tasks end and run again when the job is enabled.',
        terminate: 'The job ends, with the reason `TaskFailed`.',
      },
      'What happens to the job. The job needs `onTaskFailure` with the value `performexitoptionsjobaction`. Without it: `none` after exit code 0, else `terminate`.',
    ),
    dependencyAction: choice(
      {
        satisfy: 'Tasks that depend on this one may start.',
        block: 'Tasks that depend on this one keep waiting.',
      },
      'What happens to tasks that depend on this one. Without it: `satisfy` after exit code 0, else `block`.',
    ),
  },
  TaskContainerSettings: {
    containerRunOptions: text('More arguments for `docker create`, in addition to those that Batch passes.', {
      example: '--rm',
    }),
    imageName: text('The image of the container, as `docker pull` takes it. Without a tag, that is `:latest`.', {
      required: true,
      example: 'contoso.azurecr.io/render:1.4',
    }),
    registry: object(
      'ContainerRegistryReference',
      'The private registry that has the image. Not needed where the pool names the registry (`containerRegistries`).',
    ),
    workingDirectory: choice(
      {
        taskWorkingDirectory: 'The working directory of the task, with its resource files.',
        containerImageDefault: 'The one that the image sets, which does not have the resource files.',
      },
      'The directory in which the container starts.',
      { default: 'taskWorkingDirectory' },
    ),
    containerHostBatchBindMounts: objects(
      'ContainerHostBatchBindMountEntry',
      'The folders of Batch on the node that the container sees. Without it the container sees all of them, with an empty list none.',
      { since: '2024-07-01.20.0' },
    ),
  },
  ContainerHostBatchBindMountEntry: {
    source: choice(
      {
        Shared: 'What tasks share with each other on the node.',
        Startup: 'The folder of the start task.',
        VfsMounts: 'The file systems that are mounted on the node.',
        Task: 'The folder of the task.',
        JobPrep: 'The folder of the job preparation task.',
        Applications: 'The application packages.',
      },
      'The folder of Batch on the node.',
    ),
    isReadOnly: flag('Whether the container can only read there.', { default: false }),
  },
  ContainerRegistryReference: {
    username: text('The user name for the registry.', { example: 'contoso' }),
    password: secret('The password for the registry. A managed identity needs none.'),
    registryServer: text('The address of the registry.', { default: 'docker.io', example: 'contoso.azurecr.io' }),
    identityReference: object(
      'NodeIdentityReference',
      'The managed identity of the pool that signs in to an Azure Container Registry, in place of a user name and a password.',
    ),
  },
  NodeIdentityReference: {
    resourceId: text('The resource ID of the user-assigned managed identity.', {
      example:
        '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}',
    }),
  },
  EnvironmentSetting: {
    name: text('The name of the environment variable. Names that begin with `AZ_BATCH_` are set by Batch.', {
      required: true,
      example: 'INPUT_FOLDER',
    }),
    value: text('The value of the environment variable. Everyone who may read the account can see it.'),
  },
  AffinityInfo: {
    affinityId: text(
      'The `affinityId` that Batch shows of a node or of a task that has run. Batch takes another node if that one is busy.',
      { required: true },
    ),
  },
  TaskConstraints: {
    maxWallClockTime: duration(
      'How long the task may run, from its start. Then Batch ends it. Without it there is no limit.',
      { from: 'PT1S', example: 'PT1H' },
    ),
    retentionTime: duration(
      'How long the folder of the task stays on the node after the task has ended, if the node lasts.',
      {
        default: 'P7D',
        example: 'P1D',
      },
    ),
    maxTaskRetryCount: integer(
      'How many times Batch starts the task again after a nonzero exit code. -1 means without end; without it, the job’s number counts.',
      { from: -1, example: 3 },
    ),
  },
  UserIdentity: {
    username: text('The name of a user of the pool (`userAccounts`). Set either this or `autoUser`.'),
    autoUser: object('AutoUserSpecification', 'A user that Batch creates. Set either this or `username`.'),
  },
  AutoUserSpecification: {
    scope: choice(
      {
        task: 'A user for each task, so that tasks can’t read each other’s files.',
        pool: 'One user for all tasks on a node.',
      },
      'Whether tasks share a user.',
      { default: 'pool' },
    ),
    elevationLevel: choice(
      {
        nonadmin: 'Without administrator rights.',
        admin: 'With administrator rights, which are those of root on Linux.',
      },
      'What rights the user has.',
      { default: 'nonadmin' },
    ),
  },
  MultiInstanceSettings: {
    numberOfInstances: integer('How many nodes the task runs on.', { default: 1, from: 1, example: 4 }),
    coordinationCommandLine: commandLine(
      'The command that runs on all nodes of the task before the command line runs on the primary one. It usually starts a service in the background.',
      { required: true, example: "/bin/bash -c 'env'" },
    ),
    commonResourceFiles: objects(
      'ResourceFile',
      'Files that Batch downloads to all nodes of the task, to the folder above the working directory. `resourceFiles` of the task go to the primary node only.',
    ),
  },
  TaskDependencies: {
    taskIds: texts('IDs of the tasks to wait for, together at most 64,000 characters.', { example: 'frame-0001' }),
    taskIdRanges: objects('TaskIdRange', 'Ranges of tasks to wait for whose IDs are numbers.'),
  },
  TaskIdRange: {
    start: integer('The first ID of the range.', { required: true, example: 1 }),
    end: integer('The last ID of the range, which is part of it.', { required: true, example: 100 }),
  },
  ApplicationPackageReference: {
    applicationId: text(
      'The ID of the application. A pool needs the whole resource ID (`/subscriptions/…/applications/{name}`).',
      { required: true, example: 'ffmpeg' },
    ),
    version: text('The version of the application. Without it, that is the default version of the application.', {
      example: '4.4',
    }),
  },
  AuthenticationTokenSettings: {
    access: listOf(
      choice({ job: 'All requests about the job that the task is part of.' }, 'What the token of the task allows.'),
    ),
  },
  ResourceFile: {
    autoStorageContainerName: text(
      'A blob container of the storage account that is linked to the Batch account. Batch downloads its blobs.',
      { example: 'inputs' },
    ),
    storageContainerUrl: text(
      'The address of a blob container. Batch downloads its blobs, and needs a SAS to read and list them, `identityReference`, or public access.',
      { example: 'https://contoso.blob.core.windows.net/inputs?…' },
    ),
    httpUrl: text(
      'The address of one file. For a private blob, Batch needs a SAS to read it, or `identityReference`.',
      { example: 'https://contoso.blob.core.windows.net/inputs/scene.blend?…', formerly: 'blobSource' },
    ),
    blobPrefix: text('Batch downloads only the blobs of the container whose names begin so.', { example: 'scenes/' }),
    filePath: text(
      'Where the file goes, from the working directory on. For `httpUrl` it is required and names the file; for a container it is a folder.',
      { example: 'scene.blend' },
    ),
    fileMode: text('The permissions of the file, as an octal number.', {
      default: '0770',
      example: '0755',
      os: 'Linux',
    }),
    identityReference,
    source: object('FileSource', 'Files of a file group, or of a container, to download.', { isExtension: true }),
  },
  FileSource: {
    fileGroup: text('The name under which `az batch file upload` has put the files into the linked storage account.', {
      example: 'raw-images',
    }),
    url: text('The address of one file.'),
    containerUrl: text('The address of a blob container, with a SAS to read and list it.'),
    prefix: text('Only the files whose names begin so, which may be a folder.', { example: 'first_pass/img_' }),
  },
  OutputFile: {
    filePattern: text(
      'Which files to upload, from the working directory on. `*` stands for any characters, `**` for any folders, `?` for one character, `[abc]` for one of some.',
      { required: true, example: '../std*.txt' },
    ),
    destination: object('OutputFileDestination', 'Where the files go.', { required: true }),
    uploadOptions: object('OutputFileUploadConfig', 'When the files are uploaded.', { required: true }),
  },
  OutputFileDestination: {
    container: object('OutputFileBlobContainerDestination', 'A blob container of Azure Storage.'),
    autoStorage: object('AutoStorageDestination', 'A file group of the linked storage account.', { isExtension: true }),
  },
  AutoStorageDestination: {
    fileGroup: text('The name of the file group.', { required: true, example: 'output-videos' }),
    path: text('The name of the file in the file group, or with a pattern its folder.', { example: 'frame-0001' }),
  },
  OutputFileBlobContainerDestination: {
    path: text(
      'The name of the blob, or with a pattern the folder in the container. Without it, files keep their names and go to the top.',
      { example: 'frame-0001' },
    ),
    containerUrl: text('The address of the blob container, with a SAS to write unless there is `identityReference`.', {
      required: true,
      example: 'https://contoso.blob.core.windows.net/outputs?…',
    }),
    identityReference: object(
      'NodeIdentityReference',
      'The managed identity of the pool that writes to the container, in place of a SAS.',
    ),
    uploadHeaders: objects(
      'OutputFileUploadHeader',
      'HTTP headers of the upload, such as the content type of the blobs.',
    ),
  },
  OutputFileUploadConfig: {
    uploadCondition: choice(
      {
        tasksuccess: 'After exit code 0.',
        taskfailure: 'After any other exit code. Nothing is uploaded when the node is lost.',
        taskcompletion: 'After every exit code.',
      },
      'After which exit codes the files are uploaded.',
      { required: true },
    ),
  },
  OutputFileUploadHeader: {
    name: text('The name of the header, in any case.', { required: true, example: 'x-ms-blob-content-type' }),
    value: text('The value of the header.', { example: 'text/plain' }),
  },
  PackageReference: {
    type: choice(
      {
        aptPackage: 'Installed by apt-get, on Ubuntu and Debian.',
        yumPackage: 'Installed by yum, on Red Hat and its relatives.',
        chocolateyPackage: 'Installed by Chocolatey, on Windows.',
      },
      'The package manager. All packages of a pool or of a task are of one type.',
      { required: true },
    ),
    id: text('The name of the package.', { required: true, example: 'ffmpeg' }),
    version: text('The version of the package. Without it, that is the latest one.', { example: '4.4.1' }),
    allowEmptyChecksums: flag('Whether Chocolatey installs packages that have no checksum.', {
      default: false,
      os: 'Windows',
    }),
    disableExcludes: text('Packages for yum that the settings of the node exclude otherwise, such as the kernel.', {
      os: 'Linux',
    }),
  },
} as const satisfies Readonly<Record<string, ObjectTable>>;
