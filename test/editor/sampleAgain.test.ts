import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { retry } from '../../src/app/actions/task/retry.ts';
import { Causes } from '../../src/app/causes/causes.ts';
import { findRepeats, RepeatedCauses } from '../../src/app/causes/repeatedCauses.ts';
import { AttemptJournal } from '../../src/app/evidence/attemptJournal.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import type { FailureNode } from '../../src/app/rows/failures/failureNodes.ts';
import { MutedCauses } from '../../src/app/rows/failures/mutedCauses.ts';
import { sampleAccountId } from '../../src/core/model/account.ts';
import type { TaskResource } from '../../src/core/model/resource.ts';
import { parseSavedAttempt } from '../../src/core/model/savedAttempt.ts';
import { loadDiagnosis, loadSimulator } from '../../src/extension/load.ts';
import { Log } from '../../src/extension/log.ts';
import { SampleAccount } from '../../src/extension/sample/sampleAccount.ts';
import { FailuresView } from '../../src/extension/views/failures/failuresView.ts';
import { bundles } from '../../src/node/load.ts';
import { NodeFolder } from '../../src/node/nodeFolder.ts';
import { systemClock } from '../../src/service/clock.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import { RealClock } from '../../src/simulator/clock.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { fastClock } from '../fakes/fastClock.ts';
import { MemoryMemento } from '../fakes/memoryMemento.ts';
import { noResubmissions } from '../fakes/noResubmissions.ts';
import { sources } from '../fakes/sources.ts';
import { timeOf } from '../fakes/timeOf.ts';
import { eventually } from './support/eventually.ts';
import { openTree } from './support/fakeTree.ts';
import { makeWindowApp } from './support/makeWindowApp.ts';
import { listen, untilTold } from './support/messages.ts';
import { setRefreshInterval } from './support/sampleAccount.ts';

const speed = 50;

suite('the sample account in a window after another', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sample-again-'));
  const log = new Log('the sample again');
  const journal = new AttemptJournal(new NodeFolder(path.join(folder, 'attempts')), parseSavedAttempt, Date.now);
  const shard: TaskResource = { kind: 'task', accountId: sampleAccountId, jobId: 'train', taskId: 'shard-02' };

  suiteSetup(() => setRefreshInterval(0.25));

  suiteTeardown(async () => {
    await setRefreshInterval(undefined);
    log.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a window with the sample account, in a world that starts when the window opens. */
  async function openWindow() {
    const time = new RealClock(speed);
    const simulator = await loadSimulator().startSimulator({ scenario: 'sample', accountName: 'sample', clock: time });
    const { url, accountName, accountKey } = simulator;
    const account = { id: sampleAccountId, name: accountName, endpoint: url, authentication: 'sample' } as const;
    const service = connect({ account, credential: { kind: 'sharedKey', accountName, key: accountKey } });
    const store = createAccountStore(account, service, timeOf({ now: () => time.now() }, fastClock(speed)));
    const accounts = new FakeAccounts<AccountStore>(store);
    const reader = new FailureReader(bundles, systemClock);
    const memory = new MemoryMemento();
    const muted = new MutedCauses(memory, Date.now);
    const causes = new Causes({
      accounts,
      reader,
      bundles,
      clock: systemClock,
      report: (error) => assert.ifError(error),
    });
    const view = new FailuresView(openTree<FailureNode>(), accounts, causes, log, {
      muted,
      resubmissions: noResubmissions,
      repeats: new RepeatedCauses(journal, bundles),
      memory,
      bundles: sources,
    });
    const close = async (): Promise<void> => {
      for (const one of [view, causes, store, reader, muted]) one.dispose();
      await simulator.close();
    };
    return { accounts, causes, store, view, close };
  }

  const findCause = ({ view }: Awaited<ReturnType<typeof openWindow>>, label: RegExp): Promise<vscode.TreeItem> => {
    const { provider } = view;
    const changed: vscode.Event<unknown> = (listener) =>
      provider.onDidChangeTreeData?.(listener) ?? assert.fail('the view never changes');
    return eventually(`a cause ${label}`, [changed], async () => {
      const items = await Promise.all(((await provider.getChildren()) ?? []).map((node) => provider.getTreeItem(node)));
      return items.find((item) => label.test(String(item.label)));
    });
  };

  test('every window except the first reports once that the account started from the beginning', async () => {
    const state = new MemoryMemento();
    const counts: number[] = [];
    for (let opened = 0; opened < 3; opened++) {
      const sample = new SampleAccount(log, state);
      try {
        const { informations } = await listen(async () => {
          await sample.start();
          await sample.start();
        });
        counts.push(informations.filter((text) => /started from the beginning/.test(text)).length);
      } finally {
        sample.dispose();
      }
    }
    assert.deepEqual(counts, [0, 1, 1]);
  });

  test('a task that succeeded after a retry is not reported as failed again after the sample account has restarted', async () => {
    const first = await openWindow();
    try {
      using services = makeWindowApp({ accounts: first.accounts, log, causes: first.causes, journal });
      const told = untilTold(/ran again/);
      await listen(() => retry(services, [shard]), { choose: 'Retry' });
      assert.equal(await told, 'Task shard-02 ran again and succeeded.');
      assert.equal((await journal.list(shard)).length, 1);
    } finally {
      await first.close();
    }
    const second = await openWindow();
    try {
      const { description, contextValue } = await findCause(second, /^12 tasks · weights\.pt is missing/);
      assert.doesNotMatch(String(description), /failed again/);
      assert.match(String(contextValue), /(?:^|;)retryable(?:;|$)/, 'Retry All Tasks with This Cause… is offered');
      // The row is drawn before the attempts were read.
      const account = { kind: 'account', accountId: sampleAccountId } as const;
      const [cause] = (second.causes.shownOf(second.store, account)?.causes ?? []).filter(({ cluster }) =>
        /weights/.test(cluster.title),
      );
      assert.ok(cause !== undefined && cause.failures.length === 12);
      assert.deepEqual(await findRepeats(cause, journal, loadDiagnosis()), { at: [], unread: 0, areAll: false });
      const task = cause.failures.find(({ failing }) => failing.kind === 'task' && failing.task.id === shard.taskId);
      assert.ok(task?.failing.kind === 'task');
      assert.equal(loadDiagnosis().listOwnAttempts([task.failing.task], await journal.list(shard)).length, 0);
    } finally {
      await second.close();
    }
  });
});
