import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { CauseExplainer } from '../../../core/diagnosis/account/causeExplainer.ts';
import type { Task } from '../../../core/model/task.ts';
import { doAtOnce } from '../../../core/work.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { findFailing } from '../../causes/failing.ts';
import { toRow } from '../explorer/toRow.ts';
import type { Viewer } from '../row.ts';
import { toAccountNodes } from './accountNodes.ts';
import { toCauseNode } from './failureNodes.ts';

const reader: Viewer = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };

const failed = (id: string): Task => ({ id, state: 'completed', executionInfo: { result: 'failure', exitCode: 1 } });

/** Makes an account with a name and a number of failed tasks. */
function withFailures(name: string, count: number): AccountSnapshot {
  const known = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'j' }])
    .with({ kind: 'pools' }, [])
    .withTaskCounts('j', { failed: count, succeeded: 9 })
    .with(
      { kind: 'failures', jobId: 'j' },
      Array.from({ length: count }, (_, index) => failed(`t${index}`)),
    )
    .build();
  return { ...known, slice: known.slice.bind(known), account: { ...known.account, id: name, name } };
}

const toShown = (known: AccountSnapshot) => {
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(known)));
  return { snapshot: known, causes, nodes: causes.flatMap((cause) => toCauseNode(cause) ?? []) };
};

test('accounts are listed by their number of failures, followed by accounts that could not be read', () => {
  const refused = snapshot()
    .withError({ kind: 'jobs' }, 'AuthenticationFailed', 'The key is not valid.')
    .with({ kind: 'pools' }, [])
    .build();
  const shown = [withFailures('few', 1), withFailures('well', 0), withFailures('many', 3), refused].map(toShown);
  const nodes = toAccountNodes(shown, reader);
  assert.deepEqual(
    nodes.map(({ row, children }) => [row?.label, row?.description, row?.icon, children?.length]),
    [
      ['many', '3 failed tasks · 1 job', 'error', 1],
      ['few', '1 failed task · 1 job', 'error', 1],
      ['contoso', 'jobs could not be loaded', 'warning', 0],
      ['well', 'Nothing failed. 9 tasks succeeded.', 'account', 0],
    ],
  );
  assert.deepEqual(nodes[2]?.row?.facts?.()[0], { name: 'Problem', value: 'The key is not valid.' });
});

test('an account that has not answered for a long time is listed first, and the age of its data is described in words', () => {
  const silent = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'j' }, { id: 'k' }])
    .with({ kind: 'pools' }, [])
    .withTaskCounts('j', { failed: 1 })
    .build();
  const loadedAt = silent.slice({ kind: 'jobs' }).loadedAt ?? assert.fail('it was loaded');
  const late: Viewer = { now: new Date(Date.parse(loadedAt) + 91_000), timeZone: 'UTC', promisedAgeMs: 90_000 };
  const [row] = toAccountNodes([toShown(silent)], late).map((node) => node.row);
  assert.match(row?.description ?? '', /^as of \d\d:\d\d · 0 of ≥ 1 failed tasks read · ≥ 1 job · /);
  assert.match(
    row?.spoken ?? '',
    /^account contoso · as of \d\d:\d\d · 0 of at least 1 failed tasks read · at least 1 job · /,
  );
  assert.equal(row?.icon, 'error', 'as in the explorer: what failed counts more');
  assert.equal(toRow({ kind: 'account' }, silent, late).icon, row?.icon);
  const [soon] = toAccountNodes([toShown(silent)], { ...late, promisedAgeMs: 92_000 }).map((node) => node.row);
  assert.match(soon?.description ?? '', /^0 of/);
});

test("an account that isn't responding is listed below accounts with failures, and pinned ones come first", () => {
  const known = withFailures('silent', 9);
  const silent = { ...known, slice: known.slice.bind(known), silentSince: '2026-11-20T09:58:00Z' };
  const well = withFailures('pinned', 0);
  const pinned = { ...well, slice: well.slice.bind(well), account: { ...well.account, isPinned: true as const } };
  const nodes = toAccountNodes([silent, withFailures('few', 1), pinned, withFailures('well', 0)].map(toShown), reader);
  assert.deepEqual(
    nodes.map(({ row }) => row?.label),
    ['pinned', 'few', 'silent', 'well'],
  );
  assert.match(nodes[2]?.row?.description ?? '', /^no response since 09:58 · as of 09:00 · 9 failed tasks/);
  assert.match(nodes[2]?.row?.spoken ?? '', /^account silent · no response since 09:58/);
});

test('a click on an account with a refused key asks for another key', () => {
  const base = snapshot().with({ kind: 'pools' }, []);
  const wayIn = { accountId: 'contoso', authentication: 'sharedKey' } as const;
  const refused = base
    .withStale({ kind: 'jobs' }, [], { code: 'AuthenticationFailed', message: 'No.', status: 403, wayIn })
    .build();
  const [node] = toAccountNodes([toShown(refused)], reader);
  assert.equal(node?.row?.command, 'azureBatch.account.enterKey');
  assert.deepEqual(node?.row?.words, ['keyRefused']);
  assert.match(node?.row?.description ?? '', /^key not valid/);
});
