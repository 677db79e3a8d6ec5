import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../../model/job.ts';
import type { Task, TaskExecutionInfo } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

const ended = { category: 'UserError', code: 'TaskEnded', message: 'Task was ended by user request.' } as const;

function failed(info: TaskExecutionInfo, changes: Partial<Task> = {}): Task {
  return {
    id: 't',
    state: 'completed',
    executionInfo: { startTime: '2026-11-20T08:00:00Z', endTime: '2026-11-20T08:30:00Z', result: 'failure', ...info },
    ...changes,
  };
}

function jobEnded(terminateReason: string, endTime: string): Job {
  return {
    id: 'j',
    state: 'completed',
    executionInfo: { startTime: '2026-11-20T08:00:00Z', endTime, terminateReason },
  };
}

const killed = failed({ exitCode: 143, failureInfo: ended });

test('a task counts as ended with its job only if it ended at that time', () => {
  const withJob = (reason: string, endTime: string) => explainTask({ task: killed, job: jobEnded(reason, endTime) });
  assert.match(withJob('UserTerminate', '2026-11-20T08:31:00Z').title, /^t was terminated with its job/);
  assert.match(withJob('UserTerminate', '2026-11-20T09:50:00Z').title, /^t failed: terminated before it finished/);
  assert.match(withJob('AllTasksComplete', '2026-11-20T08:31:00Z').title, /^t failed: terminated before it finished/);
});

test('a task that ended before its job began to terminate did not end with it', () => {
  const title = (changes: Partial<Job>, siblings: readonly Task[] = []) =>
    explainTask({ task: killed, job: { ...jobEnded('TaskFailed', '2026-11-20T08:41:00Z'), ...changes }, siblings })
      .title;
  const began = (time: string): Partial<Job> => ({ previousState: 'terminating', previousStateTransitionTime: time });
  const culprit = (endTime: string): Task =>
    failed(
      { exitCode: 7, endTime },
      { id: 'a', exitConditions: { exitCodes: [{ code: 7, exitOptions: { jobAction: 'terminate' } }] } },
    );
  assert.match(title(began('2026-11-20T08:29:40Z')), /^t was terminated with its job/);
  assert.match(title(began('2026-11-20T08:40:00Z')), /^t failed: terminated before it finished/);
  assert.match(title({}, [culprit('2026-11-20T08:29:50Z')]), /^t was terminated with its job/);
  assert.match(title({}, [culprit('2026-11-20T08:40:00Z')]), /^t failed: terminated before it finished/);
  const ending = { state: 'terminating', stateTransitionTime: '2026-11-20T08:40:00Z' } as const;
  assert.match(title(ending), /^t failed: terminated before it finished/);
});

test('while a job terminates, the limit, exit conditions, or manager that ended it is found, and no other failed task', () => {
  const limited = { constraints: { maxWallClockTime: 'PT30M' } };
  const explain = (changes: Partial<Job>, siblings: readonly Task[] = []) => {
    const executionInfo = { startTime: '2026-11-20T08:00:00Z' };
    const job = { id: 'j', state: 'terminating', stateTransitionTime: '2026-11-20T08:30:10Z', executionInfo } as const;
    const { title, fixes } = explainTask({ task: killed, job: { ...job, ...changes }, siblings });
    return `${title}\n${fixes[0]?.text ?? ''}`;
  };
  const other = (changes: Partial<Task>, endTime = '2026-11-20T08:30:00Z') =>
    failed({ exitCode: 7, endTime }, { id: 'a', ...changes });
  const acting = { onTaskFailure: 'performexitoptionsjobaction' } as const;
  const ending = { exitConditions: { default: { jobAction: 'terminate' } } } as const;
  assert.match(explain(limited), /with its job: .*time limit of 30 min\nSet a longer `maxWallClockTime`/);
  assert.match(explain(acting, [other(ending)]), /with its job: a task failed.*\nExplain a first/);
  assert.match(explain({ jobManagerTask: { id: 'A' } }, [other({})]), /its job manager task failed\nExplain a first/);
  const unknown = /^t failed: terminated before it finished/;
  for (const [changes, sibling] of [
    [{ constraints: { maxWallClockTime: 'PT1H' } }, other({})],
    [{}, other(ending)],
    [acting, other({})],
    [acting, other(ending, '2026-11-20T08:20:00Z')],
    [{ jobManagerTask: { id: 'a', killJobOnCompletion: false } }, other({})],
  ] as const)
    assert.match(explain(changes, [sibling]), unknown);
});

test('the task that ended the job through its exit conditions is named', () => {
  const culprit = failed(
    { exitCode: 7 },
    { id: 'a', exitConditions: { exitCodes: [{ code: 7, exitOptions: { jobAction: 'terminate' } }] } },
  );
  const job = jobEnded('TaskFailed', '2026-11-20T08:31:00Z');
  const { cause, fixes } = explainTask({ task: killed, job, siblings: [culprit] });
  assert.match(cause, /The task was a, which failed with exit code 7\.$/);
  assert.match(fixes[0]?.text ?? '', /^Explain a first/);
});

test('a job that was just disabled, a node that just booted, and a pool that is being deleted are found', () => {
  const disabled: Job = { id: 'j', state: 'disabled', stateTransitionTime: '2026-11-20T08:30:01Z' };
  // A job that ends by itself would end as soon as it is enabled with no tasks left to run.
  const { remedies } = explainTask({ task: killed, job: disabled });
  assert.deepEqual(
    remedies.filter((remedy) => remedy !== 'task.openStderr'),
    ['task.retry', 'job.enable'],
  );
  const before = { ...disabled, stateTransitionTime: '2026-11-20T09:30:01Z' };
  assert.match(explainTask({ task: killed, job: before }).title, /failed: terminated before it finished/);
  const node = { id: 'n', state: 'idle', lastBootTime: '2026-11-20T08:32:00Z' } as const;
  assert.match(explainTask({ task: killed, node }).title, /its node was rebooted$/);
  const older = { ...node, lastBootTime: '2026-11-20T07:00:00Z' };
  assert.match(explainTask({ task: killed, node: older }).title, /failed: terminated before it finished/);
  assert.match(explainTask({ task: killed, pool: { id: 'p', state: 'deleting' } }).title, /its pool is being deleted$/);
});

test('the time limit is ruled out by numbers, and a task that never started is described as such', () => {
  const { evidence } = explainTask({ task: { ...killed, constraints: { maxWallClockTime: 'PT1H' } } });
  assert.ok(
    evidence.some(({ text }) => text === "The time limit wasn't the cause: it ran for 30 min of the 1 hr allowed."),
  );
  const never: Task = { id: 't', state: 'completed', executionInfo: { result: 'failure', failureInfo: ended } };
  assert.equal(explainTask({ task: never }).title, 't was terminated before it started');
});

test('a cause is called permanent only if attempts were some minutes apart, and that time is shown', () => {
  const tried = (endTime: string) =>
    explainTask({
      task: failed(
        {
          exitCode: 3,
          retryCount: 2,
          startTime: '2026-11-20T08:00:02Z',
          lastRetryTime: '2026-11-20T08:00:00Z',
          endTime,
        },
        { constraints: { maxTaskRetryCount: 2 } },
      ),
    }).cause;
  assert.doesNotMatch(tried('2026-11-20T08:00:05Z'), /temporary/);
  assert.match(tried('2026-11-20T08:20:00Z'), /the last two failures are at least 20 min apart, .* isn't temporary\./);
});

test('remaining retries are not called used up, and all attempts count', () => {
  const tried = (retryCount: number, maxTaskRetryCount: number) =>
    explainTask({ task: failed({ exitCode: 3, retryCount }, { constraints: { maxTaskRetryCount } }) });
  assert.match(
    tried(3, 3).cause,
    /It failed on each of its 4 attempts \(`maxTaskRetryCount` is 3\)\. Only the last of its 4 runs left logs on the node\.$/,
  );
  assert.doesNotMatch(JSON.stringify(tried(1, 3)), /no retry is left|each of its/);
  const never = failed(
    { failureInfo: { category: 'UserError', code: 'BlobNotFound' } },
    { constraints: { maxTaskRetryCount: 3 } },
  );
  assert.ok(explainTask({ task: never }).evidence.some(({ text }) => text.startsWith("Batch didn't retry it")));
});

test('what an earlier run left in the working directory is removed or accepted by the program', () => {
  const step = (stderr: string, retryCount: number) =>
    explainTask({ task: failed({ exitCode: 1, retryCount }), stderr, stdout: '' }).fixes[0]?.text ?? '';
  for (const stderr of [
    "mkdir: cannot create directory 'results': File exists\n",
    "fatal: destination path 'repo' already exists and is not an empty directory.\n",
    "FileExistsError: [Errno 17] File exists: 'model'\n",
  ]) {
    assert.match(step(stderr, 2), /^Let the program remove or accept what its earlier run left/, stderr);
    assert.doesNotMatch(step(stderr, 0), /earlier run/, stderr);
  }
});

test('an unknown code is reported, even with exit code 0', () => {
  const info = { category: 'ServerError', code: 'BrandNew', message: 'The disk of the node is full' } as const;
  const { title, category, confidence } = explainTask({ task: failed({ exitCode: 0, failureInfo: info }) });
  assert.equal(title, 't failed: The disk of the node is full');
  assert.equal(category, 'disk-full');
  assert.equal(confidence, 'likely');
});

test('a lack of container memory is reported as certain, and the machine is named', () => {
  const task = failed({ exitCode: 137, containerInfo: { state: 'exited', error: 'OOMKilled' } });
  const { category, confidence, evidence } = explainTask({
    task,
    pool: { id: 'p', vmSize: 'standard_d2s_v3', taskSlotsPerNode: 4 },
  });
  assert.deepEqual([category, confidence], ['out-of-memory', 'certain']);
  assert.ok(evidence.some(({ text }) => text.includes('standard_d2s_v3, shared by up to 4 task slots')));
});

test("a success is described only by the service's result", () => {
  const success = (info: TaskExecutionInfo): Task => ({ id: 't', state: 'completed', executionInfo: info });
  assert.match(
    explainTask({ task: success({ exitCode: 3, result: 'success' }) }).cause,
    /exit code 3, and the service counts/,
  );
  assert.equal(explainTask({ task: { id: 't', state: 'completed' } }).confidence, 'likely');
  const noisy = explainTask({ task: success({ exitCode: 0, result: 'success' }), stderr: 'ValueError: bad frame\n' });
  assert.equal(noisy.title, 't succeeded');
});

test('a full disk is certain if both the program and its node report it, and the node is quoted', () => {
  const task = failed({ exitCode: 1 });
  const stderr = "cp: error writing '/mnt/out': No space left on device\n";
  const full = {
    id: 'n',
    state: 'unusable',
    errors: [{ code: 'DiskFull', message: 'There is not enough disk space' }],
  } as const;
  const { category, confidence, evidence } = explainTask({ task, stderr, node: full });
  assert.deepEqual([category, confidence], ['disk-full', 'certain']);
  assert.ok(evidence.some(({ text }) => text === 'DiskFull: "There is not enough disk space"'));
  assert.equal(explainTask({ task, stderr, node: { id: 'n', state: 'idle' } }).confidence, 'likely');
  assert.notEqual(explainTask({ task, stderr: 'Killed\n', node: full }).confidence, 'certain');
});

test('if a disk is full, deleting succeeded tasks is suggested, unless there are none', () => {
  const images = { containerSettings: { imageName: 'render' } };
  const details = [{ name: 'Message', value: 'write /x: no space left on device' }];
  for (const [code, more] of [
    ['DiskFull', {}],
    ['ContainerInvalidImage', images],
  ] as const) {
    const task = failed({ failureInfo: { category: 'UserError', code, details } }, more);
    const listSteps = (succeeded?: number) => {
      const counts =
        succeeded === undefined ? succeeded : { active: 0, running: 0, completed: 5, succeeded, failed: 1 };
      return explainTask({ task, job: { id: 'j', state: 'active' }, counts }).fixes.map(({ text }) => text);
    };
    for (const known of [undefined, 4]) assert.match(listSteps(known)[0] ?? '', /^Delete tasks that succeeded:/);
    assert.deepEqual(listSteps(0), listSteps(4).slice(1));
  }
});

test('messages of the registry and the container runtime about an image determine the steps', () => {
  const explained = (code: string, value: string) =>
    explainTask({
      task: failed(
        { failureInfo: { category: 'UserError', code, details: [{ name: 'Message', value }] } },
        { containerSettings: { imageName: 'contoso.azurecr.io/render:2' } },
      ),
    });
  const rows: readonly (readonly [string, string, RegExp, string])[] = [
    [
      'ContainerInvalidImage',
      'unauthorized: authentication required',
      /denied the node access to the image/,
      'image-pull',
    ],
    ['ContainerInvalidImage', 'manifest unknown', /render:2 was not found$/, 'image-pull'],
    ['ContainerInvalidImage', 'write /x: no space left on device', /the node's disk is too full/, 'disk-full'],
    ['ContainerInvalidImage', 'toomanyrequests: You have reached your pull rate limit', /too many pulls/, 'image-pull'],
    ['ContainerInvalidImage', 'dial tcp: i/o timeout', /couldn't reach the registry/, 'image-pull'],
    [
      'ContainerInvalidSettings',
      "UnixHTTPConnectionPool(host='localhost', port=None): Read timed out.",
      /the node's container runtime didn't respond/,
      'node',
    ],
  ];
  for (const [code, words, title, category] of rows) {
    const explanation = explained(code, words);
    assert.match(explanation.title, title);
    assert.equal(explanation.category, category);
    assert.ok(explanation.remedies.includes('task.retry'), words);
    // A list of images is read from the same registry.
    if (/timeout/.test(words)) assert.doesNotMatch(explanation.fixes.map(({ text }) => text).join(), /List the image/);
  }
  const [code, words] = rows.at(-1) ?? ['', ''];
  assert.doesNotMatch(explained(code, words).cause, /isn't valid/);
  assert.match(
    explained('ContainerInvalidSettings', 'invalid option --x').title,
    /the task's container settings isn't valid/,
  );
});

test('of the container options that the service quotes, the one at fault is named if there is only one', () => {
  const titled = (containerRunOptions: string) =>
    explainTask({
      task: failed(
        {
          failureInfo: {
            category: 'UserError',
            code: 'ContainerInvalidSettings',
            details: [{ name: 'Message', value: `Some docker options are not recognized: ${containerRunOptions}` }],
          },
        },
        { containerSettings: { imageName: 'x', containerRunOptions } },
      ),
    }).title;
  assert.match(titled('--gpus all'), /rejects the container option --gpus$/);
  assert.match(titled('--isolation process'), /rejects the container option --isolation$/);
  assert.match(titled('-d'), /rejects the container option -d$/);
  assert.doesNotMatch(titled('--rm --gpus all'), /container option --rm/);
});

test('without an exit code and logs, the reason from the service is reported', () => {
  const details = [{ name: 'Message', value: 'Coordination command line failed on subtask 2' }];
  const { title, cause } = explainTask({
    task: failed({ failureInfo: { category: 'UserError', code: 'FailureExitCode', details } }),
  });
  assert.equal(title, 't failed: Coordination command line failed on subtask 2');
  assert.doesNotMatch(cause, /nothing tells/);
});

test('a node that is offline after the task has just ended is described as taken offline', () => {
  const offline = (stateTransitionTime: string) =>
    explainTask({
      task: failed({ failureInfo: ended }, { nodeInfo: { nodeId: 'n' } }),
      node: { id: 'n', state: 'offline', schedulingState: 'disabled', stateTransitionTime },
    }).title;
  assert.equal(offline('2026-11-20T08:30:02Z'), 't was interrupted: its node was taken offline');
  assert.match(offline('2026-11-20T09:30:00Z'), /terminated before it finished/);
});

test('a program that the image lacks, and a GPU that the container did not get, are described', () => {
  const explained = (value: string) =>
    explainTask({
      task: failed(
        { failureInfo: { category: 'UserError', code: 'ContainerMiscError', details: [{ name: 'Message', value }] } },
        { containerSettings: { imageName: 'ubuntu' } },
      ),
    });
  const program = explained('OCI runtime create failed: exec: "python3": executable file not found in $PATH');
  assert.match(program.title, /the image ubuntu doesn't contain program python3$/);
  assert.equal(program.category, 'missing-program');
  assert.equal(explained('could not select device driver "" with capabilities: [[gpu]]').category, 'gpu');
});

test('for an unknown code, the responsible side and the steps follow from the category', () => {
  const explain = (category: string, message?: string) =>
    explainTask({
      task: {
        id: 't',
        state: 'completed',
        executionInfo: {
          result: 'failure',
          failureInfo: { category, code: 'NewCode', ...(message ? { message } : {}) },
        },
      },
    });
  const [user, server] = [explain('UserError', 'It does not fit.'), explain('ServerError', 'It did not work.')];
  assert.deepEqual([user.category, server.category], ['other', 'service']);
  assert.match(user.cause, /the fault is in the task/);
  assert.match(server.cause, /the fault is in Azure Batch/);
  assert.match(user.fixes[0]?.text ?? '', /^Act on what the service says/);
  assert.match(server.fixes[0]?.text ?? '', /^Retry the task/);
  assert.notDeepEqual(user.fixes, server.fixes);
  assert.match(explain('ServerError').title, /^t failed: Azure Batch reports NewCode$/);
  assert.equal(explain('servererror').category, 'service');
});
