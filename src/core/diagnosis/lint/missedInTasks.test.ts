import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codesAt, testMistakes, toAutoPool, toJob, toPool, toTask } from '../../../../test/builders/mistakes.ts';
import { lintDefinition } from '../lintDefinition.ts';

const now = new Date('2026-11-20T10:00:00Z');
const after = (id: string, ...taskIds: readonly string[]) => toTask(id, { dependsOn: { taskIds } });
const toSet = (tasks: readonly object[], more: object = {}) => ({
  pool: toPool(),
  job: { id: 'j', poolInfo: { poolId: 'RENDER' }, ...more },
  tasks,
});
const afterRange = (id: string, start: number, end: number) =>
  toTask(id, { dependsOn: { taskIdRanges: [{ start, end }] } });
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
const onExit = (exitOptions: object) => ({ exitConditions: { default: exitOptions } });
const numbered = (count: number) => Array.from({ length: count }, (_, index) => toTask(`frame-${index}`));
const toMpi = (id: string, numberOfInstances = 2) =>
  toTask(id, { multiInstanceSettings: { numberOfInstances, coordinationCommandLine: 'env' } });

testMistakes([
  {
    code: 'too-long',
    found: [
      ['commandLine', { id: 't', commandLine: `cmd /c echo ${'x'.repeat(32_768)}` }],
      ['startTask.commandLine', toPool({ startTask: { commandLine: `/bin/bash -c '${'a; '.repeat(11_000)}'` } })],
      [
        'multiInstanceSettings.coordinationCommandLine',
        toTask('t', { multiInstanceSettings: { coordinationCommandLine: 'x'.repeat(40_000) } }),
      ],
      [
        'dependsOn.taskIds',
        after('t', ...Array.from({ length: 1001 }, (_, index) => `${'f'.repeat(60)}${1000 + index}`)),
      ],
      ['1.dependsOn.taskIds', [toTask('a'), after('b', ...Array.from({ length: 20_000 }, () => 'n-01'))]],
    ],
    sound: [
      { id: 't', commandLine: 'x'.repeat(32_768) },
      after('t', ...Array.from({ length: 1000 }, (_, index) => `${'f'.repeat(60)}${1000 + index}`)),
      afterRange('t', 1, 20_000),
    ],
  },
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
      // The service takes null for a missing property.
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
      ['2.dependsOn.taskIdRanges.0', [toTask('01'), after('02', '03'), afterRange('03', 1, 2)]],
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
      ['taskFactory.tasks.1.dependsOn.taskIdRanges.0', toJob([toTask('010'), afterRange('b', 1, 1)])],
      ['taskFactory.tasks.1.dependsOn.taskIdRanges.0', toJob([toTask('run-1'), afterRange('b', 1, 1)])],
      ['tasks.1.dependsOn.taskIdRanges.0', toSet([toTask('7'), afterRange('b', 6, 7)], { usesTaskDependencies: true })],
    ],
    sound: [
      toJob([toTask('1'), toTask('2'), afterRange('b', 1, 2)]),
      toJob([toTask('001'), toTask('02'), toTask('000'), afterRange('b', 0, 2)]),
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
      // The time limit of a task restarts with each retry.
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
    code: 'no-communication',
    found: [
      ['taskFactory.tasks.0.multiInstanceSettings', toJob([toMpi('a')], toAutoPool())],
      [
        'taskFactory.tasks.0.multiInstanceSettings',
        toJob([toMpi('a')], toAutoPool({ enableInterNodeCommunication: false })),
      ],
      ['taskFactory.tasks.1.multiInstanceSettings', toJob([toTask('a'), toMpi('b')], toAutoPool())],
      ['taskFactory.tasks.2.multiInstanceSettings', toJob([toTask('a'), toTask('b'), toMpi('c', 2)], toAutoPool())],
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
    code: 'invalid-id',
    found: ['My Application', 'render/2', 'a:b', 'render 1', 'Größe'].map((applicationId) => [
      'applicationPackageReferences.0.applicationId',
      toTask('a', { applicationPackageReferences: [{ applicationId }] }),
    ]),
    sound: [
      'render-2_0',
      '{{application}}',
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/b/applications/render',
    ].map((applicationId) => toTask('a', { applicationPackageReferences: [{ applicationId }] })),
  },
  {
    code: 'wrong-type',
    found: ['@{imageName=a/b:1}', 'System.Collections.Hashtable', 'System.Object', '@{}', 'a/b:1'].map(
      (containerSettings) => ['containerSettings', toTask('a', { containerSettings })],
    ),
    sound: [toTask('a', { containerSettings: { imageName: 'a/b:1' } })],
  },
  {
    code: 'too-many-instances',
    found: [3, 4, 8, 16, 100].map((count) => [
      'taskFactory.tasks.0.multiInstanceSettings.numberOfInstances',
      toJob([toMpi('a', count)], toAutoPool({ enableInterNodeCommunication: true })),
    ]),
    sound: [
      toJob([toMpi('a', 2)], toAutoPool({ enableInterNodeCommunication: true })),
      toJob([toMpi('a', 4)], toAutoPool({ enableInterNodeCommunication: true, targetDedicatedNodes: '{{nodes}}' })),
    ],
  },
  {
    code: 'multi-instance-slots',
    found: [2, 3, 4, 8, 16].map((taskSlotsPerNode) => [
      'taskFactory.tasks.0.multiInstanceSettings',
      toJob([toMpi('a')], toAutoPool({ enableInterNodeCommunication: true, taskSlotsPerNode })),
    ]),
    sound: [toJob([toMpi('a')], toAutoPool({ enableInterNodeCommunication: true, taskSlotsPerNode: 1 }))],
  },
  {
    code: 'single-backslash',
    found: [
      'cmd /c C:\temp\run.bat',
      'cmd /c "C:\\apps\render.exe -i in"',
      'D:\bin\tool.exe',
      'cmd /c copy a.txt D:\new',
      'powershell -File C:\\scripts\first.ps1',
    ].map((commandLine) => ['commandLine', toTask('a', { commandLine })]),
    sound: ['cmd /c C:\\temp\\run.bat', 'D:\\bin\\tool.exe', 'cmd /c copy a.txt D:\\new'].map((commandLine) =>
      toTask('a', { commandLine }),
    ),
  },
  {
    code: 'other-variable',
    found: [
      "/bin/bash -c '$AZ_BATCH_APP_PACKAGE_render#2.8/run'",
      '/bin/sh -c "$AZ_BATCH_APP_PACKAGE_render#2.8/run"',
      "bash -c 'cd $AZ_BATCH_APP_PACKAGE_mesh_tool#1.0-rc1 && ./mesh'",
      "/bin/bash -c '$AZ_BATCH_APP_PACKAGE_writer_1.1/run'",
      'bash -c "echo %AZ_BATCH_TASK_ID%"',
      'cmd /c "echo $AZ_BATCH_TASK_ID"',
    ].map((commandLine) => ['commandLine', toTask('a', { commandLine })]),
    sound: [
      "/bin/bash -c '$AZ_BATCH_APP_PACKAGE_render_2_8/run'",
      'bash -c "echo $#"',
      'cmd /c "%AZ_BATCH_APP_PACKAGE_render#2.8%\\run.exe"',
      'bash -c "sqlite3 a.db \'select 1 where a like %ABC%\'"',
    ].map((commandLine) => toTask('a', { commandLine })),
  },
  {
    code: 'words-after-script',
    found: [
      'bash -euo pipefail -c "make" install',
      'bash -c "ls" > out.txt',
      "sh -c 'echo a' b",
      '/bin/bash -eo pipefail -c make install',
      'bash -O extglob -c "ls" -la',
    ].map((commandLine) => ['commandLine', toTask('a', { commandLine })]),
    sound: ['bash -euo pipefail -c "make install"', 'bash -O extglob -c "ls !(a)"', '/bin/bash -c env'].map(
      (commandLine) => toTask('a', { commandLine }),
    ),
  },
  {
    code: 'needs-admin',
    found: [
      'bash -c "cp azcopy /usr/bin/"',
      "bash -c 'echo 10.0.0.4 fs >> /etc/hosts'",
      'bash -c "mkdir -p /etc/render"',
      'bash -c "groupadd docker"',
      'bash -c "curl -s https://example.org/install.sh | sudo bash"',
    ].map((commandLine) => ['commandLine', toTask('a', { commandLine })]),
    sound: [
      'bash -c "cp /usr/share/x ."',
      'bash -c "cat /etc/hosts > hosts.txt"',
      'bash -c "ls /usr/bin/ | tee all.txt"',
      "bash -c 'grep x /etc/passwd 2>/dev/null'",
      'bash -c "service --status-all"',
    ].map((commandLine) => toTask('a', { commandLine })),
  },
  {
    code: 'docker-in-container',
    found: [
      'docker run a',
      'docker-compose up',
      'bash -c "cd x && docker compose up"',
      'sudo docker ps',
      'nvidia-docker run a',
    ].map((commandLine) => ['commandLine', toTask('a', { commandLine, containerSettings: { imageName: 'a/b:1' } })]),
    sound: ['bash -c "command -v docker || true"', 'python3 /app/docker.py'].map((commandLine) =>
      toTask('a', { commandLine, containerSettings: { imageName: 'a/b:1' } }),
    ),
  },
  {
    code: 'container-option',
    found: ['run --rm', '--rm ubuntu:24.04', '-itd --rm', 'docker run', '-d'].map((containerRunOptions) => [
      'containerSettings.containerRunOptions',
      toTask('a', { containerSettings: { imageName: 'a/b:1', containerRunOptions } }),
    ]),
    sound: ['--rm -it', '--device=/dev/dri --shm-size 2g', '-v /a:/b -e X="a b"', '--rm {{options}}'].map(
      (containerRunOptions) => toTask('a', { containerSettings: { imageName: 'a/b:1', containerRunOptions } }),
    ),
  },
  {
    code: 'image-name',
    found: ['ubuntu:latest:1', 'a.azurecr.io/b:', 'a.azurecr.io/b:1.0+build', 'a.azurecr.io//b:1', '/b:1'].map(
      (imageName) => ['containerSettings.imageName', toTask('a', { containerSettings: { imageName } })],
    ),
    sound: [
      'localhost:5000/a:1',
      'a_b/c-d.e__f:V1.2',
      'mcr.microsoft.com/windows/servercore:ltsc2022',
      '{{image}}',
    ].map((imageName) => toTask('a', { containerSettings: { imageName } })),
  },
]);

test('a job is reported as having no pool if both of its pool properties are null', () => {
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
  test(`shell syntax is named: ${syntax}`, () => {
    const [finding] = lintDefinition(JSON.stringify(toTask('a', { commandLine })), undefined, { now });
    assert.equal(finding?.message.split(' ')[0], syntax);
  });
