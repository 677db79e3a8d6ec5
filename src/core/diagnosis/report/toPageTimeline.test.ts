import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { renderExplanation } from '../../../../test/builders/renderExplanation.ts';
import type { Task } from '../../model/task.ts';
import { setLocale } from '../../text/locale.ts';
import { buildTimeline, type Timeline, type TimelineEvent, type TimelineEvidence } from './timeline.ts';

before(() => setLocale('en-GB', false));
after(() => setLocale('en', false));

function render(timeline: Timeline): string {
  const text = renderExplanation(
    {
      category: 'other',
      title: 't',
      cause: 'c',
      evidence: [],
      fixes: [],
      remedies: [],
      confidence: 'certain',
      fingerprint: 'f',
    },
    { timeline },
  );
  return text.slice(text.indexOf('\n\nc\n') + 4).trim();
}

const eventAt = (minute: number, kind: TimelineEvent['kind'] = 'change'): TimelineEvent => ({
  at: `2026-11-20T09:${String(minute).padStart(2, '0')}:00.000Z`,
  text: `event ${minute}`,
  kind,
  step: 'task began',
});

test('events are listed in order, and failures stand out', () => {
  const failure = eventAt(2, 'failure');
  assert.match(
    render({ events: [eventAt(1), failure], firstFailure: failure, undated: [] }),
    /^## What happened when\n\n- 20 Nov 2026, 09:01 UTC: event 1\n- 09:02: \*\*event 2\*\*$/,
  );
});

test('the first of several failures is listed before all events', () => {
  const events = [eventAt(1), eventAt(2, 'failure'), eventAt(3, 'failure')];
  const [, firstFailure] = events;
  assert.ok(firstFailure);
  assert.match(
    render({ events, firstFailure, undated: [] }),
    /^## What happened when\n\nThe first failure shown here: event 2, 20 Nov 2026, 09:02 UTC\.\n\n- /,
  );
});

test('the first failure is marked as one of an earlier attempt if that has been retried', () => {
  const executionInfo = { exitCode: 1, result: 'failure', endTime: '2026-11-20T09:02:00Z' } as const;
  const before: Task = { id: 'a', state: 'completed', executionInfo };
  const now: Task = { ...before, id: 'b', executionInfo: { ...executionInfo, endTime: '2026-11-20T09:04:00Z' } };
  const first = (evidence: TimelineEvidence): string => render(buildTimeline(evidence)).split('\n')[2] ?? '';
  assert.match(
    first({ attempts: [before], tasks: [now], failedTasks: 1 }),
    /^The first failure, including earlier attempts: Task a failed/,
  );
  // The node remembers its only attempt too.
  const recent = { taskId: 'b', taskState: 'completed', executionInfo: now.executionInfo ?? {} } as const;
  const nodes = [{ id: 'n', recentTasks: [recent] }];
  const later = { ...now, id: 'c', executionInfo: { ...executionInfo, endTime: '2026-11-20T09:06:00Z' } };
  assert.match(first({ tasks: [now, later], nodes, failedTasks: 2 }), /^The first failure: Task b failed/);
});

test('only the first failed task of a job is the first failure', () => {
  const failed = (id: string, minute: number): Task => ({
    id,
    state: 'completed',
    executionInfo: { exitCode: 1, result: 'failure', endTime: `2026-11-20T09:0${minute}:00Z` },
  });
  const tasks = [failed('b', 2), failed('c', 3)];
  const preparation = [
    {
      nodeId: 'n',
      jobPreparationTaskExecutionInfo: {
        state: 'completed',
        exitCode: 6,
        result: 'failure',
        endTime: '2026-11-20T09:01:00Z',
      },
    },
  ] as const;
  const first = (evidence: TimelineEvidence): string => render(buildTimeline(evidence)).split('\n')[2] ?? '';
  assert.match(first({ tasks, failedTasks: 2 }), /^The first failure: Task b failed/);
  assert.match(first({ tasks }), /^The first failure shown here: Task b failed/);
  assert.match(first({ tasks, failedTasks: 2, preparation }), /^The first failure shown here: .*reparation/);
});

test('a single event, or none, is not shown', () => {
  assert.equal(render({ events: [], undated: [] }), '');
  assert.equal(render({ events: [eventAt(1)], undated: [] }), '');
});

test('if there are many events, the last ones and the first failure are shown', () => {
  const events = Array.from({ length: 50 }, (_, minute) => eventAt(minute, minute === 3 ? 'failure' : 'change'));
  const firstFailure = events[3];
  assert.ok(firstFailure);
  const text = render({ events, firstFailure, undated: [] });
  assert.equal(text.split('\n').filter((line) => line.startsWith('- ')).length, 31);
  assert.match(text, /\*\*event 3\*\*\n/);
  assert.match(text, /19 earlier events are left out\.$/);
});

test('a history of some of the failed tasks shows how many', () => {
  const task = (id: string, minute: number) => ({
    id,
    state: 'completed',
    executionInfo: { endTime: `2026-11-20T09:0${minute}:00Z`, exitCode: 1, result: 'failure', requeueCount: 0 },
  });
  const renderSome = (failedTasks?: number) =>
    render(buildTimeline({ tasks: [task('a', 1), task('b', 2)], failedTasks }));
  assert.match(renderSome(1234), /\n\nOnly 2 of 1,234 failed tasks are shown here\.$/);
  assert.doesNotMatch(renderSome(2), /are shown here/);
});

test('no foreign text becomes a link', () => {
  const events = [eventAt(1), { ...eventAt(2), text: '[x](command:workbench.action.quit)' }];
  assert.doesNotMatch(render({ events, undated: [] }), /(?<!\\)\[x/);
});

test('failures without a time are listed, and then no failure is called the first', () => {
  const events = [eventAt(1, 'failure'), eventAt(2, 'failure')];
  const [firstFailure] = events;
  assert.ok(firstFailure);
  const text = render({ events, firstFailure, undated: ['Task t failed: DiskFull'] });
  assert.match(text, /\n\ntime unknown: Task t failed: DiskFull$/);
  assert.doesNotMatch(text, /came first|first failure/);
});
