import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as retryCause } from '../../src/app/actions/failures/retry.ts';
import { run as deleteJob } from '../../src/app/actions/job/delete.ts';
import { run as retryFailed } from '../../src/app/actions/job/retryFailed.ts';
import { run as retry } from '../../src/app/actions/task/retry.ts';
import type { Command } from '../../src/app/actions/verb/contribution.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { type Simulated, simulate } from './support/simulate.ts';

/** Number of tasks above which a retry asks a question. */
const failedCount = 24;

suite('a question', () => {
  let world: Simulated;
  let tasks: readonly Resource[];
  let job: Resource;
  before(async () => {
    world = await simulate(makeSmallWorld(1, failedCount, 0));
    const { accountId } = world;
    job = { kind: 'job', accountId, jobId: 'broken' };
    tasks = Array.from({ length: failedCount }, (_, index): Resource => {
      return { kind: 'task', accountId, jobId: 'broken', taskId: `f${index}` };
    });
  });
  after(() => world.close());

  const ways: readonly (readonly [name: string, command: Command, args: () => readonly unknown[]])[] = [
    ['a selection', retry, () => [tasks[0], tasks]],
    ['a selection in another order', retry, () => [tasks[0], tasks.toReversed()]],
    ['the row of a cause', retryCause, () => [{ resources: tasks }]],
    ['the row of a job', retryFailed, () => [job]],
  ];
  for (const [first, one, firstArgs] of ways)
    for (const [second, other, secondArgs] of ways)
      test(`a question about the same tasks appears only once: for ${first}, and for ${second} before the answer`, async () => {
        const said = await world.run(one, firstArgs(), {
          async question() {
            await assert.rejects(() => other(world.app, secondArgs()), Cancelled);
            return 'cancel' as const;
          },
        });
        assert.equal(said.questions.length, 1);
        assert.deepEqual(said.status, ['This action is already in progress for the same items.']);
      });

  for (const { verb, command, things } of [
    { verb: 'task.retry', command: retry, things: () => tasks },
    { verb: 'job.delete', command: deleteJob, things: () => [job] },
  ])
    test(`a question says that another window is already acting: ${verb}`, async () => {
      const { app, accountId } = world;
      const at = new Date(app.clock.now()).toISOString();
      const held = await app.bulks.start({
        ...{ version: 1, id: app.bulks.makeId(), verb: `azureBatch.${verb}`, choices: {}, judgedAt: at, startedAt: at },
        ...{ items: things().map((resource) => ({ resource })), accounts: { [accountId]: 'small' } },
      });
      try {
        const asked = await world.run(command, [things()[0], things()], { question: async () => 'cancel' as const });
        assert.match(asked.questions[0]?.detail ?? '', /[Aa]nother window/);
      } finally {
        await app.bulks.letGo(held, true);
      }
      const alone = await world.run(command, [things()[0], things()], { question: async () => 'cancel' as const });
      assert.doesNotMatch(alone.questions[0]?.detail ?? '', /[Aa]nother window/);
    });
});
