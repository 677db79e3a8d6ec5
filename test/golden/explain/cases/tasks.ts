import { explainTask } from '../../../../src/core/diagnosis/explainTask.ts';
import type { TaskEvidence } from '../../../../src/core/diagnosis/process/taskContext.ts';
import type { FailureInfo, OutputFile, ResourceFile } from '../../../../src/core/model/common.ts';
import type { Task, TaskExecutionInfo } from '../../../../src/core/model/task.ts';
import { type GoldenCase, type GoldenCases, now } from './goldenCase.ts';

type OutputContainer = NonNullable<NonNullable<OutputFile['destination']>['container']>;

const url = 'https://contoso.westeurope.batch.azure.com/jobs/frames/tasks/';
const storage = 'https://contosodata.blob.core.windows.net';
const validSas = 'sv=2022-11-02&se=2026-11-21T08:00:00Z&sr=b&sp=r&sig=PLANTED%2Bsecret%3D';

/** Makes a failed task of the job `frames` with the given changes. */
export function failedTask(id: string, info: TaskExecutionInfo, changes: Partial<Task> = {}): Task {
  return {
    id,
    url: `${url}${id}`,
    state: 'completed',
    previousState: 'running',
    commandLine: `/bin/bash -c "python3 render.py --frame ${id}"`,
    constraints: { maxWallClockTime: 'P10675199DT2H48M5.4775807S', retentionTime: 'P7D', maxTaskRetryCount: 0 },
    nodeInfo: {
      poolId: 'cpu-render',
      nodeId: 'tvmps_3461_d',
      taskRootDirectory: `workitems/frames/job-1/${id}`,
    },
    executionInfo: {
      startTime: '2026-11-20T09:14:05Z',
      endTime: '2026-11-20T09:14:07Z',
      retryCount: 0,
      requeueCount: 0,
      result: 'failure',
      ...info,
    },
    ...changes,
  };
}

function userError(code: string, message: string, details: Readonly<Record<string, string>> = {}): FailureInfo {
  return {
    category: 'UserError',
    code,
    message,
    details: Object.entries(details).map(([name, value]) => ({ name, value })),
  };
}

function explained(evidence: TaskEvidence): GoldenCase {
  return {
    explanation: explainTask({ now, ...evidence }),
    context: { task: evidence.task, node: evidence.node, pool: evidence.pool },
  };
}

const exitFailure = userError('FailureExitCode', 'The task process exited with an unexpected exit code');

function exited(exitCode: number, changes: Partial<Task> = {}): Task {
  return failedTask('frame-0007', { exitCode, failureInfo: exitFailure }, changes);
}

function missingInput(id: string, file: string): Task {
  const address = `${storage}/inputs/${file}?${validSas}`;
  return failedTask(
    id,
    {
      failureInfo: userError('BlobNotFound', 'One of the specified Azure Blob(s) is not found', {
        FilePath: file,
        BlobSource: address,
      }),
    },
    {
      resourceFiles: [
        { httpUrl: `${storage}/tools/render.py?${validSas}`, filePath: 'render.py' },
        { httpUrl: address, filePath: file },
      ],
    },
  );
}

function deniedInput(query: string, said: Readonly<Record<string, string>> = {}): Task {
  const httpUrl = `${storage}/inputs/input-0002.exr?${query}&sig=PLANTED%2Bsecret%3D`;
  return refusedInput({ httpUrl }, said);
}

function refusedInput(file: ResourceFile, said: Readonly<Record<string, string>>): Task {
  return failedTask(
    'frame-0002',
    {
      failureInfo: userError('BlobAccessDenied', 'Access for one of the specified Azure Blob(s) is denied', {
        FilePath: 'input-0002.exr',
        ...said,
      }),
    },
    { resourceFiles: [{ filePath: 'input-0002.exr', ...file }] },
  );
}

function deniedOutput(query: string): Task {
  return refusedOutput({ containerUrl: `${storage}/results?${query}&sig=PLANTED%2Bsecret%3D` });
}

function refusedOutput(container: OutputContainer): Task {
  return failedTask(
    'frame-0003',
    {
      exitCode: 0,
      failureInfo: userError('FileUploadAccessDenied', 'Access to the output container was denied', {
        FilePattern: '*.png',
      }),
    },
    {
      outputFiles: [
        {
          filePattern: '*.png',
          destination: { container },
          uploadOptions: { uploadCondition: 'tasksuccess' },
        },
      ],
    },
  );
}

const identityReference = { resourceId: '/subscriptions/s/userAssignedIdentities/render-id' };
const goodInput = 'se=2026-11-22T00:00:00Z&sr=b&sp=r';
const goodOutput = { containerUrl: `${storage}/results?se=2026-11-22T00:00:00Z&sr=c&sp=w&sig=PLANTED%2Bsecret%3D` };

/** Returns details of a failure with the answer of storage. */
function answered(text: string): Readonly<Record<string, string>> {
  return { Message: `The storage service answered ${text}` };
}

/** Explains a task whose output storage refused, with an answer that only the upload log contains. */
function uploaded(container: OutputContainer, text: string): GoldenCase {
  return explained({
    task: refusedOutput(container),
    uploadLog: `Uploading *.png\nCould not upload wd/a.png: The storage service answered ${text}\n`,
  });
}

const refusals = {
  signature: '403 AuthenticationFailed: Server failed to authenticate the request. Signature did not match.',
  network: '403 AuthorizationFailure: This request is not authorized to perform this operation.',
  permission:
    '403 AuthorizationPermissionMismatch: This request is not authorized to perform this operation using this permission.',
  keys: '403 KeyBasedAuthenticationNotPermitted: Key based authentication is not permitted on this storage account.',
  anonymous: '409 PublicAccessNotPermitted: Public access is not permitted on this storage account.',
};

const succeeded = (id: string): Task => failedTask(id, { exitCode: 0, result: 'success' });

const pythonLog = `Loading scene
Traceback (most recent call last):
  File "/mnt/batch/tasks/workitems/frames/job-1/frame-0007/wd/render.py", line 42, in <module>
    main()
  File "/mnt/batch/tasks/workitems/frames/job-1/frame-0007/wd/render.py", line 17, in main
    weights = open('weights.pt', 'rb')
FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'
`;

/** Makes a task whose program lacks `weights.pt`, with these resource files. */
function withoutWeights(...declared: readonly string[]): Task {
  return exited(1, {
    resourceFiles: declared.map((name) => ({ httpUrl: `${storage}/inputs/${name}?${validSas}`, filePath: name })),
  });
}

/** Makes a training task with this batch size. */
function trained(id: string, batchSize: number, info: TaskExecutionInfo): Task {
  return failedTask(id, info, { commandLine: `python3 train.py --shard ${id.slice(6)} --batch-size ${batchSize}` });
}

/** Makes a task that started this many minutes past nine. */
function ranAt(id: string, minute: number, info: TaskExecutionInfo): Task {
  const time = `2026-11-20T09:${String(minute).padStart(2, '0')}`;
  return failedTask(id, { startTime: `${time}:00Z`, endTime: `${time}:30Z`, ...info });
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const gpuLog = `Traceback (most recent call last):
  File "/mnt/batch/tasks/workitems/frames/job-1/shard-61/wd/train.py", line 53, in train_epoch
    logits = model(images)
torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 1.53 GiB. GPU 0 has a total capacity of 15.77 GiB of which 1.02 GiB is free.
`;

export const taskCases: GoldenCases = {
  'pre-processing-missing-blob': () =>
    explained({
      task: missingInput('frame-0001', 'input-0001.exr'),
      siblings: [
        missingInput('frame-0002', 'input-0002.exr'),
        missingInput('frame-0003', 'input-0003.exr'),
        succeeded('shot-1'),
      ],
    }),
  'pre-processing-sas-expired': () =>
    explained({ task: deniedInput('sv=2022-11-02&se=2026-11-19T18:00:00Z&sr=b&sp=r') }),
  'pre-processing-sas-not-yet-valid': () =>
    explained({ task: deniedInput('st=2026-11-21T00:00:00Z&se=2026-11-22T00:00:00Z&sr=b&sp=r') }),
  'pre-processing-sas-no-read': () => explained({ task: deniedInput('se=2026-11-22T00:00:00Z&sr=b&sp=w') }),
  'pre-processing-denied-valid-sas': () => explained({ task: deniedInput('se=2026-11-22T00:00:00Z&sr=b&sp=r') }),
  'pre-processing-signature-refused': () => explained({ task: deniedInput(goodInput, answered(refusals.signature)) }),
  'pre-processing-network-rule': () => explained({ task: deniedInput(goodInput, answered(refusals.network)) }),
  'pre-processing-permission-of-sas': () => explained({ task: deniedInput(goodInput, answered(refusals.permission)) }),
  'pre-processing-role-missing': () =>
    explained({
      task: refusedInput(
        { httpUrl: `${storage}/inputs/input-0002.exr`, identityReference },
        answered(refusals.permission),
      ),
    }),
  'pre-processing-keys-disabled': () => explained({ task: deniedInput(goodInput, answered(refusals.keys)) }),
  'pre-processing-no-public-access': () =>
    explained({
      task: refusedInput({ httpUrl: `${storage}/inputs/input-0002.exr` }, answered(refusals.anonymous)),
    }),
  'pre-processing-two-faults': () =>
    explained({ task: deniedInput('se=2026-11-19T18:00:00Z&sr=b&sp=r', answered(refusals.network)) }),
  'upload-denied-valid-sas': () => explained({ task: refusedOutput(goodOutput) }),
  'upload-signature-refused': () => uploaded(goodOutput, refusals.signature),
  'upload-network-rule': () => uploaded(goodOutput, refusals.network),
  'upload-role-missing': () => uploaded({ containerUrl: `${storage}/results`, identityReference }, refusals.permission),
  'upload-keys-disabled': () => uploaded(goodOutput, refusals.keys),
  'upload-no-public-access': () => uploaded({ containerUrl: `${storage}/results` }, refusals.anonymous),
  'pre-processing-container-gone': () =>
    explained({
      task: failedTask(
        'frame-0004',
        {
          failureInfo: userError('ResourceContainerNotFound', 'The specified container does not exist', {
            StorageContainerUrl: `${storage}/scenes`,
          }),
        },
        {
          resourceFiles: [{ storageContainerUrl: `${storage}/scenes?se=2026-11-22T00:00:00Z&sr=c&sp=rl&sig=PLANTED` }],
        },
      ),
    }),
  'pre-processing-storage-unknown': () =>
    explained({
      task: failedTask(
        'frame-0005',
        {
          failureInfo: {
            category: 'ServerError',
            code: 'BlobDownloadMiscError',
            message: 'Miscellaneous error encountered while downloading one of the specified Azure Blob(s)',
            details: [
              { name: 'Message', value: 'The remote name could not be resolved: contosodta.blob.core.windows.net' },
            ],
          },
        },
        { resourceFiles: [{ httpUrl: 'https://contosodta.blob.core.windows.net/inputs/a.exr', filePath: 'a.exr' }] },
      ),
    }),
  'pre-processing-program-not-found': () =>
    explained({
      task: failedTask(
        'frame-0006',
        { failureInfo: userError('CommandProgramNotFound', 'The specified command program is not found') },
        { commandLine: 'cd scenes && ./render.sh $AZ_BATCH_TASK_ID' },
      ),
      os: 'linux',
    }),
  'upload-sas-expired': () => explained({ task: deniedOutput('se=2026-11-20T09:00:00Z&sr=c&sp=rw') }),
  'upload-no-write': () => explained({ task: deniedOutput('se=2026-11-22T00:00:00Z&sr=c&sp=rl') }),
  'upload-container-gone': () =>
    explained({
      task: failedTask('frame-0003', {
        exitCode: 0,
        failureInfo: userError('FileUploadContainerNotFound', 'The output container was not found', {
          ContainerUrl: `${storage}/results`,
        }),
      }),
    }),
  'application-python': () => explained({ task: exited(1), stderr: pythonLog, stdout: 'Loading scene\n' }),
  'application-undeclared-file': () =>
    explained({ task: withoutWeights('render.py', 'scene.blend'), stderr: pythonLog, stdout: 'Loading scene\n' }),
  'application-misnamed-file': () =>
    explained({ task: withoutWeights('render.py', 'Weights.pt'), stderr: pythonLog, stdout: 'Loading scene\n' }),
  'application-gpu-memory': () =>
    explained({
      task: trained('shard-61', 512, { exitCode: 1, failureInfo: exitFailure }),
      stderr: gpuLog,
      stdout: '',
      siblings: [
        ...range(62, 64).map((shard) => trained(`shard-${shard}`, 512, { exitCode: 1, failureInfo: exitFailure })),
        ...range(1, 40).map((shard) => trained(`shard-${shard}`, 64, { exitCode: 0, result: 'success' })),
      ],
    }),
  'application-since-a-change': () =>
    explained({
      task: ranAt('frame-0017', 12, { exitCode: 139, failureInfo: exitFailure }),
      pool: { id: 'cpu-render', vmSize: 'standard_d4s_v3', lastModified: '2026-11-20T09:10:00Z' },
      stderr: '',
      stdout: '',
      siblings: [
        ...range(1, 8).map((minute) => ranAt(`frame-000${minute}`, minute, { exitCode: 0, result: 'success' })),
        ...range(12, 16).map((minute) =>
          ranAt(`frame-00${minute}`, minute, { exitCode: 139, failureInfo: exitFailure }),
        ),
      ],
    }),
  'application-without-rights': () =>
    explained({
      task: failedTask(
        'frame-0008',
        { exitCode: 100, failureInfo: exitFailure },
        { userIdentity: { autoUser: { scope: 'pool', elevationLevel: 'nonadmin' } } },
      ),
      stderr: 'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\n',
      stdout: '',
    }),
  'application-no-logs': () => explained({ task: exited(1) }),
  'application-retries-used-up': () =>
    explained({
      task: failedTask(
        'frame-0008',
        { exitCode: 3, failureInfo: exitFailure, retryCount: 3, lastRetryTime: '2026-11-20T09:10:00Z' },
        { constraints: { maxTaskRetryCount: 3 } },
      ),
      stderr: '',
      stdout: '',
    }),
  'application-out-of-memory': () => explained({ task: exited(137), stderr: 'Killed\n', stdout: 'sample 1 of 64\n' }),
  'application-crash-windows': () => explained({ task: exited(-1073741515), os: 'windows', stderr: '', stdout: '' }),
  'application-container-image': () =>
    explained({
      task: failedTask(
        'frame-0009',
        {
          failureInfo: userError('ContainerInvalidImage', 'The specified container image is invalid', {
            Message: 'pull access denied for contoso.azurecr.io/render, repository does not exist',
          }),
        },
        { containerSettings: { imageName: 'contoso.azurecr.io/render:4' } },
      ),
    }),
  'wall-clock': () =>
    explained({
      task: failedTask(
        'frame-0010',
        {
          startTime: '2026-11-20T08:00:00Z',
          endTime: '2026-11-20T09:00:01Z',
          exitCode: 137,
          failureInfo: userError('TaskEnded', 'Task was ended by user request.'),
        },
        { constraints: { maxWallClockTime: 'PT1H' } },
      ),
    }),
  'wall-clock-predicted': () =>
    explained({
      task: failedTask(
        'frame-0010',
        {},
        {
          state: 'running',
          executionInfo: { startTime: '2026-11-20T09:05:00Z', retryCount: 0, requeueCount: 0 },
          constraints: { maxWallClockTime: 'PT1H' },
        },
      ),
    }),
  'ended-by-user': () =>
    explained({
      task: failedTask('frame-0011', {
        exitCode: 143,
        failureInfo: userError('TaskEnded', 'Task was ended by user request.'),
      }),
    }),
  'ended-with-preempted-node': () =>
    explained({
      task: failedTask('frame-0011', {
        exitCode: 143,
        requeueCount: 2,
        lastRequeueTime: '2026-11-20T08:30:00Z',
        failureInfo: userError('TaskEnded', 'Task was ended by user request.'),
      }),
      node: { id: 'tvmps_3461_p', state: 'preempted', isDedicated: false },
    }),
  'ended-with-job': () =>
    explained({
      task: failedTask('frame-0012', {
        exitCode: 143,
        failureInfo: userError('TaskEnded', 'Task was ended by user request.'),
      }),
      job: {
        id: 'frames',
        state: 'completed',
        executionInfo: { startTime: '2026-11-20T08:00:00Z', terminateReason: 'MaxWallClockTimeExpiry' },
      },
    }),
  succeeded: () => explained({ task: succeeded('shot-1') }),
  'succeeded-logs-read': () => explained({ task: succeeded('shot-1'), stdout: 'frame 12 saved\n', stderr: '' }),
  'succeeded-suspicious': () => explained({ task: succeeded('frame-0007'), stdout: pythonLog, stderr: '' }),
  'succeeded-failed-by-engine': () =>
    explained({
      task: {
        ...succeeded('nf-3f9c2a17d0e84b56'),
        commandLine: "sh -c 'bash .command.run 2>&1 | tee .command.log'",
      },
      engineTexts: {
        'wd/.exitcode': '1',
        'wd/.command.run': "#!/bin/bash\n### ---\n### name: 'ALIGN (s1)'\n### ---\nset -e\n",
      },
      stdout: '[M::bwa_idx_load] read 0 ALT contigs\n[E::bwa_idx_load] fail to locate the index files\n',
      stderr: '',
    }),
  running: () =>
    explained({
      task: failedTask(
        'frame-0013',
        {},
        { state: 'running', executionInfo: { startTime: '2026-11-20T09:50:00Z', retryCount: 0, requeueCount: 0 } },
      ),
    }),
  'no-evidence': () =>
    explained({ task: { id: 'frame-0014', state: 'completed', executionInfo: { result: 'failure' } } }),
};
