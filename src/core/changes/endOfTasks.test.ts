import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobAction } from '../model/words.ts';
import { needsUnfinished, planDelete, planEnd, planEndAndReturn } from './endOfTasks.ts';
import type { Verdict } from './verdict.ts';

const running = (id: string) => ({ id, state: 'running' as const });
const job = { id: 'frames' };
const ending = { ...job, onAllTasksComplete: 'terminatejob' } as const;
const all = (...ids: string[]) => ({ tasks: ids.map((id) => ({ id })), isComplete: true });

function noteOf(verdict: Verdict): string {
  assert.ok(verdict.possible);
  return verdict.note ?? '';
}

test('ending tasks of an ordinary job needs no warning', () => {
  assert.deepEqual(planEndAndReturn([running('a')], job, undefined), { possible: true });
  assert.deepEqual(planEnd([running('a')], job, undefined), { possible: true });
  assert.ok(!needsUnfinished({ onAllTasksComplete: 'noaction' }));
});

test('the last tasks of a job that ends when its tasks complete are not requeued', () => {
  assert.ok(needsUnfinished(ending));
  const one = planEndAndReturn([running('a')], ending, all('A'));
  assert.ok(!one.possible);
  assert.match(one.reason, /onAllTasksComplete.*“Requeue”/);
  assert.ok(!planEndAndReturn([running('a'), running('b')], ending, all('a', 'b')).possible);
});

test('while other tasks remain, the warning says that they may end first', () => {
  const note = noteOf(planEndAndReturn([running('a')], ending, all('a', 'b', 'c')));
  assert.match(note, /Other tasks left to run: 2\./);
  const many = noteOf(planEndAndReturn([running('a')], ending, { tasks: [{ id: 'b' }], isComplete: false }));
  assert.match(many, /Other tasks left to run: more than 1\./);
});

test('ending the last tasks of a job that ends when its tasks complete warns that the job ends', () => {
  assert.match(
    noteOf(planEnd([running('a')], ending, all('a'))),
    /This ends job frames \(onAllTasksComplete\) because no other task in the job is left/,
  );
  assert.equal(noteOf(planEnd([running('a')], ending, all('a', 'b'))), '');
  assert.equal(noteOf(planEnd([running('a')], ending, { ...all('a'), isComplete: false })), '');
});

test('the effects of exit conditions on the whole job are described', () => {
  const acting = { ...job, onTaskFailure: 'performexitoptionsjobaction' } as const;
  const exits = (jobAction: JobAction) => ({ exitConditions: { default: { jobAction } } });
  assert.match(
    noteOf(planEnd([{ ...running('a'), ...exits('terminate') }], acting, undefined)),
    /This ends the whole job frames/,
  );
  assert.match(
    noteOf(planEnd([{ ...running('a'), ...exits('disable') }], acting, undefined)),
    /This disables the whole job frames/,
  );
  assert.match(noteOf(planEnd([running('a')], acting, undefined)), /may end or disable/);
  assert.match(noteOf(planEndAndReturn([running('a')], acting, undefined)), /may end or disable/);
  assert.equal(noteOf(planEnd([{ ...running('a'), ...exits('none') }], acting, undefined)), '');
});

test('ending a job manager warns that the job ends', () => {
  const managed = { ...job, jobManagerTask: { id: 'a', commandLine: 'x' } };
  assert.match(noteOf(planEnd([running('a'), running('b')], managed, undefined)), /manager/);
  assert.equal(noteOf(planEnd([running('b')], managed, undefined)), '');
});

test('tasks that wait for the ended tasks are counted', () => {
  const dependent = { ...job, usesTaskDependencies: true };
  const unfinished = {
    tasks: [
      { id: '7' },
      { id: 'b', dependsOn: { taskIds: ['A'] } },
      { id: 'c', dependsOn: { taskIdRanges: [{ start: 5, end: 9 }] } },
      { id: 'd', dependsOn: { taskIds: ['b'] } },
    ],
    isComplete: true,
  };
  assert.match(
    noteOf(planEnd([running('a'), running('7')], dependent, unfinished)),
    /2 tasks depend on this and never run/,
  );
  assert.equal(noteOf(planEndAndReturn([running('a')], dependent, unfinished)), '');
  const letting = { ...running('a'), exitConditions: { default: { dependencyAction: 'satisfy' } } } as const;
  assert.match(noteOf(planEndAndReturn([letting], dependent, unfinished)), /1 task depends on this and may start/);
  const some = { ...unfinished, isComplete: false };
  assert.match(noteOf(planEnd([running('x')], dependent, some)), /Only 4 of the tasks/);
});

test('if the job ends as a result, impossible effects are not mentioned', () => {
  const waiting = { tasks: [{ id: 'b', dependsOn: { taskIds: ['a'] } }], isComplete: false };
  const dependent = { ...job, usesTaskDependencies: true };
  const acting = { ...dependent, onTaskFailure: 'performexitoptionsjobaction' } as const;
  const managed = { ...acting, jobManagerTask: { id: 'a', commandLine: 'x' } };
  const terminating = { ...running('a'), exitConditions: { default: { jobAction: 'terminate' } } } as const;
  for (const note of [
    noteOf(planEnd([terminating], acting, waiting)),
    noteOf(planEnd([running('a')], managed, waiting)),
    noteOf(planEnd([terminating, running('c')], managed, waiting)),
  ]) {
    assert.match(note, /whole job.*the job can't be used again\.$/);
    assert.doesNotMatch(note, /\n|wait|may/);
  }
});

test('no further effects are predicted in a job that has ended', () => {
  const over = { ...ending, state: 'completed', usesTaskDependencies: true } as const;
  const waiting = { tasks: [{ id: 'b', dependsOn: { taskIds: ['a'] } }], isComplete: true };
  assert.deepEqual(planEnd([{ id: 'a', state: 'active' }], over, waiting), { possible: true });
  assert.deepEqual(planDelete([{ id: 'a', state: 'active' }], over, waiting), { possible: true });
});

test('deleting the last tasks of a job that ends when its tasks complete warns that the job ends', () => {
  const done = { id: 'b', state: 'completed', executionInfo: { exitCode: 0 } } as const;
  assert.match(noteOf(planDelete([running('a'), done], ending, all('a'))), /This ends job frames/);
  assert.equal(noteOf(planDelete([running('a')], ending, all('a', 'c'))), '');
  assert.equal(noteOf(planDelete([done], ending, all())), '');
  assert.equal(noteOf(planDelete([running('a')], job, undefined)), '');
});

test('an undocumented effect of deleting is called unknown', () => {
  const dependent = { ...job, usesTaskDependencies: true };
  const waiting = { tasks: [{ id: 'b', dependsOn: { taskIds: ['a'] } }], isComplete: true };
  assert.match(
    noteOf(planDelete([running('a')], dependent, waiting)),
    /^1 task depends on what's being deleted and never runs\.$/,
  );
  assert.match(
    noteOf(planDelete([running('a')], dependent, waiting, true)),
    /^1 task depends on .* doesn't say whether it waits/,
  );
  const acting = { ...job, onTaskFailure: 'performexitoptionsjobaction' } as const;
  const managed = { ...job, jobManagerTask: { id: 'A', commandLine: 'x' } };
  assert.match(noteOf(planDelete([running('a')], acting, undefined)), /may end or disable.*doesn't say/);
  assert.match(noteOf(planDelete([running('a')], managed, undefined)), /may end.*doesn't say/);
  const done = { id: 'a', state: 'completed', executionInfo: { exitCode: 0 } } as const;
  assert.equal(noteOf(planDelete([done], { ...acting, ...managed }, undefined)), '');
});

test('tasks that wait for the deleted tasks are counted, unless the deleted tasks no longer block them', () => {
  const dependent = { ...job, usesTaskDependencies: true };
  const unfinished = { tasks: [{ id: 'b', dependsOn: { taskIds: ['A'] } }], isComplete: true };
  const failed = { id: 'a', state: 'completed', executionInfo: { exitCode: 3 } } as const;
  const letting = { ...failed, exitConditions: { default: { dependencyAction: 'satisfy' } } } as const;
  const done = { id: 'a', state: 'completed', executionInfo: { exitCode: 0 } } as const;
  const note = /1 task depends on what's being deleted and never runs/;
  assert.match(noteOf(planDelete([running('a')], dependent, unfinished)), note);
  assert.match(noteOf(planDelete([failed], dependent, unfinished)), note);
  assert.equal(noteOf(planDelete([letting], dependent, unfinished)), '');
  assert.equal(noteOf(planDelete([done], dependent, unfinished)), '');
});
