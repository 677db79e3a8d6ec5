import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Page, Quote } from '../../src/core/page/page.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { chained, makeChainedWorld, survived } from '../builders/chainedWorld.ts';
import { type ColdApp, openCold } from './support/coldApp.ts';

const toPlaces = (quotes: readonly Quote[]): readonly string[] =>
  quotes.flatMap(({ file, lines }) => lines.map(({ number }) => `${file}:${number}`));

const listFollowed = ({ parts }: Page): readonly string[] =>
  parts.flatMap(({ followed }) => toPlaces(followed?.quotes ?? []));

suite('follow-on failures', () => {
  let simulator: Simulator;
  let app: ColdApp;

  before(async () => {
    simulator = await startSimulator({ scenario: makeChainedWorld(), clock: new SteppedClock() });
    app = openCold(simulator);
  });

  after(async () => {
    app.close();
    await simulator.close();
  });

  const explainTask = (taskId: string) =>
    app.explain({
      resource: { kind: 'task', accountId: app.store.account.id, jobId: 'job', taskId },
      document: 'explanation',
    });

  for (const [taskId, { cause, followed }] of Object.entries(chained))
    test(`the page of ${taskId} has the first failure as the cause, and folds the follow-on failures below it in order`, async () => {
      const { explanation, drawn, text } = await explainTask(taskId);
      assert.equal(explanation.evidence.find(({ isCause }) => isCause === true)?.source, cause);
      assert.notEqual(explanation.confidence, 'certain', 'the code of its end says who spoke last');
      assert.deepEqual(listFollowed(drawn.page), followed);
      const ofCause = drawn.page.parts.find(({ quotes }) => toPlaces(quotes).includes(cause));
      assert.ok(ofCause?.followed !== undefined, 'it is below the cause');
      assert.match(ofCause.followed.title, new RegExp(`^Followed by ${followed.length} failures?$`));
      assert.ok(text.includes(`### ${ofCause.followed.title}`));
    });

  test('a failure that a script tolerated is not a cause, and has no follow-on failures', async () => {
    const { explanation, drawn, text } = await explainTask('survived');
    assert.equal(explanation.evidence.find(({ isCause }) => isCause === true)?.source, survived.cause);
    assert.deepEqual(listFollowed(drawn.page), []);
    assert.ok(!text.includes('What followed'));
  });

  test('the page of a node shows the follow-on failures of its start task', async () => {
    const pages = await Array.fromAsync(app.store.service.nodes.listNodes('pool'));
    const node = pages.flat().find(({ state }) => state === 'starttaskfailed');
    const { drawn } = await app.explain({
      resource: { kind: 'node', accountId: app.store.account.id, poolId: 'pool', nodeId: node?.id ?? '' },
      document: 'explanation',
    });
    assert.deepEqual(listFollowed(drawn.page), ['stderr.txt:2', 'stderr.txt:3', 'stderr.txt:4']);
  });

  test('the page of a cause shows the follow-on failures in the quoted log', async () => {
    const { store, causes } = app;
    await causes.lookIntoAll(store);
    const resource = { kind: 'job', accountId: store.account.id, jobId: 'job' } as const;
    const found = await causes.ofAccount(store);
    const cause = found.causes.find(({ failures }) =>
      failures.some(({ failing }) => failing.kind === 'task' && failing.task.id === 'wrong-folder'),
    );
    assert.ok(cause !== undefined);
    const { fingerprint } = cause.cluster;
    const { drawn } = await app.explain({ resource, document: 'cause', fingerprint });
    assert.deepEqual(listFollowed(drawn.page), chained['wrong-folder']?.followed);
  });
});
