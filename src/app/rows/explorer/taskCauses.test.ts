import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { FakeStore } from '../../../../test/fakes/fakeStore.ts';
import * as diagnosis from '../../../core/diagnosis/diagnosis.ts';
import type { Task } from '../../../core/model/task.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { Inspections } from '../../causes/inspections.ts';
import { JobCauses } from '../../causes/jobCauses.ts';
import { toChildren } from './children.ts';
import { locate } from './locate.ts';
import type { FindCauses } from './taskCauses.ts';
import { toRow } from './toRow.ts';
import { type ExplorerPlace, TreeNodes } from './treeNode.ts';

const failedTasks = { kind: 'tasks', jobId: 'j', group: 'failed' } as const;
const group: ExplorerPlace = { kind: 'taskGroup', jobId: 'j', group: 'failed' };
const reader = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };

function failed(id: string, exitCode: number): Task {
  const endTime = '2026-11-20T09:00:00Z';
  return { id, state: 'completed', executionInfo: { result: 'failure', exitCode, endTime } };
}

const many = (count: number, exitCode: number): readonly Task[] =>
  Array.from({ length: count }, (_, index) => failed(`t${exitCode}-${index}`, exitCode));

function knowing(tasks: readonly Task[], more = false): AccountSnapshot {
  return snapshot()
    .with({ kind: 'jobs' }, [{ id: 'j' }])
    .withTaskCounts('j', { failed: tasks.length })
    .with(failedTasks, tasks, { more })
    .build();
}

function causesIn(known: AccountSnapshot): FindCauses {
  const causes = new JobCauses(
    new Inspections({ read: () => assert.fail('read') }),
    { diagnosis: () => diagnosis },
    { now: Date.now },
  );
  return (jobId) => causes.of(known, jobId);
}

const below = (place: ExplorerPlace, known: AccountSnapshot) => toChildren(place, known, causesIn(known));
const readRows = (places: readonly ExplorerPlace[], known: AccountSnapshot) =>
  places.map((place) => toRow(place, known, reader, causesIn(known)));

test('few tasks of one cause are shown directly', () => {
  const known = knowing(many(10, 1));
  assert.ok(below(group, known).every(({ kind }) => kind === 'task'));
});

test('several causes, or many tasks, are grouped by cause, and the list still ends with a row that loads more', () => {
  const known = knowing([...many(2, 137), ...many(9, 1)], true);
  const places = below(group, known);
  assert.deepEqual(
    places.map(({ kind }) => kind),
    ['taskCause', 'taskCause', 'more'],
  );
  const [first, second] = readRows(places, known);
  assert.deepEqual([first?.description, first?.children], ['9 of the 11 loaded', 'expanded']);
  assert.deepEqual([second?.description, second?.children], ['2 of the 11 loaded', 'collapsed']);
  assert.match(second?.spoken ?? '', /^2 of the 11 loaded · .*killed/);
  assert.equal(below(group, knowing(many(11, 1)))[0]?.kind, 'taskCause');
});

test('if only a few tasks have several causes, every cause is expanded', () => {
  const known = knowing([failed('a', 1), failed('b', 137)]);
  const rows = readRows(below(group, known), known);
  assert.deepEqual(
    rows.map(({ description, children, kind }) => [description, children, kind]),
    [
      ['1', 'expanded', 'failureGroup'],
      ['1', 'expanded', 'failureGroup'],
    ],
  );
});

test('menus offer to retry a cause if the service can run its tasks again', () => {
  const known = knowing([failed('a', 1), failed('b', 0)]);
  const rows = readRows(below(group, known), known);
  assert.deepEqual(rows.map(({ words }) => words).sort(), [
    ['ofTasks', 'onlyResubmit'],
    ['ofTasks', 'retryable'],
  ]);
});

test('a cause that no longer has tasks has a row that is no longer in the list', () => {
  const [row] = readRows([{ kind: 'taskCause', jobId: 'j', fingerprint: 'v1:gone' }], knowing(many(11, 1)));
  assert.equal(row?.label, 'No longer in this list');
});

test('a task keeps its row when its cause changes, and remembers the cause under which it is listed', () => {
  const nodes = new TreeNodes();
  const parent = nodes.child(nodes.root('a'), group);
  const [one, other] = ['v1:x', 'v1:y'].map((fingerprint) =>
    nodes.child(parent, { kind: 'taskCause', jobId: 'j', fingerprint }),
  );
  assert.ok(one && other);
  const task: ExplorerPlace = { kind: 'task', jobId: 'j', taskId: 't', group: 'failed' };
  const before = nodes.child(one, task);
  assert.equal(nodes.child(one, task), before);
  const after = nodes.child(other, task);
  assert.equal(after.id, before.id);
  assert.equal(nodes.child(parent, task).id, before.id);
  assert.equal(after.parent, other);
});

test('the resources of a cause are determined when a command needs them', () => {
  const hit = { kind: 'task', accountId: 'a', jobId: 'j', taskId: 't' } as const;
  const resources: (typeof hit)[] = [];
  const nodes = new TreeNodes(() => resources);
  const row = nodes.child(nodes.root('a'), { kind: 'taskCause', jobId: 'j', fingerprint: 'v1:x' });
  resources.push(hit);
  assert.deepEqual(row.resources, [hit]);
});

test('a task is found below its cause', async () => {
  const known = knowing([...many(9, 1), ...many(2, 137)]);
  const { account } = known;
  const store = new FakeStore(account, known);
  const [task] = many(1, 137);
  assert.ok(task);
  Object.assign(store, { service: { ...store.service, tasks: { ...store.service.tasks, getTask: async () => task } } });
  const resource = { kind: 'task', accountId: account.id, jobId: 'j', taskId: task.id } as const;
  const read: string[] = [];
  const readCauses = async (_store: unknown, jobId: string) => read.push(jobId);
  const node = await locate(resource, { getStore: async () => store }, new TreeNodes(), { readCauses, causesIn });
  store.dispose();
  assert.deepEqual(node.resource, resource);
  assert.equal(node.parent?.place.kind, 'taskCause');
  assert.deepEqual(read, ['j'], 'the causes are those that the tree shows');
});
