import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import { run as readLogs } from '../../src/app/actions/failures/readLogs.ts';
import { toNotes } from '../../src/app/actions/failures/retry.ts';
import { toResources } from '../../src/app/actions/targets/targets.ts';
import { retry } from '../../src/app/actions/task/retry.ts';
import { Causes } from '../../src/app/causes/causes.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import type { FailureNode } from '../../src/app/rows/failures/failureNodes.ts';
import { toMute } from '../../src/app/rows/failures/mute.ts';
import { MutedCauses } from '../../src/app/rows/failures/mutedCauses.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { Log } from '../../src/extension/log.ts';
import { FailuresView } from '../../src/extension/views/failures/failuresView.ts';
import { bundles } from '../../src/node/load.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import type * as SimulatorBundle from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { bigCount, makeManyFailures, mixedCount, unfedCount } from '../builders/manyFailures.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { fastClock } from '../fakes/fastClock.ts';
import { MemoryMemento } from '../fakes/memoryMemento.ts';
import { noRepeats, noResubmissions } from '../fakes/noResubmissions.ts';
import { sources } from '../fakes/sources.ts';
import { extensionId } from '../workbench/places.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { eventually } from './support/eventually.ts';
import { openTree } from './support/fakeTree.ts';
import { makeWindowApp } from './support/makeWindowApp.ts';
import { listen, type Said } from './support/messages.ts';

/** Loads the embedded service as shipped. */
function loadSimulator(): typeof SimulatorBundle {
  const { extensionPath = '' } = vscode.extensions.getExtension(extensionId) ?? {};
  return createRequire(__filename)(path.join(extensionPath, 'dist/simulator.cjs'));
}

const speed = 100;

suite('thousands of failures', () => {
  const log = new Log('failures under test');
  const clock = fastClock(speed, Date.now());
  const reader = new FailureReader(bundles, clock);
  const memory = new MemoryMemento();
  const muted = new MutedCauses(memory, Date.now);
  let simulator: Simulator;
  let accounts: FakeAccounts<AccountStore>;
  let store: AccountStore;
  let causes: Causes;
  let view: FailuresView;
  const tree = openTree<FailureNode>();

  const rows = async (node?: FailureNode): Promise<readonly FailureNode[]> =>
    (await view.provider.getChildren(node)) ?? [];
  const item = async (node: FailureNode): Promise<vscode.TreeItem> => view.provider.getTreeItem(node);
  const tooltip = async (node: FailureNode): Promise<string> => {
    const resolved = await view.provider.resolveTreeItem(await item(node), node);
    assert.ok(resolved?.tooltip instanceof vscode.MarkdownString);
    return resolved.tooltip.value;
  };
  /** Returns the row whose label matches, when there is one. */
  const findRow = (label: RegExp): Promise<FailureNode> =>
    eventually(`a row ${label}`, [changed], async () => {
      for (const node of await rows()) if (label.test(String((await item(node)).label))) return node;
      return undefined;
    });
  const changed: vscode.Event<unknown> = (listener) => {
    assert.ok(view.provider.onDidChangeTreeData);
    return view.provider.onDidChangeTreeData(listener);
  };

  /** Retries the cause of a row, and answers the question. */
  const retryCause = async (label: RegExp, answer: 'confirm' | 'cancel'): Promise<Said> => {
    const row = await findRow(label);
    const tasks = (row.resources ?? []).flatMap((one) => (one.kind === 'task' ? [one] : []));
    using services = makeWindowApp({ accounts, log, causes });
    const said: Said = { questions: [], informations: [], warnings: [], errors: [], buttons: [], status: [] };
    const retrying = listen(() => retry(services, tasks, toNotes(services, [row])), answer, said);
    if (answer === 'cancel') await assert.rejects(retrying, (error) => Cancelled.is(error));
    else await retrying;
    return said;
  };

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeManyFailures(), speed });
    const { url, accountName, accountKey } = simulator;
    const account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' } as const;
    const service = connect({ account, credential: { kind: 'sharedKey', accountName, key: accountKey } });
    // Hundreds of jobs are counted at the pace of background work.
    store = createAccountStore(account, service, clock);
    accounts = new FakeAccounts(store);
    causes = new Causes({ accounts, reader, bundles, clock, report: (error) => assert.ifError(error) });
    view = new FailuresView(tree, accounts, causes, log, {
      muted,
      resubmissions: noResubmissions,
      repeats: noRepeats,
      memory,
      bundles: sources,
    });
  });

  suiteTeardown(async () => {
    view.dispose();
    causes.dispose();
    store.dispose();
    reader.dispose();
    muted.dispose();
    log.dispose();
    await simulator.close();
    assert.equal(accounts.listeners, 0, 'nobody listens any more');
  });

  test('thousands of failures are grouped by cause after reading a few logs, and unread ones are shown', async () => {
    const cause = await findRow(/numpy/);
    const unread = await findRow(/more failed tasks not read/);
    assert.equal((await item(unread)).label, `${bigCount - 10_000} more failed tasks not read`);
    assert.equal((await item(unread)).description, 'big');
    assert.equal(tree.description, '10,160 of 10,660 failed tasks read · 3 jobs');
    const found = await findRow(/^≥ 10,000 tasks · .*numpy/);
    assert.match(String((await item(found)).description), /^big · /);
    assert.match(
      await tooltip(found),
      /Determined from 5 of 10,000 logs\. The other tasks ended with the same error code/,
    );
    const logs = simulator.requests.filter(
      ({ path: asked }) => asked.startsWith('/jobs/big/') && asked.includes('/files/'),
    );
    assert.equal(new Set(logs.map(({ path: asked }) => asked.split('/files/')[0])).size, 5);
    const lists = simulator.requests.filter(({ path: asked }) =>
      /^\/jobs\/big\/tasks\?.*creationTime.*maxresults=1000(?:&|$)/.test(asked),
    );
    assert.equal(lists.length, 10);
    assert.equal(cause.resource.kind, 'task');
  });

  test('a cause shows one screen of tasks at first, and its last row loads more', async () => {
    const [run, ...others] = await rows(await findRow(/numpy/));
    assert.ok(run !== undefined && others.length === 0, 'ids that run in sequence are one row');
    assert.equal((await item(run)).label, 'task-00000 … task-09999 · 10,000');
    assert.equal(toResources([run]).length, 10_000, 'commands act on all of them');
    const shown = await rows(run);
    assert.equal(shown.length, 201);
    const last = shown.at(-1);
    assert.ok(last);
    const { label, command } = await item(last);
    assert.deepEqual([label, command?.command], ['Show more of the other 9,800', 'azureBatch.failures.loadMore']);
    view.loadMore(last);
    const [more] = await rows(await findRow(/numpy/));
    assert.equal((await rows(more)).length, 1201);
    const [first] = shown;
    assert.ok(first);
    assert.equal((await item(first)).command?.command, 'azureBatch.task.explain');
    const alike = shown.find(({ failure }) => failure?.known === 'alike');
    assert.ok(alike);
    assert.match(await tooltip(alike), /The cause is inferred from other tasks that ended with the same error code/);
  });

  test('tasks that were not diagnosed form a group at the end, are not retried together, and can be diagnosed', async () => {
    const unread = await findRow(/^≥ 40 tasks · logs not read yet/);
    assert.equal((await item(unread)).description, 'read their logs · mixed');
    assert.equal((await item(unread)).contextValue, 'azureBatch.failureGroup;unread');
    assert.equal(
      (await rows()).findLast(({ cause }) => cause !== undefined),
      unread,
    );
    const { questions, errors } = await listen(async () => {
      await vscode.commands.executeCommand('azureBatch.failures.retry', unread);
    });
    assert.deepEqual(questions, []);
    assert.match(errors[0] ?? '', /haven't been read/);
    using services = makeWindowApp({ accounts, log, causes });
    await readLogs(services, [unread]);
    await findRow(/^≥ 30 tasks · .*scipy/);
    await eventually('all of them were read', [changed], async () =>
      (await rows()).every(({ cause }) => cause?.cluster.title !== 'Not read yet') ? true : undefined,
    );
  });

  test('A9-43 retrying a cause shows which of its tasks may be missing', async () => {
    const { questions } = await retryCause(/numpy/, 'cancel');
    assert.equal(questions[0]?.message, 'Retry 10,000 tasks?');
    assert.match(questions[0]?.detail ?? '', /^500 more failed tasks haven't been checked and aren't retried/m);
  });

  test('the remaining tasks are read on request', async () => {
    view.loadMore(await findRow(/more failed tasks not read/));
    const total = bigCount + unfedCount + mixedCount;
    await eventually('everything is read', [changed], () =>
      tree.description === `${total.toLocaleString('en')} failed tasks · 3 jobs` ? true : undefined,
    );
    const unfed = await findRow(/^100 tasks · .*part-\*\.bin/);
    assert.match(String((await item(unfed)).description), /^unfed · /);
    assert.equal(unfed.resources?.length, unfedCount);
    await findRow(/^10,500 tasks · .*numpy/);
  });

  test('A9-43 retrying a cause retries all its tasks, asks again if there are more, and can be declined', async () => {
    const before = simulator.requests.length;
    const { questions } = await retryCause(/numpy/, 'cancel');
    assert.equal(questions[0]?.message, 'Retry 10,500 tasks?');
    assert.doesNotMatch(questions[0]?.detail ?? '', /haven't been checked/);
    assert.match(questions[0]?.detail ?? '', /^10,500 tasks fail again unless the cause is fixed: .*numpy/m);
    assert.match(questions[0]?.detail ?? '', /^The files of 9,500 tasks weren't checked and may be lost\.$/m);
    const sent = simulator.requests.slice(before);
    // The view's items are refreshed in the meantime.
    const about = sent.filter(({ operation }) => operation?.startsWith('Task_'));
    assert.ok(about.length <= 20, `${about.length} requests before the question`);
    assert.ok(sent.every(({ method }) => method === 'GET'));
  });

  test('a filter hides other causes, is shown in the view, and can be cleared if no cause is left', async () => {
    view.filter = [{ kind: 'job', value: 'unfed' }];
    await eventually('the filter is said', [changed], () =>
      /^Filtered: job unfed · 1 of \d causes$/.test(tree.message ?? '') ? true : undefined,
    );
    assert.deepEqual(
      (await rows()).filter(({ cause }) => cause !== undefined).map(({ cause }) => cause?.cluster.jobs),
      [['unfed']],
    );
    const reloaded = new FailuresView(openTree(false), accounts, causes, log, {
      muted,
      resubmissions: noResubmissions,
      repeats: noRepeats,
      memory,
      bundles: sources,
    });
    assert.deepEqual(reloaded.filter, [{ kind: 'job', value: 'unfed' }]);
    reloaded.dispose();
    view.filter = [{ kind: 'text', value: 'no such words' }];
    const nothing = await findRow(/No failure matches the filter/);
    assert.equal((await item(nothing)).command?.command, 'azureBatch.failures.clearFilter');
    assert.ok(view.listTerms().some((term) => term.kind === 'job' && term.value === 'big'));
    view.filter = [];
    await findRow(/part-\*\.bin/);
    assert.equal(tree.message, '');
  });

  test('a muted cause is at the end, is not counted, and can be unmuted', async () => {
    const row = await findRow(/part-\*\.bin/);
    const cause = view.findCause(row);
    assert.ok(cause);
    await muted.add(toMute(cause, undefined, 'untilChanged', new Date()));
    const foot = await findRow(/^1 cause muted$/);
    assert.equal((await rows()).at(-1), foot);
    const [below] = await rows(foot);
    assert.ok(below);
    assert.match(String((await item(below)).description), /^muted until it changes · unfed/);
    assert.equal((await item(below)).contextValue, 'azureBatch.failureGroup;muted;ofTasks;repeated;retryable');
    assert.equal((await rows()).filter((one) => view.findCause(one)?.cluster.jobs[0] === 'unfed').length, 0);
    assert.equal(muted.count(store.snapshot), unfedCount);
    const reloaded = new MutedCauses(memory, Date.now);
    assert.equal(reloaded.count(store.snapshot), unfedCount, 'before causes are told');
    reloaded.dispose();
    await muted.remove(view.findMutes(foot));
    await findRow(/part-\*\.bin/);
    assert.equal(muted.count(store.snapshot), 0);
  });

  test('the retry key acts on the cause of the open document, not on all failures of its job', async () => {
    // A small account, because the extension reads all failures of an account that it shows.
    const other = await loadSimulator().startSimulator({ scenario: makeSmallWorld(1, 2, 0) });
    const accountId = await addAccount(other);
    try {
      const target = { resource: { kind: 'job', accountId, jobId: 'broken' }, document: 'cause' } as const;
      const document = toDocumentUri({ ...target, fingerprint: 'v1:of-no-failure' });
      const { questions, errors } = await listen(async () => {
        await vscode.commands.executeCommand('azureBatch.row.retry', document);
      }, 'cancel');
      assert.deepEqual(questions, []);
      assert.deepEqual(errors, ['None of the failures found so far has this cause now.']);
    } finally {
      await removeAccount(accountId);
      await other.close();
    }
  });

  test('retried tasks leave the view', async () => {
    const before = simulator.requests.length;
    const { questions, status, informations } = await retryCause(/part-\*\.bin/, 'confirm');
    assert.equal(questions[0]?.message, 'Retry 100 tasks?');
    assert.match(questions[0]?.detail ?? '', /^100 tasks fail again unless the cause is fixed: .*part-\*\.bin/m);
    // Views read the logs of other jobs at the same time.
    const ofJob = simulator.requests.slice(before).filter(({ path: asked }) => asked.startsWith('/jobs/unfed'));
    const sent = ofJob.map(({ operation }) => operation);
    // One list is for files that would be lost, before anything is sent, and one for the saved logs.
    const isList = (operation: string | undefined): boolean => operation === 'File_ListFromTask';
    assert.ok(sent.filter(isList).length <= 2 * unfedCount);
    assert.ok(sent.slice(0, sent.indexOf('Task_Reactivate')).filter(isList).length >= unfedCount, 'looked too late');
    // An action that took long, or whose window was inactive, ends with a notification.
    assert.match([...status, ...informations].join('\n'), /^100 tasks were retried\.(?: \| [^|\n]+)?$/);
    await store.loadTaskCounts(['unfed']);
    await store.refresh([{ kind: 'failures', jobId: 'unfed' }]);
    await eventually('they are gone', [changed], async () =>
      (await rows()).some(({ resource }) => resource.kind === 'task' && resource.jobId === 'unfed') ? undefined : true,
    );
  });
});
