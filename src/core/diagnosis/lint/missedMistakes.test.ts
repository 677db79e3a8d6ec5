import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintDefinition } from '../lintDefinition.ts';

/* Mistakes by class: for each of them definitions that have it, and neighbours that are sound. */

interface MistakeClass {
  readonly code: string;
  /** Where the mistake is, and what has it. */
  readonly found: readonly (readonly [path: string, definition: unknown])[];
  readonly sound: readonly unknown[];
}

const now = new Date('2026-11-20T10:00:00Z');

function codesAt(definition: unknown): readonly string[] {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition, undefined, 2);
  // That task factories are for the Azure Batch CLI extensions, and that samples may be missing, is no matter here.
  const rules = { 'extension-only': 'off', 'unguarded-sample': 'off' };
  return lintDefinition(text, undefined, { now, rules }).map(({ code, path }) => `${code} ${path.join('.')}`);
}

const toTask = (id: string, more: object = {}) => ({ id, commandLine: 'render', ...more });
const after = (id: string, ...taskIds: readonly string[]) => toTask(id, { dependsOn: { taskIds } });
const toSet = (tasks: readonly object[], more: object = {}) => ({
  pool: toPool(),
  job: { id: 'j', poolInfo: { poolId: 'RENDER' }, ...more },
  tasks,
});
const afterRange = (id: string, start: number, end: number) =>
  toTask(id, { dependsOn: { taskIdRanges: [{ start, end }] } });
const toJob = (tasks: readonly object[], more: object = {}) => ({
  id: 'frames',
  poolInfo: { poolId: 'render' },
  usesTaskDependencies: true,
  taskFactory: { type: 'taskCollection', tasks },
  ...more,
});
const toPool = <More extends object>(more: More = {} as More) => ({
  id: 'render',
  vmSize: 'standard_d4s_v3',
  targetDedicatedNodes: 2,
  virtualMachineConfiguration: {
    imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
    nodeAgentSKUId: 'batch.node.ubuntu 24.04',
  },
  ...more,
});
const toAutoPool = (more: object = {}) => {
  const { id: _, ...pool } = toPool(more);
  return { poolInfo: { autoPoolSpecification: { poolLifetimeOption: 'job', pool } } };
};
const toExits = (...exitCodeRanges: readonly (readonly [start: number, end: number])[]) =>
  toTask('a', {
    exitConditions: {
      exitCodeRanges: exitCodeRanges.map(([start, end]) => ({
        start,
        end,
        exitOptions: { dependencyAction: 'satisfy' },
      })),
    },
  });
const toAgentPool = (agent: string) =>
  toPool({
    virtualMachineConfiguration: {
      imageReference: { virtualMachineImageId: '/subscriptions/s/images/render' },
      nodeAgentSKUId: agent.startsWith('{') ? agent : `batch.node.${agent}`,
    },
  });
const toWindowsImage = (sku: string) =>
  toPool({
    virtualMachineConfiguration: {
      imageReference: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku },
      nodeAgentSKUId: 'batch.node.windows amd64',
    },
  });
let nextPort = 1000;
const toPorts = (name: string, backendPort: number) => {
  nextPort += 100;
  const rules = [{ priority: 150, access: 'deny', sourceAddressPrefix: '*' }];
  const range = { frontendPortRangeStart: nextPort, frontendPortRangeEnd: nextPort + 99 };
  return { name, protocol: 'tcp', backendPort, ...range, networkSecurityGroupRules: rules };
};
const toNamedEndpoints = (...inboundNATPools: readonly object[]) =>
  toPool({ networkConfiguration: { endpointConfiguration: { inboundNATPools } } });
const inCloudServices = { cloudServiceConfiguration: { osFamily: '6' } };
const inSmallCloud = { vmSize: 'small', targetDedicatedNodes: 1, ...inCloudServices };
const onExit = (exitOptions: object) => ({ exitConditions: { default: exitOptions } });
const numbered = (count: number) => Array.from({ length: count }, (_, index) => toTask(`frame-${index}`));

const toWindowsPool = (more: object) =>
  toPool({
    virtualMachineConfiguration: {
      imageReference: { publisher: 'microsoftwindowsserver', offer: 'windowsserver', sku: '2022-datacenter' },
      nodeAgentSKUId: 'batch.node.windows amd64',
    },
    ...more,
  });
const fromUrl = (httpUrl: string) => ({ resourceFiles: [{ httpUrl, filePath: 'a' }] });
const out = 'https://data.blob.core.windows.net/out';
const signature = 'sv=2024-11-04&se=2027-04-30&sr=c&sp=rwl&sig=c2ln';
const fromContainer = (storageContainerUrl: string) => ({ resourceFiles: [{ storageContainerUrl }] });
const identityId =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader';
const toOutput = (filePattern: string, containerUrl = `${out}?${signature}`) => ({
  outputFiles: [
    { filePattern, destination: { container: { containerUrl } }, uploadOptions: { uploadCondition: 'taskcompletion' } },
  ],
});
const toMpi = (id: string, numberOfInstances = 4) =>
  toTask(id, { multiInstanceSettings: { numberOfInstances, coordinationCommandLine: 'env' } });
const natPools = 'networkConfiguration.endpointConfiguration.inboundNATPools';
const toEndpoints = (inboundNATPools: readonly object[]) =>
  toPool({ networkConfiguration: { endpointConfiguration: { inboundNATPools } } });
const toNatPool = (...ranges: readonly (readonly [from: number, to: number])[]) =>
  toEndpoints(
    ranges.map(([frontendPortRangeStart, frontendPortRangeEnd], index) => ({
      name: `port-${index}`,
      protocol: 'tcp',
      backendPort: 8000 + index,
      frontendPortRangeStart,
      frontendPortRangeEnd,
    })),
  );
const toEndpoint = (
  backendPort: number,
  ...rules: readonly (readonly [access: string, sourceAddressPrefix: string])[]
) =>
  toEndpoints([
    {
      name: 'login',
      protocol: 'tcp',
      backendPort,
      frontendPortRangeStart: 15_000,
      frontendPortRangeEnd: 15_100,
      networkSecurityGroupRules: rules.map(([access, sourceAddressPrefix], index) => ({
        priority: 150 + index,
        access,
        sourceAddressPrefix,
      })),
    },
  ]);
const inContainer = { containerSettings: { imageName: 'contoso.azurecr.io/render:1.4' } };
const toContainerPool = ([publisher, offer, sku, nodeAgentSKUId]: readonly string[]) =>
  toPool({
    virtualMachineConfiguration: {
      imageReference: { publisher, offer, sku },
      nodeAgentSKUId,
      containerConfiguration: { type: 'dockerCompatible' },
    },
  });
const withContainers = {
  virtualMachineConfiguration: toContainerPool(['microsoft-dsvm', 'ubuntu-hpc', '2404', 'batch.node.ubuntu 24.04'])
    .virtualMachineConfiguration,
};

const toScaled = (autoScaleFormula: string) =>
  toPool({ targetDedicatedNodes: undefined, enableAutoScale: true, autoScaleFormula });
const toFormulas = (...formulas: readonly string[]) =>
  formulas.map((formula) => ['autoScaleFormula', toScaled(formula)] as const);

const classes: readonly MistakeClass[] = [
  {
    code: 'missing-property',
    found: [
      ['', { id: 'p', vmSize: 'standard_d2s_v3', targetDedicatedNodes: 1 }],
      ['', { id: 'p', targetDedicatedNodes: 1, virtualMachineConfiguration: toPool().virtualMachineConfiguration }],
      ['', { ...toPool(), id: undefined }],
      ['poolInfo.autoPoolSpecification.pool', { id: 'j', ...toAutoPool({ virtualMachineConfiguration: undefined }) }],
      ['', { poolInfo: { poolId: 'render' }, usesTaskDependencies: true }],
      ['', { id: 'j', usesTaskDependencies: true, jobPreparationTask: { commandLine: 'env' } }],
      ['', { commandLine: 'render', requiredSlots: 2 }],
      ['', { id: 't', requiredSlots: 2, exitConditions: {}, resourceFiles: [] }],
      // To the service null means that a property is not given.
      ['id', { ...toPool(), id: null }],
      ['vmSize', { ...toPool(), vmSize: null }],
      ['virtualMachineConfiguration', { ...toPool(), virtualMachineConfiguration: null }],
      ['poolInfo', { id: 'j', poolInfo: null, usesTaskDependencies: true, jobPreparationTask: null }],
      ['commandLine', { id: 't', commandLine: null, requiredSlots: 2, resourceFiles: [] }],
      [
        'resourceFiles.0.filePath',
        toTask('t', { resourceFiles: [{ httpUrl: 'https://data.example/a', filePath: null }] }),
      ],
    ],
    sound: [
      toPool(),
      { ...toPool(), startTask: null, metadata: null },
      { id: 'j', poolInfo: { poolId: 'render', autoPoolSpecification: null }, jobReleaseTask: null },
      toTask('t', {
        requiredSlots: 2,
        multiInstanceSettings: null,
        resourceFiles: [
          { httpUrl: 'https://data.example/a', storageContainerUrl: null, blobPrefix: null, filePath: 'a' },
        ],
      }),
      { id: 'j', ...toAutoPool() },
      { startTask: { commandLine: 'env' }, metadata: [] },
      { priority: 100, constraints: { maxTaskRetryCount: 3 } },
    ],
  },
  {
    code: 'duplicate-id',
    found: [
      ['1.id', [toTask('Frame-1'), toTask('frame-1')]],
      ['value.2.id', { value: [toTask('a'), toTask('b'), toTask('A')] }],
      ['taskFactory.tasks.1.id', toJob([toTask('Merge'), toTask('MERGE')])],
      ['taskFactory.tasks.0.id', toJob([toTask('JobPreparation')], { jobPreparationTask: { commandLine: 'fetch' } })],
      ['taskFactory.tasks.1.id', toJob([toTask('a'), toTask('Lead')], { jobManagerTask: toTask('lead') })],
    ],
    sound: [
      [toTask('frame-1'), toTask('frame-2')],
      toJob([toTask('jobpreparation')]),
      toJob([toTask('{{id}}'), toTask('{{id}}')]),
    ],
  },
  {
    code: 'dependency-cycle',
    found: [
      ['1.dependsOn.taskIds.0', [after('a', 'b'), after('b', 'a')]],
      ['value.2.dependsOn.taskIds.0', { value: [after('a', 'b'), after('b', 'c'), after('c', 'a')] }],
      ['taskFactory.tasks.1.dependsOn.taskIds.0', toJob([after('a', 'B'), after('b', 'A')])],
      ['2.dependsOn.taskIds.1', [toTask('in'), after('mesh', 'in', 'solve'), after('solve', 'in', 'mesh')]],
      ['3.dependsOn.taskIds.0', [after('w', 'x'), after('x', 'y'), after('y', 'z'), after('z', 'x')]],
      ['1.dependsOn.taskIdRanges.0', [afterRange('1', 2, 5), afterRange('2', 1, 1)]],
      ['2.dependsOn.taskIdRanges.0', [toTask('1'), after('2', '3'), afterRange('3', 1, 2)]],
    ],
    sound: [
      [toTask('in'), after('left', 'in'), after('right', 'in'), after('out', 'left', 'right')],
      [after('out', 'mid'), after('mid', 'in'), toTask('in')],
      [toTask('1'), toTask('2'), afterRange('3', 1, 2), after('4', '3')],
      toJob([toTask('a'), after('b', 'a'), after('c', 'a', 'b')]),
    ],
  },
  {
    code: 'unknown-dependency',
    found: [
      ['taskFactory.tasks.1.dependsOn.taskIds.0', toJob([toTask('prepare'), after('solve', 'prepair')])],
      ['taskFactory.tasks.0.dependsOn.taskIds.0', toJob([after('solve', 'mesh')])],
      ['1.dependsOn.taskIds.0', [toTask('prepare'), after('solve', 'prepere')]],
      ['taskFactory.tasks.1.dependsOn.taskIds.1', toJob([toTask('in'), after('b', 'in', 'other')])],
      ['taskFactory.tasks.2.dependsOn.taskIds.0', toJob([toTask('a'), after('b', 'a'), after('run-2', 'fetch-2')])],
      ['taskFactory.tasks.2.dependsOn.taskIdRanges.0', toJob([toTask('1'), toTask('2'), afterRange('b', 1, 3)])],
      ['taskFactory.tasks.1.dependsOn.taskIdRanges.0', toJob([toTask('001'), afterRange('b', 1, 1)])],
      ['tasks.1.dependsOn.taskIdRanges.0', toSet([toTask('7'), afterRange('b', 6, 7)], { usesTaskDependencies: true })],
    ],
    sound: [
      toJob([toTask('1'), toTask('2'), afterRange('b', 1, 2)]),
      toJob([toTask('{{id}}'), afterRange('b', 1, 2)]),
      [toTask('1'), afterRange('b', 1, 2)],
      after('merge', 'frame-1'),
      [after('merge-1', 'frame-1'), after('merge-2', 'frame-2')],
      [toTask('frame-1'), toTask('frame-2'), after('merge', 'frame-11')],
      toJob([toTask('in'), after('out', '{{before}}')]),
      toJob([toTask('{{id}}'), after('out', 'in')]),
      toJob([toTask('In'), after('out', 'iN')]),
    ],
  },
  {
    code: 'too-many-slots',
    found: [2, 3, 4, 5, 6].map((requiredSlots) => ['tasks.0.requiredSlots', toSet([toTask('a', { requiredSlots })])]),
    sound: [
      toSet([toTask('a')]),
      toSet([after('b', 'a'), toTask('a')], { usesTaskDependencies: true }),
      toSet([toTask('a', { requiredSlots: 9 })], { poolInfo: { poolId: 'another' } }),
      { job: 'build', tasks: ['a'] },
    ],
  },
  {
    code: 'dependency-elsewhere',
    found: [
      ['value.2.dependsOn.taskIds.1', { value: [toTask('in'), after('a', 'in'), after('b', 'in', 'other')] }],
      ['2.dependsOn.taskIds.0', [toTask('fetch-1'), after('run-1', 'fetch-1'), after('run-2', 'fetch-2')]],
      ['2.dependsOn.taskIds.0', [toTask('a'), after('b', 'a'), after('c', 'geometry')]],
      ['1.dependsOn.taskIds.0', [toTask('a'), after('c', 'geometry', 'a')]],
      ['1.dependsOn.taskIds.1', [toTask('a'), after('c', 'a', 'mesh')]],
    ],
    sound: [
      [toTask('a'), after('b', 'a')],
      [after('merge-1', 'frame-1'), after('merge-2', 'frame-2')],
    ],
  },
  {
    code: 'dependencies-off',
    found: [
      ['taskFactory.tasks.1.dependsOn', toJob([toTask('a'), after('b', 'a')], { usesTaskDependencies: false })],
      ['taskFactory.tasks.1.dependsOn', toJob([toTask('a'), after('b', 'a')], { usesTaskDependencies: undefined })],
      [
        'taskFactory.tasks.0.dependsOn',
        toJob([toTask('2', { dependsOn: { taskIdRanges: [{ start: 1, end: 1 }] } }), toTask('1')], {
          usesTaskDependencies: false,
        }),
      ],
      [
        'taskFactory.tasks.2.dependsOn',
        toJob([toTask('a'), toTask('b'), after('c', 'b')], { ...toAutoPool(), usesTaskDependencies: null }),
      ],
      [
        'taskFactory.tasks.1.dependsOn',
        toJob([toTask('a'), after('b', 'a'), after('c', 'b')], { usesTaskDependencies: false }),
      ],
    ],
    sound: [
      toJob([toTask('a'), after('b', 'a')]),
      toJob([toTask('a')], { usesTaskDependencies: false }),
      toJob([toTask('a'), after('b', 'a')], { usesTaskDependencies: '{{dependencies}}' }),
      [toTask('a'), after('b', 'a')],
    ],
  },
  {
    code: 'idle-job-action',
    found: [
      [
        'taskFactory.tasks.0.exitConditions.default.jobAction',
        toJob([toTask('a', onExit({ jobAction: 'terminate' }))]),
      ],
      [
        'taskFactory.tasks.0.exitConditions.default.jobAction',
        toJob([toTask('a', onExit({ jobAction: 'disable' }))], { onTaskFailure: 'noaction' }),
      ],
      [
        'taskFactory.tasks.1.exitConditions.exitCodes.0.exitOptions.jobAction',
        toJob([
          toTask('a'),
          toTask('b', { exitConditions: { exitCodes: [{ code: 1, exitOptions: { jobAction: 'terminate' } }] } }),
        ]),
      ],
      [
        'taskFactory.tasks.0.exitConditions.exitCodeRanges.0.exitOptions.jobAction',
        toJob([
          toTask('a', {
            exitConditions: { exitCodeRanges: [{ start: 1, end: 9, exitOptions: { jobAction: 'terminate' } }] },
          }),
        ]),
      ],
      [
        'taskFactory.repeatTask.exitConditions.fileUploadError.jobAction',
        {
          ...toJob([]),
          taskFactory: {
            type: 'parametricSweep',
            parameterSets: [{ start: 1, end: 3 }],
            repeatTask: { commandLine: 'a', exitConditions: { fileUploadError: { jobAction: 'terminate' } } },
          },
        },
      ],
    ],
    sound: [
      toJob([toTask('a', onExit({ jobAction: 'terminate' }))], { onTaskFailure: 'performExitOptionsJobAction' }),
      toJob([toTask('a', onExit({ jobAction: 'terminate' }))], { onTaskFailure: '{{reaction}}' }),
      toTask('a', onExit({ jobAction: 'terminate' })),
      toJob([toTask('a', onExit({ dependencyAction: 'satisfy' }))]),
    ],
  },
  {
    code: 'idle-dependency-action',
    found: (['satisfy', 'block', 'Satisfy', 'Block', 'satisfy'] as const).map((dependencyAction, index) => [
      'taskFactory.tasks.0.exitConditions.default.dependencyAction',
      toJob(
        [toTask('a', onExit({ dependencyAction }))],
        index % 2 ? { usesTaskDependencies: false } : { usesTaskDependencies: undefined },
      ),
    ]),
    sound: [
      toJob([toTask('a', onExit({ dependencyAction: 'satisfy' }))]),
      toTask('a', onExit({ dependencyAction: 'satisfy' })),
    ],
  },
  {
    code: 'overlapping-exit-codes',
    found: [
      ['exitConditions.exitCodeRanges.1.start', toExits([1, 10], [5, 20])],
      ['exitConditions.exitCodeRanges.1.start', toExits([1, 10], [10, 20])],
      ['exitConditions.exitCodeRanges.0.start', toExits([5, 9], [1, 100])],
      ['exitConditions.exitCodeRanges.2.start', toExits([1, 2], [3, 90], [50, 60])],
      ['taskFactory.tasks.0.exitConditions.exitCodeRanges.1.start', toJob([toExits([-5, 5], [0, 1])])],
    ],
    sound: [
      toExits([1, 10], [11, 20]),
      toExits([50, 60], [1, 49]),
      toTask('a', {
        exitConditions: {
          exitCodes: [{ code: 3, exitOptions: {} }],
          exitCodeRanges: [{ start: 1, end: 9, exitOptions: {} }],
        },
      }),
    ],
  },
  {
    code: 'too-many-slots',
    found: [
      ['taskFactory.tasks.0.requiredSlots', toJob([toTask('a', { requiredSlots: 2 })], toAutoPool())],
      [
        'taskFactory.tasks.0.requiredSlots',
        toJob([toTask('a', { requiredSlots: 8 })], toAutoPool({ taskSlotsPerNode: 4 })),
      ],
      ['jobManagerTask.requiredSlots', { id: 'j', ...toAutoPool(), jobManagerTask: toTask('m', { requiredSlots: 2 }) }],
      [
        'taskFactory.tasks.1.requiredSlots',
        toJob(
          [toTask('a', { requiredSlots: 4 }), toTask('b', { requiredSlots: 5 })],
          toAutoPool({ taskSlotsPerNode: 4 }),
        ),
      ],
      [
        'jobSpecification.jobManagerTask.requiredSlots',
        {
          id: 'nightly',
          schedule: { recurrenceInterval: 'P1D' },
          jobSpecification: { ...toAutoPool(), jobManagerTask: toTask('m', { requiredSlots: 3 }) },
        },
      ],
    ],
    sound: [
      toJob([toTask('a', { requiredSlots: 4 })], toAutoPool({ taskSlotsPerNode: 4 })),
      toJob([toTask('a', { requiredSlots: 4 })], toAutoPool({ taskSlotsPerNode: '{{slots}}' })),
      toJob([toTask('a', { requiredSlots: 4 })]),
    ],
  },
  {
    code: 'many-tasks',
    found: [101, 102, 150, 200, 1000].map((count) => ['value', { value: numbered(count) }]),
    sound: [{ value: numbered(100) }, numbered(101), toJob(numbered(101))],
  },
  {
    code: 'linux-shell',
    found: ['bash run.sh', 'bash -c "ls"', 'sh ./install.sh', 'bash.exe run.sh', 'zsh -c ls'].map((commandLine) => [
      'startTask.commandLine',
      toWindowsPool({ startTask: { commandLine } }),
    ]),
    sound: [
      toWindowsPool({ startTask: { commandLine: 'cmd /c "bash run.sh"' } }),
      toWindowsPool({ startTask: { commandLine: 'powershell -File a.ps1' } }),
      toPool({ startTask: { commandLine: 'bash run.sh' } }),
      toTask('a', { commandLine: 'bash run.sh' }),
    ],
  },
  {
    code: 'plain-http',
    found: [
      ['resourceFiles.0.httpUrl', toTask('a', fromUrl('http://data.blob.core.windows.net/in/a.bin'))],
      ['resourceFiles.0.httpUrl', toTask('a', fromUrl('http://example.com/a.sh'))],
      ['resourceFiles.0.httpUrl', toTask('a', fromUrl('HTTP://example.com/a.sh'))],
      [
        'startTask.resourceFiles.0.storageContainerUrl',
        toPool({
          startTask: {
            commandLine: 'a',
            resourceFiles: [{ storageContainerUrl: 'http://data.blob.core.windows.net/in' }],
          },
        }),
      ],
      [
        'outputFiles.0.destination.container.containerUrl',
        toTask('a', toOutput('*.png', 'http://data.blob.core.windows.net/out')),
      ],
    ],
    sound: [
      toTask('a', fromUrl('https://example.com/a.sh')),
      toTask('a', fromUrl('http://127.0.0.1:10000/devstoreaccount1/in/a.sh')),
      toTask('a', fromUrl('http://localhost:8080/a.sh')),
    ],
  },
  {
    code: 'pattern-without-logs',
    found: ['stdout.txt', 'std*.txt', '**/stderr.txt', './stderr.txt', '**/std*.txt'].map((filePattern) => [
      'outputFiles.0.filePattern',
      toTask('a', toOutput(filePattern)),
    ]),
    sound: [
      toTask('a', toOutput('../stdout.txt')),
      toTask('a', toOutput('../std*.txt')),
      toTask('a', toOutput('logs/stdout.txt')),
      toTask('a', toOutput('$AZ_BATCH_TASK_DIR/stdout.txt')),
      { ...toTask('a', toOutput('stdout.txt')), commandLine: '/bin/bash -c "render > stdout.txt"' },
    ],
  },
  {
    code: 'absolute-pattern',
    found: [
      ...['/mnt/out/*.txt', '/tmp/*.log', '/data/**/*.csv', 'D:\\out\\*.txt', '/a?.txt', '/std*.txt', '/stdout.txt'],
      ...['/mnt/batch/tasks/workitems/j/job-1/t/stderr.txt', 'D:\\batch\\tasks\\stdout.txt'],
    ].map((filePattern) => ['outputFiles.0.filePattern', toTask('a', toOutput(filePattern))]),
    sound: [
      toTask('a', toOutput('out/*.txt')),
      toTask('a', toOutput('/mnt/out/result.txt')),
      toTask('a', toOutput('$AZ_BATCH_TASK_WORKING_DIR/*.txt')),
      { ...toTask('a', toOutput('/mnt/out/stdout.txt')), commandLine: '/bin/bash -c "render > /mnt/out/stdout.txt"' },
    ],
  },
  {
    code: 'endless-retries',
    found: [
      ['constraints.maxTaskRetryCount', toTask('a', { constraints: { maxTaskRetryCount: -1 } })],
      ['constraints.maxTaskRetryCount', { ...toJob([]), constraints: { maxTaskRetryCount: -1 } }],
      ['startTask.maxTaskRetryCount', toPool({ startTask: { commandLine: 'a', maxTaskRetryCount: -1 } })],
      [
        'jobPreparationTask.constraints.maxTaskRetryCount',
        toJob([], { jobPreparationTask: { commandLine: 'a', constraints: { maxTaskRetryCount: -1 } } }),
      ],
      ['constraints.maxTaskRetryCount', toTask('a', { constraints: { maxTaskRetryCount: -1, retentionTime: 'P1D' } })],
      // The limit of a task begins again with each retry.
      [
        'constraints.maxTaskRetryCount',
        toTask('a', { constraints: { maxTaskRetryCount: -1, maxWallClockTime: 'PT1H' } }),
      ],
    ],
    sound: [
      toTask('a', { constraints: { maxTaskRetryCount: 3 } }),
      toJob([], { constraints: { maxTaskRetryCount: -1, maxWallClockTime: 'P1D' } }),
      toTask('a', { constraints: { maxTaskRetryCount: 0 } }),
    ],
  },
  {
    code: 'short-retention',
    found: [
      ...['PT0S', 'PT1M', 'PT10M', 'PT59M'].map(
        (retentionTime) => ['constraints.retentionTime', toTask('a', { constraints: { retentionTime } })] as const,
      ),
      [
        'jobReleaseTask.retentionTime',
        toJob([], {
          jobPreparationTask: { commandLine: 'a' },
          jobReleaseTask: { commandLine: 'a', retentionTime: 'PT5M' },
        }),
      ],
    ],
    sound: ['PT1H', 'P7D', '{{retention}}'].map((retentionTime) => toTask('a', { constraints: { retentionTime } })),
  },
  {
    code: 'spot-communication',
    found: [
      ['targetLowPriorityNodes', toPool({ enableInterNodeCommunication: true, targetLowPriorityNodes: 2 })],
      [
        'targetLowPriorityNodes',
        toPool({ enableInterNodeCommunication: true, targetDedicatedNodes: 0, targetLowPriorityNodes: 4 }),
      ],
      [
        'targetLowPriorityNodes',
        toPool({ enableInterNodeCommunication: true, targetDedicatedNodes: undefined, targetLowPriorityNodes: 1 }),
      ],
      [
        'poolInfo.autoPoolSpecification.pool.targetLowPriorityNodes',
        { id: 'j', ...toAutoPool({ enableInterNodeCommunication: true, targetLowPriorityNodes: 2 }) },
      ],
      [
        'targetLowPriorityNodes',
        toPool({ targetLowPriorityNodes: 2, enableInterNodeCommunication: true, taskSlotsPerNode: 1 }),
      ],
    ],
    sound: [
      toPool({ enableInterNodeCommunication: true }),
      toPool({ targetLowPriorityNodes: 2 }),
      toPool({ enableInterNodeCommunication: true, targetLowPriorityNodes: 0 }),
    ],
  },
  {
    code: 'no-communication',
    found: [
      ['taskFactory.tasks.0.multiInstanceSettings', toJob([toMpi('a')], toAutoPool())],
      [
        'taskFactory.tasks.0.multiInstanceSettings',
        toJob([toMpi('a')], toAutoPool({ enableInterNodeCommunication: false })),
      ],
      ['taskFactory.tasks.1.multiInstanceSettings', toJob([toTask('a'), toMpi('b')], toAutoPool())],
      ['taskFactory.tasks.2.multiInstanceSettings', toJob([toTask('a'), toTask('b'), toMpi('c', 8)], toAutoPool())],
      [
        'taskFactory.tasks.0.multiInstanceSettings',
        toJob([toMpi('a', 2)], toAutoPool({ enableInterNodeCommunication: null })),
      ],
    ],
    sound: [
      toJob([toMpi('a')], toAutoPool({ enableInterNodeCommunication: true })),
      toJob([toMpi('a')], toAutoPool({ enableInterNodeCommunication: '{{mpi}}' })),
      toJob([toMpi('a')]),
      toJob([toTask('a')], toAutoPool()),
    ],
  },
  {
    code: 'overlapping-ports',
    found: [
      [`${natPools}.1.frontendPortRangeStart`, toNatPool([10_000, 10_100], [10_050, 10_200])],
      [`${natPools}.1.frontendPortRangeStart`, toNatPool([10_000, 10_100], [10_100, 10_200])],
      [`${natPools}.0.frontendPortRangeStart`, toNatPool([10_050, 10_100], [10_000, 10_200])],
      [`${natPools}.1.frontendPortRangeStart`, toNatPool([10_000, 10_100], [10_000, 10_100])],
      [`${natPools}.2.frontendPortRangeStart`, toNatPool([10_000, 10_100], [11_000, 11_100], [11_050, 11_150])],
    ],
    sound: [toNatPool([10_000, 10_100], [10_101, 10_200]), toNatPool([11_000, 11_100], [10_000, 10_100])],
  },
  {
    code: 'open-to-all',
    found: [
      [`${natPools}.0.backendPort`, toEndpoint(22)],
      [`${natPools}.0.backendPort`, toEndpoint(3389)],
      [`${natPools}.0.backendPort`, toEndpoint(22, ['allow', '*'])],
      [`${natPools}.0.backendPort`, toEndpoint(3389, ['allow', '10.0.0.0/8'], ['Allow', 'Internet'])],
      [`${natPools}.0.backendPort`, toEndpoint(22, ['allow', '0.0.0.0/0'], ['deny', '*'])],
    ],
    sound: [
      toEndpoint(22, ['allow', '203.0.113.0/24']),
      toEndpoint(22, ['deny', '*'], ['allow', '*']),
      toEndpoint(22, ['deny', '*']),
      toEndpoint(8080),
    ],
  },
  {
    code: 'container-mismatch',
    found: [
      ['taskFactory.tasks.0.containerSettings', toJob([toTask('a', inContainer)], toAutoPool())],
      ['taskFactory.tasks.1', toJob([toTask('a', inContainer), toTask('b')], toAutoPool(withContainers))],
      ['taskFactory.tasks.0', toJob([toTask('a')], toAutoPool(withContainers))],
      ['taskFactory.tasks.1.containerSettings', toJob([toTask('a'), toTask('b', inContainer)], toAutoPool())],
      ['startTask.containerSettings', toPool({ startTask: { commandLine: 'a', ...inContainer } })],
    ],
    sound: [
      toJob([toTask('a', inContainer)], toAutoPool(withContainers)),
      toJob([toTask('a')], toAutoPool()),
      toJob([toTask('a', inContainer)]),
      toPool({ ...withContainers, startTask: { commandLine: 'a', ...inContainer } }),
      toPool({ ...withContainers, startTask: { commandLine: 'a' } }),
      toPool({ virtualMachineConfiguration: '{{machine}}', startTask: { commandLine: 'a', ...inContainer } }),
    ],
  },
  {
    code: 'image-without-containers',
    found: [
      ['canonical', 'ubuntu-24_04-lts', 'server', 'batch.node.ubuntu 24.04'],
      ['canonical', 'ubuntu-24_04-lts', 'server', 'batch.node.ubuntu 24.04'],
      ['Canonical', 'ubuntu-24_04-lts', 'server-gen1', 'batch.node.ubuntu 24.04'],
      ['MicrosoftWindowsServer', 'WindowsServer', '2022-datacenter', 'batch.node.windows amd64'],
      ['microsoftwindowsserver', 'windowsserver', '2019-datacenter-core', 'batch.node.windows amd64'],
    ].map((machine) => ['virtualMachineConfiguration.containerConfiguration', toContainerPool(machine)]),
    sound: [
      ['microsoft-dsvm', 'ubuntu-hpc', '2404', 'batch.node.ubuntu 24.04'],
      ['almalinux', 'almalinux-hpc', '8_7-hpc-gen2', 'batch.node.el 8'],
      ['MicrosoftWindowsServer', 'WindowsServer', '2022-datacenter-with-containers', 'batch.node.windows amd64'],
      ['contoso', 'ubuntu', '24.04', 'batch.node.ubuntu 24.04'],
    ].map(toContainerPool),
  },
  {
    code: 'slots-per-node',
    found: [
      toPool({ taskSlotsPerNode: 17 }),
      toPool({ vmSize: 'Standard_D2s_v5', taskSlotsPerNode: 9 }),
      toPool({ vmSize: 'Standard_E8ds_v5', taskSlotsPerNode: 64 }),
      toPool({ vmSize: 'standard_nc24ads_a100_v4', taskSlotsPerNode: 200 }),
      toPool({ vmSize: 'Standard_F4as_v6', taskSlotsPerNode: 32 }),
    ].map((pool) => ['taskSlotsPerNode', pool]),
    sound: [
      toPool({ taskSlotsPerNode: 16 }),
      toPool({ vmSize: 'Standard_HB120rs_v3', taskSlotsPerNode: 256 }),
      toPool({ vmSize: '{{size}}', taskSlotsPerNode: 64 }),
    ],
  },
  {
    code: 'duplicate-endpoint',
    found: [
      ['1.name', toPorts('ssh', 22), toPorts('ssh', 23)],
      ['1.name', toPorts('a', 8080), toPorts('A', 8081)],
      ['1.backendPort', toPorts('a', 8080), toPorts('b', 8080)],
      ['2.backendPort', toPorts('a', 8080), toPorts('b', 8081), toPorts('c', 8080)],
      ['2.name', toPorts('a', 8080), toPorts('b', 8081), toPorts('b', 8082)],
    ].map(([path, ...pools]) => [
      `networkConfiguration.endpointConfiguration.inboundNATPools.${path}`,
      toNamedEndpoints(...(pools as object[])),
    ]),
    sound: [
      toNamedEndpoints(toPorts('a', 8080), toPorts('b', 8081)),
      toNamedEndpoints(toPorts('{{a}}', 1), toPorts('{{a}}', 2)),
    ],
  },
  {
    code: 'retired-image',
    found: ['ubuntu 20.04', 'ubuntu 18.04', 'centos 7', 'centos 8', 'debian 10'].map((agent) => [
      'virtualMachineConfiguration.nodeAgentSKUId',
      toAgentPool(agent),
    ]),
    sound: ['ubuntu 24.04', 'el 9', 'debian 12', '{{agent}}'].map(toAgentPool),
  },
  {
    code: 'retired-size',
    found: [
      'Standard_NC6s_v3',
      'standard_nc24rs_v3',
      'Standard_NV12s_v3',
      'Standard_NV8as_v4',
      'Standard_NC12s_v2',
    ].map((vmSize) => ['vmSize', toPool({ vmSize })]),
    sound: ['Standard_D4s_v3', 'Standard_NC24ads_A100_v4', 'Standard_NC4as_T4_v3', '{{size}}'].map((vmSize) =>
      toPool({ vmSize }),
    ),
  },
  {
    code: 'support-ends-soon',
    found: [
      '2016-datacenter',
      '2016-datacenter-smalldisk',
      '2016-datacenter-gensecond',
      '2016-Datacenter',
      '2016-datacenter-gs',
    ].map((sku) => ['virtualMachineConfiguration.nodeAgentSKUId', toWindowsImage(sku)]),
    sound: ['2019-datacenter', '2022-datacenter', '2025-datacenter'].map(toWindowsImage),
  },
  {
    code: 'support-ends',
    found: ['Standard_DS2_v2', 'Standard_DS3_v2', 'Standard_F4s_v2', 'Standard_B2ms', 'Standard_HC44rs'].map(
      (vmSize) => ['vmSize', toPool({ vmSize })],
    ),
    sound: ['Standard_D2s_v3', 'Standard_B2s_v2', 'Standard_F4as_v6'].map((vmSize) => toPool({ vmSize })),
  },
  {
    code: 'retired-feature',
    found: [
      ['certificateReferences', toPool({ certificateReferences: [{ thumbprint: 'ab', thumbprintAlgorithm: 'sha1' }] })],
      ['cloudServiceConfiguration', { id: 'p', vmSize: 'small', targetDedicatedNodes: 1, ...inCloudServices }],
      ['cloudServiceConfiguration', { id: 'p', vmSize: 'large', targetLowPriorityNodes: 1, ...inCloudServices }],
      ['cloudServiceConfiguration', { vmSize: 'small', id: 'q', targetDedicatedNodes: 3, ...inCloudServices }],
      [
        'poolInfo.autoPoolSpecification.pool.cloudServiceConfiguration',
        { id: 'j', poolInfo: { autoPoolSpecification: { poolLifetimeOption: 'job', pool: inSmallCloud } } },
      ],
    ],
    sound: [toPool(), toPool({ cloudServiceConfiguration: undefined })],
  },
  {
    code: 'formula-syntax',
    found: toFormulas(
      '$TargetDedicatedNodes = min(10, avg($PendingTasks.GetSample(1));',
      '$TargetDedicatedNodes = 1);',
      '$TargetDedicatedNodes = ;',
      '$TargetDedicatedNodes = 2 * / 3;',
      'x = 1; $TargetDedicatedNodes = x > 0 & x < 9 ? 1 : 2;',
      '$TargetDedicatedNodes => 4;',
      '$TargetDedicatedNodes = 5 % 2;',
      'x = 1; $TargetDedicatedNodes = x < 3 or x > 9 ? 1 : 2;',
      '$TargetDedicatedNodes = (time().hour > 8) and (time().hour < 18) ? 4 : 0;',
    ),
    sound: [
      '$TargetDedicatedNodes = min(10, $PendingTasks.GetSample(1));',
      "/* it's ( */ $TargetDedicatedNodes = -1 + -(2 - 3); // )",
      'x = time().weekday >= 1 && !(time().hour < 8) ? 4 : 0;\n$TargetDedicatedNodes = x',
      'v = $CPUPercent.GetSample(TimeInterval_Minute * 5, 70); $TargetDedicatedNodes = v[0] != 0 || len(v) > 3 ? 1.5e1 : .5;',
      '$TargetDedicatedNodes = 1; $NodeDeallocationOption = taskcompletion;',
      '{{formula}}',
      'cur = time("Mon, 06 Oct 2014 10:20:00 GMT"); $TargetDedicatedNodes = 0;',
    ].map(toScaled),
  },
  {
    code: 'vector-without-sample',
    found: toFormulas(
      '$TargetDedicatedNodes = $PendingTasks;',
      '$TargetDedicatedNodes = min(10, $ActiveTasks);',
      'x = $RunningTasks + 1; $TargetDedicatedNodes = x;',
      '$TargetDedicatedNodes = $CPUPercent > 70 ? 4 : 2;',
      '$TargetLowPriorityNodes = max(0, $PendingTasks);',
    ),
    sound: [
      '$TargetDedicatedNodes = $CurrentDedicatedNodes;',
      '$TargetDedicatedNodes = avg($ActiveTasks.GetSample(1));',
    ].map(toScaled),
  },
  {
    code: 'formula-type',
    found: toFormulas(
      '$TargetDedicatedNodes = "5";',
      '$TargetDedicatedNodes="a"',
      "$TargetDedicatedNodes = '5';",
      '$TargetLowPriorityNodes = "10";',
      'x = 1; $targetDedicatedNodes = "2";',
      'size = "5"; $TargetDedicatedNodes = size;',
      '$TargetDedicatedNodes = time();',
      '$TargetDedicatedNodes = time("Mon, 06 Oct 2014 10:20:00 GMT");',
      '$TargetDedicatedNodes = TimeInterval_Hour;',
      '$TargetDedicatedNodes = $PendingTasks.GetSample(TimeInterval_Minute * 5);',
      'v = $CPUPercent.GetSample(180 * TimeInterval_Second, 70); $TargetDedicatedNodes = v;',
      '$TargetDedicatedNodes = $CurrentDedicatedNodes + "1";',
      '$TargetDedicatedNodes = "2" * 3;',
      '$TargetDedicatedNodes = max("4", 2);',
      'x = ceil("1.5"); $TargetDedicatedNodes = x;',
      "x = 5 - '2'; $TargetDedicatedNodes = x;",
      't = time() - 5 + TimeInterval_Minute; $TargetDedicatedNodes = t > time() ? 1 : 2;',
      '$TargetDedicatedNodes = avg($PendingTasks.GetSample(TimeInterval_Minute + 5));',
    ),
    sound: [
      '$TargetDedicatedNodes = time() - time("2026-01-01") > TimeInterval_Minute * 5 + TimeInterval_Hour ? 1 : 2;',
      't = time() + 5 * TimeInterval_Minute - 2 * TimeInterval_Hour; $TargetDedicatedNodes = t.hour > 8 ? 1 : 2;',
      '$TargetDedicatedNodes = 5 + TimeInterval_Hour / TimeInterval_Minute;',
      '$TargetDedicatedNodes = TimeInterval_Hour / TimeInterval_Minute + 5;',
      's = "a"; $TargetDedicatedNodes = s == "a" ? 1 : 2;',
      '$TargetDedicatedNodes = 5;',
      's = "5"; $TargetDedicatedNodes = 5;',
      'v = $CPUPercent.GetSample(180 * TimeInterval_Second, 70); $TargetDedicatedNodes = avg(v);',
      '$TargetDedicatedNodes = time().hour;',
      '$TargetDedicatedNodes = $PendingTasks.GetSample(1);',
      'v = $ActiveTasks.GetSample(TimeInterval_Minute * 5); v = max(v); $TargetDedicatedNodes = v;',
    ].map(toScaled),
  },
  {
    code: 'upload-access',
    found: [
      'https://data.blob.core.windows.net/out',
      'https://data.blob.core.windows.net/out/',
      'https://data.blob.core.chinacloudapi.cn/logs',
      'https://data.blob.core.usgovcloudapi.net/a',
      'https://data.z1.blob.storage.azure.net/a',
    ].map((address) => ['outputFiles.0.destination.container.containerUrl', toTask('a', toOutput('*.png', address))]),
    sound: [
      toTask('a', toOutput('*.png')),
      toTask('a', toOutput('*.png', '{{container}}')),
      toTask('a', toOutput('*.png', 'https://data.blob.core.windows.net/out{{sas}}')),
      toTask('a', toOutput('*.png', 'https://{{account}}.blob.core.windows.net/out')),
      toTask('a', {
        outputFiles: [
          {
            filePattern: '*',
            destination: {
              container: {
                containerUrl: 'https://data.blob.core.windows.net/out',
                identityReference: { resourceId: identityId },
              },
            },
            uploadOptions: { uploadCondition: 'taskcompletion' },
          },
        ],
      }),
    ],
  },
  {
    code: 'container-path',
    found: [
      ['outputFiles.0.destination.container.containerUrl', toTask('a', toOutput('*', `${out}/2026/a?${signature}`))],
      ['outputFiles.0.destination.container.containerUrl', toTask('a', toOutput('*', `${out}/log.txt?${signature}`))],
      ['outputFiles.0.destination.container.containerUrl', toTask('a', toOutput('*', `${out}/a`))],
      ['resourceFiles.0.storageContainerUrl', toTask('a', fromContainer(`${out}/in/2026?${signature}`))],
      ['resourceFiles.0.storageContainerUrl', toTask('a', fromContainer(`${out}/in/2026`))],
    ],
    sound: [
      toTask('a', toOutput('*', `${out}/?${signature}`)),
      toTask('a', toOutput('*', `http://127.0.0.1:10000/devstoreaccount1/out?${signature}`)),
      toTask('a', toOutput('*', `${out}/{{run}}?${signature}`)),
      toTask('a', fromContainer(out)),
      toTask('a', fromContainer(`${out}?${signature}`)),
    ],
  },
  {
    code: 'absolute-path',
    found: ['/data/in.bin', '/mnt/resource/in', 'D:\\in\\a.bin', 'C:/in/a.bin', '\\in\\a.bin'].map((filePath) => [
      'resourceFiles.0.filePath',
      toTask('a', { resourceFiles: [{ httpUrl: 'https://example.com/a', filePath }] }),
    ]),
    sound: ['in.bin', 'in/a.bin', './in/a.bin', 'in\\a.bin', 'a..b'].map((filePath) =>
      toTask('a', { resourceFiles: [{ httpUrl: 'https://example.com/a', filePath }] }),
    ),
  },
];

for (const { code, found, sound } of classes) {
  for (const [index, [path, definition]] of found.entries())
    test(`${code} is found: ${index + 1}`, () => assert.deepEqual(codesAt(definition), [`${code} ${path}`]));
  for (const [index, definition] of sound.entries())
    test(`what is near to ${code} is sound: ${index + 1}`, () => assert.deepEqual(codesAt(definition), []));
}

test('a job without a pool is found where null is in the place of each', () => {
  const job = { id: 'j', poolInfo: { poolId: null, autoPoolSpecification: null }, usesTaskDependencies: true };
  assert.deepEqual(codesAt(job), ['no-pool poolInfo']);
});

const namedSyntax: readonly (readonly [commandLine: string, syntax: string])[] = [
  ['make && make install', '&&'],
  ['python3 a.py > out.txt', '>'],
  ['python3 a.py >> out.txt', '>>'],
  ['python3 a.py 2>&1', '2>&1'],
  ['ls | wc', '|'],
  ['run || true', '||'],
  ['python3 $HOME/a.py', '$HOME'],
  ['render.exe %USERPROFILE%\\in', '%USERPROFILE%'],
  ['server --port 80 &', '&'],
];

for (const [commandLine, syntax] of namedSyntax)
  test(`the syntax of a shell is named: ${syntax}`, () => {
    const [finding] = lintDefinition(JSON.stringify(toTask('a', { commandLine })), undefined, { now });
    assert.equal(finding?.message.split(' ')[0], syntax);
  });

test('each class of mistakes has five definitions', () => {
  for (const { code, found } of classes) assert.ok(found.length >= 5, code);
});
