import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../../test/builders/failedTasks.ts';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import type { Job } from '../../model/job.ts';
import type { Pool } from '../../model/pool.ts';
import type { ExitOptions, Task } from '../../model/task.ts';
import { doAtOnce } from '../../work.ts';
import { CauseExplainer } from '../account/causeExplainer.ts';
import { clusterSamples, type Sample, toCause } from '../causes/causes.ts';
import type { FailedTask } from '../causes/failing.ts';
import { explainJob } from '../explainJob.ts';
import { explainTask } from '../explainTask.ts';
import type { Explanation, SectionId } from '../explanation/explanation.ts';

const active: Job = { id: 'j', state: 'active' };

function failed(id: string, exitCode: number, nodeId = 'n'): Task {
  return {
    id,
    state: 'completed',
    nodeInfo: { nodeId },
    executionInfo: { exitCode, result: exitCode === 0 ? 'success' : 'failure' },
  };
}

function listItems(sections: Explanation['sections'], wanted: SectionId): readonly string[] {
  return sections?.find(({ id }) => id === wanted)?.items.map(({ text }) => text) ?? [];
}

test('the most frequent cause comes first, and the others are counted', () => {
  const { title, category, sections, fixes, remedies } = explainJob({
    job: active,
    tasks: [failed('a', 127), failed('b', 127), failed('c', 139)],
  });
  assert.equal(title, '3 tasks in job j failed for 2 different reasons');
  assert.equal(category, 'missing-program');
  assert.deepEqual(listItems(sections, 'causes'), [
    '2 tasks: Exit code 127: The shell did not find the command',
    "1 task: Segmentation fault: it accessed memory that isn't its own",
  ]);
  assert.ok(!remedies.includes('job.retryFailed'), 'most tasks fail again until the program is there');
  const crashed = explainJob({ job: active, tasks: [failed('a', 127), failed('b', 139), failed('c', 139)] });
  assert.ok(crashed.remedies.includes('job.retryFailed'));
  // The step against one cause does not retry the tasks of the others.
  for (const fix of [...fixes, ...crashed.fixes]) assert.ok(fix.remedies?.includes('job.retryFailed') !== true);
});

test('a step to correct the definition opens the definitions of all tasks of the cause, and offers no retry', () => {
  const failureInfo = { category: 'UserError', code: 'FileUploadAccessDenied' } as const;
  const task: Task = { ...failed('a', 0), executionInfo: { exitCode: 0, result: 'failure', failureInfo } };
  const resource = { kind: 'task', accountId: '', jobId: 'j', taskId: 'a' } as const;
  const failing = { kind: 'task', resource, at: undefined, task, job: active, pool: undefined } as const;
  const failure = { failing, explanation: explainTask({ task, job: active }), known: 'service' } as const;
  const causes = clusterSamples([{ failure, alike: [] }]).flatMap((cluster) => toCause(cluster) ?? []);
  const { fixes } = explainJob({ job: active, tasks: [task, failed('b', 139)], causes });
  const step = fixes.find(({ remedies = [] }) => remedies.some((remedy) => remedy.endsWith('.resubmit')));
  assert.deepEqual(step?.remedies, ['failures.resubmit']);
});

test('the first cause is described with its count and tasks', () => {
  const { cause } = explainJob({ job: active, tasks: [failed('a', 127), failed('b', 127), failed('c', 139)] });
  assert.match(
    cause,
    /^The most frequent cause accounts for 2 of 3 tasks: Exit code 127: .* \(a, b\)\. For example, a: /,
  );
  const even = ['a', 'b', 'c', 'd'].map((id, index) => failed(id, index < 2 ? 127 : 139));
  assert.match(explainJob({ job: active, tasks: even }).cause, /^One of the causes accounts for 2 of 4 tasks: /);
});

test('the earliest failure by time is reported, with the reason from its log', () => {
  const at = (id: string, endTime: string): Task => {
    const task = failed(id, 1);
    return { ...task, executionInfo: { ...task.executionInfo, endTime } };
  };
  const tasks = [at('a', '2026-11-20T09:30:00Z'), at('b', '2026-11-20T09:20:00Z'), at('z', '2026-11-20T08:00:00Z')];
  const stderr = ['start', 'bash: line 1: samtools: command not found', ''].join('\n');
  const listFirst = (firstLogs: { taskId: string; stderr: string }) =>
    explainJob({ job: active, tasks, firstLogs }).sections?.find(({ id }) => id === 'first')?.items ?? [];
  const [first, ...quoted] = listFirst({ taskId: 'z', stderr });
  assert.match(first?.text ?? '', /^z failed on Nov 20, 2026, 08:00 UTC: The program samtools was not found$/);
  assert.deepEqual(quoted, [
    { text: 'start', source: 'stderr.txt:1' },
    { text: 'bash: line 1: samtools: command not found', source: 'stderr.txt:2', isCause: true },
  ]);
  assert.equal(listFirst({ taskId: 'a', stderr }).length, 1, 'the log of another task');
});

test('if not all tasks were read, nothing is claimed about all of them', () => {
  const counts = { active: 0, running: 0, completed: 2345, succeeded: 0, failed: 2345 };
  const { title, cause, sections } = explainJob({
    job: active,
    tasks: [failed('a', 127), failed('b', 127)],
    coverage: { read: 2, total: 2345 },
    counts,
  });
  assert.equal(title, '2,345 tasks in job j failed for at least 1 reason');
  assert.match(cause, /^All 2 failed tasks that were read have the same cause\. The tasks are a, b\./);
  assert.equal(
    listItems(sections, 'causes').at(-1),
    'The causes are known for 2 of 2,345 failed tasks. The rest may have these causes or others.',
  );
});

test('a node that fails much more often than others is named', () => {
  const bad = Array.from({ length: 10 }, (_, index) => failed(`bad-${index}`, 1, 'bad'));
  const good = Array.from({ length: 60 }, (_, index) => failed(`good-${index}`, 0, `n${index % 6}`));
  const { evidence, fixes } = explainJob({ job: active, tasks: [...bad, ...good] });
  assert.ok(evidence.some(({ text }) => text === '10 of 10 tasks on node bad failed, and 0 of 60 on other nodes.'));
  assert.match(fixes[0]?.text ?? '', /Take node bad offline/);
});

test('preparation tasks are described by the nodes where they fail: all, some, or none', () => {
  const ran = (nodeId: string, exitCode: number) => ({
    nodeId,
    jobPreparationTaskExecutionInfo: { state: 'completed', exitCode },
  });
  assert.match(explainJob({ job: active, preparation: [ran('a', 1), ran('b', 1)] }).title, /is stuck/);
  assert.match(
    explainJob({ job: active, preparation: [ran('a', 1), ran('b', 0)] }).title,
    /needs attention: .* 1 of 2/,
  );
  assert.match(explainJob({ job: active, preparation: [ran('a', 0)] }).title, /^Nothing is wrong/);
});

test('a job that ended shows the reason', () => {
  const ended = (terminateReason: string) =>
    explainJob({ job: { ...active, state: 'completed', executionInfo: { startTime: 't', terminateReason } } });
  assert.equal(ended('MaxWallClockTimeExpiry').category, 'timeout');
  assert.equal(ended('TaskFailed').category, 'interrupted');
  assert.equal(ended('AllTasksComplete').category, 'other');
  assert.match(ended('because I said so').cause, /because I said so/);
});

test('the reason for waiting is shown unless a task is running', () => {
  const waiting = { id: 'w', state: 'active' };
  const pool = { id: 'p', currentDedicatedNodes: 0, targetDedicatedNodes: 0 };
  assert.equal(
    explainJob({ job: active, tasks: [waiting], pool }).title,
    '1 task in job j is waiting: the pool has no nodes',
  );
  assert.equal(explainJob({ job: active, tasks: [waiting] }).confidence, 'guess');
  assert.match(
    explainJob({ job: active, tasks: [waiting, { id: 'r', state: 'running' }], pool }).title,
    /^Nothing is wrong/,
  );
});

test('a job with failed tasks also shows why the others wait', () => {
  const pool = { id: 'p', currentDedicatedNodes: 0, targetDedicatedNodes: 0 };
  const { title, evidence, remedies } = explainJob({
    job: active,
    tasks: [failed('bad', 1), { id: 'w', state: 'active' }],
    pool,
  });
  assert.match(title, /^1 task in job j failed/);
  assert.ok(evidence.some(({ text }) => text === '1 task in job j is waiting: the pool has no nodes'));
  assert.ok(remedies.includes('job.retryFailed') && remedies.includes('pool.resize'), remedies.join());
});

test('the reason that affects more tasks is first, whether failures or a wait that needs someone to act', () => {
  const wait = (count: number): Task[] =>
    Array.from({ length: count }, (_, index) => ({ id: `w${index}`, state: 'active' }));
  const none = { id: 'p', currentDedicatedNodes: 0, targetDedicatedNodes: 0 };
  const explain = (pool: Pool, ...tasks: Task[]) =>
    explainJob({ job: active, pool, tasks: [failed('bad', 1), ...tasks] });
  assert.match(explain(none, ...wait(1)).title, /^1 task in job j failed/);
  const stuck = explain(none, ...wait(3));
  assert.equal(stuck.title, '3 tasks in job j are waiting: the pool has no nodes');
  assert.equal(stuck.wait?.isCause, true);
  assert.match(listItems(stuck.sections, 'causes').join(), /^1 task/);
  assert.deepEqual(stuck.remedies.slice(0, 1), ['pool.resize']);
  assert.ok(stuck.remedies.includes('job.retryFailed'), stuck.remedies.join());
  // Batch ends the first wait on its own, and the second wait is a consequence of the failure, so the failure leads.
  const resizing = { ...none, targetDedicatedNodes: 3, allocationState: 'resizing' } as const;
  assert.match(explain(resizing, ...wait(3)).title, /^1 task in job j failed/);
  const dependent = wait(3).map((task): Task => ({ ...task, dependsOn: { taskIds: ['bad'] } }));
  assert.match(explain({ ...none, currentDedicatedNodes: 2 }, ...dependent).title, /^1 task in job j failed/);
});

test('a job whose tasks are all done is described as still using quota', () => {
  assert.deepEqual(explainJob({ job: active, tasks: [failed('a', 0)] }).remedies, ['job.terminate']);
});

const ended = { category: 'UserError', code: 'TaskEnded' };

function missing(id: string, path: string): Task {
  const details = [{ name: 'FilePath', value: path }];
  return {
    id,
    state: 'completed',
    executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code: 'BlobNotFound', details } },
  };
}

test('inputs that differ in a number are one cause with a pattern, and every cause has its advice', () => {
  const tasks = [missing('a', 'in-1.exr'), missing('b', 'in-2.exr'), failed('c', 137)];
  const { sections, fixes } = explainJob({ job: active, tasks });
  const [first = ''] = listItems(sections, 'causes');
  assert.match(first, /^2 tasks: in-\S+\.exr is missing/);
  assert.doesNotMatch(first, /in-1/);
  assert.ok(fixes.some(({ text }) => text.startsWith('For 1 task with another cause (')));
});

test('the task whose exit conditions ended or disabled the job is named', () => {
  const exits = (exitOptions: ExitOptions) => ({ exitCodes: [{ code: 7, exitOptions }] });
  const tasks = (exitOptions: ExitOptions): Task[] => [
    { ...failed('bad', 7), exitConditions: exits(exitOptions) },
    { id: 'w', state: 'active' },
  ];
  const over = { startTime: '2026-11-20T08:00:00Z', endTime: '2026-11-20T09:00:00Z', terminateReason: 'TaskFailed' };
  const byEnd = explainJob({
    job: { ...active, state: 'completed', executionInfo: over },
    tasks: tasks({ jobAction: 'terminate' }),
  });
  assert.match(byEnd.cause, /The task was bad, which failed: exit code 7\./);
  const section = byEnd.sections?.find(({ id }) => id === 'first');
  assert.match(section?.title ?? '', /ended the job/);
  assert.deepEqual(section?.items[0]?.ofTask, { jobId: 'j', taskId: 'bad' });
  const unsaid = explainJob({ job: { ...active, state: 'completed', executionInfo: over }, tasks: tasks({}) });
  assert.equal(unsaid.cause, byEnd.cause);
  const byDisable = explainJob({ job: { ...active, state: 'disabled' }, tasks: tasks({ jobAction: 'disable' }) });
  assert.match(byDisable.cause, /bad, which failed: exit code 7/);
  assert.deepEqual(byDisable.remedies, ['job.retryFailed', 'job.enable']);
});

test('a job without tasks that ended itself is distinguished from one whose tasks are unknown', () => {
  const job: Job = {
    ...active,
    state: 'completed',
    executionInfo: { startTime: '2026-11-20T08:00:00Z', terminateReason: 'AllTasksComplete' },
  };
  assert.match(explainJob({ job, tasks: [] }).cause, /a job without tasks ends at once/);
  assert.doesNotMatch(explainJob({ job }).cause, /without tasks/);
  assert.equal(explainJob({ job: active, tasks: [] }).title, 'Job j has no tasks');
});

test('the time limit of the job is described with numbers, even before it is reached', () => {
  const constraints = { maxWallClockTime: 'PT1H' };
  const info = { startTime: '2026-11-20T08:00:00Z', endTime: '2026-11-20T09:00:05Z' };
  const over: Job = {
    ...active,
    state: 'completed',
    constraints,
    executionInfo: { ...info, terminateReason: 'MaxWallClockTimeExpiry' },
  };
  assert.ok(
    explainJob({ job: over }).evidence.some(({ text }) => text === 'The job ran for 1 hr of the 1 hr allowed.'),
  );
  const running: Job = { ...active, constraints, executionInfo: { startTime: '2026-11-20T08:00:00Z' } };
  const near = explainJob({ job: running, now: '2026-11-20T08:54:00Z' });
  assert.deepEqual(
    [near.category, near.title],
    ['timeout', 'Job j reaches its time limit and ends on Nov 20, 2026, 09:00 UTC'],
  );
  assert.equal(explainJob({ job: running, now: '2026-11-20T08:10:00Z' }).category, 'other');
  const failing = explainJob({ job: running, now: '2026-11-20T08:54:00Z', tasks: [failed('a', 127)] });
  assert.match(failing.title, /Exit code 127|failed/);
  assert.ok(
    failing.evidence.some(({ text }) =>
      /^Job j reaches its time limit and ends on .*09:00 UTC\. Batch will/.test(text),
    ),
  );
  assert.ok(failing.remedies.includes('job.changeLimit'));
});

test('a failed release task is also shown for a job that a person ended', () => {
  const job: Job = {
    ...active,
    state: 'completed',
    executionInfo: { startTime: 't', terminateReason: 'UserTerminate' },
  };
  const preparation = [{ nodeId: 'n1', jobReleaseTaskExecutionInfo: { state: 'completed', exitCode: 2 } }];
  assert.ok(
    explainJob({ job, preparation }).evidence.some(({ text }) => text === 'The release task failed on 1 node: n1.'),
  );
});

test('a failed optional preparation task blocks nothing, and a missing file of a preparation task is named', () => {
  const preparation = (failureInfo: object) => [
    { nodeId: 'n', jobPreparationTaskExecutionInfo: { state: 'completed', result: 'failure', ...failureInfo } },
  ];
  const job = { ...active, jobPreparationTask: { commandLine: 'x', waitForSuccess: false } };
  const tolerated = explainJob({ job, preparation: preparation({ exitCode: 1 }) });
  assert.match(tolerated.title, /needs attention: the preparation task fails on 1 of 1 nodes$/);
  assert.doesNotMatch(JSON.stringify(tolerated), /[Rr]eimage|blocked|stuck/);
  const info = {
    failureInfo: { category: 'UserError', code: 'BlobNotFound', details: [{ name: 'FilePath', value: 'p.sh' }] },
  };
  const files = explainJob({ job: active, preparation: preparation(info) });
  assert.equal(files.category, 'missing-file');
  assert.match(files.cause, /Reason for the failure: p\.sh is missing\./);
});

test('a job with a missing or new state is not called healthy', () => {
  assert.equal(explainJob({ job: { id: 'j', state: 'archived' } }).title, 'The state of job j is unknown');
  assert.match(
    explainJob({ job: { ...active, state: 'completed', executionInfo: { startTime: 't' } } }).title,
    /completed/,
  );
  assert.equal(explainJob({ job: { id: 'j', state: 'deleting' } }).title, 'Job j is being deleted');
  assert.equal(
    explainJob({ job: active, tasks: [{ ...failed('a', 143), executionInfo: { exitCode: 143, failureInfo: ended } }] })
      .category,
    'interrupted',
  );
});

test('the reason why a job ended names the job manager, the limit, the exit conditions, or the release task', () => {
  const ended = (terminateReason: string, changes: Partial<Job> = {}): Job => ({
    ...active,
    state: 'completed',
    executionInfo: { startTime: 't', terminateReason },
    ...changes,
  });
  const manager = explainJob({ job: ended('JMComplete'), tasks: [failed('a', 1)] });
  assert.match(manager.cause, /^The job ended because its job manager task completed\./);
  const limit = explainJob({ job: ended('MaxWallClockTimeExpiry', { constraints: { maxWallClockTime: 'PT1H' } }) });
  assert.match(limit.title, /its own time limit of 1 hr$/);
  const managed = ended('MaxWallClockTimeExpiry', { jobManagerTask: { id: 'm', commandLine: 'm' } });
  const explainTasks = (...tasks: Task[]) => explainJob({ job: managed, tasks }).fixes.map(({ text }) => text);
  assert.ok(explainTasks({ id: 'm' }).some((text) => text.startsWith('See in its output what')));
  assert.ok(!explainTasks({ id: 'm' }, { id: 'a' }).some((text) => text.startsWith('See in its output what')));
  const task = { ...failed('a', 1), exitConditions: { default: { jobAction: 'terminate' } } } as const;
  const culprit = explainJob({
    job: ended('TaskFailed', { onTaskFailure: 'performexitoptionsjobaction' }),
    tasks: [task],
  });
  assert.match(culprit.cause, /`exitConditions` end the job \(`onTaskFailure` is `performexitoptionsjobaction`\)/);
  const preparation = [{ nodeId: 'n1', jobReleaseTaskExecutionInfo: { state: 'completed', exitCode: 3 } }];
  const release = explainJob({ job: ended('AllTasksCompleted'), tasks: [failed('a', 0)], preparation });
  assert.match(release.title, /^Job j: the release task failed on 1 node/);
  assert.match(release.cause, /^The job ended because all its tasks completed\./);
});

test('a job that takes too long to terminate is said to hang, and one that has just begun to terminate is not', () => {
  const job: Job = { ...active, state: 'terminating', stateTransitionTime: '2026-11-19T08:00:00Z' };
  const hanging = explainJob({ job, now: '2026-11-20T12:00:00Z' });
  assert.match(hanging.cause, /has taken 1 day 4 hr/);
  assert.match(hanging.fixes[0]?.text ?? '', /remove the ones that aren't responding/);
  assert.deepEqual(explainJob({ job, now: '2026-11-19T08:05:00Z' }).fixes, []);
});

test('a job that is being disabled waits for its running tasks, and can still be enabled', () => {
  const tasks = [{ id: 'r', state: 'running' }];
  const { cause, remedies } = explainJob({ job: { id: 'j', state: 'disabling' }, tasks });
  assert.match(cause, /The job becomes disabled once its running task ends/);
  assert.deepEqual(remedies, ['job.enable']);
  assert.deepEqual(explainJob({ job: { id: 'j', state: 'disabled' }, tasks }).remedies, ['job.enable']);
});

test('a job with unread tasks is not called healthy', () => {
  assert.match(explainJob({ job: { id: 'j', state: 'active' } }).cause, /its tasks weren't checked/);
});

test('the effects of a failure on its job and on other tasks are reported', () => {
  const executionInfo = { exitCode: 3, result: 'failure' } as const;
  const exitConditions = { exitCodes: [{ code: 3, exitOptions: { jobAction: 'terminate' } }] } as const;
  const task = { id: 'jm', state: 'completed', executionInfo, exitConditions } as const;
  const job = { id: 'j', state: 'active', jobManagerTask: { id: 'jm', commandLine: 'x' } } as const;
  const siblings = [{ id: 'a', state: 'active', dependsOn: { taskIds: ['jm'] } }];
  const textsOf = (failedTask: Task, onTaskFailure: string) =>
    explainTask({ task: failedTask, job: { ...job, onTaskFailure }, siblings }).evidence.map(({ text }) => text);
  const texts = (onTaskFailure: string) => textsOf(task, onTaskFailure);
  const unsaid = { ...task, exitConditions: { default: { dependencyAction: 'block' } } } as const;
  assert.ok(
    textsOf(unsaid, 'performexitoptionsjobaction').includes(
      "Because of the task's exit conditions, this failure terminates job j.",
    ),
  );
  assert.ok(
    texts('performexitoptionsjobaction').includes(
      "Because of the task's exit conditions, this failure terminates job j.",
    ),
  );
  assert.ok(!texts('noaction').some((text) => text.includes('exit conditions')));
  assert.ok(
    texts('noaction').includes("1 task is waiting for it to succeed; a copy with another ID doesn't release it."),
  );
  assert.ok(texts('noaction').some((text) => text.startsWith('jm is the job manager task')));
});

test('taking a conspicuous node offline is offered for the job and for its tasks', () => {
  const ran = (id: number, fails: boolean) => ({
    id: `t${id}`,
    state: 'completed',
    nodeInfo: { nodeId: `n${id % 4}` },
    executionInfo: fails ? { exitCode: 1, result: 'failure' } : { exitCode: 0, result: 'success' },
  });
  const tasks = Array.from({ length: 40 }, (_, index) => ran(index, index % 4 === 1));
  const [task] = tasks.slice(1);
  assert.ok(task !== undefined);
  const job = { id: 'j', state: 'active' } as const;
  const node = { id: 'n1', state: 'idle', schedulingState: 'enabled' };
  const ofTask = explainTask({ task, job, node, siblings: tasks });
  for (const { fixes } of [ofTask, explainJob({ job, tasks })])
    assert.match(fixes[0]?.text ?? '', /^Take node n1 offline/);
  assert.ok(ofTask.remedies.includes('node.disableScheduling'));
});

test('for an unknown scheduling error, the responsible side is derived from the category', () => {
  const explain = (category: string) =>
    explainJob({
      job: {
        id: 'j',
        state: 'active',
        executionInfo: { schedulingError: { category, code: 'NewCode', message: 'It did not work.' } },
      },
    });
  assert.equal(explain('UserError').category, 'bad-arguments');
  const said = explain('UserError').evidence.find(({ source }) => source === 'schedulingError');
  assert.equal(said?.text, 'UserError / NewCode: "It did not work."');
  assert.match(explain('UserError').fixes[0]?.text ?? '', /the error is in the job/);
  assert.equal(explain('ServerError').category, 'service');
  assert.match(explain('ServerError').fixes[0]?.text ?? '', /may be temporary/);
});

test('further reasons why tasks cannot start are reported once, after the main reason', () => {
  const job = { id: 'j', state: 'disabled' } as const;
  const pool = { id: 'p', allocationState: 'steady', currentDedicatedNodes: 0, targetDedicatedNodes: 0 } as const;
  const tasks = [{ id: 't', state: 'active', creationTime: '2026-11-20T08:00:00Z' }];
  const { title, wait, fixes } = explainJob({ job, pool, tasks });
  assert.match(title, /^Job j is disabled/);
  assert.equal(wait?.isCause, false);
  assert.deepEqual(
    wait?.reasons.map(({ id }) => id),
    ['target'],
  );
  assert.match(wait?.lead ?? '', /^Task t is waiting, and no tasks are running/);
  assert.match(fixes.at(-1)?.text ?? '', /Resize the pool/);
  assert.equal(explainJob({ job: { ...job, state: 'completed' }, pool, tasks }).wait, undefined);
  const running = [...tasks, { id: 'r', state: 'running' }];
  assert.equal(explainJob({ job, pool, tasks: running }).wait, undefined);
});

test('the number of failed tasks whose cause is known is exact in every combination', () => {
  const toSample = (exitCode: number, ...ids: readonly string[]): Sample => {
    const [failing, ...alike] = ids.map((taskId): FailedTask => {
      const resource = { kind: 'task', accountId: 'contoso', jobId: 'j', taskId } as const;
      return { kind: 'task', resource, at: undefined, task: failed(taskId, exitCode), job: active, pool: undefined };
    });
    assert.ok(failing !== undefined);
    const explanation = explainTask({ task: failing.task, job: active });
    return { failure: { failing, explanation, known: 'log' }, alike };
  };
  const share = (total: number, ...samples: readonly (readonly Sample[])[]): string => {
    const causes = samples.flatMap((some) => clusterSamples(some).flatMap((cluster) => toCause(cluster) ?? []));
    const read = causes.reduce((sum, { failures }) => sum + failures.length, 0);
    return explainJob({ job: active, causes, coverage: { read, total } }).cause.replace(/ For example, .*/s, '');
  };
  const [alone, both] = [toSample(127, 'a'), [toSample(127, 'a'), toSample(127, 'b')]];
  const crashed = [toSample(139, 'c'), toSample(139, 'd'), toSample(139, 'e')];
  assert.match(share(1, [alone]), /^The task that failed is a\./);
  assert.equal(share(2, both), 'All failed tasks have the same cause. The tasks are a, b.');
  assert.equal(share(9, both), 'All 2 failed tasks that were read have the same cause. The tasks are a, b.');
  assert.equal(share(2, [alone], [toSample(139, 'c')]), 'Each of the 2 tasks failed for a different reason.');
  assert.match(share(5, crashed, both), /^The most frequent cause accounts for 3 of 5 tasks: .* \(c, d, e\)\.$/);
  assert.match(share(5, both, crashed), /^The most damaging cause accounts for 2 of 5 tasks: .* \(a, b\)\.$/);
  assert.match(
    share(5, [toSample(139, 'c', 'd', 'e')], both),
    /^The most frequent cause .*\. Only 1 of these tasks was checked; the others ended the same way\.$/,
  );
  const others = 'The others in the list ended the same way. The tasks are a, b, c.';
  assert.equal(share(3, [toSample(127, 'a', 'b', 'c')]), `1 of 3 failed tasks was checked. ${others}`);
  assert.equal(
    share(9, [toSample(127, 'a', 'c'), toSample(127, 'b')]),
    `2 of 9 failed tasks were checked and have the same cause. ${others}`,
  );
});

test('if tasks wait for several reasons, the reason that affects most of them is reported', () => {
  const offline = { id: 'n', state: 'offline' } as const;
  const [lost, after, ...others]: readonly Task[] = [
    { id: 'lost', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } },
    { id: 'after', state: 'active', dependsOn: { taskIds: ['lost'] } },
    { id: 'waits-0', state: 'active' },
    { id: 'waits-1', state: 'active' },
  ];
  const explain = (...tasks: readonly (Task | undefined)[]) =>
    explainJob({
      job: active,
      pool: { id: 'pool', state: 'active' },
      nodes: [offline],
      tasks: tasks.filter((one) => one !== undefined),
    }).title;
  // Offline nodes affect all waiting tasks, including the one that waits for a failed task.
  assert.match(explain(lost, after, ...others), /^3 tasks in job .* are waiting: every node in the pool is offline/);
});

test('a disabled job without waiting tasks is not said to have any', () => {
  const counts = { active: 0, running: 0, completed: 2, succeeded: 2, failed: 0 };
  const { cause, fixes } = explainJob({ job: { id: 'j', state: 'disabled' }, tasks: [], counts });
  assert.equal(cause, 'Someone disabled the job. No tasks are waiting in it.');
  assert.deepEqual(
    fixes.map(({ text }) => text),
    ['Enable the job.'],
  );
});

test('a disabled job shows why its tasks failed', () => {
  const executionInfo = { exitCode: 127, endTime: '2026-11-20T08:00:00Z' };
  const tasks = [{ id: 't', state: 'completed', executionInfo: { ...executionInfo, result: 'failure' } }];
  const { sections = [], fixes } = explainJob({ job: { id: 'j', state: 'disabled' }, tasks });
  const listed = sections.find(({ id }) => id === 'causes')?.items.map(({ text }) => text) ?? [];
  assert.match(listed.join(), /^1 task .*did not find the command/);
  assert.match(fixes[0]?.text ?? '', /^For the task that failed: /);
  assert.match(fixes.at(-1)?.text ?? '', /then enable it\.$/);
  const counts = { active: 1, running: 0, completed: 0, succeeded: 0, failed: 0 };
  const { cause } = explainJob({ job: { id: 'j', state: 'disabled' }, tasks: [], counts });
  assert.equal(cause, 'Someone disabled the job. Its tasks are waiting for it to be enabled again.');
});

test('a failure with no effect on its job is not blamed for disabling the job, and each of several causes is named', () => {
  const disabled = { id: 'j', state: 'disabled', onTaskFailure: 'noaction' } as const;
  const tasks = [failed('one', 137), failed('two', 127)];
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(failedTasksOf('j', tasks)));
  const { cause, fixes } = explainJob({ job: disabled, tasks, causes });
  assert.match(cause, /^Someone disabled the job\. /);
  const titles = fixes.flatMap(({ place }) => place?.title ?? []);
  assert.deepEqual(titles.toSorted(), causes.map(({ cluster }) => cluster.title).toSorted());
});

test('the page of a job shows tasks that wait for a failed dependency, even while other tasks run', () => {
  const waits = (id: string, on: string, creationTime: string): Task => ({
    id,
    state: 'active',
    creationTime,
    dependsOn: { taskIds: [on] },
  });
  const tasks: readonly Task[] = [
    failed('first', 1),
    { id: 'busy', state: 'running' },
    { id: 'queued', state: 'active', creationTime: '2026-11-20T07:00:00Z' },
    waits('second', 'first', '2026-11-20T07:10:00Z'),
    waits('third', 'second', '2026-11-20T07:05:00Z'),
    waits('after', 'busy', '2026-11-20T07:01:00Z'),
  ];
  const job = { id: 'j', state: 'active', usesTaskDependencies: true } as const;
  const { wait, fixes } = explainJob({ job, tasks });
  assert.equal(wait?.isCause, false);
  assert.match(wait?.lead ?? '', /^2 tasks are stuck waiting while others run\. The first of them is third\.$/);
  assert.match(wait?.reasons[0]?.why ?? '', /first/);
  assert.ok(fixes.some(({ text }) => /^Fix and retry what failed/.test(text)));
  assert.equal(explainJob({ job, tasks: tasks.filter(({ id }) => id !== 'first') }).wait, undefined);
});

test('the number of unread logs is the number of tasks without a known cause, each counted once', () => {
  const ran = (id: string): FailedTask => {
    const executionInfo = { exitCode: 137, result: 'failure', startTime: '2026-11-20T08:00:00Z' } as const;
    const task: Task = { id, state: 'completed', nodeInfo: { nodeId: 'n' }, executionInfo };
    const resource = { kind: 'task', accountId: 'contoso', jobId: 'j', taskId: id } as const;
    return { kind: 'task', resource, at: undefined, task, job: active, pool: undefined };
  };
  const known: Sample = {
    failure: {
      failing: ran('a'),
      explanation: explainTask({ task: failed('a', 127), job: active }),
      known: 'log',
    },
    alike: [ran('b')],
  };
  const { causes: unread } = doAtOnce(new CauseExplainer(() => undefined).explain([ran('c'), ran('d'), ran('e')]));
  const causes = [...clusterSamples([known]).flatMap((cluster) => toCause(cluster) ?? []), ...unread];
  const step = (total: number): string | undefined =>
    explainJob({ job: active, causes, coverage: { read: 5, total } }).fixes.find(({ remedies = [] }) =>
      remedies.includes('failures.readLogs'),
    )?.text;
  assert.equal(step(9), 'Read the logs of 7 failed tasks with unknown causes.');
  assert.equal(step(5), 'Read the logs of 3 failed tasks with unknown causes.');
});

test('for tasks that wait for different tasks that their job lacks, all of those are to be added', () => {
  const waits = (id: string, ...taskIds: string[]): Task => ({ id, state: 'active', dependsOn: { taskIds } });
  const tasks = [waits('c', 'gone-1'), waits('d', 'gone-2'), waits('e', 'gone-2', 'gone-3')];
  const { fixes } = explainJob({
    job: { id: 'j', state: 'active' },
    tasks,
    absentTasks: ['gone-1', 'gone-2', 'gone-3'],
    counts: { active: 3, running: 0, completed: 0, succeeded: 0, failed: 0 },
  });
  assert.match(
    fixes[0]?.text ?? '',
    /^Add gone-1, gone-2, gone-3 to the job|^Add gone-1, gone-2, and gone-3 to the job/,
  );
});
