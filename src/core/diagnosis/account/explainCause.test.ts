import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import { foreseeRetry } from '../../changes/retryOfCause.ts';
import type { Task } from '../../model/task.ts';
import { doAtOnce } from '../../work.ts';
import type { Cause } from '../causes/causes.ts';
import type { FailedTask, Failing } from '../causes/failing.ts';
import { explainTask } from '../explainTask.ts';
import { CauseExplainer } from './causeExplainer.ts';
import { explainCause, explainDividedCause, explainGoneCause } from './explainCause.ts';

const failed = ['a', 'b'].map((taskId): FailedTask => {
  const executionInfo = { result: 'failure', exitCode: 137 } as const;
  return {
    kind: 'task',
    resource: { kind: 'task', accountId: 'contoso', jobId: 'train', taskId },
    at: '2026-11-20T09:00:00Z',
    task: { id: taskId, state: 'completed', commandLine: 'python3 train.py', executionInfo },
    job: undefined,
    pool: undefined,
  };
});
const logs: Readonly<Record<string, string>> = {
  a: "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'",
  b: "ModuleNotFoundError: No module named 'numpy'",
};
const findCauses = (isRead: boolean) =>
  doAtOnce(
    new CauseExplainer(({ task }) =>
      isRead ? { task, logs: { stderr: logs[task.id] ?? '' }, isConclusive: true } : undefined,
    ).explain(failed),
  ).causes;

test('a divided cause names its parts, and each part names the cause that it belonged to before', () => {
  const [before] = findCauses(false);
  const now = findCauses(true);
  assert.ok(before !== undefined && now[0] !== undefined);
  const { title, sections } = explainDividedCause(before, now, { kind: 'account', accountId: 'contoso' });
  assert.equal(title, `${before.cluster.title}: split into 2 causes`);
  assert.deepEqual(
    sections?.flatMap(({ items }) => items.map(({ text }) => text)).toSorted(),
    now.map(({ cluster }) => `1 task (Nov 20, 2026, 09:00 UTC): ${cluster.title}`).toSorted(),
  );
  const said = explainCause({ cause: now[0], before }).evidence.map(({ text }) => text);
  assert.ok(said.includes(`Before their logs were read, these failures were shown as “${before.cluster.title}”.`));
});

test('a cause that returned after a retry shows that, and retrying its tasks together comes last', () => {
  const [cause] = findCauses(true);
  assert.ok(cause !== undefined);
  const explain = (...at: readonly string[]) => {
    const {
      fixes,
      remedies,
      sections = [],
    } = explainCause({ cause, repeats: { at, unread: 0, areAll: at.length > 0 } });
    const said = sections.find(({ id }) => id === 'retry')?.items.map(({ text }) => text) ?? [];
    return { remedies, said: said.join('\n'), correction: fixes.at(-2)?.text ?? '', last: fixes.at(-1)?.text ?? '' };
  };
  assert.match(explain().last, /^Then retry the task\./);
  assert.deepEqual(explain().remedies, ['failures.retry', 'failures.resubmit', 'task.compare']);
  const { remedies, said, correction, last } = explain('2026-11-20T10:00:00Z');
  assert.match(
    correction,
    /^If its definition is wrong, correct it and submit the task again: a retry used the same definition/,
  );
  assert.match(last, /^If something outside its definition was at fault, .* and has been fixed, retry the task\.$/);
  assert.deepEqual(remedies, ['failures.resubmit', 'failures.retry', 'task.compare']);
  assert.match(said, /^The task was retried before \(.+\) and failed again for the same reason\.$/m);
});

test('tasks of a job whose pool is gone are not said to run again, on the page and in what is foreseen', () => {
  const [cause] = findCauses(false);
  assert.ok(cause !== undefined);
  const job = { id: 'train', state: 'active', poolInfo: { poolId: 'old-pool' } } as const;
  const toGone = (isPoolMissing: boolean): Cause => ({
    ...cause,
    failures: cause.failures.map((one) => ({ ...one, failing: { ...one.failing, job, isPoolMissing } as FailedTask })),
  });
  const said = (of: Cause) => explainCause({ cause: of }).sections?.find(({ id }) => id === 'retry')?.items[0]?.text;
  const whyNot = /pool old-pool, which doesn't exist in the account/;
  assert.equal(said(toGone(false)), '2 of 2 tasks can run again with the same IDs.');
  assert.equal(said(toGone(true)), '0 of 2 tasks can run again with the same IDs.');
  assert.deepEqual([foreseeRetry(toGone(false))?.tasks, foreseeRetry(toGone(true))?.tasks], [2, 0]);
  assert.match(foreseeRetry(toGone(true))?.whyNot ?? '', whyNot);
  assert.ok(
    explainCause({ cause: toGone(true) }).sections?.some(({ items }) => items.some(({ text }) => whyNot.test(text))),
  );
});

test('a retry is offered for tasks of a cause that were not retried, even if others failed again', () => {
  const [cause] = findCauses(false);
  assert.ok(cause?.failures.length === 2);
  const at = '2026-11-20T10:00:00Z';
  const some = explainCause({ cause, repeats: { at: [at], unread: 0, areAll: false } });
  assert.ok(some.remedies.includes('failures.retry'));
  const all = explainCause({ cause, repeats: { at: [at], unread: 0, areAll: true } });
  assert.deepEqual(all.fixes.at(-1)?.remedies, ['failures.retry']);
  assert.match(some.cause, / 1 was retried before \(.+\) and failed again for the same reason\.$/);
  const said = some.sections?.find(({ id }) => id === 'retry')?.items.map(({ text }) => text) ?? [];
  assert.ok(said.includes('Of the other 1, no retry from this computer is known to have failed this way.'));
  const both = explainCause({ cause, repeats: { at: [at], unread: 1, areAll: false } });
  assert.match(
    both.cause,
    / same reason\. 1 failed again after a retry; whether the reason was the same wasn't checked\.$/,
  );
});

test('a cause whose files are stored nowhere else says until when the nodes keep them, as does each task', () => {
  const unstored = failed.map((one, index): FailedTask => {
    const failureInfo = { category: 'UserError', code: 'FileUploadContainerNotFound' } as const;
    const executionInfo = {
      result: 'failure',
      exitCode: 0,
      failureInfo,
      endTime: `2026-11-2${index}T09:00:00Z`,
    } as const;
    const constraints = { retentionTime: 'P2D' };
    return { ...one, task: { ...one.task, executionInfo, constraints, nodeInfo: { poolId: 'p', nodeId: 'n' } } };
  });
  const [cause] = doAtOnce(
    new CauseExplainer(({ task }) => ({ task, logs: {}, isConclusive: true })).explain(unstored),
  ).causes;
  assert.ok(cause !== undefined);
  const { fixes, sections = [] } = explainCause({ cause, now: new Date('2026-11-21T10:00:00Z') });
  assert.match(fixes[0]?.text ?? '', /^Download the files of each task: they aren't stored anywhere else\.$/);
  const said = sections.find(({ id }) => id === 'extent')?.items.map(({ text }) => text) ?? [];
  assert.match(said.join(' '), /keep the files of 2 failed tasks until Nov 22, 2026, 09:00 UTC or later\.$/);
  const [first] = unstored;
  assert.ok(first !== undefined);
  const step = explainTask({ task: first.task }).fixes.find(({ text }) => text.startsWith('Download'));
  assert.match(step?.text ?? '', /Its node keeps them until Nov 22, 2026, 09:00 UTC, if it still exists\.$/);
});

test('the page of a task that exceeded its time limit warns that a retry would reach the same limit', () => {
  const times = { startTime: '2026-11-20T08:00:00Z', endTime: '2026-11-20T09:00:00Z' };
  const failureInfo = { category: 'UserError', code: 'TaskEnded' } as const;
  const executionInfo = { ...times, result: 'failure', failureInfo } as const;
  const over = failed.slice(0, 1).map((one) => ({
    ...one,
    task: { ...one.task, constraints: { maxWallClockTime: 'PT1H' }, executionInfo },
  }));
  const [cause] = doAtOnce(new CauseExplainer(logsAreGone).explain(over)).causes;
  assert.ok(cause !== undefined);
  const said = explainCause({ cause })
    .sections?.find(({ id }) => id === 'retry')
    ?.items.map(({ text }) => text);
  assert.equal(said?.at(-1), "It would hit the same time limit again: a retry doesn't change the limit.");
});

test('if some jobs of a cause have ended, the number of tasks that cannot run again is shown', () => {
  const listRetry = (...states: readonly ('active' | 'completed')[]) => {
    const tasks = failed.map((one, index) => ({ ...one, job: { id: 'train', state: states[index] ?? 'active' } }));
    const [cause] = doAtOnce(new CauseExplainer(() => undefined).explain(tasks)).causes;
    const { sections = [] } = explainCause({ cause: cause ?? assert.fail() });
    return sections.find(({ id }) => id === 'retry')?.items.map(({ text }) => text) ?? [];
  };
  const why = "Tasks in a job that is ending or has ended can't run again. Submit the tasks to another job.";
  assert.equal(listRetry('completed', 'active')[1], `1 of 2 tasks: ${why}`);
  assert.equal(listRetry('completed', 'completed')[1], why);
});

test('no difference beyond chance is claimed for a few tasks, or without a comparison', () => {
  const [cause] = findCauses(true);
  const tasks = (failures: number, successes: number): readonly Task[] =>
    Array.from({ length: failures + successes }, (_, index) => {
      const result = index < failures ? 'failure' : 'success';
      return { id: index === 0 ? 'a' : `t-${index}`, state: 'completed', executionInfo: { exitCode: 0, result } };
    });
  const toCompared = (known: readonly Task[]) => {
    const { evidence } = explainCause({ cause: cause ?? assert.fail(), tasks: known });
    return evidence.map(({ text }) => text).find((text) => /compared/.test(text));
  };
  assert.equal(toCompared(tasks(1, 9)), undefined);
  assert.equal(toCompared(tasks(9, 1)), undefined);
  assert.match(toCompared(tasks(9, 9)) ?? '', /^Node, VM size, .+ inputs, .+ were compared.* more than chance\.$/);
});

test('nothing is left to do for a cause whose work was done under other IDs', () => {
  const [cause] = findCauses(true);
  assert.ok(cause !== undefined && cause.failures.length === 1);
  const again = { at: '2026-11-20T10:00:00Z', jobId: 'train', taskId: 'a-2' };
  const explain = (outcome: 'succeeded' | 'failed') => explainCause({ cause, resubmitted: [{ ...again, outcome }] });
  assert.deepEqual(explain('failed').remedies, ['failures.retry', 'failures.resubmit', 'task.compare']);
  const { remedies, fixes, sections = [] } = explain('succeeded');
  assert.deepEqual([remedies, fixes.length], [[], 1]);
  assert.match(fixes[0]?.text ?? '', /^There's nothing left to do: /);
  assert.deepEqual(
    sections.map(({ id }) => id).filter((id) => id === 'retry' || id === 'resubmitted'),
    ['resubmitted'],
  );
});

test('a cause that is gone shows what was not read, and which tasks had it', () => {
  const coverage = { read: 2, total: 9 };
  const { sections } = explainGoneCause('v1:x', coverage);
  assert.deepEqual(
    sections?.flatMap(({ items }) => items.map(({ text }) => text)),
    ['The causes of 2 of 9 failed tasks are known. The others may have this cause, too.'],
  );
  assert.equal(explainGoneCause('v1:x').sections, undefined);
  const [before] = findCauses(false);
  assert.deepEqual(
    explainGoneCause('v1:x', undefined, before).sections?.flatMap(({ items }) =>
      items.map(({ text, leadsTo }) => [text, leadsTo?.document]),
    ),
    ['a', 'b'].map((id) => [id, 'explanation']),
    'the tasks that had it lead to what became of them',
  );
});

const ofPool = { kind: 'pool', accountId: 'a', poolId: 'p' } as const;
const findCauseOfPool = () => {
  const resizeErrors = [{ code: 'AccountCoreQuotaReached' }];
  const pool = { id: 'p', state: 'active', allocationState: 'steady', resizeErrors, targetDedicatedNodes: 2 } as const;
  const failing: Failing = { kind: 'pool', resource: ofPool, at: undefined, pool, quotas: undefined };
  return doAtOnce(new CauseExplainer(logsAreGone).explain([failing])).causes[0];
};

test('unread failed tasks may have the cause of a task, but not that of a pool', () => {
  const coverage = { read: 23, total: 78 };
  const [causeOfPool, [causeOfTask]] = [findCauseOfPool(), findCauses(true)];
  assert.ok(causeOfPool !== undefined && causeOfTask !== undefined);
  const listUnread = (cause: Cause, share: typeof coverage & { readonly isComplete?: boolean }) =>
    explainCause({ cause, coverage: share }).sections?.filter(({ id }) => id === 'unread').length;
  assert.equal(listUnread(causeOfPool, coverage), 0);
  assert.equal(listUnread(causeOfTask, coverage), 1);
  assert.equal(listUnread(causeOfPool, { ...coverage, isComplete: false }), 1);
  assert.doesNotMatch(explainCause({ cause: causeOfPool, coverage }).title, /≥/);
});

test('a former cause of a pool links to the pool, and does not mention tasks', () => {
  const before = findCauseOfPool();
  const { title, cause, sections = [] } = explainGoneCause('v1:x', undefined, before);
  assert.match(title, /^No longer applies: .*quota/);
  assert.doesNotMatch(cause, /task|log/);
  assert.deepEqual(
    sections.flatMap(({ items }) => items),
    [{ text: 'Pool p', leadsTo: { resource: ofPool, document: 'explanation' } }],
  );
});

test('a former or divided cause still names the resubmissions of its tasks, and their outcome', () => {
  const [before] = findCauses(true);
  assert.ok(before !== undefined && before.failures.length === 1);
  const again = { at: '2026-11-20T10:00:00Z', jobId: 'train', taskId: 'a-2' };
  const toSaid = ({ title, fixes, sections = [] }: ReturnType<typeof explainGoneCause>) => ({
    title,
    step: fixes[0]?.text,
    again: sections.find(({ id }) => id === 'resubmitted')?.items[0]?.ofTask?.taskId,
  });
  const gone = toSaid(explainGoneCause('v1:x', undefined, before, [{ ...again, outcome: 'succeeded' }]));
  assert.match(gone.title, /: resubmitted and succeeded$/);
  assert.match(gone.step ?? '', /^There's nothing left to do: /);
  assert.equal(gone.again, 'a-2');
  const running = toSaid(explainGoneCause('v1:x', undefined, before, [{ ...again, now: 'running' }]));
  assert.deepEqual([running.title, running.again], ['No failure that was checked has this cause now', 'a-2']);
  const account = { kind: 'account', accountId: 'contoso' } as const;
  const divided = explainDividedCause(before, findCauses(false), account, undefined, [{ ...again, outcome: 'failed' }]);
  assert.equal(toSaid(divided).again, 'a-2');
});

test('a cause with fewer failures than before shows where the missing failures went', () => {
  const [cause, other] = findCauses(true);
  assert.ok(cause !== undefined && other !== undefined);
  const moved = [{ cause: other, failures: other.failures.slice(0, 1) }];
  assert.match(
    explainCause({ cause, moved }).cause,
    /1 failure that was counted here before has another cause, as its log shows: “.+” \(1\)\./,
  );
  assert.doesNotMatch(explainCause({ cause }).cause, /counted here before/);
});

test('a cause that may have more failures shows this, whatever else was counted', () => {
  const [cause] = findCauses(false);
  assert.ok(cause !== undefined && cause.failures.length === 2);
  const said = (isComplete: boolean) => JSON.stringify(explainCause({ cause: { ...cause, isComplete } }));
  assert.match(said(false), /≥ 2 tasks/);
  assert.doesNotMatch(said(true), /≥/);
});

test('the page of a cause with one task does not point to logs that are gone', () => {
  const failing = failed.slice(0, 1).map((one): FailedTask => ({ ...one, task: { ...one.task, commandLine: 'x' } }));
  const odd = failing.map(
    (one): FailedTask => ({ ...one, task: { ...one.task, executionInfo: { result: 'failure', exitCode: 77 } } }),
  );
  const [cause] = doAtOnce(new CauseExplainer(logsAreGone).explain(odd)).causes;
  assert.ok(cause !== undefined);
  const explain = (kind: 'gone' | 'unreachable') => {
    const unread = { kind, why: 'It says why.' } as const;
    const logs = { taskId: 'a', unread: { 'stdout.txt': unread, 'stderr.txt': unread } };
    const said = explainTask({ task: odd[0]?.task ?? assert.fail(), ...logs });
    const { cause: why, fixes } = explainCause({ cause, said, logs });
    return [why, ...fixes.map(({ text }) => text)].join('\n');
  };
  assert.match(explain('gone'), /Its logs are gone[\s\S]*can no longer be read/);
  assert.doesNotMatch(explain('gone'), /Read stderr\.txt/);
  assert.match(explain('unreachable'), /Its logs can't be read now[\s\S]*Another run overwrites them/);
});

test('the title of a cause with a single node is the title of that node', () => {
  const node = (nodeId: string, state: 'unknown' | 'unusable' | 'preempted'): Failing => ({
    kind: 'node',
    resource: { kind: 'node', accountId: 'contoso', poolId: 'cpu', nodeId },
    at: '2026-11-20T09:00:00Z',
    node: { id: nodeId, state },
    pool: undefined,
  });
  const toTitle = (...failing: Failing[]) => {
    const [cause = assert.fail()] = doAtOnce(new CauseExplainer(() => undefined).explain(failing)).causes;
    return explainCause({ cause }).title;
  };
  assert.equal(toTitle(node('tvm-8', 'unknown')), "Node tvm-8 isn't responding: Batch has lost contact");
  assert.equal(toTitle(node('tvm-8', 'unusable')), 'Node tvm-8 is unusable: Batch cannot reach the node');
  assert.equal(toTitle(node('tvm-8', 'preempted'), node('tvm-9', 'preempted')), 'Azure took the machine back: 2 nodes');
  assert.equal(toTitle(node('tvm-8', 'unknown'), node('tvm-9', 'unknown')), 'Batch has lost contact: 2 nodes');
});

test('if nothing distinguishes the tasks, few differences from the most similar task are shown', () => {
  const [cause] = findCauses(false);
  const example = failed[0]?.task ?? assert.fail();
  const succeeded: Task = { ...example, id: 'c', executionInfo: { result: 'success', exitCode: 0 } };
  const httpUrl = 'https://contoso.blob.core.windows.net/models/weights.pt';
  const other: Task = { ...succeeded, resourceFiles: [{ httpUrl }] };
  assert.ok(cause !== undefined);
  const explain = (...tasks: readonly Task[]) => {
    const { sections = [] } = explainCause({ cause, said: explainTask({ task: example, siblings: tasks }), tasks });
    return sections.find(({ id }) => id === 'apart')?.items.map(({ text }) => text) ?? [];
  };
  assert.deepEqual(explain(succeeded), []);
  const [named = '', ...more] = explain(other);
  assert.match(named, /^a and c, the most similar task that succeeded, differ in: Input\./);
  assert.deepEqual(more, []);
  const unlike = { ...other, commandLine: 'other', environmentSettings: [{ name: 'A', value: '1' }] };
  assert.deepEqual(explain(unlike), []);
  assert.deepEqual(explain(), []);
});

test('an unreadable log counts neither as read nor as a different message', () => {
  const ran = ['a', 'b', 'c', 'd'].map((taskId): FailedTask => {
    const [one = assert.fail()] = failed;
    const executionInfo = { result: 'failure', exitCode: 137, startTime: '2026-11-20T08:00:00Z' } as const;
    return {
      ...one,
      resource: { ...one.resource, taskId },
      task: { ...one.task, id: taskId, executionInfo, nodeInfo: { nodeId: 'n' } },
    };
  });
  const lost = { 'stderr.txt': { kind: 'gone', why: 'The node has left the pool.' } } as const;
  const isLost = ({ id }: Task): boolean => id === 'c' || id === 'd';
  const { causes } = doAtOnce(
    new CauseExplainer(({ task }) =>
      isLost(task)
        ? { task, logs: { unread: lost }, isConclusive: false }
        : { task, logs: { stderr: 'Killed\n', unread: undefined }, isConclusive: true },
    ).explain(ran),
  );
  const sayTogether = (cause: Cause): readonly string[] =>
    (explainCause({ cause }).sections ?? [])
      .filter(({ id }) => id === 'together')
      .flatMap(({ items }) => items.slice(1).map(({ text }) => text));
  assert.deepEqual(causes.map(sayTogether).toSorted(), [
    ['All 2 logs were read, and show this cause.'],
    ['The logs of 2 tasks were not read: their exit codes alone suggest this cause.'],
  ]);
  const [read = assert.fail(), unread = assert.fail()] = causes.toSorted((one) =>
    sayTogether(one)[0]?.startsWith('All') ? -1 : 1,
  );
  assert.deepEqual(sayTogether({ ...read, failures: [...read.failures, ...unread.failures] }), [
    'The cause was found in 2 of 4 logs. The other tasks ended with the same error code, exit code, and command.',
  ]);
});
