import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { drawReport } from '../../src/app/actions/bulk/report.ts';
import { resumeBulk } from '../../src/app/actions/bulk/resumeBulk.ts';
import { toReportTarget } from '../../src/app/actions/run/reportTarget.ts';
import { pickLimits } from '../../src/app/actions/task/pickLimits.ts';
import { foresee, retry } from '../../src/app/actions/task/retry.ts';
import { run as terminate } from '../../src/app/actions/task/terminate.ts';
import { Inspections } from '../../src/app/causes/inspections.ts';
import type { KnownCauses } from '../../src/app/causes/knownCauses.ts';
import { findTaskCauses } from '../../src/app/causes/taskCauses.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import type { NodeFile } from '../../src/core/model/nodeFile.ts';
import type { Task } from '../../src/core/model/task.ts';
import { systemClock } from '../../src/service/clock.ts';
import { snapshot } from '../builders/snapshot.ts';
import { accountId } from '../fakes/contoso.ts';
import { logFilesOf, pagesOf } from '../fakes/fakeBatchService.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import { fakeOutputFolder } from '../fakes/fakeOutputFolder.ts';
import { type Answer, FakeUi } from '../fakes/fakeUi.ts';
import { sources } from '../fakes/sources.ts';
import { testTimeMs } from '../fakes/timeOf.ts';
import { failing, frame1, makeAccount, resourceOf, toFailed, toRefusing } from './support/failedAccount.ts';
import type { TestParts, TestServices } from './support/makeServices.ts';

suite('the outlook of a retry', () => {
  const reader = new FailureReader(sources, systemClock);
  /** Finds causes by reading the logs. */
  const byLogs: KnownCauses['ofTasks'] = (store, failed) =>
    findTaskCauses(store, failed, () => undefined, new Inspections(reader), sources, Date.now);
  const logs: Readonly<Record<string, string>> = {
    unlucky: 'segfault\n',
    missing: "FileNotFoundError: [Errno 2] No such file or directory: 'scene.blend'\n",
    command: '/bin/bash: line 1: ffmpeg: command not found\n',
    denied: "PermissionError: [Errno 13] Permission denied: '/opt/licence.key'\n",
    syntax: '  File "render.py", line 3\nSyntaxError: invalid syntax\n',
    argument: 'train.py: error: unrecognized arguments: --epoch\n',
    value:
      'Traceback (most recent call last):\n  File "a.py", line 2, in <module>\nZeroDivisionError: division by zero\n',
  };
  const listed: Readonly<Record<string, readonly NodeFile[]>> = {
    writer: [
      { name: 'stdout.txt', isDirectory: false, properties: { contentLength: 9 } },
      { name: 'wd/part.csv', isDirectory: false, properties: { contentLength: 2048 } },
    ],
  };
  const toKind = (taskId: string): string => taskId.replace(/-\d+$/, '');
  /** Makes tasks that end as their IDs say; `calls` has the lists, reads, and reactivations, in order. */
  function makeMixed({
    reactivate = async () => undefined,
    toNow = toFailed,
    ...parts
  }: {
    reactivate?: () => Promise<void>;
    toNow?: (taskId: string, calls: readonly string[]) => Task;
  } & TestParts = {}) {
    const calls: string[] = [];
    const { services } = makeAccount({
      ofTasks: byLogs,
      ...parts,
      tasks: {
        getTask: async (_jobId, taskId) => toNow(taskId, calls),
        listTasks: () => pagesOf(Array.from({ length: 1030 }, (_, index) => toFailed(`unlucky-${index}`))),
        reactivateTask: async (_jobId, taskId) => {
          await reactivate();
          calls.push(`reactivate ${taskId}`);
        },
      },
      taskFiles: {
        listFiles({ taskId }, { namePrefix, recursive } = {}) {
          if (namePrefix === 'std') return logFilesOf(() => ({ contentLength: logs[toKind(taskId)]?.length ?? 0 }));
          calls.push(`list ${taskId}`);
          assert.deepEqual({ namePrefix, recursive }, { namePrefix: 'wd', recursive: true });
          return pagesOf(listed[toKind(taskId)] ?? []);
        },
        readFile: async ({ taskId }, name) => {
          calls.push(`read ${name} ${taskId}`);
          return name === 'wd/part.csv' ? new Uint8Array(2048) : new TextEncoder().encode(logs[toKind(taskId)] ?? '');
        },
      },
    });
    return { calls, services };
  }
  /** An attempt is saved by the real clock: its run ended before these tests, and the next one ends after them. */
  const toTime = (minutes: number): string => new Date(testTimeMs + minutes * 60_000).toISOString();
  const byRequest = (one: string, other: string): number => one.localeCompare(other);
  const listReactivated = (calls: readonly string[]): readonly string[] =>
    calls.flatMap((call) => (call.startsWith('reactivate ') ? [call.slice('reactivate '.length)] : []));
  const retryAll = (services: TestServices, ...ids: readonly string[]) => retry(services, ids.map(resourceOf));

  after(() => reader.dispose());

  test('Enter retries the requested tasks, and the question says which ones will fail again', async () => {
    const { services, calls } = makeMixed();
    const { questions, status } = await services.ui.listen(
      () => retryAll(services, 'missing-1', 'missing-2', 'unlucky-1'),
      { question: 'enter' },
    );
    assert.deepEqual(
      questions.map(({ message, buttons }) => [message, buttons]),
      [['Retry 3 tasks?', ['Retry 3', 'Retry Only 1', 'Choose…', 'Show the Plan']]],
    );
    const detail = questions[0]?.detail ?? '';
    assert.match(
      detail,
      /^1 task runs again and loses no files in wd\.\n2 tasks fail again unless the cause is fixed: .*scene\.blend.*\.$/m,
    );
    assert.match(detail, /^First, the properties, the end of the logs, and the diagnosis are saved/m);
    assert.deepEqual([...listReactivated(calls)].sort(), ['missing-1', 'missing-2', 'unlucky-1']);
    assert.deepEqual(status, ['3 tasks were retried.']);
  });

  test("the second choice retries only tasks that lose nothing and aren't known to fail again", async () => {
    const { services, calls } = makeMixed();
    const { questions, status } = await services.ui.listen(
      () => retryAll(services, 'missing-1', 'missing-2', 'writer-1', 'unlucky-1'),
      { question: { choose: 'Retry Only 1' } },
    );
    assert.equal(questions[0]?.message, 'Retry 4 tasks?');
    assert.equal(questions[0]?.buttons[0], 'Show Details', 'Enter loses no file that is known');
    const detail = questions[0]?.detail ?? '';
    assert.match(detail, /^1 task loses files.*\. 1 file in wd is lost \(2 KiB\): part\.csv \(2 KiB\)\.$/m);
    assert.match(detail, /^2 tasks fail again unless the cause is fixed: .*scene\.blend.*\.$/m);
    assert.deepEqual(listReactivated(calls), ['unlucky-1']);
    assert.deepEqual(status, ['Task unlucky-1 was retried. 3 tasks were left out.']);
    const last = calls.lastIndexOf('reactivate unlucky-1');
    assert.ok(calls.findLastIndex((call) => call.startsWith('list ')) < last);
    assert.ok(calls.lastIndexOf('read stderr.txt unlucky-1') < last);
    assert.equal(calls.filter((call) => call.startsWith('list ')).length, 4);
    const [kept] = await services.bulks.list();
    assert.deepEqual(
      kept?.record.plan.leftOut?.map(({ reason, items }) => [reason.split(':')[0], items.length]),
      [
        ["1 task loses files in wd that weren't uploaded as output files.", 1],
        ['2 tasks fail again unless the cause is fixed', 2],
      ],
    );
  });

  test('a dry run of many groups lists once what Enter would send, with the expected outcome, and sends nothing', async () => {
    const { services, calls } = makeMixed();
    const safe = [1, 2, 3, 4, 5, 6].map((number) => `unlucky-${number}`);
    const failing = Object.keys(logs).flatMap((name) => (name === 'unlucky' ? [] : [`${name}-1`]));
    const act = () => retryAll(services, ...failing, ...safe);
    await assert.rejects(services.ui.listen(act, { question: { choose: 'Show the Plan' } }), (error) =>
      Cancelled.is(error),
    );
    const [text = ''] = services.ui.said.lists;
    assert.deepEqual(
      text
        .split('\n')
        .filter((line) => line.startsWith('POST '))
        .sort(byRequest),
      [...failing, ...safe].map((id) => `POST /jobs/frames/tasks/${id}/reactivate`).sort(byRequest),
    );
    assert.match(text, /6 tasks run again and lose no files in wd\.\n1 task fails again[\s\S]*This is a dry run/);
    for (const name of ['scene.blend', '--epoch', 'ffmpeg', 'licence.key', 'SyntaxError', 'ZeroDivisionError'])
      assert.ok(text.includes(name), `${name}: ${text}`);
    const lines = text.split('\n').filter((line) => line !== '');
    assert.deepEqual(lines, [...new Set(lines)]);
    assert.doesNotMatch(text, /…/);
    assert.deepEqual(listReactivated(calls), []);
  });

  test('selecting groups retries the tasks of the checked groups and no others', async () => {
    const { services, calls } = makeMixed();
    const { asked } = await services.ui.listen(() => retryAll(services, 'missing-1', 'writer-1', 'unlucky-1'), {
      question: { choose: 'Choose…' },
      rows: (label) => /runs|fail/.test(label),
    });
    assert.equal(asked.length, 1);
    const [{ title, rows, ticked } = assert.fail()] = asked;
    assert.equal(title, 'Which of 3 tasks to retry');
    assert.deepEqual(
      rows.map(({ label }) => label.split(':')[0]),
      [
        '1 task runs again and loses no files in wd.',
        "1 task loses files in wd that weren't uploaded as output files.",
        '1 task fails again unless the cause is fixed',
      ],
    );
    assert.deepEqual(ticked, [rows[0]?.label]);
    assert.deepEqual([...listReactivated(calls)].sort(), ['missing-1', 'unlucky-1']);
  });

  test('if no group is checked, or the question is declined, nothing is sent', async () => {
    const { services, calls } = makeMixed();
    await assert.rejects(
      services.ui.listen(() => retryAll(services, 'missing-1', 'unlucky-1'), { question: { choose: 'Choose…' } }),
      (error) => Cancelled.is(error),
    );
    assert.equal(services.ui.said.asked.length, 1);
    await assert.rejects(
      services.ui.listen(() => retryAll(services, 'missing-1', 'unlucky-1'), { question: 'cancel' }),
      (error) => Cancelled.is(error),
    );
    assert.deepEqual(listReactivated(calls), []);
    assert.deepEqual(await services.journal.list(resourceOf('missing-1')), []);
  });

  test('a single task is retried without a question unless it would fail again or lose files, which Enter only shows', async () => {
    const { services, calls } = makeMixed();
    assert.deepEqual((await services.ui.listen(() => retryAll(services, 'unlucky-1'))).questions, []);
    const { questions } = await services.ui.listen(() => retryAll(services, 'missing-1'), { question: 'enter' });
    assert.equal(questions[0]?.message, 'Retry task missing-1?');
    assert.deepEqual(questions[0]?.buttons, ['Retry', 'Explain', 'Show the Plan']);
    assert.match(questions[0]?.detail ?? '', /^The task fails again unless the cause is fixed: .*scene\.blend/m);
    assert.deepEqual(listReactivated(calls), ['unlucky-1', 'missing-1']);
    await assert.rejects(
      services.ui.listen(() => retryAll(services, 'writer-1'), { question: { choose: 'Cancel' } }),
      (error) => Cancelled.is(error),
    );
    assert.deepEqual(
      (await services.ui.listen(() => retryAll(services, 'writer-1'), { question: { choose: 'Retry' } })).status,
      ['Task writer-1 was retried.'],
    );
    assert.equal(listReactivated(calls).at(-1), 'writer-1');
  });

  test('a cause that returned after a retry is marked as such', async () => {
    const { services } = makeMixed();
    await services.ui.listen(() => retryAll(services, 'missing-1'), { question: { choose: 'Retry' } });
    const { questions } = await services.ui.listen(() => retryAll(services, 'missing-1', 'unlucky-1'), {
      question: 'enter',
    });
    assert.match(
      questions[0]?.detail ?? '',
      /The task was retried before \(.+\) and failed again for the same reason\./,
    );
  });

  test('continuing a retry asks the same questions: about lost files, and about causes that returned', async () => {
    let isLockedOut = false;
    const refuse = failing('AuthenticationFailed', { status: 403 });
    /** Returns a run that ends an hour after the previous one. */
    const toNow = (taskId: string, calls: readonly string[]): Task => {
      const runs = calls.filter((call) => call === `reactivate ${taskId}`).length;
      const [startTime, endTime] = [toTime(60 * runs - 31), toTime(60 * runs - 1)];
      return { ...toFailed(taskId), executionInfo: { exitCode: 1, result: 'failure', startTime, endTime } };
    };
    const { services, calls } = makeMixed({ reactivate: async () => (isLockedOut ? refuse() : undefined), toNow });
    await services.ui.listen(() => retryAll(services, 'missing-1'), { question: { choose: 'Retry' } });
    isLockedOut = true;
    await services.ui.listen(() => retryAll(services, 'missing-1', 'writer-1', 'unlucky-1'), {
      question: { choose: 'Choose…' },
      rows: () => true,
    });
    isLockedOut = false;
    const [id = ''] = (await services.bulks.list()).flatMap(({ record: { plan } }) =>
      plan.items.length === 3 ? [plan.id] : [],
    );
    const { questions, status } = await services.ui.listen(() => resumeBulk(services, id, { onlyGivenUp: false }), {
      question: { choose: 'Retry 3' },
    });
    assert.equal(questions[0]?.message, 'Retry 3 tasks?');
    const detail = questions[0]?.detail ?? '';
    assert.match(detail, /^1 task loses files in wd.* 1 file in wd is lost \(2 KiB\): part\.csv \(2 KiB\)\.$/m);
    assert.match(
      detail,
      /^1 task fails again .*scene\.blend.* was retried before \(.*failed again for the same reason\.$/m,
    );
    assert.match(detail, /^An earlier action didn't finish these items\.$/m);
    assert.deepEqual([...listReactivated(calls)].sort(), ['missing-1', 'missing-1', 'unlucky-1', 'writer-1']);
    assert.deepEqual(status, ['3 tasks were retried.']);
    // Only the question has read the reason of the failure, with which the result is compared.
    const attempts = await services.journal.list(resourceOf('unlucky-1'));
    assert.ok(attempts.at(-1)?.fingerprint !== undefined);
  });

  test('if all tasks fail again, Enter first retries them, and after an unsuccessful retry corrects the definition', async () => {
    const { services, calls } = makeMixed();
    for (const question of [{ choose: 'Explain' }, 'enter', 'enter'] as const)
      await services.ui
        .listen(() => retryAll(services, 'missing-1', 'missing-2'), { question })
        .catch((error: unknown) => {
          if (!Cancelled.is(error)) throw error;
        });
    const [one, two] = ['missing-1', 'missing-2'].map(resourceOf);
    assert.deepEqual(services.ui.ran, [
      ['azureBatch.task.explain', one],
      ['azureBatch.task.resubmit', one, [one, two]],
    ]);
    assert.equal(listReactivated(calls).length, 2);
  });

  test('for a cause that occurs on only one node, taking the node offline is offered, and the question is asked again afterward', async () => {
    const { services, calls } = makeMixed();
    const { store } = services;
    store.snapshot = snapshot(store.account)
      .with({ kind: 'pools' }, [{ id: 'cpu', currentDedicatedNodes: 4 }])
      .build();
    const act = () => retryAll(services, 'unlucky-1', 'unlucky-2', 'unlucky-3');
    await assert.rejects(services.ui.listen(act, { question: { choose: 'Take Node Offline…' } }), (error) =>
      Cancelled.is(error),
    );
    const { said } = services.ui;
    const node = { kind: 'node', accountId, poolId: 'cpu', nodeId: 'tvm-1' };
    assert.deepEqual(services.ui.ran, [['azureBatch.node.disableScheduling', node, [node]]]);
    assert.match(said.questions[0]?.detail ?? '', /^Only tasks on .*tvm-1.* failed for this reason\./m);
    assert.deepEqual(
      said.questions.map(({ buttons }) => buttons),
      [
        ['Retry 3', 'Take Node Offline…', 'Show the Plan'],
        ['Retry 3', 'Show the Plan'],
      ],
    );
    await services.ui.listen(act, { question: 'enter' });
    assert.equal(listReactivated(calls).length, 3);
    // A node with several causes is taken offline once.
    const offline: unknown[] = [];
    services.ui.run = async (...args) => {
      offline.push(args);
      throw new Cancelled();
    };
    const ids = ['unlucky', 'missing'].flatMap((kind) => [1, 2, 3].map((index) => `${kind}-${index}`));
    await assert.rejects(
      services.ui.listen(() => retryAll(services, ...ids), { question: { choose: 'Take Node Offline…' } }),
      (error) => Cancelled.is(error),
    );
    assert.deepEqual(offline, [['azureBatch.node.disableScheduling', node, [node]]]);
  });

  test('files that a retry would overwrite can be downloaded first, and then do not count as lost', async () => {
    const folder = fakeOutputFolder();
    const folders = [folder];
    const { services, calls } = makeMixed({ pickFolder: async () => folders.shift() });
    // Enter downloads the files, and then retries the tasks that no longer lose any.
    const said = await services.ui.listen(() => retryAll(services, 'writer-1'), { question: 'enter' });
    assert.equal(said.questions.length, 2);
    assert.match(said.questions[0]?.detail ?? '', /The task loses files in wd/);
    assert.match(said.questions[1]?.detail ?? '', /^1 file was downloaded to .*downloaded.*\.$/m);
    assert.doesNotMatch(said.questions[1]?.detail ?? '', /lost|loses/);
    assert.ok(calls.indexOf('read wd/part.csv writer-1') < calls.indexOf('reactivate writer-1'));
    assert.ok(
      [...folder.files.keys()].some((name) => /^frames\/writer-1\/.*part\.csv$/.test(name)),
      [...folder.files.keys()].join('\n'),
    );
    // The next dialog is canceled.
    await assert.rejects(
      services.ui.listen(() => retryAll(services, 'writer-2'), { question: 'enter' }),
      (error) => Cancelled.is(error),
    );
    assert.deepEqual(listReactivated(calls), ['writer-1']);
  });

  test('a task that was ended by its time limit gets a new limit with its retry', async () => {
    const calls: unknown[] = [];
    const slow: Task = {
      ...toFailed('frame-1'),
      constraints: { maxWallClockTime: 'PT1H', retentionTime: 'P7D' },
      executionInfo: {
        startTime: '2026-11-20T08:00:00Z',
        endTime: '2026-11-20T09:00:00Z',
        exitCode: 137,
        result: 'failure',
        failureInfo: { category: 'UserError', code: 'TaskEnded', message: 'Task Was Ended by User Request' },
      },
    };
    const { services } = makeAccount({
      ofTasks: byLogs,
      tasks: {
        getTask: async () => slow,
        reactivateTask: async () => void calls.push('reactivate'),
        changeConstraints: async (_jobId, taskId, constraints) => void calls.push([taskId, constraints]),
      },
    });
    const said = await services.ui.listen(() => retryAll(services, 'frame-1'), {
      question: 'enter',
      rows: 'Double the Time Limit',
    });
    const questions = said.questions.map(({ detail }) => detail);
    assert.deepEqual(said.status, ['Task frame-1 was retried.']);
    assert.match(questions[0] ?? '', /The task would fail again/);
    assert.match(questions[1] ?? '', /^The tasks will have a time limit of 2 hr when they run again\.$/m);
    assert.doesNotMatch(questions[1] ?? '', /fail again/);
    assert.deepEqual(calls, ['reactivate', ['frame-1', { maxWallClockTime: 'PT7200S', retentionTime: 'P7D' }]]);
  });

  test('a fractional number of retries is rejected while typing, and half an hour is accepted', async () => {
    const say = async (choose: string): Promise<readonly unknown[]> => {
      const said: unknown[] = [];
      const ui = new FakeUi();
      ui.answers = {
        rows: choose,
        type({ check }) {
          said.push(...['2.5', '0', '1001', '3'].map(check));
          return '3';
        },
      };
      said.push((await pickLimits({ ui }, [])).constraints);
      return said;
    };
    const rule = 'Enter a whole number from 1 to 1,000.';
    assert.deepEqual(await say('Automatic Retries…'), [rule, rule, rule, undefined, { maxTaskRetryCount: 3 }]);
    const [half, none] = await say('Another Time Limit…');
    assert.deepEqual([half, none], [undefined, 'Enter a number greater than 0 and at most 10,000.']);
  });

  test('retried tasks are watched with one list until they end, and their results are reported once', async () => {
    const calls: string[] = [];
    const isBack = new Set<string>();
    const toInfo = (exitCode: number, hour: number): NonNullable<Task['executionInfo']> => ({
      exitCode,
      result: exitCode === 0 ? 'success' : 'failure',
      startTime: toTime(60 * hour),
      endTime: toTime(60 * hour + 30),
    });
    const ids = Array.from({ length: 150 }, (_, index) => `unlucky-${index}`);
    /** The first twenty tasks fail again. */
    const toNow = (id: string): Task => ({
      ...toFailed(id),
      executionInfo: isBack.has(id) ? toInfo(ids.indexOf(id) < 20 ? 1 : 0, 1) : toInfo(1, -1),
    });
    const clock = new FakeClock(testTimeMs);
    const { services } = makeAccount({
      clock,
      ofTasks: byLogs,
      tasks: {
        getTask: async (_jobId, taskId) => {
          calls.push('get');
          return toNow(taskId);
        },
        listTasks: () => {
          calls.push('list');
          return pagesOf(ids.map(toNow));
        },
        reactivateTask: async (_jobId, taskId) => void isBack.add(taskId),
      },
      taskFiles: {
        getFileProperties: async ({ taskId }) => ({ contentLength: logs[toKind(taskId)]?.length ?? 0 }),
        readFile: async ({ taskId }) => new TextEncoder().encode(logs[toKind(taskId)] ?? ''),
      },
    });
    services.store.snapshot = snapshot(services.store.account)
      .with({ kind: 'jobs' }, [{ id: 'frames', state: 'active' }])
      .build();
    const told = services.ui.untilSaid(/ran again/);
    await services.ui.listen(() => retryAll(services, ...ids), { question: 'enter' });
    assert.equal(isBack.size, 150);
    calls.length = 0;
    clock.advance(services.settings.refreshIntervalMs ?? 0);
    assert.match(await told, /^20 of 150 tasks that ran again have failed\. The reason is the same as before: ./);
    assert.deepEqual(calls, ['list'], 'one request');
    const noted = await Promise.all(['unlucky-0', 'unlucky-30'].map((id) => services.journal.list(resourceOf(id))));
    assert.deepEqual(
      noted.map((attempts) => attempts.map(({ effect }) => effect)),
      [['failedForSameReason'], ['succeeded']],
    );
    const [kept] = await services.bulks.list();
    const report = (await drawReport(services, toReportTarget((kept ?? assert.fail()).record.plan))).text;
    assert.match(report, /^- It failed again for the same reason\. \[Try These 20 Again…\]\n {2}- Job \S+ \(20\): /m);
    assert.match(report, /^- It has succeeded since\.\n {2}- Job \S+ \(130\): /m);
  });

  test('a task that is terminated after its retry is not reported as failed again', async () => {
    const states = new Map<string, Pick<Task, 'state' | 'executionInfo'>>();
    const later = { startTime: '2026-11-20T09:00:00Z', endTime: '2026-11-20T09:30:00Z' };
    const earlier = {
      startTime: '2026-11-20T08:00:00Z',
      endTime: '2026-11-20T08:30:00Z',
      exitCode: 1,
      result: 'failure',
    } as const;
    const { services } = makeAccount({
      ofTasks: byLogs,
      tasks: {
        getTask: async (_jobId, taskId) => ({ ...toFailed(taskId), executionInfo: earlier, ...states.get(taskId) }),
        reactivateTask: async (_jobId, taskId) => void states.set(taskId, { state: 'running', executionInfo: later }),
        terminateTask: async (_jobId, taskId) =>
          void states.set(taskId, { state: 'completed', executionInfo: { ...later, exitCode: 1, result: 'failure' } }),
      },
      taskFiles: {
        getFileProperties: async () => ({ contentLength: 9 }),
        readFile: async () => new TextEncoder().encode(logs['unlucky']),
      },
    });
    const told = services.ui.untilSaid(/ran again/);
    await services.ui.listen(() => retryAll(services, 'unlucky-1', 'unlucky-2'), { question: 'enter' });
    const { status } = await services.ui.listen(() => terminate(services, [resourceOf('unlucky-1')]));
    assert.deepEqual(status, ['Task unlucky-1 was terminated.']);
    states.set('unlucky-2', { state: 'completed', executionInfo: { ...later, exitCode: 0, result: 'success' } });
    assert.equal(await told, 'Task unlucky-2 ran again and succeeded.');
  });

  test('files that could not be read count as lost, and files that were lost with their node do not', async () => {
    const trouble = makeAccount({ taskFiles: toRefusing('NetworkUnreachable') });
    const { questions } = await trouble.services.ui.listen(() => retry(trouble.services, [frame1]));
    const detail = questions[0]?.detail ?? '';
    assert.match(detail, /The task may lose files in wd\./);
    assert.match(
      detail,
      /The files of 1 task couldn't be read and may be lost\. The logs may be lost too, unless they can be saved first\./,
    );
    assert.match(detail, /wd can't be read now\. sentence about NetworkUnreachable/);
    const { services } = makeAccount({ taskFiles: toRefusing('NodeNotFound') });
    assert.deepEqual((await services.ui.listen(() => retry(services, [frame1]))).questions, []);
  });

  for (const [code, status, said] of [
    ['AuthorizationFailed', 403, /You are not allowed to read wd\. sentence about/],
    ['InternalError', 500, /wd can't be read now\. sentence about/],
    ['MalformedResponse', 200, /wd can't be read now\. sentence about/],
    ['NodeNotFound', 500, /wd can't be read now\. sentence about/],
    ['TaskFilesUnavailable', 409, /wd can't be read now: Batch can't reach the task's files/],
    ['NodeStateUnusable', 409, /wd can't be read: its node is unusable/],
  ] as const) {
    test(`the question before a retry says what may be lost if files could not be read: ${status} ${code}`, async () => {
      const { services, calls } = makeAccount({ taskFiles: toRefusing(code, status) });
      const { questions } = await services.ui.listen(() => retry(services, [frame1]).catch(() => undefined), {
        question: 'cancel',
      });
      const detail = questions[0]?.detail ?? '';
      assert.match(
        detail,
        /The files of 1 task couldn't be read and may be lost\. The logs may be lost too, unless they can be saved first\./,
      );
      assert.match(detail, said);
      assert.doesNotMatch(detail, /gone/);
      assert.deepEqual(calls, []);
    });
  }

  /** Retries 1,030 tasks; returns the questions and requests. */
  async function retryCrowd(question: Answer, kind = 'unlucky') {
    const { services, calls } = makeMixed();
    const ids = Array.from({ length: 1030 }, (_, index) => `${kind}-${index}`);
    const said = await services.ui.listen(() => retryAll(services, ...ids), { question });
    const [kept] = await services.bulks.list();
    const inFull = (kept?.record.plan.items ?? []).filter(({ isBrief }) => isBrief !== true).length;
    return { services, calls, said, inFull, id: kept?.record.plan.id ?? '' };
  }

  test('if there are many tasks, the files of a thousand are checked, and Enter retries all tasks', async () => {
    const { calls, said, inFull } = await retryCrowd('enter');
    const [{ message, detail, buttons } = assert.fail('nothing was asked')] = said.questions;
    assert.equal(message, 'Retry 1,030 tasks?');
    assert.deepEqual(buttons, [
      'Retry 1,030',
      'Retry Only 1,000',
      'Save All Logs and Retry 1,030',
      'Choose…',
      'Show the Plan',
    ]);
    assert.equal(detail.match(/weren't checked/g)?.length, 1, detail);
    assert.match(detail, /The files of 30 tasks weren't checked and may be lost\.$/m);
    assert.match(
      detail,
      /^First, the properties of all 1,030 .* the logs of the first 20, since the others ended the same way\.$/m,
    );
    assert.match(detail, /^The logs of the other 1,010 tasks are lost when they run again\.$/m);
    assert.equal(said.questions.length, 1, 'one question');
    assert.equal(calls.filter((call) => call.startsWith('list ')).length, 1000);
    assert.equal(listReactivated(calls).length, 1030);
    assert.equal(inFull, 20);
  });

  test('the button for a retry with all logs saves all logs', async () => {
    const { calls, said, inFull } = await retryCrowd({ choose: 'Save All Logs and Retry 1,030' });
    assert.equal(said.questions.length, 1);
    assert.deepEqual([listReactivated(calls).length, inFull], [1030, 1030]);
  });

  test('all logs can be saved for tasks that are known to lose other files, too', async () => {
    const { calls, said, inFull } = await retryCrowd({ choose: 'Save All Logs and Retry 1,030' }, 'writer');
    const [{ buttons } = assert.fail('nothing was asked')] = said.questions;
    assert.deepEqual(buttons, [
      'Download Files First…',
      'Show the List',
      'Retry 1,030',
      'Save All Logs and Retry 1,030',
    ]);
    assert.deepEqual([listReactivated(calls).length, inFull], [1030, 1030]);
  });

  test('continuing a retry uses its earlier choices, even after a reload: all tasks, and the same logs', async () => {
    let left = 100;
    const { services, calls } = makeMixed({
      reactivate: async () => {
        left -= 1;
        if (left < 0) await failing('AuthenticationFailed', { status: 403 })();
      },
    });
    const ids = Array.from({ length: 330 }, (_, index) => `unlucky-${index}`);
    await services.ui.listen(() => retryAll(services, ...ids), { question: 'enter' });
    assert.equal(listReactivated(calls).length, 100);
    left = ids.length;
    const [kept] = await services.bulks.list();
    const { questions } = await services.ui.listen(
      () => resumeBulk(services, kept?.record.plan.id ?? '', { onlyGivenUp: false }),
      { question: 'enter' },
    );
    const [{ message, detail, buttons } = assert.fail('nothing was asked')] = questions;
    assert.equal(message, 'Retry 230 tasks?');
    assert.equal(buttons[0], 'Retry 230');
    assert.ok(!buttons.includes('Save All Logs and Retry 230'), 'that was chosen before');
    assert.match(detail, /^First, the properties of all 230 tasks are saved on this computer, without the logs\.$/m);
    assert.equal(listReactivated(calls).length, 330);
  });

  test('a property that all failed tasks share is mentioned, and the definition can be corrected instead', async () => {
    const command = (taskId: string, size: number, exitCode: number): Task => ({
      ...toFailed(taskId),
      commandLine: `python train.py --batch-size ${size}`,
      executionInfo: { exitCode, result: exitCode === 0 ? 'success' : 'failure' },
    });
    const calls: string[] = [];
    const others = [
      ...[2, 3].map((index) => command(`unlucky-${index}`, 512, 1)),
      ...Array.from({ length: 40 }, (_, index) => command(`done-${index}`, 64, 0)),
    ];
    const { services } = makeAccount({
      ofTasks: byLogs,
      tasks: {
        getTask: async (_jobId, taskId) => command(taskId, 512, 1),
        listTasks: (_jobId, { filter = '' } = {}) =>
          pagesOf(others.filter(({ id }) => filter.includes('failure') === id.startsWith('unlucky'))),
        reactivateTask: async (_jobId, taskId) => void calls.push(taskId),
      },
    });
    const act = () => retryAll(services, 'unlucky-1');
    await assert.rejects(services.ui.listen(act, { question: 'enter' }), (error) => Cancelled.is(error));
    const { said, ran } = services.ui;
    assert.deepEqual(said.questions[0]?.buttons, ['Fix and Resubmit…', 'Retry Anyway', 'Show the Plan']);
    assert.match(
      said.questions[0]?.detail ?? '',
      /^3 of 3 tasks with --batch-size 512 failed; 40 of 40 with --batch-size 64 succeeded\.$/m,
    );
    assert.deepEqual([ran.map(([command]) => command), calls], [['azureBatch.task.resubmit'], []]);
    await services.ui.listen(act, { question: { choose: 'Retry Anyway' } });
    assert.deepEqual(calls, ['unlucky-1']);
    const many = Array.from({ length: 9 }, (_, index) => resourceOf(`unlucky-${index}`));
    const { groups } = await foresee(services, many);
    assert.deepEqual(
      groups.map(({ outlook, items }) => [outlook, items.length]),
      [['failsAgain', 9]],
      'a plan of many tasks judges like one of a few',
    );
  });
});
