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

/** Properties of every process that Batch starts on a node, including start tasks. */
export const nodeTask = {
  commandLine: commandLine(
    "The program to run, with its arguments. Batch starts it without a shell: use `/bin/bash -c '…'` or `cmd /c …` for pipes, variables, and multiple commands.",
    { required: true, example: "/bin/bash -c 'python3 run.py'" },
  ),
  containerSettings: object(
    'TaskContainerSettings',
    'The container that the command line runs in, on a pool that is set up for containers (`containerConfiguration`).',
  ),
  resourceFiles: objects('ResourceFile', 'Files that Batch downloads to the node before it runs the command line.', {
    chars: 32_768,
  }),
  environmentSettings: objects(
    'EnvironmentSetting',
    'Environment variables for the command line, in addition to those that Batch sets (`AZ_BATCH_…`).',
    { unique: ['name'] },
  ),
  userIdentity: object(
    'UserIdentity',
    'The user that the command line runs as. If omitted, Batch creates a user without administrator rights.',
  ),
} as const satisfies ObjectTable;

const anyTask = {
  ...nodeTask,
  displayName: text("A display name, which doesn't have to be unique.", { chars: 1024, example: 'Render frame 1' }),
  containerSettings: object(
    'TaskContainerSettings',
    'The container that the command line runs in. Required for tasks on a pool that is set up for containers (`containerConfiguration`), and not allowed on any other pool.',
  ),
  outputFiles: objects('OutputFile', 'Files that Batch uploads to Azure Storage after the command line finishes.'),
  constraints: object(
    'TaskConstraints',
    'How long the task may run, how often Batch retries it, and how long its files stay on the node.',
  ),
  applicationPackageReferences: objects(
    'ApplicationPackageReference',
    'Application packages from the account that Batch deploys to the node before it runs the command line.',
  ),
  authenticationTokenSettings: object(
    'AuthenticationTokenSettings',
    'Gives the task a token for requests to Batch about its own job, in the environment variable `AZ_BATCH_AUTHENTICATION_TOKEN`.',
  ),
} as const satisfies ObjectTable;

/** Properties of tasks that do the work of a job, including its job manager task. */
export const jobTask = {
  id: id("Identifies the task in its job. IDs aren't case-sensitive.", {
    required: true,
    example: 'frame-0001',
  }),
  ...anyTask,
  requiredSlots: integer(
    'How many task slots the task takes up on a node. The task waits for a node with that many free slots; a multi-instance task takes 1.',
    { default: 1, from: 1, to: 256, example: 2 },
  ),
} as const satisfies ObjectTable;

const shellCommand = commandLine(
  'The command to run. Unless it begins with a shell, the Azure Batch CLI extensions run it with `/bin/bash -c` or `cmd /c`.',
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
const affinityInfo = object(
  'AffinityInfo',
  'A hint about which node to prefer, such as the one where an earlier task ran.',
);
const dependsOn = object(
  'TaskDependencies',
  'The tasks that this one waits for. It starts when all of them have succeeded, or have failed with `dependencyAction` `satisfy`. The job must have `usesTaskDependencies` turned on.',
);

const exitCode = integer('The exit code of the process.', { required: true, example: 1 });
const exitOptions = object('ExitOptions', 'What happens if the exit code matches.', { required: true });

const identityReference = object(
  'NodeIdentityReference',
  "The pool's managed identity to use for reading from Azure Storage, instead of a SAS.",
);

/** Properties of a task definition and of its parts. */
export const taskTable = {
  Task: {
    ...jobTask,
    exitConditions,
    affinityInfo,
    multiInstanceSettings: object(
      'MultiInstanceSettings',
      'Runs the task on several nodes at once, as with MPI programs. The pool needs `enableInterNodeCommunication`.',
    ),
    dependsOn,
    packageReferences,
  },
  TaskList: {
    value: objects(
      'Task',
      'The tasks to add. A request can have up to 100 tasks and 1 MB; Batch adds the tasks in no particular order.',
      {
        required: true,
      },
    ),
  },
  RepeatTask: { ...anyTask, commandLine: shellCommand, exitConditions, affinityInfo, packageReferences },
  MergeTask: {
    id: id('The Azure Batch CLI extensions name the merge task `merge`, regardless of what you set here.'),
    ...anyTask,
    commandLine: shellCommand,
    exitConditions,
    affinityInfo,
    dependsOn: object(
      'TaskDependencies',
      'The Azure Batch CLI extensions make the merge task depend on all generated tasks, regardless of what you set here.',
    ),
    packageReferences,
  },
  ExitConditions: {
    exitCodes: objects('ExitCodeMapping', 'What happens after individual exit codes.', { unique: ['code'] }),
    exitCodeRanges: objects('ExitCodeRangeMapping', 'What happens after ranges of exit codes.'),
    preProcessingError: object(
      'ExitOptions',
      "What happens when the task can't be started, for example because a resource file can't be downloaded.",
    ),
    fileUploadError: object(
      'ExitOptions',
      "What happens when an output file can't be uploaded. The setting for the exit code takes precedence.",
    ),
    default: object('ExitOptions', 'What happens after any failure that no other condition covers.'),
  },
  ExitCodeMapping: { code: exitCode, exitOptions },
  ExitCodeRangeMapping: {
    start: integer('The first exit code in the range.', { required: true, example: 2 }),
    end: integer('The last exit code in the range, inclusive.', { required: true, example: 9 }),
    exitOptions,
  },
  ExitOptions: {
    jobAction: choice(
      {
        none: 'Nothing happens to the job.',
        disable: 'The job is disabled. Its running tasks are stopped, and run again when the job is enabled.',
        terminate: 'The job ends with the reason `TaskFailed`.',
      },
      'What happens to the job, whose `onTaskFailure` must be `performexitoptionsjobaction`. Default: `none` after exit code 0, otherwise `terminate`.',
    ),
    dependencyAction: choice(
      {
        satisfy: 'Tasks that depend on this one may start.',
        block: 'Tasks that depend on this one keep waiting.',
      },
      'What happens to tasks that depend on this one. Default: `satisfy` after exit code 0, otherwise `block`.',
    ),
  },
  TaskContainerSettings: {
    containerRunOptions: text('Arguments for `docker create`, in addition to those that Batch passes.', {
      example: '--rm',
    }),
    imageName: text('The container image, in the form that `docker pull` accepts. Without a tag, `:latest` is used.', {
      required: true,
      example: 'contoso.azurecr.io/render:1.4',
    }),
    registry: object(
      'ContainerRegistryReference',
      'The private registry that has the image. Not needed if the pool specifies the registry (`containerRegistries`).',
    ),
    workingDirectory: choice(
      {
        taskWorkingDirectory: "The task's working directory, which contains its resource files.",
        containerImageDefault: "The directory that the image sets, which doesn't contain the resource files.",
      },
      'The directory in which the container starts.',
      { default: 'taskWorkingDirectory' },
    ),
    containerHostBatchBindMounts: objects(
      'ContainerHostBatchBindMountEntry',
      'The Batch folders on the node that the container can access. If omitted, the container can access all of them; with an empty list, none.',
      { since: '2024-07-01.20.0' },
    ),
  },
  ContainerHostBatchBindMountEntry: {
    source: choice(
      {
        Shared: 'The folder that tasks on the node share.',
        Startup: "The start task's folder.",
        VfsMounts: 'The file systems that are mounted on the node.',
        Task: "The task's folder.",
        JobPrep: "The job preparation task's folder.",
        Applications: 'The application packages.',
      },
      'The Batch folder on the node.',
    ),
    isReadOnly: flag('Whether the container has read-only access to the folder.', { default: false }),
  },
  ContainerRegistryReference: {
    username: text('The user name for the registry.', { example: 'contoso' }),
    password: secret('The password for the registry. Not needed with a managed identity.'),
    registryServer: text('The address of the registry.', { default: 'docker.io', example: 'contoso.azurecr.io' }),
    identityReference: object(
      'NodeIdentityReference',
      "The pool's managed identity to use for signing in to an Azure Container Registry, instead of a user name and password.",
    ),
  },
  NodeIdentityReference: {
    resourceId: text('The resource ID of the user-assigned managed identity.', {
      isResourceId: true,
      example:
        '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}',
    }),
  },
  EnvironmentSetting: {
    name: text('The name of the environment variable. Names that begin with `AZ_BATCH_` are set by Batch.', {
      required: true,
      example: 'INPUT_FOLDER',
      form: /^[^=\s$%]*$/,
    }),
    value: text('The value of the environment variable. Everyone with read access to the account can see it.'),
  },
  AffinityInfo: {
    affinityId: text(
      'The `affinityId` that Batch shows for a node or for a task that has run. If that node is busy, Batch uses another one.',
      { required: true },
    ),
  },
  TaskConstraints: {
    maxWallClockTime: duration(
      "How long the task may run, measured from its start. After that, Batch terminates it. If omitted, there's no limit.",
      { from: 'PT1S', example: 'PT1H' },
    ),
    retentionTime: duration(
      "How long the task's folder stays on the node after the task ends, if the node still exists.",
      {
        default: 'P7D',
        example: 'P1D',
      },
    ),
    maxTaskRetryCount: integer(
      "How many times Batch retries the task after a nonzero exit code. -1 means no limit; if omitted, the job's number applies.",
      { from: -1, example: 3 },
    ),
  },
  UserIdentity: {
    username: text("The name of one of the pool's users (`userAccounts`). Set either this or `autoUser`."),
    autoUser: object('AutoUserSpecification', 'A user that Batch creates. Set either this or `username`.'),
  },
  AutoUserSpecification: {
    scope: choice(
      {
        task: "A user for each task, so that tasks can't read each other's files.",
        pool: 'One user for all tasks on a node.',
      },
      'Whether tasks share a user.',
      { default: 'pool' },
    ),
    elevationLevel: choice(
      {
        nonadmin: 'Without administrator rights.',
        admin: 'With administrator rights (root on Linux).',
      },
      'What rights the user has.',
      { default: 'nonadmin' },
    ),
  },
  MultiInstanceSettings: {
    numberOfInstances: integer('How many nodes the task runs on.', { default: 1, from: 1, example: 4 }),
    coordinationCommandLine: commandLine(
      "The command that runs on all of the task's nodes before the command line runs on the primary node. It usually starts a background service.",
      { required: true, example: "/bin/bash -c 'env'" },
    ),
    commonResourceFiles: objects(
      'ResourceFile',
      "Files that Batch downloads to all of the task's nodes, to the folder above the working directory. The task's `resourceFiles` are downloaded only to the primary node.",
    ),
  },
  TaskDependencies: {
    taskIds: texts('IDs of the tasks to wait for. For more, use `taskIdRanges`.', {
      chars: 64_000,
      example: 'frame-0001',
    }),
    taskIdRanges: objects('TaskIdRange', 'Ranges of numeric IDs of tasks to wait for.'),
  },
  TaskIdRange: {
    start: integer('The first ID in the range.', { required: true, example: 1 }),
    end: integer('The last ID in the range, inclusive.', { required: true, example: 100 }),
  },
  ApplicationPackageReference: {
    applicationId: text(
      'The ID of the application. A pool needs the full resource ID (`/subscriptions/…/applications/{name}`).',
      { required: true, example: 'ffmpeg' },
    ),
    version: text("The version of the application. If omitted, the application's default version is used.", {
      example: '4.4',
    }),
  },
  AuthenticationTokenSettings: {
    access: listOf(
      choice({ job: 'All requests about the job that the task belongs to.' }, "What the task's token allows."),
    ),
  },
  ResourceFile: {
    autoStorageContainerName: text(
      'A blob container in the storage account linked to the Batch account. Batch downloads its blobs.',
      { example: 'inputs' },
    ),
    storageContainerUrl: text(
      'The address of a blob container. Batch downloads its blobs, which requires a SAS with read and list permissions, `identityReference`, or public access.',
      { example: 'https://contoso.blob.core.windows.net/inputs?…' },
    ),
    httpUrl: text(
      'The address of a single file. For a private blob, Batch needs a SAS with read permission, or `identityReference`.',
      { example: 'https://contoso.blob.core.windows.net/inputs/scene.blend?…', formerly: 'blobSource' },
    ),
    blobPrefix: text('Batch downloads only the blobs in the container whose names begin with this prefix.', {
      example: 'scenes/',
      form: /^(?!\/)[^*]*$/,
    }),
    filePath: text(
      "Where the file goes, relative to the working directory. For `httpUrl`, it's required and names the file; for a container, it's a folder.",
      { example: 'scene.blend' },
    ),
    fileMode: text("The file's permissions, as an octal number.", {
      default: '0770',
      example: '0755',
      form: /^[0-7]{3,4}$/,
      os: 'Linux',
    }),
    identityReference,
    source: object('FileSource', 'Files to download from a file group or a container.', { isExtension: true }),
  },
  FileSource: {
    fileGroup: text('The name under which `az batch file upload` uploaded the files to the linked storage account.', {
      example: 'raw-images',
    }),
    url: text('The address of a single file.'),
    containerUrl: text('The address of a blob container, with a SAS that allows reading and listing.'),
    prefix: text('Only files whose names begin with this prefix, which can be a folder.', {
      example: 'first_pass/img_',
    }),
  },
  OutputFile: {
    filePattern: text(
      'Which files to upload, relative to the working directory. `*` matches any characters, `**` any folders, `?` any single character, and `[abc]` any one of the listed characters.',
      { required: true, example: '../std*.txt' },
    ),
    destination: object('OutputFileDestination', 'Where the files go.', { required: true }),
    uploadOptions: object('OutputFileUploadConfig', 'When the files are uploaded.', { required: true }),
  },
  OutputFileDestination: {
    container: object('OutputFileBlobContainerDestination', 'A blob container in Azure Storage.'),
    autoStorage: object('AutoStorageDestination', 'A file group in the linked storage account.', { isExtension: true }),
  },
  AutoStorageDestination: {
    fileGroup: text('The name of the file group.', { required: true, example: 'output-videos' }),
    path: text('The name of the file in the file group or, with a pattern, its folder.', { example: 'frame-0001' }),
  },
  OutputFileBlobContainerDestination: {
    path: text(
      'The name of the blob or, with a pattern, the folder in the container. If omitted, files keep their names and go to the root.',
      { example: 'frame-0001' },
    ),
    containerUrl: text(
      'The address of the blob container, with a SAS that allows writing unless there is `identityReference`.',
      {
        required: true,
        example: 'https://contoso.blob.core.windows.net/outputs?…',
        formerly: 'containerSas',
      },
    ),
    identityReference: object(
      'NodeIdentityReference',
      "The pool's managed identity to use for writing to the container, instead of a SAS.",
    ),
    uploadHeaders: objects('OutputFileUploadHeader', "HTTP headers for the upload, such as the blobs' content type."),
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
    name: text("The name of the header, which isn't case-sensitive.", {
      required: true,
      example: 'x-ms-blob-content-type',
    }),
    value: text('The value of the header.', { example: 'text/plain' }),
  },
  PackageReference: {
    type: choice(
      {
        aptPackage: 'Installed with apt-get, on Ubuntu and Debian.',
        yumPackage: 'Installed with yum, on Red Hat and related distributions.',
        chocolateyPackage: 'Installed with Chocolatey, on Windows.',
      },
      'The package manager. All packages for a pool or a task have the same type.',
      { required: true },
    ),
    id: text('The name of the package.', { required: true, example: 'ffmpeg' }),
    version: text('The version of the package. If omitted, the latest version is installed.', { example: '4.4.1' }),
    allowEmptyChecksums: flag('Whether Chocolatey installs packages that have no checksum.', {
      default: false,
      os: 'Windows',
    }),
    disableExcludes: text("Packages for yum that the node's settings would otherwise exclude, such as the kernel.", {
      os: 'Linux',
    }),
  },
} as const satisfies Readonly<Record<string, ObjectTable>>;
