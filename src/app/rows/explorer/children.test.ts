import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import type { Task } from '../../../core/model/task.ts';
import { toChildren } from './children.ts';
import { toScopes } from './scopes.ts';
import type { ExplorerPlace } from './treeNode.ts';

const failedTasks = { kind: 'tasks', jobId: 'frames', group: 'failed' } as const;

function failed(id: string, at: string): Task {
  return { id, state: 'completed', stateTransitionTime: at, executionInfo: { result: 'failure', exitCode: 1 } };
}

function ids(places: readonly ExplorerPlace[]): readonly string[] {
  return places.map((place) => ('taskId' in place ? place.taskId : 'jobId' in place ? place.jobId : place.kind));
}

test('jobs with failures come first, then jobs in transition, then the rest, and the newest first among equals', () => {
  const known = snapshot()
    .with({ kind: 'jobs' }, [
      { id: 'done-old', state: 'completed', creationTime: '2026-11-18T00:00:00Z' },
      { id: 'done-new', state: 'completed', creationTime: '2026-11-19T00:00:00Z' },
      { id: 'running', state: 'active', creationTime: '2026-11-01T00:00:00Z' },
      { id: 'failed', state: 'active', creationTime: '2026-10-01T00:00:00Z' },
    ])
    .withTaskCounts('running', { running: 2 })
    .withTaskCounts('failed', { failed: 1, running: 5 })
    .build();
  assert.deepEqual(ids(toChildren({ kind: 'jobs' }, known)), ['failed', 'running', 'done-new', 'done-old']);
});

test('of jobs with failures, those with ten times as many come first', () => {
  const known = snapshot()
    .with({ kind: 'jobs' }, [
      { id: 'some', state: 'active', creationTime: '2026-11-20T00:00:00Z' },
      { id: 'others', state: 'active', creationTime: '2026-11-19T00:00:00Z' },
      { id: 'most', state: 'active', creationTime: '2026-11-01T00:00:00Z' },
    ])
    .withTaskCounts('some', { failed: 5 })
    .withTaskCounts('others', { failed: 7 })
    .withTaskCounts('most', { failed: 5000 })
    .build();
  assert.deepEqual(ids(toChildren({ kind: 'jobs' }, known)), ['most', 'some', 'others']);
});

test('a job shows its preparation task and its groups of tasks, failed tasks first', () => {
  const known = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'frames', jobPreparationTask: { commandLine: 'prepare' } }])
    .withTaskCounts('frames', { succeeded: 9, failed: 3 })
    .build();
  assert.deepEqual(toChildren({ kind: 'job', jobId: 'frames' }, known), [
    { kind: 'taskGroup', jobId: 'frames', group: 'failed' },
    { kind: 'taskGroup', jobId: 'frames', group: 'succeeded' },
    { kind: 'preparation', jobId: 'frames' },
  ]);
});

test("a completely loaded list overrides the service's counts, which lag", () => {
  const known = snapshot().with(failedTasks, []).withTaskCounts('frames', { failed: 3, succeeded: 1 }).build();
  assert.deepEqual(toChildren({ kind: 'job', jobId: 'frames' }, known), [
    { kind: 'taskGroup', jobId: 'frames', group: 'succeeded' },
  ]);
});

test('failed tasks come newest first and end with a row that loads more', () => {
  const known = snapshot()
    .with(failedTasks, [failed('old', '2026-11-20T08:00:00Z'), failed('new', '2026-11-20T08:30:00Z')], { more: true })
    .build();
  assert.deepEqual(toChildren({ kind: 'taskGroup', jobId: 'frames', group: 'failed' }, known), [
    { kind: 'task', jobId: 'frames', taskId: 'new', group: 'failed' },
    { kind: 'task', jobId: 'frames', taskId: 'old', group: 'failed' },
    { kind: 'more', scope: failedTasks },
  ]);
});

test('tasks that are being prepared are shown with the running ones', () => {
  const known = snapshot()
    .with({ kind: 'tasks', jobId: 'frames', group: 'running' }, [{ id: 'r', state: 'running' }])
    .with({ kind: 'tasks', jobId: 'frames', group: 'preparing' }, [{ id: 'p', state: 'preparing' }])
    .build();
  assert.deepEqual(ids(toChildren({ kind: 'taskGroup', jobId: 'frames', group: 'running' }, known)), ['p', 'r']);
});

test('a list that failed to load begins with a row for the error', () => {
  const known = snapshot().withError({ kind: 'pools' }, 'RequestTimedOut').build();
  assert.deepEqual(toChildren({ kind: 'pools' }, known), [{ kind: 'error', scope: { kind: 'pools' } }]);
});

test('nodes are grouped by the action that they need, and nodes that need attention are listed first', () => {
  const known = snapshot()
    .with({ kind: 'nodes', poolId: 'p' }, [
      { id: 'idle', state: 'idle', schedulingState: 'enabled' },
      { id: 'unusable', state: 'unusable' },
      { id: 'reporting', state: 'idle', errors: [{ code: 'DiskFull' }] },
      { id: 'offline', state: 'idle', schedulingState: 'disabled' },
      { id: 'busy', state: 'running', schedulingState: 'enabled' },
      { id: 'returning', state: 'offline', schedulingState: 'enabled' },
    ])
    .build();
  const groups = toChildren({ kind: 'pool', poolId: 'p' }, known);
  assert.deepEqual(
    groups.map((place) => place.kind === 'nodeGroup' && place.group),
    ['attention', 'transition', 'running', 'idle', 'offline'],
  );
  const attention = toChildren({ kind: 'nodeGroup', poolId: 'p', group: 'attention' }, known);
  assert.deepEqual(attention, [
    { kind: 'node', poolId: 'p', nodeId: 'reporting' },
    { kind: 'node', poolId: 'p', nodeId: 'unusable' },
  ]);
});

test('folders come before files', () => {
  const known = snapshot()
    .with({ kind: 'taskFiles', jobId: 'j', taskId: 't', path: '' }, [
      { name: 'stderr.txt', isDirectory: false },
      { name: 'wd', isDirectory: true },
    ])
    .build();
  const files = toChildren({ kind: 'task', jobId: 'j', taskId: 't', group: 'failed' }, known);
  assert.deepEqual(
    files.map((place) => place.kind === 'taskFile' && place.path),
    ['wd', 'stderr.txt'],
  );
});

test('a list that is known to be empty has a row that says so', () => {
  const unknown = snapshot().build();
  assert.deepEqual(toChildren({ kind: 'jobs' }, unknown), []);
  assert.equal(toChildren({ kind: 'job', jobId: 'j' }, unknown).length, 4, 'any group may have tasks');
  const known = snapshot().with({ kind: 'jobs' }, []).withTaskCounts('j', {}).build();
  assert.deepEqual(toChildren({ kind: 'jobs' }, known), [{ kind: 'empty', of: 'jobs' }]);
  assert.deepEqual(toChildren({ kind: 'job', jobId: 'j' }, known), [{ kind: 'empty', of: 'tasks' }]);
});

test('job schedules are listed below the account with their jobs, and those whose last job failed come first', () => {
  const made = (id: string, job: string): JobSchedule => ({
    id,
    state: 'active',
    executionInfo: { recentJob: { id: job } },
  });
  const known = snapshot()
    .with({ kind: 'jobSchedules' }, [made('a', 'a:job-1'), made('b', 'b:job-2')])
    .with({ kind: 'scheduleJobs', scheduleId: 'b' }, [{ id: 'b:job-1', state: 'completed' }, { id: 'b:job-2' }])
    .withTaskCounts('b:job-2', { failed: 1 })
    .build();
  assert.ok(toChildren({ kind: 'account' }, known).some(({ kind }) => kind === 'jobSchedules'));
  assert.deepEqual(toChildren({ kind: 'jobSchedules' }, known), [
    { kind: 'jobSchedule', scheduleId: 'b' },
    { kind: 'jobSchedule', scheduleId: 'a' },
  ]);
  assert.deepEqual(ids(toChildren({ kind: 'jobSchedule', scheduleId: 'b' }, known)), ['b:job-2', 'b:job-1']);
  assert.deepEqual(toChildren({ kind: 'job', jobId: 'b:job-2' }, known), [
    { kind: 'taskGroup', jobId: 'b:job-2', group: 'failed' },
  ]);
  const none = snapshot().with({ kind: 'jobSchedules' }, []).build();
  assert.deepEqual(toChildren({ kind: 'jobSchedules' }, none), [{ kind: 'empty', of: 'jobSchedules' }]);
});

test('nodes where a preparation task failed are listed first, with the output of the task', () => {
  const files = {
    kind: 'nodeFiles',
    poolId: 'p',
    nodeId: 'b',
    path: 'workitems/nightly/job-1/jobpreparation',
  } as const;
  const known = snapshot()
    .with({ kind: 'preparation', jobId: 'nightly' }, [
      { poolId: 'p', nodeId: 'a', jobPreparationTaskExecutionInfo: { state: 'completed', exitCode: 0 } },
      {
        poolId: 'p',
        nodeId: 'b',
        jobPreparationTaskExecutionInfo: { state: 'completed', exitCode: 1, taskRootDirectory: files.path },
        jobReleaseTaskExecutionInfo: { state: 'running' },
      },
    ])
    .with(files, [{ name: `${files.path}/stderr.txt`, isDirectory: false }])
    .build();
  const [worst, other] = toChildren({ kind: 'preparation', jobId: 'nightly' }, known);
  assert.deepEqual(other, { kind: 'preparationNode', jobId: 'nightly', poolId: 'p', nodeId: 'a' });
  assert.deepEqual(worst, { kind: 'preparationNode', jobId: 'nightly', poolId: 'p', nodeId: 'b' });
  const [preparation, release] = toChildren(worst, known);
  assert.deepEqual(preparation && toScopes(preparation), [files]);
  assert.deepEqual(preparation && toChildren(preparation, known), [
    { kind: 'nodeFile', poolId: 'p', nodeId: 'b', path: `${files.path}/stderr.txt`, isDirectory: false },
  ]);
  assert.equal(release?.kind === 'jobTask' && release.jobTask, 'release');
  assert.deepEqual(release && toScopes(release), [], 'nobody knows where it writes');
});

test('a multi-instance task shows its subtasks above its files, failed ones first', () => {
  const owner = { jobId: 'mpi', taskId: 'solve' } as const;
  const folder = 'workitems/mpi/job-1/solve/2';
  const done = { state: 'completed', exitCode: 0, result: 'success' } as const;
  const known = snapshot()
    .with({ kind: 'tasks', jobId: 'mpi', group: 'failed' }, [
      { ...failed('solve', ''), multiInstanceSettings: { numberOfInstances: 4 } },
    ])
    .with({ kind: 'taskFiles', ...owner, path: '' }, [{ name: 'stdout.txt', isDirectory: false }])
    .with({ kind: 'subtasks', ...owner }, [
      { id: 3, ...done },
      { id: 1, ...done },
      { id: 2, exitCode: 1, nodeInfo: { poolId: 'p', nodeId: 'n', taskRootDirectory: folder } },
    ])
    .build();
  assert.deepEqual(
    toChildren({ kind: 'task', ...owner, group: 'failed' }, known).map(({ kind }) => kind),
    ['subtasks', 'taskFile'],
  );
  const subtasks = toChildren({ kind: 'subtasks', ...owner }, known);
  assert.deepEqual(
    subtasks.map((place) => place.kind === 'subtask' && place.subtaskId),
    [2, 1, 3],
  );
  const [worst, other] = subtasks;
  assert.deepEqual(worst && toScopes(worst), [{ kind: 'nodeFiles', poolId: 'p', nodeId: 'n', path: folder }]);
  assert.deepEqual(other && toScopes(other), [], 'nobody knows where it ran');
});

test('a task that waits shows its dependencies instead of files: failed and missing tasks first', () => {
  const waiting: Task = { id: 'merge', state: 'active', dependsOn: { taskIds: ['a', 'b', 'c', 'gone', 'd'] } };
  const scope = { kind: 'dependencies', jobId: 'frames', taskId: 'merge' } as const;
  const known = snapshot().with({ kind: 'tasks', jobId: 'frames', group: 'active' }, [waiting, { id: 'plain' }]);
  const place = { kind: 'task', jobId: 'frames', taskId: 'merge', group: 'active' } as const;
  assert.deepEqual(toScopes(place), []);
  assert.deepEqual(toChildren(place, known.build()), [scope]);
  assert.deepEqual(toChildren({ ...place, taskId: 'plain' }, known.build()), [{ kind: 'empty', of: 'notStarted' }]);
  const loaded = known.with(scope, [
    { id: 'a', state: 'running' },
    { id: 'b', state: 'completed', executionInfo: { exitCode: 0, result: 'success' } },
    failed('c', ''),
    { id: 'd', state: 'active' },
    { id: 'gone', isMissing: true },
  ]);
  assert.deepEqual(
    toChildren(scope, loaded.build()).map((child) => [child.kind, 'taskId' in child && child.taskId]),
    [
      ['dependency', 'c'],
      ['missingTask', 'gone'],
      ['dependency', 'a'],
      ['dependency', 'd'],
    ],
  );
});
