import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doAtOnce } from '../../work.ts';
import { CauseExplainer } from '../account/causeExplainer.ts';
import { describeFailures, describeSpan } from './causeExtent.ts';
import type { Cause } from './causes.ts';

/** Two tasks of an active job that failed at these times, for one cause. */
function makeCause(...times: readonly string[]): Cause {
  const failing = times.map((at, index) => {
    const executionInfo = { startTime: at, endTime: at, result: 'failure', exitCode: 1, requeueCount: 0 } as const;
    const task = { id: `t${index}`, state: 'completed', executionInfo } as const;
    const resource = { kind: 'task', accountId: 'a', jobId: 'j', taskId: task.id } as const;
    return { kind: 'task', resource, at, task, job: { id: 'j', state: 'active' }, pool: undefined } as const;
  });
  const { causes } = doAtOnce(new CauseExplainer(() => undefined).explain(failing));
  return causes[0] ?? assert.fail('there is no cause');
}

test('the time since the last failure is shown in minutes, or not at all', () => {
  const early = '2026-11-20T09:50:00Z';
  const say = (last: string): string => describeSpan(makeCause(early, last), '2026-11-20T10:00:30Z')[1]?.text ?? '';
  assert.match(
    say('2026-11-20T09:57:00Z'),
    /^Still happening: 2 failed in the hour before .*, the last one 3 min before that time\.$/,
  );
  for (const last of ['2026-11-20T10:00:20Z', '2026-11-20T09:59:59Z'])
    assert.match(say(last), /^Still happening: 2 failed in the hour before [^;]*10:00[^;]*\.$/);
  assert.doesNotMatch(say('2026-11-20T10:00:20Z'), /the last one/);
});

test('jobs whose tasks wait show no time of failure', () => {
  const waiting = {
    tasks: [{ id: 't', state: 'active', requiredSlots: 4 }],
    counts: undefined,
    pool: { id: 'p' },
  } as const;
  const failing = ['one', 'two'].map((id) => {
    const resource = { kind: 'job', accountId: 'a', jobId: id } as const;
    const at = '2026-11-20T04:00:00Z';
    return {
      kind: 'job',
      resource,
      at,
      job: { id, state: 'active' },
      preparation: [],
      waiting,
      quotas: undefined,
    } as const;
  });
  const [cause] = doAtOnce(new CauseExplainer(() => undefined).explain(failing)).causes;
  assert.equal(describeSpan(cause ?? assert.fail(), '2026-11-20T10:00:00Z').length, 1);
});

test('failed items are counted by kind', () => {
  const { failures } = makeCause('2026-11-20T09:50:00Z', '2026-11-20T09:51:00Z');
  const [task] = failures;
  assert.ok(task);
  const resource = { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' } as const;
  const failing = { kind: 'node', resource, at: undefined, node: { id: 'n' }, pool: undefined } as const;
  const all = [{ ...task, failing }, ...failures];
  assert.equal(describeFailures({ failures: all, isComplete: true }), '2 tasks and 1 node');
});
