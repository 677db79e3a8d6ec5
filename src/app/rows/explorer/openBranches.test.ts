import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryMemento } from '../../../../test/fakes/memoryMemento.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import { OpenBranches, readPlace, writePlace } from './openBranches.ts';
import { type ExplorerPlace, type TreeNode, TreeNodes } from './treeNode.ts';

const failed: Scope = { kind: 'tasks', jobId: 'j', group: 'failed' };

/** Makes the rows down to the failed tasks of a job; the account and the groups are initially open, the job is not. */
function open(...kindsOpenAtFirst: readonly ExplorerPlace['kind'][]) {
  const nodes = new TreeNodes();
  const jobs = nodes.child(nodes.root('a'), { kind: 'jobs' });
  const job = nodes.child(jobs, { kind: 'job', jobId: 'j' });
  const group = nodes.child(job, { kind: 'taskGroup', jobId: 'j', group: 'failed' });
  const task = nodes.child(group, { kind: 'task', jobId: 'j', taskId: 't', group: 'failed' });
  const isOpenAtFirst = (id: string): boolean => kindsOpenAtFirst.includes(nodes.find(id)?.place.kind ?? 'more');
  return { branches: new OpenBranches(isOpenAtFirst, (id) => nodes.find(id)), job, group, task, nodes };
}

test('a list is visible if its row and all rows above it are open', () => {
  const { branches, job } = open('account', 'jobs', 'taskGroup');
  assert.equal(branches.shows('a', { kind: 'jobs' }), true);
  assert.equal(branches.shows('a', failed), false, 'the job is closed');
  branches.open(job.id);
  assert.equal(branches.shows('a', failed), true);
  branches.close(job.id);
  assert.equal(branches.shows('a', failed), false);
});

test('a row that is initially open stays closed after the user closed it', () => {
  const { branches, job, group } = open('account', 'jobs', 'taskGroup');
  branches.open(job.id);
  branches.close(group.id);
  assert.equal(branches.shows('a', failed), false);
});

test('files are visible in any group that contains their task, folder by folder', () => {
  const { branches, job, task, nodes } = open('account', 'jobs', 'taskGroup');
  const files = (path: string): Scope => ({ kind: 'taskFiles', jobId: 'j', taskId: 't', path });
  branches.open(job.id);
  assert.equal(branches.shows('a', files('')), false);
  branches.open(task.id);
  assert.equal(branches.shows('a', files('')), true);
  assert.equal(branches.shows('a', files('wd')), false);
  const folder = (parent: TreeNode, path: string): TreeNode =>
    nodes.child(parent, { kind: 'taskFile', jobId: 'j', taskId: 't', path, isDirectory: true });
  const wd = folder(task, 'wd');
  branches.open(wd.id);
  branches.open(folder(wd, 'wd/out').id);
  assert.equal(branches.shows('a', files('wd/out')), true);
});

test('the contents of a job from a schedule are visible below the schedule too', () => {
  const { branches, nodes } = open('account', 'taskGroup');
  const made: Scope = { kind: 'tasks', jobId: 's:job-1', group: 'failed' };
  const schedules = nodes.child(nodes.root('a'), { kind: 'jobSchedules' });
  const schedule = nodes.child(schedules, { kind: 'jobSchedule', scheduleId: 's' });
  const job = nodes.child(schedule, { kind: 'job', jobId: 's:job-1' });
  nodes.child(job, { kind: 'taskGroup', jobId: 's:job-1', group: 'failed' });
  branches.open(schedules.id);
  assert.equal(branches.shows('a', { kind: 'jobSchedules' }), true);
  assert.equal(branches.shows('a', { kind: 'scheduleJobs', scheduleId: 's' }), false);
  branches.open(schedule.id);
  assert.equal(branches.shows('a', { kind: 'scheduleJobs', scheduleId: 's' }), true);
  assert.equal(branches.shows('a', made), false);
  branches.open(job.id);
  assert.equal(branches.shows('a', made), true);
});

test('files of a node are visible below the subtask that wrote them, folder by folder', () => {
  const { branches, nodes, job, task } = open('account', 'jobs', 'taskGroup');
  const folder = 'workitems/j/job-1/t/1';
  const files = (path: string): Scope => ({ kind: 'nodeFiles', poolId: 'p', nodeId: 'n', path });
  const subtasks = nodes.child(task, { kind: 'subtasks', jobId: 'j', taskId: 't' });
  const owner = { jobId: 'j', taskId: 't', poolId: 'p', nodeId: 'n' };
  const subtask = nodes.child(subtasks, { kind: 'subtask', ...owner, subtaskId: 1, folder });
  const wd = nodes.child(subtask, {
    kind: 'nodeFile',
    poolId: 'p',
    nodeId: 'n',
    path: `${folder}/wd`,
    isDirectory: true,
  });
  for (const { id } of [job, task, subtasks]) branches.open(id);
  assert.equal(branches.shows('a', files(folder)), false);
  branches.open(subtask.id);
  assert.equal(branches.shows('a', files(folder)), true);
  assert.equal(branches.shows('b', files(folder)), false);
  assert.equal(branches.shows('a', files(`${folder}/wd`)), false);
  branches.open(wd.id);
  assert.equal(branches.shows('a', files(`${folder}/wd`)), true);
  branches.close(subtasks.id);
  assert.equal(branches.shows('a', files(folder)), false);
});

const job = '/account:a/jobs:/job:j';

test('open rows and the selected row are restored as saved, except for rows of single tasks', async () => {
  const memento = new MemoryMemento();
  const task = `${job}/taskGroup:failed/task:t`;
  await writePlace(memento, { opened: ['/account:a', job, task], closed: ['/account:a/pools:'], selected: task });
  assert.deepEqual(readPlace(memento), { opened: ['/account:a', job], closed: ['/account:a/pools:'], selected: task });
});

test('if many rows are open, only the last ones are saved', async () => {
  const memento = new MemoryMemento();
  const opened = Array.from({ length: 300 }, (_, index) => `${job}${index}`);
  await writePlace(memento, { opened, closed: [] });
  assert.equal(readPlace(memento).opened.at(-1), `${job}299`);
  assert.ok(readPlace(memento).opened.length < 300);
});

test('invalid entries are skipped', async () => {
  const memento = new MemoryMemento();
  assert.deepEqual(readPlace(memento), { opened: [], closed: [] });
  await memento.update('azureBatch.explorerPlace', { opened: [7, job], closed: 'all', selected: {} });
  assert.deepEqual(readPlace(memento), { opened: [job], closed: [] });
});
