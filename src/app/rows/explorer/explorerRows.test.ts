import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { FakeAccounts } from '../../../../test/fakes/fakeAccounts.ts';
import { FakeStore } from '../../../../test/fakes/fakeStore.ts';
import { CauseExplainer } from '../../../core/diagnosis/account/causeExplainer.ts';
import type { Task } from '../../../core/model/task.ts';
import { doAtOnce } from '../../../core/work.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { toFailedTasks } from '../../causes/failing.ts';
import type { JobCauses } from '../../causes/jobCauses.ts';
import { Attempts } from './attempts.ts';
import { ExplorerRows } from './explorerRows.ts';

const read = snapshot()
  .with({ kind: 'pools' }, [])
  .with({ kind: 'jobs' }, [{ id: 'j' }]);
const failed = read.withTaskCounts('j', { failed: 1 });

function toStore(name: string, known: AccountSnapshot, isPinned?: true): FakeStore {
  const store = new FakeStore({
    id: name,
    name,
    endpoint: `https://${name}.westus.batch.azure.com`,
    authentication: 'sharedKey',
    ...(isPinned && { isPinned }),
  });
  store.snapshot = known;
  return store;
}

test('accounts with failures come before others, unresponsive accounts after these, and pinned accounts first', () => {
  const accounts = new FakeAccounts(
    toStore('pinned', read.build(), true),
    toStore('well', read.build()),
    toStore('silent', failed.silentSince('2026-11-20T09:58:00Z').build()),
    toStore('unreachable', read.withError({ kind: 'jobs' }, 'RequestTimedOut').build()),
    toStore('failed', failed.build()),
  );
  const attempts = new Attempts({ list: async () => [] });
  const causes = {} as JobCauses;
  const rows = new ExplorerRows({
    accounts,
    causes,
    attempts,
    findRepeats: () => undefined,
    findVerdict: () => undefined,
    isLate: () => false,
  });
  assert.deepEqual(
    rows.roots().map(({ accountId }) => accountId),
    ['pinned', 'failed', 'silent', 'unreachable', 'well'],
  );
});

test('tasks that failed again after a retry are marked, alone and grouped by cause, and the cause can be retried from its menu', () => {
  const tasks = ['a', 'b'].map((id): Task => {
    const executionInfo = { result: 'failure', exitCode: 3, endTime: '2026-11-20T09:00:00Z' } as const;
    return { id, state: 'completed', commandLine: 'run', executionInfo };
  });
  const known = read
    .with({ kind: 'tasks', jobId: 'j', group: 'failed' }, tasks)
    .withTaskCounts('j', { failed: 2 })
    .build();
  const { causes } = doAtOnce(new CauseExplainer(() => undefined).explain(toFailedTasks(known, { id: 'j' }, tasks)));
  const [cause = assert.fail()] = causes;
  const accounts = new FakeAccounts(toStore('contoso', known));
  const state = { areAll: false };
  const rows = new ExplorerRows({
    accounts,
    causes: { areExplained: () => true, of: () => causes } as unknown as JobCauses,
    attempts: new Attempts({ list: async () => [] }),
    findRepeats: () => ({ at: ['2026-11-20T08:00:00Z'], unread: 0, areAll: state.areAll }),
    findVerdict: () => undefined,
    isLate: () => false,
  });
  const reader = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };
  const readRows = () => {
    const root = rows.nodes.root('contoso');
    const { fingerprint } = cause.cluster;
    const ofCause = rows.toRow(rows.nodes.child(root, { kind: 'taskCause', jobId: 'j', fingerprint }), reader);
    const place = { kind: 'task', jobId: 'j', taskId: 'a', group: 'failed' } as const;
    return { ofCause, ofTask: rows.toRow(rows.nodes.child(root, place), reader) };
  };
  const before = readRows();
  assert.deepEqual([before.ofCause.description, before.ofTask.description], ['2', 'exit code 3 · 09:00']);
  assert.ok(!before.ofCause.words?.includes('repeated'));
  state.areAll = true;
  const { ofCause, ofTask } = readRows();
  assert.equal(ofCause.description, '2 · failed again after a retry');
  assert.match(ofCause.spoken ?? '', / · failed again after a retry$/);
  assert.equal(ofTask.description, 'exit code 3 · 09:00 · failed again after a retry');
  assert.ok(['retryable', 'repeated'].every((word) => ofCause.words?.some((own) => own === word)));
});
