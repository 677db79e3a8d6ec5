import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { MemoryMemento } from '../../../../test/fakes/memoryMemento.ts';
import { CauseExplainer } from '../../../core/diagnosis/account/causeExplainer.ts';
import type { Task } from '../../../core/model/task.ts';
import { doAtOnce } from '../../../core/work.ts';
import { findFailing } from '../../causes/failing.ts';
import {
  describeFilter,
  type FailureFilter,
  filterCauses,
  listTerms,
  parseSince,
  readFilter,
  writeFilter,
} from './failureFilter.ts';

function failed(id: string, minute: string, exitCode: number, poolId: string): Task {
  const endTime = `2026-11-20T09:${minute}:00Z`;
  const executionInfo = { result: 'failure', exitCode, endTime } as const;
  const creationTime = `2026-11-20T08:${minute}:00Z`;
  return { id, state: 'completed', creationTime, executionInfo, nodeInfo: { poolId, nodeId: 'n' } };
}

const known = snapshot()
  .with({ kind: 'jobs' }, [{ id: 'frames' }, { id: 'train' }])
  .with({ kind: 'failures', jobId: 'frames' }, [failed('a', '10', 1, 'cpu'), failed('b', '20', 137, 'cpu')])
  .with({ kind: 'failures', jobId: 'train' }, [failed('c', '30', 1, 'gpu')])
  .build();
/** The logs are gone, so only exit codes remain. */
const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(known)));

/** Returns the IDs that pass the filter, cause by cause. */
function idsOf(filter: FailureFilter, lookedAt?: string): readonly string[] {
  const moment = { nowMs: Date.parse('2026-11-20T10:15:00Z'), findLookedAt: () => lookedAt };
  return filterCauses(causes, filter, moment).map(({ failures }) =>
    failures.map(({ failing }) => (failing.kind === 'task' ? failing.resource.taskId : '')).join(' '),
  );
}

test('a failure elsewhere belongs to each job whose tasks wait because of it', () => {
  const resource = { kind: 'pool', accountId: 'sample', poolId: 'cpu' } as const;
  const pool = { id: 'cpu', resizeErrors: [{ code: 'AccountCoreQuotaReached' }] };
  const blocks = { tasks: new Map([['frames', 2]]), nodes: 0 };
  const failing = { kind: 'pool', resource, at: undefined, pool, quotas: undefined, blocks } as const;
  const held = doAtOnce(new CauseExplainer(logsAreGone).explain([failing])).causes;
  const moment = { nowMs: Date.parse('2026-11-20T10:15:00Z'), findLookedAt: () => undefined };
  const countOf = (value: string) => filterCauses(held, [{ kind: 'job', value }], moment).length;
  assert.deepEqual([countOf('frames'), countOf('train')], [1, 0]);
});

test('a state that holds passes a period in which nothing else failed', () => {
  const resource = { kind: 'pool', accountId: 'sample', poolId: 'cpu' } as const;
  const pool = { id: 'cpu', resizeErrors: [{ code: 'AccountCoreQuotaReached' }] };
  const at = '2026-11-17T10:00:00Z';
  const blocks = { tasks: new Map<string, number>(), nodes: 4 };
  const failing = { kind: 'pool', resource, at, pool, quotas: undefined, blocks } as const;
  const held = doAtOnce(new CauseExplainer(logsAreGone).explain([failing])).causes;
  const moment = { nowMs: Date.parse('2026-11-20T10:15:00Z'), findLookedAt: () => undefined };
  assert.equal(filterCauses(held, [{ kind: 'since', hours: 2 }], moment).length, 1);
});

test('a period in which nothing can have failed is none', () => {
  const nowMs = Date.parse('2026-11-20T10:15:00Z');
  const periods = ['24h', '30m', '2026-11-20T08:15Z', '0h', '0m', '2026-11-20T10:15Z', '2027-01-01', 'soon'];
  const hours = periods.map((since) => parseSince(since, nowMs));
  assert.deepEqual(hours, [24, 0.5, 2, undefined, undefined, undefined, undefined, undefined]);
});

test('terms of one kind are alternatives, and every kind must match', () => {
  assert.deepEqual(idsOf([]), ['c a', 'b']);
  assert.deepEqual(idsOf([{ kind: 'job', value: 'train' }]), ['c']);
  assert.deepEqual(
    idsOf([
      { kind: 'job', value: 'train' },
      { kind: 'job', value: 'frames' },
      { kind: 'pool', value: 'cpu' },
    ]),
    ['b', 'a'],
    'the newest first where the harm is equal',
  );
  assert.deepEqual(idsOf([{ kind: 'category', value: 'out-of-memory' }]), ['b']);
  assert.deepEqual(idsOf([{ kind: 'text', value: 'GENERAL program error' }]), ['c a']);
  assert.deepEqual(idsOf([{ kind: 'text', value: 'Frame' }]), ['b', 'a'], 'what is typed may be a part of a job');
  assert.deepEqual(idsOf([{ kind: 'text', value: 'gpu' }]), ['c'], 'or of a pool');
  assert.deepEqual(idsOf([{ kind: 'text', value: 'out-of-mem' }]), ['b'], 'or of a category');
  assert.deepEqual(
    idsOf([
      { kind: 'text', value: 'c' },
      { kind: 'pool', value: 'gpu' },
    ]),
    ['c'],
  );
});

test('failures are filtered by exit code and creation time, and terms can be negated', () => {
  const fingerprint = causes[0]?.cluster.fingerprint ?? '';
  const first = { kind: 'cause', fingerprint, title: causes[0]?.cluster.title ?? '' } as const;
  assert.deepEqual(idsOf([{ kind: 'exitCode', code: 137 }]), ['b']);
  assert.deepEqual(idsOf([{ kind: 'created', hours: 2 }]), ['c', 'b'], 'a was created before 08:15');
  assert.deepEqual(idsOf([{ kind: 'not', term: { kind: 'exitCode', code: 137 } }]), ['c a']);
  assert.deepEqual(idsOf([{ kind: 'not', term: first }]), ['b']);
  assert.deepEqual(
    idsOf([
      { kind: 'not', term: first },
      { kind: 'not', term: { kind: 'exitCode', code: 137 } },
    ]),
    [],
    'nothing that is left out is let through',
  );
  assert.deepEqual(
    idsOf([
      { kind: 'job', value: 'frames' },
      { kind: 'not', term: { kind: 'pool', value: 'gpu' } },
    ]),
    ['b', 'a'],
  );
  assert.equal(
    describeFilter(
      [
        { kind: 'not', term: { kind: 'exitCode', code: 137 } },
        { kind: 'created', hours: 1 },
      ],
      1,
      2,
    ),
    'Filtered: not exit code 137, created in the last hour · 1 of 2 causes',
  );
  assert.match(describeFilter([{ kind: 'since', hours: 5 / 60 }], 1, 2), /in the last 5 min/);
  assert.match(describeFilter([{ kind: 'since', hours: 25 }], 1, 2), /in the last 1 day 1 hr/);
});

test('a cause that only partly matches the filter is described by the matching part', () => {
  const moment = { nowMs: 0, findLookedAt: () => undefined };
  const [, part] = filterCauses(causes, [{ kind: 'job', value: 'frames' }], moment);
  assert.ok(part);
  const { count, jobs, firstSeen, lastSeen } = part.cluster;
  assert.deepEqual([count, jobs, firstSeen, lastSeen], [1, ['frames'], '2026-11-20T09:10:00Z', '2026-11-20T09:10:00Z']);
});

test('failures are filtered by time and by the last view, and all failures pass before the first view', () => {
  assert.deepEqual(idsOf([{ kind: 'since', hours: 1 }]), ['c', 'b']);
  assert.deepEqual(idsOf([{ kind: 'new' }], '2026-11-20T09:25:00Z'), ['c']);
  assert.deepEqual(idsOf([{ kind: 'new' }]), ['c a', 'b']);
});

test('the choices come from the causes, and the chosen filter is described', () => {
  const terms = listTerms(causes);
  const values = terms.flatMap((term) => ('value' in term ? [term.value] : []));
  const codes = terms.flatMap((term) => (term.kind === 'exitCode' ? [term.code] : []));
  assert.deepEqual(codes, [1, 137]);
  assert.equal(terms.filter(({ kind }) => kind === 'not').length, 2);
  const categories = [...new Set(causes.map(({ cluster }) => cluster.category))].sort();
  assert.deepEqual(values, ['frames', 'train', 'cpu', 'gpu', ...categories]);
  assert.equal(
    describeFilter(
      [
        { kind: 'job', value: 'train' },
        { kind: 'since', hours: 24 },
      ],
      3,
      38,
    ),
    'Filtered: job train, in the last 24 hours · 3 of 38 causes',
  );
});

test('a filter is saved, and invalid terms are skipped', async () => {
  const memory = new MemoryMemento();
  assert.deepEqual(readFilter(memory), []);
  const filter = [
    { kind: 'new' },
    { kind: 'since', hours: 24 },
    { kind: 'created', hours: 1 },
    { kind: 'job', value: 'train' },
    { kind: 'exitCode', code: 137 },
    { kind: 'not', term: { kind: 'state', state: 'preempted' } },
    { kind: 'not', term: { kind: 'cause', fingerprint: 'v1:other', title: 'It failed' } },
  ] as const;
  await writeFilter(memory, filter);
  assert.deepEqual(readFilter(memory), filter);
  await memory.update('azureBatch.failuresFilter', [
    { kind: 'since' },
    { kind: 'not' },
    { kind: 'exitCode', code: '1' },
    'job',
    null,
    { kind: 'pool', value: 'gpu' },
  ]);
  assert.deepEqual(readFilter(memory), [{ kind: 'pool', value: 'gpu' }]);
  await writeFilter(memory, []);
  assert.deepEqual(memory.keys(), []);
});
