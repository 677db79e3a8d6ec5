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
  return lintDefinition(text, undefined, { now }).map(({ code, path }) => `${code} ${path.join('.')}`);
}

const toTask = (id: string, more: object = {}) => ({ id, commandLine: 'render', ...more });
const after = (id: string, ...taskIds: readonly string[]) => toTask(id, { dependsOn: { taskIds } });
const toJob = (tasks: readonly object[], more: object = {}) => ({
  id: 'frames',
  poolInfo: { poolId: 'render' },
  usesTaskDependencies: true,
  taskFactory: { type: 'taskCollection', tasks },
  ...more,
});
const toPool = (more: object = {}) => ({
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
const onExit = (exitOptions: object) => ({ exitConditions: { default: exitOptions } });
const numbered = (count: number) => Array.from({ length: count }, (_, index) => toTask(`frame-${index}`));

const classes: readonly MistakeClass[] = [
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
    ],
    sound: [
      [toTask('in'), after('left', 'in'), after('right', 'in'), after('out', 'left', 'right')],
      [after('out', 'mid'), after('mid', 'in'), toTask('in')],
      toJob([toTask('a'), after('b', 'a'), after('c', 'a', 'b')]),
    ],
  },
  {
    code: 'unknown-dependency',
    found: [
      ['taskFactory.tasks.1.dependsOn.taskIds.0', toJob([toTask('prepare'), after('solve', 'prepair')])],
      ['taskFactory.tasks.0.dependsOn.taskIds.0', toJob([after('solve', 'mesh')])],
      ['1.dependsOn.taskIds.0', [toTask('prepare'), after('solve', 'prepere')]],
      ['value.2.dependsOn.taskIds.1', { value: [toTask('in'), after('a', 'in'), after('b', 'in', 'other')] }],
      ['2.dependsOn.taskIds.0', [toTask('fetch-1'), after('run-1', 'fetch-1'), after('run-2', 'fetch-2')]],
    ],
    sound: [
      after('merge', 'frame-1'),
      [after('merge-1', 'frame-1'), after('merge-2', 'frame-2')],
      [toTask('frame-1'), toTask('frame-2'), after('merge', 'frame-11')],
      toJob([toTask('in'), after('out', '{{before}}')]),
      toJob([toTask('{{id}}'), after('out', 'in')]),
      toJob([toTask('In'), after('out', 'iN')]),
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
];

for (const { code, found, sound } of classes) {
  for (const [index, [path, definition]] of found.entries())
    test(`${code} is found: ${index + 1}`, () => assert.deepEqual(codesAt(definition), [`${code} ${path}`]));
  for (const [index, definition] of sound.entries())
    test(`what is near to ${code} is sound: ${index + 1}`, () => assert.deepEqual(codesAt(definition), []));
}

test('each class of mistakes has five definitions', () => {
  for (const { code, found } of classes) assert.ok(found.length >= 5, code);
});
