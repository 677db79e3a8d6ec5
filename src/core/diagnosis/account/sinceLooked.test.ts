import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../../test/builders/failedTasks.ts';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import { doAtOnce } from '../../work.ts';
import { CauseExplainer } from './causeExplainer.ts';
import { describeSince, toSinceSection } from './sinceLooked.ts';

const failed = (id: string, exitCode: number, hour: string): Task => ({
  id,
  state: 'completed',
  executionInfo: { result: 'failure', exitCode, endTime: `2026-11-20T${hour}:00:00Z` },
});
const ended = (id: string, hour: string): Job => ({
  id,
  state: 'completed',
  executionInfo: { endTime: `2026-11-20T${hour}:30:00Z` },
});
const node = (id: string, state: 'preempted' | 'idle', hour: string): ComputeNode => ({
  id,
  state,
  stateTransitionTime: `2026-11-20T${hour}:00:00Z`,
});

const { causes } = doAtOnce(
  new CauseExplainer(logsAreGone).explain(
    failedTasksOf('a', [failed('t1', 139, '07'), failed('t2', 139, '09'), failed('t3', 1, '09')]),
  ),
);
const evidence = {
  accountId: 'a',
  since: '2026-11-20T08:00:00Z',
  causes,
  jobs: [ended('early', '07'), ended('late', '08'), ended('later', '09')],
  nodes: [
    { poolId: 'spot', nodes: [node('n1', 'preempted', '09'), node('n2', 'preempted', '08'), node('n3', 'idle', '09')] },
    { poolId: 'spot-2', nodes: [node('n4', 'preempted', '07'), node('n5', 'preempted', '09')] },
  ],
  now: new Date('2026-11-20T10:00:00Z'),
};

test('a cause that has come again since is news, and counted apart from new ones', () => {
  const since = Date.parse('2026-11-20T09:00:00Z');
  const before = causes.map((cause) =>
    cause.cluster.firstSeen < evidence.since
      ? { ...cause, recurrence: { state: 'back' as const, since, first: since - 1, times: 2 } }
      : cause,
  );
  const found = { ...evidence, jobs: [], nodes: [], causes: before };
  assert.equal(toSinceSection(found, new Map(), ({ cluster }) => ({ text: cluster.title }))?.items.length, 2);
  assert.match(describeSince(found, 'contoso') ?? '', /: 1 new cause and 1 cause back\.$/);
});

test('causes with new failures, ended jobs, and preempted nodes are listed as news', () => {
  const counts = new Map([['late', { active: 0, running: 0, completed: 3, succeeded: 2, failed: 1 }]]);
  const section = toSinceSection(evidence, counts, ({ cluster }) => ({ text: cluster.title }));
  const fresh = causes.filter(({ cluster }) => cluster.firstSeen > evidence.since);
  assert.deepEqual(
    section?.items.map(({ text }) => text),
    [
      ...fresh.map(({ cluster }) => cluster.title),
      'Job later has ended.',
      'Job late has ended: 2 succeeded, 1 failed.',
      '1 node in pool spot was preempted and has been missing for 1 hr.',
      '1 node in pool spot-2 was preempted and has been missing for 1 hr.',
    ],
  );
  assert.equal(fresh.length, 1, 'a cause that was there before is not new, though more failed of it');
});

test('the news is summarized in one sentence, and without news there is no sentence', () => {
  assert.match(
    describeSince(evidence, 'contoso') ?? '',
    /^Since you last looked at account contoso \(.*\): 1 new cause, 2 jobs ended, and 2 nodes preempted\.$/,
  );
  const later = { ...evidence, since: '2026-11-20T09:45:00Z' };
  assert.equal(describeSince(later, 'contoso'), undefined);
  assert.equal(
    toSinceSection(later, new Map(), () => ({ text: '' })),
    undefined,
  );
});
