import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findNamedId, findOwnId, planIdChange } from './namedIds.ts';

const tasks = JSON.stringify(
  [
    { id: 'split', commandLine: 'split' },
    { id: 'draw', commandLine: 'draw', dependsOn: { taskIds: ['Split'] } },
    { id: 'join', commandLine: 'join', dependsOn: { taskIds: ['split', 'draw', 'elsewhere'] } },
    { id: '7', commandLine: 'x', dependsOn: { taskIdRanges: [{ start: 5, end: 8 }] } },
  ],
  undefined,
  2,
);

/** Returns the text with the item at an offset in brackets. */
function show(text: string, places: readonly { readonly offset: number; readonly length: number }[]): string {
  let shown = text;
  for (const { offset, length } of places.toReversed())
    shown = `${shown.slice(0, offset)}[${shown.slice(offset, offset + length)}]${shown.slice(offset + length)}`;
  return shown;
}

function change(text: string, at: string, changed?: string): string | readonly string[] | undefined {
  const found = planIdChange(text, text.indexOf(at) + at.length - 1, changed);
  if (found === undefined) return undefined;
  return 'refusal' in found
    ? found.refusal
    : show(text, found.places)
        .split('\n')
        .filter((line) => line.includes('[') && /\[\w/.test(line))
        .map((line) => line.trim());
}

test('a dependency links to the task with its ID, regardless of case', () => {
  const found = findOwnId(tasks, tasks.indexOf('"Split"') + 2);
  assert.equal(found?.offset, tasks.indexOf('split"'));
  assert.equal(findOwnId(tasks, tasks.indexOf('elsewhere')), undefined);
  assert.equal(findNamedId(tasks, tasks.indexOf('elsewhere'))?.id, 'elsewhere');
  assert.equal(findNamedId(tasks, tasks.indexOf('commandLine')), undefined);
});

test('the ID of a task is renamed with all dependencies that name it', () => {
  const all = ['"id": "[split]",', '"[Split]"', '"[split]",'];
  assert.deepEqual(change(tasks, '"id": "sp', 'cut'), all);
  assert.deepEqual(change(tasks, '"Spl', 'cut'), all);
  assert.deepEqual(change(tasks, '"id": "sp', 'SPLIT'), all, 'only its case changes');
});

test('IDs that are invalid, taken, foreign, or named by a range are refused with the reason', () => {
  assert.match(String(change(tasks, '"Spl', 'a b')), /letters, digits, hyphens/);
  assert.match(String(change(tasks, '"Spl', '')), /at least one character/);
  assert.match(String(change(tasks, '"Spl', 'DRAW')), /Another definition here has the ID DRAW/);
  assert.match(String(change(tasks, 'elsew')), /^Nothing in this file has the ID elsewhere/);
  assert.match(String(change(tasks, '"id": "7')), /depend on 7 through a range/);
  assert.match(String(change(tasks, '"Spl', '6')), /would depend on 6 through a range/);
  assert.equal(change(tasks, '"commandLine'), undefined);
  const twice = JSON.stringify([
    { id: 'a', commandLine: 'x' },
    { id: 'A', commandLine: 'y' },
  ]);
  assert.match(String(change(twice, '"id":"a')), /^Several definitions in this file have the ID a/);
});

test('tasks of different jobs are different, and a pool is renamed with the jobs that run on it', () => {
  const job = (id: string) => ({
    id,
    poolInfo: { poolId: 'Render' },
    taskFactory: {
      type: 'taskCollection',
      tasks: [
        { id: 'a', commandLine: 'x' },
        { id: 'b', commandLine: 'y', dependsOn: { taskIds: ['a'] } },
      ],
    },
  });
  const text = JSON.stringify(
    [{ id: 'render', vmSize: 's', targetDedicatedNodes: 1 }, job('one'), job('two')],
    undefined,
    1,
  );
  const first = text.indexOf('"a"');
  const plan = planIdChange(text, first + 1, 'c');
  assert.ok(plan !== undefined && 'places' in plan);
  assert.equal(plan.places.length, 2);
  assert.ok(plan.places.every(({ offset }) => offset < text.indexOf('"two"')));
  assert.deepEqual(change(text, '"poolId": "R', 'draw'), [
    '"id": "[render]",',
    '"poolId": "[Render]"',
    '"poolId": "[Render]"',
  ]);
  const alone = JSON.stringify(job('one'), undefined, 1);
  assert.match(String(change(alone, '"poolId": "R', 'draw')), /^Nothing in this file has the ID Render/);
});

test('an application is referenced by tasks and pools, even inside a job, and is defined elsewhere', () => {
  const uses = { applicationPackageReferences: [{ applicationId: 'blender' }] };
  const machine = { vmSize: 's', targetDedicatedNodes: 1, ...uses };
  const inPool = { poolInfo: { autoPoolSpecification: { poolLifetimeOption: 'job', pool: machine } } };
  const manager = { id: 'm', commandLine: 'x', ...uses };
  for (const definition of [
    { id: 'p', ...machine },
    { id: 't', commandLine: 'x', ...uses },
    { id: 'j', ...inPool },
    { id: 'j', poolInfo: { poolId: 'p' }, jobManagerTask: manager },
    { id: 's', schedule: {}, jobSpecification: inPool },
  ]) {
    const text = JSON.stringify(definition);
    const at = text.indexOf('blender');
    assert.equal(findNamedId(text, at)?.kind, 'application', text);
    assert.equal(findOwnId(text, at), undefined);
    assert.match(String(change(text, '"blen', 'x')), /^Nothing in this file has the ID blender/);
  }
});

test('IDs with placeholders or escapes are left alone', () => {
  const text = '[{"id": "{{name}}", "commandLine": "x"}, {"id": "a\\u0062", "commandLine": "x"}]';
  assert.equal(change(text, '"{{na'), undefined);
  assert.equal(change(text, '"a\\u00'), undefined);
});

test('finding and renaming IDs never throws, and a rename keeps all references', () => {
  const id = fc.stringMatching(/^[a-c]{1,2}$/);
  const list = fc.array(fc.record({ id, depends: fc.array(id, { maxLength: 3 }) }), { maxLength: 6 });
  fc.assert(
    fc.property(list, fc.nat(400), (all, offset) => {
      const text = JSON.stringify(
        all.map((task) => ({ id: task.id, commandLine: 'x', dependsOn: { taskIds: task.depends } })),
      );
      const plan = planIdChange(text, Math.min(offset, text.length), 'new-id');
      if (plan === undefined || 'refusal' in plan) return;
      let changed = text;
      for (const place of plan.places.toReversed())
        changed = `${changed.slice(0, place.offset)}new-id${changed.slice(place.offset + place.length)}`;
      const old = plan.places[0]?.id ?? '';
      const expected = all.map((task) => {
        const rename = (name: string): string => (name === old ? 'new-id' : name);
        return { id: rename(task.id), commandLine: 'x', dependsOn: { taskIds: task.depends.map(rename) } };
      });
      assert.deepEqual(JSON.parse(changed), expected);
    }),
  );
});
