import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { run as actAgain } from '../../src/app/actions/bulk/actAgain.ts';
import { drawReport, notifyInterrupted } from '../../src/app/actions/bulk/report.ts';
import { run as resume } from '../../src/app/actions/bulk/resume.ts';
import { run as tryAgain } from '../../src/app/actions/bulk/tryAgain.ts';
import { toReportTarget } from '../../src/app/actions/run/reportTarget.ts';
import { run as retry } from '../../src/app/actions/task/retry.ts';
import type { App } from '../../src/app/app.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { groupItems } from '../../src/core/page/bulkReport.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { simulate } from './support/simulate.ts';

const failedCount = 24;
/** Number of times that a request is sent before it fails. */
const tries = 5;

suite('an action in an account that was recreated since', () => {
  for (const { retried, refused } of [
    { retried: 1, refused: 1 },
    { retried: 3, refused: 0 },
    { retried: 20, refused: 20 },
  ])
    test(`an action is not continued in a recreated account, and the reason is shown: ${retried} retried, ${refused} refused`, async () => {
      const world = await simulate(makeSmallWorld(1, failedCount, 0));
      try {
        const { app, accountId, simulator, ui } = world;
        const tasks = Array.from({ length: retried }, (_, index): Resource => {
          return { kind: 'task', accountId, jobId: 'broken', taskId: `f${index}` };
        });
        const body = JSON.stringify({ code: 'TooManyRequests', message: { lang: 'en-US', value: 'Too many.' } });
        const headers = { 'retry-after': '0' };
        const times = refused * tries;
        if (times > 0)
          simulator.addFault({ operation: 'Task_Reactivate', nthCall: 1, times, status: 429, headers, body });
        const failedAgain = ui.untilSaid(/ran again have failed\./);
        await world.run(retry, [tasks[0], tasks]);
        // The report offers to repeat the action only for tasks that were seen failing again.
        if (refused === 0) await failedAgain;
        const [kept = assert.fail('nothing is kept')] = await app.bulks.list();
        const { id } = kept.record.plan;
        const target = toReportTarget(kept.record.plan);
        const commands = async (services: App): Promise<readonly string[]> =>
          [...(await drawReport(services, target)).drawn.links.values()].flatMap((link) =>
            link.kind === 'command' && link.command.startsWith('azureBatch.bulk.') ? [link.command] : [],
          );
        assert.match((await commands(app)).join(), refused > 0 ? /tryAgain/ : /actAgain/);

        const later: App = { ...app, findStart: () => new Date(app.clock.now() + 1).toISOString() };
        const changes = () => simulator.requests.filter(({ method }) => method !== 'GET').length;
        const before = changes();
        const { text } = await drawReport(later, target);
        assert.match(text, /starts from the beginning in each window, and this action belongs to an earlier one\./);
        // Facts noted while the account was the same remain true; the current state of its items doesn't.
        assert.doesNotMatch(text, /running now|waiting to run|succeeded since/);
        assert.equal(/It failed again/.test(text), refused === 0);
        assert.deepEqual(await commands(later), []);
        const [group = assert.fail('no group')] = groupItems(kept.record, {});
        for (const [command, args] of [
          [resume, [id]],
          [tryAgain, [id]],
          [actAgain, [id, group.key]],
        ] as const)
          await assert.rejects(() => command(later, args), /belongs to an earlier one/);
        await ui.listen(async () => assert.rejects(() => resume(later, [])), {});
        assert.equal(changes(), before);
      } finally {
        await world.close();
      }
    });

  test('an interrupted action in a recreated account is reported without the offer to resume it', async () => {
    const world = await simulate(makeSmallWorld(1, failedCount, 0));
    try {
      const { app, accountId, ui } = world;
      const start = (id: string) => {
        const resource: Resource = { kind: 'task', accountId, jobId: 'broken', taskId: 'f0' };
        const at = new Date(app.clock.now()).toISOString();
        return app.bulks.start({
          ...{ version: 1, id, verb: 'azureBatch.task.retry', choices: {}, items: [{ resource }] },
          ...{ accounts: { [accountId]: 'sample' }, judgedAt: at, startedAt: at },
        });
      };
      for (const [findStart, titles] of [
        [() => undefined, ['Show Report', 'Resume…']],
        [() => new Date(app.clock.now() + 1).toISOString(), ['Show Report']],
      ] as const) {
        await app.bulks.letGo(await start(app.bulks.makeId()), false);
        const { notified } = await ui.listen(() => notifyInterrupted({ ...app, findStart }));
        assert.deepEqual(
          notified.map(({ actions }) => actions.map(({ title }) => title)),
          [titles],
        );
      }
    } finally {
      await world.close();
    }
  });
});
