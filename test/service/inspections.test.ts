import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Causes } from '../../src/app/causes/causes.ts';
import type { ExplainedAccount } from '../../src/app/causes/explainedAccounts.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import { explainResource } from '../../src/app/explain/explainResource.ts';
import { LateAnswers } from '../../src/app/explain/lateAnswers.ts';
import { pickExplained } from '../../src/core/failures/representative.ts';
import type { Account } from '../../src/core/model/account.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { fastClock } from '../fakes/fastClock.ts';
import { sources } from '../fakes/sources.ts';
import { timeOf } from '../fakes/timeOf.ts';

/** Speed at which background requests don't wait a full minute for their share of the request limit. */
const speed = 30;
const never = () => ({ dispose: () => undefined });

/** Opens the sample account, and returns the requests since the last call. */
async function openSample() {
  const time = new SteppedClock();
  const clock = timeOf(time, fastClock(speed));
  const simulator = await startSimulator({ scenario: 'sample', clock: time });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' };
  const service = connect({ account, credential: { kind: 'sharedKey', accountName, key: accountKey }, clock });
  const store = createAccountStore(account, service, clock);
  const reader = new FailureReader(sources, clock);
  const causes = new Causes({
    accounts: {
      all: [account],
      findStore: () => store,
      onDidChangeAccounts: never,
      onDidChangeData: (listener) => store.onDidChange(listener),
    },
    reader,
    bundles: sources,
    clock,
    report: (error) => assert.ifError(error),
  });
  after(async () => {
    causes.dispose();
    reader.dispose();
    store.dispose();
    await simulator.close();
  });
  let seen = 0;
  const listRequests = (): readonly string[] => {
    const requests = simulator.requests.slice(seen).map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    seen += requests.length;
    return requests;
  };
  return { clock, store, reader, causes, listRequests };
}

/** Waits until all causes in the account are known, as for a view. */
async function watchToEnd({ store, causes }: Awaited<ReturnType<typeof openSample>>) {
  for (const kind of ['jobs', 'pools'] as const) void store.load({ kind });
  const watcher = causes.watch();
  const explained = await new Promise<ExplainedAccount>((resolve) => {
    causes.onDidUpdate(() => {
      const current = causes.current(store);
      if (current?.isDone && current.toRead.length === 0) resolve(current);
    });
  });
  watcher.dispose();
  return explained;
}

const listLogs = (requests: readonly string[]) => requests.filter((request) => /files\/std(?:out|err)/.test(request));
const listTasks = (requests: readonly string[]) => requests.filter((request) => /\/tasks\/[^/]+$/.test(request));

test('each log is requested once, and again only to read more: for a job, then for its account, then for the page of a task', async () => {
  const sample = await openSample();
  const { clock, store, reader, causes, listRequests } = sample;
  const ofJob = await causes.ofJob(store, 'train');
  const byJob = listRequests();
  const { causes: all } = await watchToEnd(sample);
  const byAccount = listRequests();
  const [failed] = ofJob.causes.flatMap(({ failures }) => failures.map(({ failing }) => failing));
  assert.ok(failed?.kind === 'task');
  const asked = { bundles: sources, reader, causes, late: new LateAnswers(clock) };
  await explainResource(store, failed.resource, asked, new Date(clock.now()));
  const byPage = listRequests();

  const logs = [byJob, byAccount, byPage].flatMap(listLogs);
  // More is read of the log of a task that represents a cause if the end that was read first is not the whole log.
  const again = logs.filter((log, index) => logs.indexOf(log) !== index);
  const examples = all.flatMap((cause) => pickExplained(cause)?.failing ?? []);
  // The beginning was read as well, which showed that the log is long.
  for (const log of new Set(again)) assert.ok(again.filter((one) => one === log).length <= 2, log);
  for (const log of again) {
    const [, id = ''] = /\/tasks\/([^/]+)/.exec(log) ?? [];
    const example = examples.find((one) => one.kind === 'task' && one.task.id === id);
    assert.ok(example?.kind === 'task', log);
    const { stdout, stderr } = await reader.read(store, example.resource, example.task);
    assert.ok(
      [stdout, stderr].some(({ leftOut = 0 }) => leftOut > 0),
      log,
    );
  }
  assert.ok(listLogs(byJob).length > 0 && listLogs(byAccount).length > 0);
  assert.deepEqual(listLogs(byPage), []);
  // The lists had complete tasks; the page reads its task again.
  assert.deepEqual([byJob, byAccount].flatMap(listTasks), []);
  assert.ok(listTasks(byPage).length > 0);
  assert.ok(all.some(({ cluster }) => cluster.jobs.includes('train')));
});
