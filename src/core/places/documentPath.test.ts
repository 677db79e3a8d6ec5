import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Resource } from '../model/resource.ts';
import {
  type DocumentTarget,
  fromDocumentAddress,
  fromDocumentPath,
  toDocumentAddress,
  toDocumentPath,
} from './documentPath.ts';

const accountId = 'a.westeurope.batch.azure.com';

test('documents have the paths that users see', () => {
  const task = { kind: 'task', accountId, jobId: 'frames', taskId: 'frame-0001' } as const;
  assert.equal(toDocumentPath({ resource: task, document: 'json' }), '/jobs/frames/tasks/frame-0001/task.json');
  assert.equal(
    toDocumentPath({ resource: task, document: 'explanation' }),
    '/jobs/frames/tasks/frame-0001/frame-0001.explanation.md',
  );
  assert.equal(
    toDocumentPath({ resource: { ...task, kind: 'taskFile', path: 'wd/out.log' }, document: 'content' }),
    '/jobs/frames/tasks/frame-0001/files/wd/out.log',
  );
  assert.equal(
    toDocumentPath({ resource: { ...task, kind: 'taskFile', path: 'wd/out.tar.log' }, document: 'text' }),
    '/jobs/frames/tasks/frame-0001/text/wd/out.tar.log/out.tar.view.log',
  );
  assert.equal(
    toDocumentPath({ resource: { kind: 'node', accountId, poolId: 'p', nodeId: 'n' }, document: 'json' }),
    '/pools/p/nodes/n/node.json',
  );
});

test('the saved data of an item is a separate document, and so are the earlier attempts of a task', () => {
  const task = { kind: 'task', accountId, jobId: 'frames', taskId: 'frame-0001' } as const;
  const path = toDocumentPath({ resource: task, document: 'attempts' });
  assert.equal(path, '/jobs/frames/tasks/frame-0001/frame-0001.earlier-attempts.md');
  assert.deepEqual(fromDocumentPath(accountId, path), { resource: task, document: 'attempts' });
  const others: readonly Resource[] = [
    { kind: 'job', accountId, jobId: 'j' },
    { kind: 'pool', accountId, poolId: 'p' },
    { kind: 'node', accountId, poolId: 'p', nodeId: 'tvmps_0123456789abcdef' },
    { kind: 'jobSchedule', accountId, scheduleId: 's' },
  ];
  for (const resource of others) {
    const kept = toDocumentPath({ resource, document: 'attempts' });
    assert.match(kept ?? '', /\.kept\.md$/);
    assert.deepEqual(fromDocumentPath(accountId, kept ?? ''), { resource, document: 'attempts' });
  }
});

test('documents that exist only on this computer have their own ID in their path', () => {
  const resource = { kind: 'account', accountId } as const;
  const targets: readonly (readonly [DocumentTarget, string])[] = [
    [{ resource, document: 'bulkReport', bulkId: 'a/1' }, '/bulk/a%2F1/report.md'],
    [{ resource, document: 'answers', answersId: 'a/1' }, '/answers/a%2F1/answers.md'],
  ];
  for (const [target, path] of targets) {
    assert.equal(toDocumentPath(target), path);
    assert.deepEqual(fromDocumentPath(accountId, path), target);
    assert.equal(fromDocumentPath(accountId, `${path}/more`), undefined);
  }
});

test('a part of a file is named by its offset, and by the number of its first line if known', () => {
  const resource = { kind: 'taskFile', accountId, jobId: 'frames', taskId: 'frame-0001', path: 'stdout.txt' } as const;
  for (const [line, name] of [
    [1901, '1901'],
    [undefined, '-'],
  ] as const) {
    const target = { resource, document: 'part', line, start: 123_456 } as const;
    const path = toDocumentPath(target);
    assert.equal(path, `/jobs/frames/tasks/frame-0001/part/${name}/123456/stdout.txt/stdout.view.txt`);
    assert.deepEqual(fromDocumentPath(accountId, path), target);
  }
  const other = '/jobs/frames/tasks/frame-0001/part/x/123456/stdout.txt/stdout.view.txt';
  assert.equal(fromDocumentPath(accountId, other)?.document, undefined);
});

test('a comparison with the log of another task names both tasks, whatever their names', () => {
  const resource = { kind: 'taskFile', accountId, jobId: 'frames', taskId: 'frame-0001', path: 'stdout.txt' } as const;
  const target = { resource, document: 'masked', other: { jobId: 'a/b', taskId: '..' } } as const;
  const path = toDocumentPath(target);
  assert.equal(path, '/jobs/frames/tasks/frame-0001/masked-beside/a%2Fb/%2E%2E/stdout.txt/stdout.view.txt');
  assert.deepEqual(fromDocumentPath(accountId, path), target);
});

test('a comparison names both tasks, whatever their names', () => {
  const resource = { kind: 'task', accountId, jobId: 'frames', taskId: 'frame-0001' } as const;
  const target = { resource, document: 'comparison', other: { jobId: 'a/b', taskId: '..' } } as const;
  const path = toDocumentPath(target);
  assert.equal(path, '/jobs/frames/tasks/frame-0001/compared-with/a%2Fb/%2E%2E/frame-0001.comparison.md');
  assert.deepEqual(fromDocumentPath(accountId, path), target);
  assert.equal(
    fromDocumentPath(accountId, '/jobs/frames/tasks/frame-0001/compared-with/j/frame-0001.comparison.md'),
    undefined,
  );
});

test('an earlier attempt of any kind of item has its own explanation, logs, and comparisons', () => {
  const task = { kind: 'task', accountId, jobId: 'a/b', taskId: '..' } as const;
  const node = { kind: 'node', accountId, poolId: 'p', nodeId: 'tvmps_0123456789abcdef' } as const;
  const savedAt = '2026-11-20T09:14:00.123Z';
  const targets: readonly DocumentTarget[] = [
    { resource: task, document: 'attempt', savedAt },
    { resource: node, document: 'attempt', savedAt },
    { resource: task, document: 'attemptLog', savedAt, path: 'stderr.txt' },
    { resource: node, document: 'attemptLog', savedAt, path: 'startup/stderr.txt' },
    { resource: task, document: 'comparison', savedAt, other: { jobId: 'a/b', taskId: '..' } },
  ];
  for (const target of targets)
    assert.deepEqual(fromDocumentPath(accountId, toDocumentPath(target) ?? ''), target, JSON.stringify(target));
  assert.match(toDocumentPath({ resource: node, document: 'attempt', savedAt }) ?? '', /\.explanation\.md$/);
  assert.equal(fromDocumentPath(accountId, '/jobs/j/tasks/t/attempts/x'), undefined);
  assert.equal(fromDocumentPath(accountId, '/jobs/j/tasks/t/attempts/x/other.explanation.md'), undefined);
});

test('damaged items of any list have a path', () => {
  const resource = { kind: 'account', accountId } as const;
  const target = { resource, document: 'damaged', list: '{"kind":"nodes","poolId":"a/b"}' } as const;
  assert.match(toDocumentPath(target) ?? '', /^\/damaged\/[^/]+\/damaged\.json$/);
  assert.deepEqual(fromDocumentPath(accountId, toDocumentPath(target) ?? ''), target);
  assert.equal(fromDocumentPath(accountId, '/damaged/pools'), undefined);
});

test('an application of an account has a path, whatever its name', () => {
  const resource = { kind: 'account', accountId } as const;
  const target = { resource, document: 'application', applicationId: 'a/b' } as const;
  assert.match(toDocumentPath(target) ?? '', /^\/applications\/[^/]+\/application\.json$/);
  assert.deepEqual(fromDocumentPath(accountId, toDocumentPath(target) ?? ''), target);
  assert.equal(fromDocumentPath(accountId, '/applications/a'), undefined);
});

test('a cause in an account or a job has a path, and so does the explanation of an account', () => {
  const account = { kind: 'account', accountId } as const;
  const job = { kind: 'job', accountId, jobId: 'a/b' } as const;
  for (const resource of [account, job]) {
    const target = { resource, document: 'cause', fingerprint: 'v1:missing-file:x/../y:1' } as const;
    const path = toDocumentPath(target) ?? '';
    assert.match(path, /\/causes\/[^/]+\/cause\.explanation\.md$/);
    assert.deepEqual(fromDocumentPath(accountId, path), target);
    const address = toDocumentAddress(target);
    assert.match(
      address?.path ?? '',
      /\/causes\/missing file \(x%2F\.\.%2Fy\)\.explanation\.md$/,
      'as breadcrumbs have it',
    );
    const uri = { scheme: 'azurebatch', authority: accountId, ...address };
    assert.deepEqual(fromDocumentAddress(JSON.parse(JSON.stringify(uri))), target);
    const earlier = (address?.path ?? '').replace('missing file (x%2F..%2Fy)', 'missing-file-x%2F..%2Fy');
    assert.deepEqual(fromDocumentAddress({ ...uri, path: earlier }), target, 'as editors still have it');
    assert.equal(fromDocumentAddress({ ...uri, query: 'v1:other:x:1' }), undefined);
    assert.equal(fromDocumentAddress({ ...uri, query: '' }), undefined);
  }
  assert.equal(toDocumentPath({ resource: account, document: 'explanation' }), '/account.explanation.md');
  assert.deepEqual(fromDocumentPath(accountId, '/account.explanation.md'), {
    resource: account,
    document: 'explanation',
  });
  assert.equal(fromDocumentPath(accountId, '/causes/v1/other.md'), undefined);
});

test('a tab that has not been opened yet has the name of its cause', () => {
  const toName = (fingerprint: string) =>
    toDocumentAddress({ resource: { kind: 'account', accountId }, document: 'cause', fingerprint })
      ?.path.split('/')
      .at(-1);
  assert.equal(toName('v1:crash-signal:FailureExitCode:1:2'), 'crash.explanation.md');
  assert.equal(toName('v1:crash-signal:failureexitcode:1:2'), 'crash.explanation.md');
  assert.equal(toName('v1:sas-expired:BlobAccessDenied:1'), 'expired SAS (BlobAccessDenied).explanation.md');
  assert.equal(toName('v1:out-of-memory::1'), 'out of memory.explanation.md');
  assert.equal(toName('anything'), 'cause.explanation.md');
});

test('the text version of a file never has the name of the file, to avoid saving it under that name', () => {
  for (const path of ['stdout.txt', 'wd/frames', '.profile', 'wd/.profile.d/a', 'a.view', '', '.', '..', 'x.']) {
    const resource = { kind: 'taskFile', accountId, jobId: 'j', taskId: 't', path } as const;
    const [bytes, text] = [{ resource, document: 'content' } as const, { resource, document: 'text' } as const];
    const toName = (target: DocumentTarget) => toDocumentPath(target)?.split('/').at(-1);
    assert.notEqual(toName(text), toName(bytes), path);
    assert.deepEqual(fromDocumentPath(accountId, toDocumentPath(text) ?? ''), text);
  }
  assert.equal(fromDocumentPath(accountId, '/jobs/j/tasks/t/text/stdout.txt'), undefined);
  assert.equal(fromDocumentPath(accountId, '/jobs/j/tasks/t/text/stdout.txt/stderr.view.txt'), undefined);
});

test('a resource without a document has no path', () => {
  assert.equal(toDocumentPath({ resource: { kind: 'account', accountId }, document: 'json' }), undefined);
  assert.equal(toDocumentPath({ resource: { kind: 'job', accountId, jobId: 'j' }, document: 'content' }), undefined);
});

const name = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('..', '.', '', '%2F', 'a/b', '-o', '\u202e', '?#'),
);
const resource: fc.Arbitrary<DocumentTarget> = fc
  .record({
    a: name,
    b: name,
    path: name,
    kind: fc.constantFrom('pool', 'node', 'job', 'jobSchedule', 'task', 'taskFile', 'nodeFile'),
    explains: fc.boolean(),
  })
  .map(({ a, b, path, kind, explains }) => {
    const of: Readonly<Record<string, Resource>> = {
      pool: { kind: 'pool', accountId, poolId: a },
      node: { kind: 'node', accountId, poolId: a, nodeId: b },
      job: { kind: 'job', accountId, jobId: a },
      jobSchedule: { kind: 'jobSchedule', accountId, scheduleId: a },
      task: { kind: 'task', accountId, jobId: a, taskId: b },
      taskFile: { kind: 'taskFile', accountId, jobId: a, taskId: b, path },
      nodeFile: { kind: 'nodeFile', accountId, poolId: a, nodeId: b, path },
    };
    const chosen = of[kind] ?? { kind: 'account', accountId };
    if (kind.endsWith('File')) return { resource: chosen, document: explains ? 'text' : 'content' };
    return { resource: chosen, document: explains ? 'explanation' : 'json' };
  });

test('every target is restored from its path, whatever the names', () => {
  fc.assert(
    fc.property(resource, (target) => {
      const path = toDocumentPath(target);
      assert.ok(path !== undefined);
      assert.match(path, /^(\/[\w.~%:-]+)+$/);
      assert.doesNotMatch(path, /\/\.{1,2}(\/|$)/);
      assert.deepEqual(fromDocumentPath(accountId, path), target);
    }),
  );
});

test('parsing any path never throws, and foreign paths are not recognized', () => {
  for (const path of [
    '',
    '/',
    '/jobs',
    '/jobs/j',
    '/jobs/j/tasks',
    '/jobs/j/tasks/t/files',
    '/jobs/j/tasks/t/text',
    '/x/y/z',
    '/jobs/%E0%A4/job.json',
    '/jobs//job.json',
  ]) {
    assert.equal(fromDocumentPath(accountId, path), undefined, path);
  }
  fc.assert(fc.property(fc.string(), (path) => void fromDocumentPath(accountId, path)));
});

test('an ID that is only a slash is preserved', () => {
  const target = { resource: { kind: 'pool', accountId: 'a', poolId: '/' }, document: 'json' } as const;
  assert.deepEqual(fromDocumentPath('a', toDocumentPath(target) ?? ''), target);
});
