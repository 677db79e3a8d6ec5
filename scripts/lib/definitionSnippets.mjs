/**
 * Snippets of definitions, which VS Code inserts into an empty file. Strings that start with `^` are inserted without
 * quotes.
 */

/** Returns a placeholder with its default text. */
const at = (number, text) => `\${${number}:${text}}`;

const ubuntu = {
  imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
  nodeAgentSKUId: 'batch.node.ubuntu 24.04',
};

const admin = { autoUser: { scope: 'pool', elevationLevel: 'admin' } };

const linuxStartTask = {
  commandLine: `/bin/bash -c '${at(4, 'apt-get update && apt-get install -y ffmpeg')}'`,
  userIdentity: admin,
  waitForSuccess: '^true',
};

const identityReference = {
  resourceId: `/subscriptions/${at(7, 'subscription')}/resourceGroups/${at(8, 'group')}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${at(9, 'name')}`,
};

/** Snippets of the most common definitions, by schema. */
export const snippets = {
  pool: [
    {
      label: 'Pool of Linux nodes',
      description: 'A fixed number of Ubuntu nodes, with a start task that installs a program.',
      body: {
        id: at(1, 'render-pool'),
        vmSize: at(2, 'standard_d2s_v3'),
        virtualMachineConfiguration: ubuntu,
        targetDedicatedNodes: `^${at(3, '2')}`,
        startTask: linuxStartTask,
      },
    },
    {
      label: 'Pool of Windows nodes',
      description: 'A fixed number of Windows Server nodes.',
      body: {
        id: at(1, 'render-pool'),
        vmSize: at(2, 'standard_d2s_v3'),
        virtualMachineConfiguration: {
          imageReference: {
            publisher: 'microsoftwindowsserver',
            offer: 'windowsserver',
            sku: '2022-datacenter',
            version: 'latest',
          },
          nodeAgentSKUId: 'batch.node.windows amd64',
        },
        targetDedicatedNodes: `^${at(3, '2')}`,
        startTask: { commandLine: `cmd /c ${at(4, 'setup.cmd')}`, userIdentity: admin, waitForSuccess: '^true' },
      },
    },
    {
      label: 'Pool with autoscale',
      description:
        "As many Ubuntu nodes as there are waiting and running tasks, up to a limit. Nodes finish their tasks before they're removed.",
      body: {
        id: at(1, 'render-pool'),
        vmSize: at(2, 'standard_d2s_v3'),
        virtualMachineConfiguration: ubuntu,
        enableAutoScale: '^true',
        autoScaleFormula: `^"\\$TargetDedicatedNodes = min(${at(3, '10')}, \\$PendingTasks.GetSample(1)); \\$NodeDeallocationOption = taskcompletion;"`,
        autoScaleEvaluationInterval: at(4, 'PT5M'),
      },
    },
    {
      label: 'Pool for containers',
      description: 'Nodes that run tasks in containers, with an image that they download when they start.',
      body: {
        id: at(1, 'render-pool'),
        vmSize: at(2, 'standard_d2s_v3'),
        virtualMachineConfiguration: {
          imageReference: { publisher: 'microsoft-dsvm', offer: 'ubuntu-hpc', sku: '2404', version: 'latest' },
          nodeAgentSKUId: 'batch.node.ubuntu 24.04',
          containerConfiguration: { type: 'dockerCompatible', containerImageNames: [at(4, 'python:3.12')] },
        },
        targetDedicatedNodes: `^${at(3, '2')}`,
      },
    },
  ],
  job: [
    {
      label: 'Job',
      description: 'A job on an existing pool.',
      body: {
        id: at(1, 'frames'),
        poolInfo: { poolId: at(2, 'render-pool') },
        constraints: { maxWallClockTime: at(3, 'P1D'), maxTaskRetryCount: `^${at(4, '1')}` },
      },
    },
    {
      label: 'Job with its own pool',
      description: 'A job with a pool that Batch creates for it, and deletes when the job ends.',
      body: {
        id: at(1, 'frames'),
        poolInfo: {
          autoPoolSpecification: {
            autoPoolIdPrefix: at(1, 'frames'),
            poolLifetimeOption: 'job',
            keepAlive: '^false',
            pool: {
              vmSize: at(2, 'standard_d2s_v3'),
              virtualMachineConfiguration: ubuntu,
              targetDedicatedNodes: `^${at(3, '2')}`,
            },
          },
        },
      },
    },
    {
      label: 'Job with a parametric sweep',
      description: 'A job with one task for each number in a range. Only for the Azure Batch CLI extensions.',
      body: {
        id: at(1, 'frames'),
        poolInfo: { poolId: at(2, 'render-pool') },
        taskFactory: {
          type: 'parametricSweep',
          parameterSets: [{ start: `^${at(3, '1')}`, end: `^${at(4, '100')}`, step: '^1' }],
          repeatTask: { commandLine: `/bin/bash -c '${at(5, 'render')} {0}'` },
        },
      },
    },
  ],
  task: [
    {
      label: 'Task',
      description: 'A command with a time limit and a retry.',
      body: {
        id: at(1, 'frame-0001'),
        commandLine: `/bin/bash -c '${at(2, 'python3 run.py')}'`,
        constraints: { maxWallClockTime: at(3, 'PT1H'), maxTaskRetryCount: `^${at(4, '1')}` },
      },
    },
    {
      label: 'Task with input and output files',
      description: 'A command with an input file from Azure Storage. Its logs are uploaded with a managed identity.',
      body: {
        id: at(1, 'frame-0001'),
        commandLine: `/bin/bash -c '${at(2, 'python3 run.py')}'`,
        resourceFiles: [
          {
            httpUrl: `https://${at(3, 'account')}.blob.core.windows.net/${at(4, 'inputs')}/${at(5, 'run.py')}`,
            filePath: at(5, 'run.py'),
            identityReference,
          },
        ],
        outputFiles: [
          {
            filePattern: '../std*.txt',
            destination: {
              container: {
                containerUrl: `https://${at(3, 'account')}.blob.core.windows.net/${at(6, 'outputs')}`,
                path: at(1, 'frame-0001'),
                identityReference,
              },
            },
            uploadOptions: { uploadCondition: 'taskcompletion' },
          },
        ],
      },
    },
  ],
  tasks: [
    {
      label: 'List of tasks',
      description: 'Tasks for one job.',
      body: [
        { id: at(1, 'frame-0001'), commandLine: `/bin/bash -c '${at(3, 'python3 run.py 1')}'` },
        { id: at(2, 'frame-0002'), commandLine: `/bin/bash -c '${at(4, 'python3 run.py 2')}'` },
      ],
    },
  ],
  jobschedule: [
    {
      label: 'Job schedule',
      description: 'A nightly job, with a job manager task that adds its tasks.',
      body: {
        id: at(1, 'nightly'),
        schedule: {
          doNotRunUntil: at(2, '2026-12-01T02:00:00Z'),
          recurrenceInterval: at(3, 'P1D'),
          startWindow: at(4, 'PT1H'),
        },
        jobSpecification: {
          poolInfo: { poolId: at(5, 'render-pool') },
          jobManagerTask: { id: 'manager', commandLine: `/bin/bash -c '${at(6, 'python3 addTasks.py')}'` },
        },
      },
    },
  ],
  template: [],
};
