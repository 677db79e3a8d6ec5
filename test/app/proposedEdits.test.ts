import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { editAll } from '../../src/app/actions/definition/editAll.ts';
import { makeDraft } from '../../src/app/actions/definition/makeDraft.ts';
import { type Submission, submitTasks } from '../../src/app/actions/definition/submitTasks.ts';
import { runBulk } from '../../src/app/actions/run/runBulk.ts';
import { readAndExplainTask } from '../../src/app/explain/explainTask.ts';
import { listEdits } from '../../src/core/definitions/definitionEdits.ts';
import { revealHidden } from '../../src/core/definitions/hiddenValues.ts';
import { type TaskResource, toKey } from '../../src/core/model/resource.ts';
import type { Task } from '../../src/core/model/task.ts';
import { makeSample } from '../../src/simulator/scenarios/sample/sample.ts';
import { type Simulated, simulate } from './support/simulate.ts';

suite('an edit proposed by an explanation', () => {
  let world: Simulated;

  before(async () => {
    world = await simulate(makeSample());
  });

  after(() => world.close());

  const shard = (number: number): TaskResource => ({
    kind: 'task',
    accountId: world.accountId,
    jobId: 'train',
    taskId: `shard-${number}`,
  });

  test('a proposed edit is made in the drafts of exactly the tasks to which it applies, and lets these tasks succeed', async () => {
    const { app, client } = world;
    const store = await app.accounts.getStore(world.accountId);
    const { explanation } = await readAndExplainTask(store, shard(61), app, new Date(app.clock.now()));
    assert.deepEqual(
      explanation.fixes.map(({ edit }) => edit?.path),
      [['commandLine'], ...explanation.fixes.slice(1).map(() => undefined)],
    );
    assert.deepEqual(explanation.fixes.at(-1)?.remedies, ['task.resubmit']);
    assert.ok(!explanation.remedies.includes('task.retry'));

    const { draft, id, text, changed } = await makeDraft(app, [shard(61), shard(62), shard(63), shard(64)]);
    assert.deepEqual([id, changed], ['shard-61-2', [['commandLine']]]);
    const shown: Task = JSON.parse(text);
    assert.deepEqual(
      listEdits(JSON.parse(draft.shown), shown).map(({ path, after: value }) => [path.join('.'), value]),
      [
        ['id', 'shard-61-2'],
        ['commandLine', 'python3 train.py --shard 61 --epochs 12 --batch-size 64'],
      ],
      'the difference that is shown is the change, and the ID',
    );
    assert.doesNotMatch(text, /sig=[A-Za-z0-9]{8}/);

    const { value } = revealHidden(shown, draft.definition, draft.entered);
    const { edited, leftOut } = await editAll(app, draft, value as Task);
    assert.deepEqual(
      edited.map(({ definition }) => [definition.id, definition.commandLine]),
      [61, 62, 63].map((number) => [
        `shard-${number}-2`,
        `python3 train.py --shard ${number} --epochs 12 --batch-size 64`,
      ]),
    );
    assert.deepEqual(leftOut, [
      { taskId: 'shard-64', reason: "The change to commandLine doesn't apply to this task." },
    ]);

    const known = new Map<string, Submission>();
    const items = edited.map(({ definition }) => {
      const resource: TaskResource = { ...shard(61), taskId: definition.id };
      known.set(toKey(resource), { definition });
      return { resource };
    });
    const judgedAtMs = app.clock.now();
    const outcomes = await runBulk(app, { verb: submitTasks, choices: {}, items, known, judgedAtMs });
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['done', 'done', 'done'],
    );
    for (const { resource } of items) {
      let task = await client.task.get('train', resource.taskId);
      while (task.state !== 'completed') task = await client.task.get('train', resource.taskId);
      assert.equal(task.executionInfo?.result?.toLowerCase(), 'success', resource.taskId);
    }
  });

  test('a task without a proposed edit opens unchanged', async () => {
    const { draft, text, changed } = await makeDraft(world.app, [shard(65)]);
    assert.deepEqual(changed, []);
    assert.deepEqual({ ...JSON.parse(text), id: 'shard-65' }, JSON.parse(draft.shown));
  });
});
