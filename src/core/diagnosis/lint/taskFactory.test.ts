import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lintDefinition } from '../lintDefinition.ts';
import { readDefinition } from './readDefinition.ts';
import { describeMadeTasks, listMadeTasks, type MadeTasks, renderMadeTasks } from './taskFactory.ts';

function make(taskFactory: object, beside: object = {}): MadeTasks {
  const text = JSON.stringify({
    ...beside,
    job: {
      type: 'Microsoft.Batch/batchAccounts/jobs',
      properties: { id: 'j', poolInfo: { poolId: 'p' }, taskFactory },
    },
  });
  const [made, ...others] = listMadeTasks(text);
  assert.ok(made !== undefined && others.length === 0);
  assert.equal(text.slice(made.offset, made.offset + 1), '{');
  return made;
}

const sweep = (parameterSets: object[], commandLine: string, others: object = {}) =>
  make({ type: 'parametricSweep', parameterSets, repeatTask: { commandLine, ...others } });

const commandsOf = ({ first, last }: MadeTasks) => [...first, ...last].map((task) => Reflect.get(task, 'commandLine'));

test('a parametric sweep creates a task for each combination, and the last range varies fastest', () => {
  const made = sweep(
    [
      { start: 1, end: 2 },
      { start: 10, end: 6, step: -2 },
    ],
    'draw {0:3} {1} {{x}}',
    {
      displayName: 'frame {0}',
      resourceFiles: [{ httpUrl: 'https://h/{1}.exr', filePath: '{1}.exr' }],
      environmentSettings: [{ name: 'N{0}', value: '{1}' }],
      outputFiles: [
        { filePattern: '{0}.png', destination: { container: { containerUrl: 'https://h/o', path: 'o/{0}' } } },
      ],
    },
  );
  assert.equal(made.count, 6);
  assert.deepEqual(commandsOf(made), [
    'draw 001 10 {x}',
    'draw 001 8 {x}',
    'draw 001 6 {x}',
    'draw 002 10 {x}',
    'draw 002 8 {x}',
    'draw 002 6 {x}',
  ]);
  assert.deepEqual(made.first[5], {
    id: '5',
    commandLine: 'draw 002 6 {x}',
    displayName: 'frame 2',
    resourceFiles: [{ httpUrl: 'https://h/6.exr', filePath: '6.exr' }],
    environmentSettings: [{ name: 'N2', value: '6' }],
    outputFiles: [{ filePattern: '2.png', destination: { container: { containerUrl: 'https://h/o', path: 'o/2' } } }],
  });
});

test('if there are many combinations, only the first and the last task are created, and the others are counted', () => {
  const made = make({
    type: 'parametricSweep',
    parameterSets: [
      { start: 1, end: 100_000 },
      { start: 0, end: 999_999_999 },
    ],
    repeatTask: { commandLine: 'run {0} {1}' },
    mergeTask: { commandLine: 'join' },
  });
  assert.equal(made.count, 100_000_000_000_001);
  assert.deepEqual(commandsOf(made).slice(0, 2), ['run 1 0', 'run 1 1']);
  assert.equal(commandsOf(made).at(-2), 'run 100000 999999999');
  assert.deepEqual(made.last.at(-1), {
    commandLine: 'join',
    id: 'merge',
    dependsOn: { taskIdRanges: [{ start: 0, end: 99_999_999_999_999 }] },
  });
  assert.equal(describeMadeTasks(made), "Show the Factory's 100,000,000,000,001 Tasks");
  const text = renderMadeTasks(sweep([{ start: 1, end: 100_000 }], 'run {0}'));
  assert.match(text, /^\/\/ The factory creates 100,000 tasks\.\n\[\n {2}\{\n {4}"id": "0"/);
  assert.match(
    text,
    /"id": "4",\n {4}"commandLine": "run 5"\n {2}\},\n {2}\/\/ 99,990 more tasks like these aren't shown\.\n {2}\{\n {4}"id": "99995"/,
  );
  assert.equal((readDefinition(text) as unknown[]).length, 10);
});

test('tasks of a collection are shown unchanged, and tasks for files as their template', () => {
  const made = make({
    type: 'taskCollection',
    tasks: Array.from({ length: 12 }, (_, n) => ({ id: `t${n}`, commandLine: 'x' })),
  });
  assert.equal(made.count, 12);
  assert.deepEqual(
    made.last.map((task) => Reflect.get(task, 'id')),
    ['t7', 't8', 't9', 't10', 't11'],
  );
  const empty = make({ type: 'taskCollection', tasks: [] });
  assert.equal(describeMadeTasks(empty), 'Show Why the Factory Creates No Tasks');
  assert.match(renderMadeTasks(empty), /at least one task in "tasks"/);
  const perFile = make({
    type: 'taskPerFile',
    source: { fileGroup: 'g' },
    repeatTask: { commandLine: 'wc {fileName}' },
  });
  assert.equal(perFile.count, undefined);
  assert.match(
    renderMadeTasks(perFile),
    /^\/\/ The factory creates one task like the first for each file .*\n\[\n.*\n.*"0",\n.*"wc \{fileName\}"/,
  );
});

test('parameters and variables that have a value are filled in, and without a value the tasks are unknown', () => {
  const factory = {
    type: 'parametricSweep',
    parameterSets: [{ start: 1, end: "[parameters('end')]" }],
    repeatTask: { commandLine: "[variables('program')] {0} [parameters('scene')]" },
  };
  const variables = { program: "blender-[parameters('release')]" };
  const parameters = {
    end: { type: 'int', defaultValue: 2 },
    release: { type: 'string', defaultValue: '4' },
    scene: { type: 'string' },
  };
  assert.deepEqual(commandsOf(make(factory, { parameters, variables })), [
    "blender-4 1 [parameters('scene')]",
    "blender-4 2 [parameters('scene')]",
  ]);
  const open = make(factory, { parameters: { end: { type: 'int' } } });
  assert.equal(open.count, undefined);
  assert.match(open.notes.join(), /parameters that have no default/);
});

test('a factory that the extensions refuse shows the reason', () => {
  const refusals: readonly (readonly [MadeTasks, RegExp])[] = [
    [sweep([{ start: 1, end: 2 }], 'x {1}'), /no range for \{1\}/],
    [sweep([{ start: 1, end: 2 }], 'x {name}'), /literal brace twice/],
    [sweep([{ start: -1, end: 2 }], 'x {0:2}'), /Negative numbers/],
    [sweep([{ start: 1, end: 2 }], 'x {0:12}'), /more than 9 digits/],
    [sweep([{ start: 3, end: 2 }], 'x'), /negative when "start" is greater/],
    [sweep([{ start: 1, end: 2, step: 0 }], 'x'), /can't be 0/],
    [sweep([{ start: 1.5, end: 2 }], 'x'), /whole numbers/],
    [sweep([], 'x'), /at least one range/],
    [make({ type: 'parametricSweep', parameterSets: [{ start: 1, end: 2 }] }), /needs a "repeatTask"/],
    [make({ type: 'other' }), /must be taskCollection/],
  ];
  for (const [made, expected] of refusals) {
    assert.match(made.refusal ?? '', expected);
    assert.deepEqual(readDefinition(renderMadeTasks(made)), []);
  }
});

test('the shown tasks are checked like any definition', () => {
  const findings = lintDefinition(renderMadeTasks(sweep([{ start: 1, end: 20 }], 'echo {0} > out.txt')));
  assert.equal(findings.filter(({ code }) => code === 'shell-syntax').length, 10);
});

test('the number of combinations is correct for any factory, and reading a factory never throws', () => {
  const range = fc.record({
    start: fc.integer({ min: -5, max: 5 }),
    end: fc.integer({ min: -5, max: 5 }),
    step: fc.constantFrom(1, 2, -1, -3),
  });
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 3 }), (sets) => {
      const made = sweep(sets, sets.map((_, index) => `{${index}}`).join(' '));
      const isRefused = sets.some(({ start, end, step }) => start !== end && start > end !== step < 0);
      assert.equal(made.refusal !== undefined, isRefused);
      if (isRefused) return;
      let all = [''];
      for (const { start, end, step } of sets) {
        const numbers: number[] = [];
        for (let at = start; step > 0 ? at <= end : at >= end; at += step) numbers.push(at);
        all = all.flatMap((before) => numbers.map((number) => `${before} ${number}`));
      }
      assert.equal(made.count, all.length);
      const expected = all.map((one) => one.slice(1));
      const shown = expected.length > 10 ? [...expected.slice(0, 5), ...expected.slice(-5)] : expected;
      assert.deepEqual(commandsOf(made), shown);
    }),
  );
  fc.assert(fc.property(fc.json(), (json) => void listMadeTasks(`{"id":"x","taskFactory":${json}}`)));
});
