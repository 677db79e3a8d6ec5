import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MonitorAnswer, ServiceEvent, ServiceEvents } from '../../model/monitor.ts';
import { listEventMoments } from './eventMoments.ts';
import { explainGoneThing, toEndpointsSection, toRecordedSection } from './recordedSection.ts';
import { buildTimeline } from './timeline.ts';

const at = (minute: number): string => new Date(Date.parse('2026-11-20T09:00:00Z') + minute * 60_000).toISOString();
const task = { jobId: 'nightly', taskId: 'a', poolId: 'cpu', nodeId: 'n1' };

function event(kind: ServiceEvent['kind'], minute: number, more: Partial<ServiceEvent> = {}): ServiceEvent {
  return { at: at(minute), kind, name: kind, ...more };
}

const log = (events: readonly ServiceEvent[], more: Partial<ServiceEvents> = {}): MonitorAnswer<ServiceEvents> => ({
  value: { events, since: at(-60), isCut: false, missing: [], isHidden: false, ...more },
  asOf: at(30),
});

const ran = [
  event('taskStart', 1, task),
  event('taskRequeue', 5, { ...task, result: 'failure' }),
  event('taskStart', 6, { ...task, nodeId: 'n2' }),
  event('taskComplete', 9, { ...task, nodeId: 'n2', exitCode: 7, retryCount: 1 }),
  event('taskFail', 9, { ...task, nodeId: 'n2', exitCode: 7, retryCount: 1 }),
];

const lines = (events: readonly ServiceEvent[], tasks: Parameters<typeof buildTimeline>[0]['tasks'] = []) =>
  buildTimeline({ events, tasks }).events.map(({ text }) => text);

test('a task shows each run, each requeue with its earlier run, and the end once', () => {
  assert.deepEqual(lines(ran), [
    'Task a started on node n1',
    'Task a was requeued. It previously ran on node n1 (no exit code)',
    'Task a started on node n2',
    'Task a failed: exit code 7',
  ]);
});

test('the last recorded run counts as an earlier attempt only if the task still exists', () => {
  assert.deepEqual(
    listEventMoments(ran, []).map(({ step }) => step),
    ['earlier attempt began', 'task again', 'task began', 'task ended'],
  );
  const again = { id: 'a', state: 'running' as const, executionInfo: { startTime: at(20) } };
  assert.deepEqual(
    listEventMoments(ran, [again]).map(({ step }) => step),
    ['earlier attempt began', 'task again', 'earlier attempt began', 'earlier attempt ended'],
  );
});

test("events in the task's own properties are not repeated", () => {
  const own = {
    id: 'a',
    state: 'completed',
    nodeInfo: { nodeId: 'n2' },
    executionInfo: { startTime: at(6), endTime: at(9), exitCode: 7, result: 'failure' },
  };
  assert.deepEqual(
    lines(ran, [own]).filter((text) => text.includes('n2') || text.includes('failed')),
    ['Task a started on node n2', 'Task a failed: exit code 7'],
  );
});

test('for many tasks, only failures and repeats are shown', () => {
  const other = { ...task, taskId: 'b' };
  const many = [...ran, event('taskStart', 2, other), event('taskComplete', 3, { ...other, exitCode: 0 })];
  assert.deepEqual(lines(many), [
    'Task a was requeued. It previously ran on node n1 (no exit code)',
    'Task a failed: exit code 7',
  ]);
});

test('start tasks of former nodes, preparation and release tasks, resizes, and formulas are shown', () => {
  const node = { poolId: 'cpu', nodeId: 'n1' };
  const pool = { poolId: 'cpu' };
  assert.deepEqual(
    lines([
      event('specialTask', 1, { ...node, taskType: 'StartTask', exitCode: 1, result: 'failure' }),
      event('specialTask', 2, { ...node, taskType: 'JobPrep', jobId: 'j', exitCode: 0, result: 'success' }),
      event('specialTask', 3, { ...node, taskType: 'JobRelease', jobId: 'j', exitCode: 2 }),
      event('poolResizeStart', 4, { ...pool, currentNodes: 0, targetNodes: 4 }),
      event('poolResizeComplete', 5, { ...pool, resultCode: 'AllocationFailed', currentNodes: 1 }),
      event('poolResizeComplete', 6, { ...pool, resultCode: 'Success', currentNodes: 4 }),
      event('autoscale', 7, { ...pool, results: '$TargetDedicatedNodes=4' }),
      event('autoscale', 8, { ...pool, results: '$TargetDedicatedNodes=4' }),
      event('autoscale', 9, { ...pool, problem: { code: 'AutoScalingFormulaEvaluationError' } }),
      event('poolDeleteComplete', 10, pool),
      event('other', 11, pool),
    ]),
    [
      'The start task on node n1 failed: exit code 1',
      'The preparation task ended on node n1',
      'The release task failed on node n1: exit code 2',
      'Pool cpu started resizing from 0 to 4 nodes',
      'The resize of pool cpu failed: AllocationFailed',
      'The resize of pool cpu ended with 4 nodes',
      'The autoscale formula for pool cpu returned: $TargetDedicatedNodes=4',
      'The autoscale formula for pool cpu failed: AutoScalingFormulaEvaluationError',
      'Pool cpu was deleted',
    ],
  );
});

const say = (answer: MonitorAnswer<ServiceEvents>, asksWho = false): readonly string[] =>
  toRecordedSection(answer, asksWho).items.map(({ text }) => text);

test('the source of the data is shown with its age, the required permission, and its limits', () => {
  assert.deepEqual(say(log(ran, { hasAuditLog: false }), true), [
    '5 events since Nov 20, 2026, 08:00 UTC, which the timeline takes into account.',
    'The log has no exit codes for automatic retries: it has only the exit code of the last run.',
    "Who did it isn't recorded: the AuditLog category isn't sent to Log Analytics.",
    "From the account's service log (Log Analytics, role Log Analytics Reader), as of 09:30.",
  ]);
  assert.match(say(log([], { hasAuditLog: true }), true).join('\n'), /audit log .* may show who did it/);
});

test('empty, truncated, partial, hidden, and unknown logs are distinguished, each with a step', () => {
  assert.match(say(log([]))[0] ?? '', /^Nothing since .* turned on/);
  const some = say(log(ran, { isCut: true, missing: ['Some sources failed.'], isHidden: true })).join('\n');
  assert.match(some, /earlier events/);
  assert.match(some, /Some of the log is missing: Some sources failed\./);
  assert.match(some, /“Log Analytics Reader” role in the workspace/);
  assert.match(say({ unknown: 'off' })[0] ?? '', /add one that sends it to a Log Analytics workspace/);
  assert.match(say({ unknown: 'elsewhere' })[0] ?? '', /not to Log Analytics/);
  assert.match(say({ unknown: 'notAllowed', detail: 'No.' })[0] ?? '', /Ask an owner .*Log Analytics Reader/);
});

test('a deleted item is explained by its last entry in the log', () => {
  const { title, cause, evidence, related } = explainGoneThing('The job does not exist.', log(ran.toReversed()));
  assert.equal(title, "This doesn't exist in Azure Batch");
  assert.equal(
    cause,
    'The job does not exist. Its last event in the service log, from Nov 20, 2026, 09:09 UTC: Task a failed: exit code 7.',
  );
  assert.equal(evidence.length, 4);
  assert.equal(related?.[0]?.id, 'recorded');
  const off = explainGoneThing('The job does not exist.', { unknown: 'off' });
  assert.equal(off.cause, 'The job does not exist.');
  assert.match(off.related?.[0]?.items[0]?.text ?? '', /None of the account's diagnostic settings/);
});

test('the endpoints that a node must be able to reach are listed', () => {
  const section = toEndpointsSection({
    value: [
      { category: 'Azure Batch', domainName: 'a.batch.azure.com', ports: [443] },
      { category: 'Azure Batch', domainName: 'b.batch.azure.com', ports: [443, 29876] },
      { category: 'Azure Storage', domainName: 's.blob.core.windows.net', ports: [] },
    ],
    asOf: at(30),
  });
  assert.deepEqual(
    section?.items.slice(1).map(({ text }) => text),
    [
      'Azure Batch: a.batch.azure.com:443, b.batch.azure.com:443, b.batch.azure.com:29876',
      'Azure Storage: s.blob.core.windows.net',
      'From Azure Resource Manager (role Reader), as of 09:30.',
    ],
  );
  assert.equal(toEndpointsSection({ unknown: 'keyOnly' }), undefined);
  assert.match(toEndpointsSection({ unknown: 'notAllowed' })?.items[0]?.text ?? '', /“Reader” role/);
});
