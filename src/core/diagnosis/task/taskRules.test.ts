import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task, TaskExecutionInfo } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';
import type { Explanation } from '../explanation/explanation.ts';
import type { TaskEvidence } from '../process/taskContext.ts';

const sasUrl = 'https://data.blob.core.windows.net/in/a.bin?sp=r&sr=b&sig=x';

function failed(info: TaskExecutionInfo, changes: Partial<Task> = {}): Task {
  return {
    id: 't',
    state: 'completed',
    executionInfo: { startTime: '2026-11-20T09:00:00Z', endTime: '2026-11-20T09:10:00Z', result: 'failure', ...info },
    ...changes,
  };
}

function coded(code: string, changes: Partial<Task> = {}, info: TaskExecutionInfo = {}): Task {
  return failed({ failureInfo: { category: 'UserError', code }, ...info }, changes);
}

const waiting: Task = { id: 't', state: 'active' };
const job = { id: 'j', state: 'active' } as const;
const pool = {
  id: 'p',
  currentDedicatedNodes: 1,
  targetDedicatedNodes: 1,
  allocationState: 'steady',
  taskSlotsPerNode: 2,
} as const;

/** A rule with a case in which it fires, a case in which it stays silent, and a case with thin evidence. */
interface Rule {
  readonly fires: TaskEvidence;
  readonly expected: Partial<Explanation>;
  readonly silent: TaskEvidence;
  /** The explanation that must not be given for the thin evidence. */
  readonly not: Partial<Explanation>;
  readonly thin: TaskEvidence;
  readonly thinExpected: Partial<Explanation>;
}

const rules: Readonly<Record<string, Rule>> = {
  'signature expired': {
    fires: { task: coded('BlobAccessDenied', { resourceFiles: [{ httpUrl: `${sasUrl}&se=2026-11-20T08:00:00Z` }] }) },
    expected: { category: 'sas-expired', confidence: 'certain' },
    silent: { task: coded('BlobAccessDenied', { resourceFiles: [{ httpUrl: `${sasUrl}&se=2026-11-21T08:00:00Z` }] }) },
    not: { category: 'sas-expired' },
    thin: { task: coded('BlobAccessDenied') },
    thinExpected: { category: 'auth-storage', confidence: 'likely' },
  },
  'time limit': {
    fires: { task: coded('TaskEnded', { constraints: { maxWallClockTime: 'PT10M' } }) },
    expected: { category: 'timeout', confidence: 'certain' },
    silent: { task: coded('TaskEnded', { constraints: { maxWallClockTime: 'PT11M' } }) },
    not: { category: 'timeout' },
    thin: { task: failed({ exitCode: 137 }, { constraints: { maxWallClockTime: 'PT10M' } }) },
    thinExpected: { category: 'timeout', confidence: 'likely' },
  },
  'out of memory': {
    fires: { task: failed({ exitCode: 137 }), stderr: 'slurmstepd: oom-kill\nKilled\n' },
    expected: { category: 'out-of-memory' },
    silent: { task: failed({ exitCode: 1 }), stderr: '' },
    not: { category: 'out-of-memory' },
    thin: { task: failed({ exitCode: -9 }) },
    thinExpected: { category: 'out-of-memory', confidence: 'guess' },
  },
  'program not found': {
    fires: { task: coded('CommandProgramNotFound', { commandLine: 'cmd /c dir' }), os: 'linux' },
    expected: { category: 'missing-program', code: 'CommandProgramNotFound', confidence: 'certain' },
    silent: { task: failed({ exitCode: 1 }, { commandLine: 'cmd /c dir' }), os: 'linux' },
    not: { category: 'missing-program' },
    thin: { task: failed({ exitCode: 127 }) },
    thinExpected: { category: 'missing-program', confidence: 'likely' },
  },
  'exit code alone': {
    fires: { task: failed({ exitCode: 139 }) },
    expected: { category: 'crash-signal', confidence: 'likely' },
    silent: { task: failed({ exitCode: 139, result: 'success' }) },
    not: { category: 'crash-signal' },
    thin: { task: failed({ exitCode: 77 }) },
    thinExpected: { category: 'other', confidence: 'guess' },
  },
  'job disabled': {
    fires: { task: waiting, job: { id: 'j', state: 'disabled' } },
    expected: { category: 'conflict', confidence: 'certain', remedies: ['job.enable'] },
    silent: { task: waiting, job },
    not: { category: 'conflict' },
    thin: { task: waiting },
    thinExpected: { category: 'other', confidence: 'guess' },
  },
  'preparation fails': {
    fires: {
      task: { ...waiting, previousState: 'preparing' },
      job,
      preparation: [{ nodeId: 'n', jobPreparationTaskExecutionInfo: { state: 'completed', exitCode: 126 } }],
    },
    expected: { category: 'permission', code: 'JobPreparationTaskFailed', confidence: 'certain' },
    silent: {
      task: waiting,
      job,
      preparation: [{ nodeId: 'n', jobPreparationTaskExecutionInfo: { state: 'completed', exitCode: 0 } }],
    },
    not: { code: 'JobPreparationTaskFailed' },
    thin: { task: { ...waiting, previousState: 'preparing' } },
    thinExpected: { category: 'node', confidence: 'likely' },
  },
  'dependency failed': {
    fires: { task: { ...waiting, dependsOn: { taskIds: ['A'] } }, siblings: [{ ...failed({ exitCode: 1 }), id: 'a' }] },
    expected: { category: 'conflict', confidence: 'certain' },
    silent: {
      task: { ...waiting, dependsOn: { taskIds: ['a'] } },
      siblings: [
        { ...failed({ exitCode: 1 }, { exitConditions: { default: { dependencyAction: 'satisfy' } } }), id: 'a' },
      ],
    },
    not: { category: 'conflict' },
    thin: {
      task: { ...waiting, dependsOn: { taskIdRanges: [{ start: 1, end: 3 }] } },
      siblings: [{ ...failed({ exitCode: 0, result: 'success' }), id: '1' }],
      absentTasks: ['2', '3'],
    },
    thinExpected: { category: 'conflict', confidence: 'certain' },
  },
  'no nodes': {
    fires: {
      task: waiting,
      job,
      pool: { ...pool, currentDedicatedNodes: 0, resizeErrors: [{ code: 'AccountCoreQuotaReached' }] },
    },
    expected: { category: 'quota', code: 'AccountCoreQuotaReached', confidence: 'certain' },
    silent: { task: waiting, job, pool, nodes: [{ id: 'n', state: 'idle' }] },
    not: { category: 'quota' },
    thin: { task: waiting, job, pool: { ...pool, currentDedicatedNodes: 0, allocationState: 'resizing' } },
    thinExpected: { category: 'other', confidence: 'likely' },
  },
  'no usable nodes': {
    fires: {
      task: waiting,
      job,
      pool,
      nodes: [
        { id: 'n', state: 'unusable' },
        { id: 'm', state: 'idle', schedulingState: 'disabled' },
      ],
    },
    expected: { category: 'node', confidence: 'certain' },
    silent: {
      task: waiting,
      job,
      pool,
      nodes: [
        { id: 'n', state: 'unusable' },
        { id: 'm', state: 'idle' },
      ],
    },
    not: { category: 'node' },
    thin: { task: waiting, job, pool },
    thinExpected: { category: 'other', confidence: 'guess' },
  },
  'output not stored': {
    fires: { task: coded('FileUploadContainerNotFound', {}, { exitCode: 0 }) },
    expected: { category: 'missing-file', confidence: 'certain' },
    silent: { task: failed({ exitCode: 0, result: 'success' }) },
    not: { category: 'missing-file' },
    thin: { task: coded('FileUploadAccessDenied') },
    thinExpected: { category: 'auth-storage', confidence: 'likely' },
  },
};

function assertHas(explanation: Explanation, expected: Partial<Explanation>): void {
  for (const [name, value] of Object.entries(expected))
    assert.deepEqual(Reflect.get(explanation, name), value, `${name}: ${explanation.title}`);
}

for (const [name, rule] of Object.entries(rules)) {
  test(`the rule fires: ${name}`, () => assertHas(explainTask(rule.fires), rule.expected));
  test(`the rule does not fire: ${name}`, () => {
    const explanation = explainTask(rule.silent);
    for (const [property, value] of Object.entries(rule.not))
      assert.notDeepEqual(Reflect.get(explanation, property), value, explanation.title);
  });
  test(`the rule is cautious on thin evidence: ${name}`, () => assertHas(explainTask(rule.thin), rule.thinExpected));
}

test('the property at fault is that of the file that the service names', () => {
  const task = coded('BlobNotFound', {
    resourceFiles: [
      { httpUrl: 'https://a.b/c/1', filePath: 'x' },
      { httpUrl: 'https://a.b/c/2', filePath: 'y' },
    ],
  });
  const named = {
    ...task,
    executionInfo: {
      ...task.executionInfo,
      failureInfo: { category: 'UserError', code: 'BlobNotFound', details: [{ name: 'FilePath', value: 'y' }] },
    },
  };
  assert.deepEqual(explainTask({ task: named }).fixes[0]?.property, ['resourceFiles', 1, 'httpUrl']);
});

test('missing files with the same pattern have the same fingerprint, and other files have other fingerprints', () => {
  const missing = (path: string) =>
    explainTask({
      task: failed({
        failureInfo: { category: 'UserError', code: 'BlobNotFound', details: [{ name: 'FilePath', value: path }] },
      }),
    }).fingerprint;
  assert.equal(missing('input-1.exr'), missing('input-22.exr'));
  assert.notEqual(missing('input-1.exr'), missing('scene-1.blend'));
});

test('a killed container may have its own memory limit', () => {
  const ran = (containerRunOptions: string) =>
    explainTask({ task: failed({ exitCode: 137 }, { containerSettings: { imageName: 'x', containerRunOptions } }) });
  const [fix] = ran('--rm --memory 1g').fixes;
  assert.match(fix?.text ?? '', /`--memory`\), which is 1g/);
  assert.deepEqual(fix?.property, ['containerSettings', 'containerRunOptions']);
  assert.doesNotMatch(ran('--memory-swap 1g').fixes[0]?.text ?? '', /which is/);
});

test('the advice from the log is given once, without the usual advice for the exit code', () => {
  const stderr = '/bin/bash: ./run.sh: /bin/bash^M: bad interpreter: No such file or directory\n';
  const { fixes } = explainTask({ task: failed({ exitCode: 127 }), stderr });
  assert.deepEqual(
    fixes.map(({ text }) => /dos2unix/.test(text)),
    [true, false],
    'what helps, and that it is run again',
  );
});

test('last words are quoted as such, and uploads that storage refused are not blamed on the program', () => {
  const { title, cause, confidence } = explainTask({
    task: failed({ exitCode: 42 }),
    stdout: 'step 1 done\nstep 2 done\n',
  });
  assert.match(title, /exit code 42; its last output: “step 2 done”$/);
  assert.match(cause, /None of the lines in its logs is a known error\./);
  assert.equal(confidence, 'guess');
  const said = explainTask({
    task: failed({ exitCode: 1 }),
    stderr: 'the plan is stale. Run `plan lock` to renew it.\n',
  });
  assert.match(said.fixes[0]?.text ?? '', /itself says what to do: “Run `plan lock`/);
  const upload = explainTask({
    task: coded('FileUploadAccessDenied', {}, { exitCode: 1 }),
    stderr: 'Traceback (most recent call last):\n  File "render.py", line 3, in <module>\nValueError: bad frame\n',
  });
  assert.match(upload.cause, /failed before that: ValueError: bad frame \(render\.py:3\)\.$/);
});

test('a code that programs use as they like only adds its step to last words', () => {
  const task = failed({ exitCode: 150 });
  const vague = explainTask({ task, stdout: '', stderr: 'Error: failed\n' });
  assert.match(vague.title, /exit code 150; its last output: “Error: failed”/);
  assert.match(vague.fixes[1]?.text ?? '', /\.NET/);
  const stderr = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nValueError: bad\n';
  assert.equal(explainTask({ task, stderr }).category, 'exception-in-user-code');
});

test('a task that was reactivated, and one that was just added, are described as such', () => {
  const nodes = [{ id: 'n', state: 'idle' }] as const;
  const again = explainTask({ task: { ...waiting, previousState: 'completed' }, job, pool, nodes });
  assert.ok(again.evidence.some(({ text }) => /reactivated/.test(text)));
  const added = { ...waiting, stateTransitionTime: '2026-11-20T09:59:55Z' };
  assert.match(
    explainTask({ task: added, job, pool, nodes, now: '2026-11-20T10:00:00Z' }).fixes[0]?.text ?? '',
    /^Wait a moment/,
  );
});

test('exit codes that a program defines are recognized in the command line, even within shells', () => {
  const explain = (commandLine: string, exitCode: number) =>
    explainTask({ task: failed({ exitCode }, { commandLine }), stdout: '', stderr: '' });
  const curl = explain('/bin/bash -c "curl -sf https://host.invalid/in.bin -o in.bin"', 6);
  assert.equal(curl.category, 'network-dns');
  assert.equal(curl.confidence, 'likely');
  assert.match(curl.title, /exit code 6 \(curl\): The host name could not be resolved$/);
  assert.match(curl.fixes[0]?.text ?? '', /host name/);
  const either = explain('/bin/bash -c "curl -sf https://host.invalid/in.bin && render in.bin"', 6);
  assert.equal(either.category, 'network-dns');
  assert.equal(either.confidence, 'guess');
  assert.match(explain('render in.bin', 6).cause, /only the program knows/);
  const copied = explain('cmd /c "robocopy in out /e"', 3);
  assert.match(copied.title, /: Success: /);
  assert.match(copied.fixes[0]?.text ?? '', /errorlevel/);
});

test('if a program states its own exit code in the log, that program ended the script', () => {
  const explain = (exitCode: number, stderr: string) =>
    explainTask({ task: failed({ exitCode }, { commandLine: '/bin/bash fetch.sh' }), stdout: '', stderr });
  for (const [exitCode, stderr] of [
    [6, 'curl: (6) Could not resolve host: data.invalid'],
    [28, 'curl: (28) Connection timed out after 30001 milliseconds'],
    [60, 'curl: (60) SSL certificate problem: certificate has expired'],
  ] as const) {
    const { cause } = explain(exitCode, `${stderr}\n`);
    assert.match(cause, new RegExp(`exit code ${exitCode} \\(curl\\)`));
    assert.doesNotMatch(cause, /only the program knows/);
  }
  assert.match(explain(3, 'curl: (6) Could not resolve host: data.invalid\n').cause, /exit code 3; .*only the program/);
});

test("a program's own exit code counts for less than its statements in the log", () => {
  const { category } = explainTask({
    task: failed({ exitCode: 6 }, { commandLine: 'bash -c "curl -o a https://h/a && python a.py"' }),
    stderr:
      'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nModuleNotFoundError: No module named \'x\'\n',
  });
  assert.equal(category, 'missing-module');
});

test('codes of externally ended programs are shown with their common names', () => {
  const limited = { constraints: { maxWallClockTime: 'PT10M' } };
  for (const exitCode of [-1073741510, 3221225786]) {
    const timedOut = explainTask({ task: failed({ exitCode }, limited), os: 'windows' });
    assert.equal(timedOut.category, 'timeout');
    const terminated = explainTask({ task: coded('TaskEnded', {}, { exitCode }), os: 'windows' });
    assert.equal(terminated.category, 'interrupted');
    for (const { evidence } of [timedOut, terminated])
      assert.ok(evidence.some(({ text }) => text.startsWith(`Exit code ${exitCode} (0xC000013A): `)));
  }
});

test('for a killed program, the known facts are shown, including that the time limit was not the reason', () => {
  const killed = explainTask({ task: failed({ exitCode: 137 }, { constraints: { maxWallClockTime: 'PT1H' } }) });
  assert.equal(killed.confidence, 'guess');
  assert.match(killed.title, /killed for lack of memory/);
  assert.ok(killed.evidence.some(({ text }) => /^The time limit wasn't the cause/.test(text)));
  assert.ok(killed.fixes.some(({ text }) => /docker stop/.test(text)));
  const saidByShell = explainTask({ task: failed({ exitCode: 137 }), stderr: 'Killed\n', stdout: '' });
  assert.ok(saidByShell.fixes.some(({ text }) => /docker stop/.test(text)));
  const byContainer = explainTask({
    task: failed({ exitCode: 137, containerInfo: { error: 'OOMKilled' } }, { containerSettings: { imageName: 'x' } }),
  });
  assert.equal(byContainer.confidence, 'certain');
});

test('a retry count is suggested for a temporary failure if the task has none', () => {
  const advised = (task: Task, stderr?: string) =>
    explainTask({ task, job, ...(stderr === undefined ? {} : { stderr, stdout: '' }) }).fixes.filter(
      ({ property }) => property?.join('.') === 'constraints.maxTaskRetryCount',
    ).length;
  const licence = 'Error: License checkout failed: all licenses are in use\n';
  assert.equal(advised(failed({ exitCode: 75 })), 1);
  assert.equal(advised(failed({ exitCode: 1 }), licence), 1);
  assert.equal(advised(failed({ exitCode: 1 }), 'Error: license has expired\n'), 0);
  assert.equal(advised(failed({ exitCode: 1 }), 'curl: (56) Recv failure: Connection reset by peer\n'), 1);
  assert.equal(advised(failed({ exitCode: 28 }, { commandLine: 'curl https://host/a' })), 1);
  assert.equal(advised(failed({ exitCode: 1 }), 'HTTP 429 Too Many Requests\n'), 1);
  assert.equal(advised(failed({ exitCode: 1 }), "FileNotFoundError: [Errno 2] No such file or directory: 'a'\n"), 0);
  assert.equal(advised(failed({ exitCode: 75 }, { constraints: { maxTaskRetryCount: 3 } })), 0);
  assert.equal(advised(failed({ exitCode: 75 }, { constraints: { maxTaskRetryCount: -1 } })), 0);
  assert.equal(advised(failed({ exitCode: 75 }, { constraints: { maxTaskRetryCount: 0 } })), 1);
});

test('a formula that ignores running tasks is blamed for failures of requeued tasks', () => {
  const stderr = "FileExistsError: [Errno 17] File exists: 'run.lock'\n";
  const advise = (autoScaleFormula: string, requeueCount = 2) =>
    explainTask({
      task: failed({ exitCode: 1, requeueCount }),
      pool: { id: 'p', enableAutoScale: true, autoScaleFormula },
      stderr,
      stdout: '',
    }).fixes[0]?.text ?? '';
  for (const formula of [
    '$TargetDedicatedNodes = min(8, $ActiveTasks.GetSample(1));',
    '$n = avg($ActiveTasks.GetSample(TimeInterval_Minute * 5)); $TargetDedicatedNodes = $n; $NodeDeallocationOption = requeue;',
    '$TargetDedicatedNodes = $activetasks.GetSample(1) > 0 ? 4 : 0; $TargetLowPriorityNodes = 0; $NodeDeallocationOption = terminate;',
  ]) {
    assert.match(advise(formula), /taskcompletion/);
    assert.doesNotMatch(advise(formula, 0), /taskcompletion/);
    assert.doesNotMatch(advise(`${formula} $NodeDeallocationOption = taskcompletion;`), /^Set/);
    assert.doesNotMatch(advise(`$r = $RunningTasks.GetSample(1); ${formula}`), /taskcompletion/);
    assert.doesNotMatch(advise(`${formula} $TargetLowPriorityNodes = 4;`), /taskcompletion/);
  }
});

test('an exit code determines the cause if the log only says that something failed, but never contradicts the log', () => {
  const explain = (exitCode: number, stderr: string) => explainTask({ task: failed({ exitCode }), stderr, stdout: '' });
  const foreign = explain(127, 'error: job.sh: rad 3: render: kommandot finns ej\n');
  assert.equal(foreign.category, 'missing-program');
  const killed = explain(137, 'Killed\n');
  assert.equal(killed.category, 'out-of-memory');
  assert.equal(killed.confidence, 'likely');
  assert.equal(explain(137, 'Out of memory: Killed process 71 (render)\n').confidence, 'certain');
  const stated =
    'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nModuleNotFoundError: No module named \'x\'\n';
  for (const exitCode of [134, 139, 137, 127, 126, -1073741819])
    assert.equal(explain(exitCode, stated).category, 'missing-module', String(exitCode));
});

test('numbers in the sentence of a wrapper are read in any notation', () => {
  const explain = (stderr: string) => explainTask({ task: failed({ exitCode: 1 }), stderr, stdout: '' }).category;
  for (const sentence of ['worker ended: exit status -6', 'return value: -11', 'child exited with code 0xC0000005'])
    assert.equal(explain(`${sentence}\n`), 'crash-signal', sentence);
  for (const code of ['-1073741819', '3221225477'])
    assert.equal(explain(`run exited with code ${code}\n`), 'crash-signal');
  for (const sentence of ['job failed: return value: -9', 'Child returned 137', 'step died with <Signals.SIGKILL: 9>'])
    assert.equal(explain(`${sentence}\n`), 'out-of-memory', sentence);
  assert.equal(explain('Child returned 127\n'), 'missing-program');
});

test('the exit code belongs to the last command that a script traced', () => {
  const script = { commandLine: 'bash -x fetch.sh' };
  const { category, title } = explainTask({
    task: failed({ exitCode: 60 }, script),
    stderr: '+ cd in\n+ curl -fsS https://host/a\n',
    stdout: '',
  });
  assert.equal(category, 'network-tls');
  assert.match(title, /60 \(curl\)/);
});

test('a success that Batch takes for a failure is called a success, whatever the output suggests', () => {
  const stdout = '    Files :       4       4       0       0       0       0\nEnded : not found in previous copy\n';
  const { category, title } = explainTask({
    task: failed({ exitCode: 1 }, { commandLine: 'cmd /c "robocopy in out /e"' }),
    stdout,
    stderr: '',
    os: 'windows',
  });
  assert.equal(category, 'other');
  assert.match(title, /: Success: /);
  const explain = (exitCode: number, end: string) => {
    const report = `   ROBOCOPY     ::     Robust File Copy for Windows\r\n\r\n${stdout.split('\n', 1)[0]}\r\n   Ended : Monday\r\n`;
    const task = failed({ exitCode }, { commandLine: 'powershell -File drop.ps1' });
    return explainTask({ task, stdout: `${report}${end}`, stderr: '', os: 'windows' });
  };
  assert.match(explain(1, '').title, /robocopy.*: Success: /, 'a script ends with the code of its last program');
  assert.doesNotMatch(explain(9, '').title, /Success/);
  assert.doesNotMatch(explain(1, 'packing the results\n').title, /Success/);
});

test('a time limit is shown with the durations of other tasks in the job', () => {
  const task = coded('TaskEnded', { constraints: { maxWallClockTime: 'PT10M' } });
  const ran = (id: string, endTime: string): Task => ({
    id,
    state: 'completed',
    executionInfo: { startTime: '2026-11-20T08:00:00Z', endTime, result: 'success', exitCode: 0 },
  });
  const others = (endTime: string) => ['a', 'b', 'c'].map((id) => ran(id, endTime));
  const hanging = explainTask({ task, siblings: others('2026-11-20T08:02:00Z') });
  assert.ok(hanging.evidence.some(({ text }) => /^3 tasks that succeeded in this job ran for 2 min/.test(text)));
  assert.match(hanging.fixes[0]?.text ?? '', /none of those took longer than 2 min/);
  const tight = explainTask({ task, siblings: others('2026-11-20T08:09:00Z') });
  assert.ok(!tight.fixes.some(({ text }) => /none of those took longer/.test(text)));
});

test('the user who terminated a task may be in the AuditLog, but not in the activity log', () => {
  const texts = explainTask({ task: coded('TaskEnded') }).fixes.map(({ text }) => text);
  assert.ok(texts.some((text) => /Batch account's AuditLog/.test(text)));
  assert.ok(!texts.some((text) => /activity log/i.test(text)));
});

test('a node on which every task failed is mentioned in a step, even if too few tasks ran on it to be certain', () => {
  const ended = (id: string, nodeId: string, isFailed: boolean): Task => ({
    id,
    state: 'completed',
    nodeInfo: { nodeId },
    executionInfo: isFailed
      ? { result: 'failure', exitCode: 1, failureInfo: { category: 'UserError', code: 'FailureExitCode' } }
      : { result: 'success', exitCode: 0 },
  });
  const others = Array.from({ length: 8 }, (_, index) => ended(`s${index}`, `n${index % 2}`, false));
  const siblings = [ended('a', 'bad', true), ended('b', 'bad', true), ...others];
  const { evidence, fixes } = explainTask({ task: ended('t', 'bad', true), siblings, stderr: '', stdout: '' });
  assert.ok(evidence.some(({ text }) => text.startsWith('3 of 3 tasks on node bad failed')));
  const step = fixes.find(({ text }) => /but none on node/.test(text));
  assert.deepEqual(step?.remedies, ['node.disableScheduling', 'node.reboot']);
  const gone = { kind: 'gone', why: 'Its node has left the pool.' } as const;
  const unread = { 'stdout.txt': gone, 'stderr.txt': gone };
  const left = explainTask({ task: ended('t', 'bad', true), siblings, unread });
  assert.ok(!left.fixes.some(({ text }) => /none on node/.test(text)), 'nothing can be done on a node that has left');
  // The log shows that the program is missing, but not whether it is missing everywhere.
  const stderr = '/bin/bash: line 1: samtools: command not found\n';
  const lost = { ...ended('t', 'bad', true), executionInfo: failed({ exitCode: 127 }).executionInfo ?? {} };
  const missing = explainTask({ task: lost, os: 'linux', siblings, stderr, stdout: '' });
  assert.deepEqual([missing.category, missing.confidence], ['missing-program', 'likely']);
  assert.ok(missing.fixes.some(({ text }) => text === step?.text));
  const said =
    'ErrorCode:AuthenticationFailed\nSignature not valid in the specified time frame: Start [x] - Expiry [y]\n';
  const expired = explainTask({ task: ended('t', 'bad', true), siblings, stderr: said, stdout: '' });
  assert.equal(expired.category, 'sas-expired');
  assert.ok(!expired.fixes.some(({ text }) => /none on node/.test(text)), 'storage refuses it on every node');
  const full = 'OSError: [Errno 28] No space left on device\n';
  const [first] = explainTask({ task: ended('t', 'bad', true), siblings, stderr: full, stdout: '' }).fixes;
  assert.match(first?.text ?? '', /none on node bad, whose disk is full/);
  assert.deepEqual(first?.remedies, ['node.disableScheduling', 'node.reimage'], 'a reboot keeps the files of tasks');
});

test('logs that the node deleted after a short retention time are kept longer, or stored', () => {
  const gone = { kind: 'gone', why: 'It was deleted.' } as const;
  const unread = { 'stdout.txt': gone, 'stderr.txt': gone };
  const advise = (retentionTime: string): string => {
    const task = { ...failed({ exitCode: 3, endTime: '2026-11-20T08:00:00Z' }), constraints: { retentionTime } };
    return explainTask({ task, unread, now: '2026-11-20T09:00:00Z' }).fixes[0]?.text ?? '';
  };
  assert.match(
    advise('PT10M'),
    /^The logs of this run can no longer be read: its `retentionTime` of 10 min has passed\./,
  );
  assert.match(advise('P7D'), /^The logs of this run can no longer be read\. To save/);
});

test('a job manager task whose job has ended is run by a copy of the job', () => {
  const task = failed({ exitCode: 1, endTime: '2026-11-20T08:00:00Z' }, { id: 'manager' });
  const ended = { id: 'j', state: 'completed', jobManagerTask: { id: 'Manager' } } as const;
  const explain = (job: typeof ended | Omit<typeof ended, 'jobManagerTask'>) => explainTask({ task, job }).fixes.at(-1);
  assert.deepEqual(explain(ended)?.remedies, ['job.clone']);
  const { jobManagerTask: _, ...plain } = ended;
  assert.deepEqual(explain(plain)?.remedies, ['task.resubmit']);
});

test('the last lines of both logs are shown if none is known to be the cause', () => {
  const stdout = 'convert 4.2\r\nreading part-006.step\r\ntessellating 3104 faces\r\n';
  const { evidence } = explainTask({
    task: failed({ exitCode: -1073741819 }),
    os: 'windows',
    stdout,
    stderr: 'progress 1\n\nprogress 2\n',
  });
  const lines = evidence.filter(({ source }) => /, line \d+$/.test(source ?? ''));
  assert.deepEqual(
    lines.map(({ text, source }) => [source, text]),
    [
      ['stderr.txt, line 1', 'progress 1'],
      ['stderr.txt, line 3', 'progress 2'],
      ['stdout.txt, line 1', 'convert 4.2'],
      ['stdout.txt, line 2', 'reading part-006.step'],
      ['stdout.txt, line 3', 'tessellating 3104 faces'],
    ],
  );
});

test('licenses that are all in use, and CUDA’s own message about GPU memory, are not guesses', () => {
  const taken = 'convert: error: no licence available for feature X (server lic01:27000, all 4 in use)\n';
  assert.equal(explainTask({ task: failed({ exitCode: 3 }), stdout: '', stderr: taken }).confidence, 'likely');
  for (const stderr of ['CUDA error 2: out of memory\n', 'a.cu(4): cudaMalloc failed: out of memory\n']) {
    const { category, confidence } = explainTask({ task: failed({ exitCode: 1 }), stdout: '', stderr });
    assert.deepEqual({ category, confidence }, { category: 'gpu', confidence: 'likely' });
  }
});

test('a full disk that is only inferred is not certain', () => {
  assert.equal(explainTask({ task: coded('ResourceFileWriteFailed') }).confidence, 'likely');
  const node = { id: 'n', state: 'idle', errors: [{ code: 'DiskFull' }] } as const;
  const said = explainTask({ task: failed({ exitCode: 1 }), node, stdout: '', stderr: 'a: No space left on device\n' });
  assert.deepEqual([said.category, said.confidence], ['disk-full', 'certain']);
});

test('a task that was terminated after running far longer than others is reported as such, with the last lines of its logs', () => {
  const executionInfo = (minutes: string, result: 'success' | 'failure') => ({
    startTime: '2026-11-20T08:00:00Z',
    endTime: `2026-11-20T08:${minutes}:00Z`,
    result,
    exitCode: result === 'success' ? 0 : 143,
  });
  const siblings = ['a', 'b', 'c'].map((id) => ({
    id,
    state: 'completed' as const,
    executionInfo: executionInfo('01', 'success'),
  }));
  const explain = (minutes: string) =>
    explainTask({
      task: {
        id: 't',
        state: 'completed',
        executionInfo: {
          ...executionInfo(minutes, 'failure'),
          failureInfo: { category: 'UserError', code: 'TaskEnded' },
        },
      },
      siblings,
      stdout: 'reading part.step\nsolving\n',
    });
  const { evidence } = explain('07');
  const said = /^It ran for 7 min, and none of this job's successful tasks took longer than 1 min\./;
  assert.ok(evidence.some(({ text }) => said.test(text)));
  assert.deepEqual(
    evidence.filter(({ source }) => source?.startsWith('stdout.txt')).map(({ text }) => text),
    ['reading part.step', 'solving'],
  );
  assert.ok(!explain('01').evidence.some(({ text }) => text.startsWith('It ran for')));
});

test('the spelling of a host is checked first only if nothing shows that it is right', () => {
  const adviseFor = (host: string, siblings: readonly Task[] = []): readonly string[] => {
    const stderr = `curl: (6) Could not resolve host: ${host}\n`;
    const { fixes } = explainTask({
      task: failed({ exitCode: 6 }, { commandLine: 'curl -f x' }),
      siblings,
      stderr,
      job,
    });
    return fixes.map(({ text }) => text.split(' ').slice(0, 5).join(' '));
  };
  assert.deepEqual(adviseFor('files.contoso.example').slice(0, 2), [
    'Check the spelling of the',
    "Check the virtual network's DNS",
  ]);
  assert.deepEqual(adviseFor('contoso.blob.core.windows.net').slice(0, 2), [
    "Check the virtual network's DNS",
    'Check the spelling of the',
  ]);
  const succeeded: Task = {
    id: 'other',
    state: 'completed',
    commandLine: 'curl -f https://files.contoso.example/a.csv',
    executionInfo: { result: 'success', exitCode: 0 },
  };
  const reached = adviseFor('files.contoso.example', [succeeded]);
  assert.equal(reached[0], "Check the virtual network's DNS");
  assert.ok(!reached.includes('Check the spelling of the'));
});

test('a command that a shell could not run is not said to have run', () => {
  for (const exitCode of [126, 127, 9009])
    assert.match(explainTask({ task: failed({ exitCode }) }).cause, /^The command line ended with exit code \d+/);
  assert.match(explainTask({ task: failed({ exitCode: 3 }) }).cause, /^The program ran and ended with exit code 3/);
});

test('after a retry, a task of a disabled job runs again when the job is enabled', () => {
  const task = { id: 't', state: 'completed', executionInfo: { exitCode: 2, result: 'failure' } } as const;
  const disabled = { id: 'paused', state: 'disabled' } as const;
  const { fixes, remedies } = explainTask({
    task,
    job: disabled,
    stderr: 'run.py: error: unrecognized arguments: --fast\n',
  });
  assert.equal(fixes.at(-1)?.text, "Then enable the job: none of its tasks start while it's disabled.");
  assert.ok(remedies.includes('task.retry') && remedies.includes('job.enable'));
});
