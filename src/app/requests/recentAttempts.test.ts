import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentAttempts } from './recentAttempts.ts';

const attempt = (path: string, accountId = 'a') => ({
  accountId,
  method: 'GET',
  path,
  attempt: 1,
  durationMs: 1,
  apiVersion: '2025-06-01',
});

test("attempts of the same account whose path begins with an item's path are about that item", () => {
  let now = 0;
  const recent = new RecentAttempts(() => ++now);
  for (const path of ['/jobs/a%2Fb/tasks/t?x=1', '/jobs/a%2Fb', '/jobs/a', '/pools/a', '/jobs/a%2Fb/taskcounts'])
    recent.add(attempt(path));
  recent.add(attempt('/jobs/a%2Fb', 'other'));
  const job = { kind: 'job', accountId: 'a', jobId: 'a/b' } as const;
  const paths = (count: number) => recent.listAbout(job, count).map((one) => one.attempt.path);
  assert.deepEqual(paths(10), ['/jobs/a%2Fb/tasks/t?x=1', '/jobs/a%2Fb', '/jobs/a%2Fb/taskcounts']);
  assert.deepEqual(paths(1), ['/jobs/a%2Fb/taskcounts']);
  assert.deepEqual(
    recent.listAbout({ kind: 'task', accountId: 'a', jobId: 'a/b', taskId: 't' }, 10).map(({ atMs }) => atMs),
    [1],
  );
});

test('the last forty attempts are shown, and at most a thousand are kept', () => {
  const recent = new RecentAttempts(() => 0);
  for (let index = 0; index < 1500; index++) recent.add(attempt(`/jobs/${index}`));
  assert.equal(recent.all.length, 40);
  assert.equal(recent.all.at(-1)?.path, '/jobs/1499');
  assert.equal(recent.listAbout({ kind: 'account', accountId: 'a' }, 5000).length, 1000);
});
