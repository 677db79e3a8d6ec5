import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { run as deleteTasks } from '../../src/app/actions/job/deleteTasks.ts';
import { run as downloadFiles } from '../../src/app/actions/task/downloadFiles.ts';
import type { ExplanationTarget } from '../../src/app/explain/explained.ts';
import type { RemedyAction } from '../../src/app/messages/helpfulAction.ts';
import type { RemedyId } from '../../src/core/diagnosis/explanation/explanation.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { fakeOutputFolder } from '../fakes/fakeOutputFolder.ts';
import { type ColdApp, startCold } from './support/coldApp.ts';

suite('buttons of steps match the text of the step', () => {
  test('the files of tasks with failed uploads are downloaded', async (context) => {
    const { app, ui, explain, target } = await openFirst(context, 'upload');
    const download = await findButton(explain, target, 'task.downloadFiles');
    const folder = fakeOutputFolder('/home/user/saved');
    const pickFolder = async () => folder;
    const { informations } = await ui.listen(() => downloadFiles({ ...app, pickFolder }, [download.target]), {
      rows: (label) => label === 'Files Only on the Node',
    });
    assert.deepEqual(informations, ['1 file was downloaded to /home/user/saved.']);
    const written = [...folder.files.keys()].join();
    assert.match(written, /^job\/[^/]+\/[^/]+\/wd\/result\.csv$/, 'of whichever of causes with equal harm is first');
  });

  test('causes with the same first step share it on the page of their account', async (context) => {
    const { explain, target } = await openFirst(context, 'upload');
    const { explanation } = await explain({ resource: target.resource, document: 'explanation' });
    const steps = explanation.fixes.map(({ place, text }) => place?.step ?? text);
    assert.equal(new Set(steps).size, steps.length, steps.join('\n'));
    assert.match(explanation.fixes[0]?.place?.title ?? '', /, and 4 more causes$/);
  });

  test('a button selects and deletes succeeded tasks of a job to free space on their nodes', async (context) => {
    const { app, ui, store } = await openFirst(context, 'sample');
    const { service, account } = store;
    const job = { kind: 'job', accountId: account.id, jobId: 'convert' } as const;
    const before = await service.jobs.getTaskCounts(job.jobId);
    await ui.listen(() => deleteTasks(app, [job]), { rows: (_label, index) => index === 0, question: 'confirm' });
    const after = await service.jobs.getTaskCounts(job.jobId);
    assert.deepEqual([after.succeeded, after.failed], [before.succeeded - 1, before.failed]);
  });
});

/** Opens a scenario, and returns its most harmful cause. */
async function openFirst(
  context: TestContext,
  scenario: string,
): Promise<ColdApp & { readonly target: ExplanationTarget }> {
  const clock = new SteppedClock();
  const cold = await startCold(context, scenario, clock);
  await clock.advance(60_000);
  const [first] = (await cold.causes.lookIntoAll(cold.store)).causes;
  const { fingerprint } = (first ?? assert.fail()).cluster;
  const resource = { kind: 'account', accountId: cold.store.account.id } as const;
  return { ...cold, target: { resource, document: 'cause', fingerprint } };
}

async function findButton(
  explain: ColdApp['explain'],
  target: ExplanationTarget,
  wanted: RemedyId,
): Promise<RemedyAction> {
  const { actions, explanation } = await explain(target);
  return actions.find(({ remedy }) => remedy === wanted) ?? assert.fail(explanation.title);
}
