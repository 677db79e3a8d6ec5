import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verbs } from './verbs.ts';

const undoable: readonly (readonly [id: string, choices: object])[] = [
  ['azureBatch.job.disable', { disableTasks: 'wait' }],
  ['azureBatch.jobSchedule.disable', {}],
  ['azureBatch.jobSchedule.enable', {}],
  ['azureBatch.job.enable', {}],
  ['azureBatch.node.disableScheduling', { option: 'taskcompletion' }],
  ['azureBatch.node.enableScheduling', {}],
  ['azureBatch.node.start', {}],
  ['azureBatch.node.reboot', { option: 'taskcompletion' }],
  ['azureBatch.pool.resize', { targetDedicatedNodes: 5, targetLowPriorityNodes: 0 }],
  ['azureBatch.pool.stopResize', {}],
  ['azureBatch.definition.submitTasks', {}],
  ['azureBatch.definition.submit', {}],
  ['azureBatch.pool.changeStartTask', {}],
  ['azureBatch.pool.disableAutoscale', {}],
  ['azureBatch.job.changeLimit', {}],
  ['azureBatch.task.changeLimit', {}],
  ['azureBatch.task.retry', {}],
];

test('texts that count items without the expected effect are also grammatical for one item', () => {
  const texts = [...verbs.values()].flatMap(({ effect }) => effect?.astray(1, 3, 'x', [undefined]) ?? []);
  assert.ok(texts.length > 10);
  // A verb after "1 of 3 nodes" would have to agree in number with the 1.
  for (const text of texts) assert.match(text, /: 1 of 3( [a-z ]+ that you [a-z ]+| [a-z]+( [a-z]+)?)?\.$/);
});

const lasting: readonly (readonly [id: string, choices: object])[] = [
  ['azureBatch.job.delete', {}],
  ['azureBatch.pool.delete', {}],
  ['azureBatch.pool.enableAutoscale', { formula: '$TargetDedicatedNodes = 1;' }],
  ['azureBatch.job.disable', { disableTasks: 'requeue' }],
  ['azureBatch.job.disable', { disableTasks: 'terminate' }],
  ['azureBatch.job.terminate', {}],
  ['azureBatch.node.disableScheduling', { option: 'requeue' }],
  ['azureBatch.node.reboot', { option: 'terminate' }],
  ['azureBatch.node.deallocate', { option: 'taskcompletion' }],
  ['azureBatch.node.reimage', { option: 'taskcompletion' }],
  ['azureBatch.jobSchedule.delete', {}],
  ['azureBatch.jobSchedule.terminate', {}],
  ['azureBatch.node.remove', { option: 'taskcompletion' }],
  ['azureBatch.pool.resize', { targetDedicatedNodes: 0, nodeDeallocationOption: 'taskcompletion' }],
  ['azureBatch.task.delete', {}],
  ['azureBatch.task.requeue', {}],
  ['azureBatch.task.terminate', {}],
];

test('each verb says whether its effect can be undone with the given choices', () => {
  const said = (rows: typeof undoable) => rows.map(([id, choices]) => [id, verbs.get(id)?.canBeUndone(choices)]);
  assert.deepEqual(
    said(undoable),
    undoable.map(([id]) => [id, true]),
  );
  assert.deepEqual(
    said(lasting),
    lasting.map(([id]) => [id, false]),
  );
  const named = new Set([...undoable, ...lasting].map(([id]) => id));
  assert.deepEqual([...verbs.keys()].sort(), [...named].sort());
});

test('a dry run knows what each verb sends, except for definitions in the open document', () => {
  const unknown = [...verbs].filter(([, { sends }]) => sends === 'definitions').map(([id]) => id);
  assert.deepEqual(unknown.sort(), ['azureBatch.definition.submit', 'azureBatch.definition.submitTasks']);
});

test('a note about saved evidence names the kind of items, unless these are tasks, and the items whose logs are saved', () => {
  const kept = [...verbs].flatMap(([id, { texts }]) =>
    texts.kept === undefined ? [] : [[id, texts.kept(1) ?? ''] as const],
  );
  assert.deepEqual(
    kept
      .map(([id, text]) => [
        id.replace('azureBatch.', ''),
        /^First, the (?:properties of the )?(\w+)(?: and its |'s (?:current )?properties)/.exec(text)?.[1],
      ])
      .sort(),
    [
      ['job.delete', 'job'],
      ['job.terminate', 'job'],
      ['jobSchedule.delete', 'schedule'],
      ['jobSchedule.terminate', 'schedule'],
      ['node.deallocate', 'node'],
      ['node.reboot', 'node'],
      ['node.reimage', 'node'],
      ['node.remove', 'node'],
      ['pool.changeStartTask', 'pool'],
      ['pool.delete', 'pool'],
      ['pool.resize', 'pool'],
    ],
  );
});

test('the result for one item names it', () => {
  for (const [id, { texts }] of verbs) assert.match(texts.done(1, 'frame'), /\bframe\b/, id);
});

test('texts about one item are in the singular', () => {
  for (const [id, { texts }] of verbs) {
    for (const text of [texts.title(1), texts.done(1, 'frame'), texts.question(1, 'frame'), texts.failed(1, 1)]) {
      assert.doesNotMatch(text, /\d|\b(are|their|they|them|nodes|jobs|pools|copies|resizes)\b/i, id);
    }
    for (const text of [texts.title(3), texts.done(3, 'frame'), texts.question(3, 'frame')])
      assert.match(text, /3/, id);
  }
});
