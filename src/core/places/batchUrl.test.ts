import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '../model/resource.ts';
import { parseBatchUrl, toBatchPath } from './batchUrl.ts';
import { isPortalUrl } from './resourceId.ts';

const accountId = 'contoso.westeurope.batch.azure.com';
const endpoint = `https://${accountId}`;

test('URLs that the service prints name their resources', () => {
  const cases = [
    ['', { kind: 'account', accountId }],
    ['/', { kind: 'account', accountId }],
    ['/jobs/j', { kind: 'job', accountId, jobId: 'j' }],
    ['/jobs/j/tasks/t?api-version=1', { kind: 'task', accountId, jobId: 'j', taskId: 't' }],
    [
      '/jobs/j/tasks/t/files/wd%2Fa%20b.txt',
      { kind: 'taskFile', accountId, jobId: 'j', taskId: 't', path: 'wd/a b.txt' },
    ],
    ['/jobschedules/s', { kind: 'jobSchedule', accountId, scheduleId: 's' }],
    ['/pools/p', { kind: 'pool', accountId, poolId: 'p' }],
    ['/pools/p/nodes/n', { kind: 'node', accountId, poolId: 'p', nodeId: 'n' }],
    [
      '/pools/p/nodes/n/files/startup/stderr.txt',
      { kind: 'nodeFile', accountId, poolId: 'p', nodeId: 'n', path: 'startup/stderr.txt' },
    ],
  ] as const;
  for (const [path, resource] of cases) assert.deepEqual(parseBatchUrl(endpoint + path), { endpoint, resource });
});

test('the path of a resource leads back to that resource, whatever its names contain', () => {
  const things: readonly Resource[] = [
    { kind: 'account', accountId },
    { kind: 'pool', accountId, poolId: 'a b' },
    { kind: 'node', accountId, poolId: 'p', nodeId: 'tvm-1_p' },
    { kind: 'nodeFile', accountId, poolId: 'p', nodeId: 'n', path: 'startup/50% (1).txt' },
    { kind: 'job', accountId, jobId: 'nightly:job-1' },
    { kind: 'jobSchedule', accountId, scheduleId: '..' },
    { kind: 'task', accountId, jobId: 'j/k', taskId: 't?#' },
    { kind: 'taskFile', accountId, jobId: 'j', taskId: 't', path: 'wd/../ü.txt' },
  ];
  for (const resource of things) {
    const url = endpoint + toBatchPath(resource);
    assert.deepEqual(parseBatchUrl(url), { endpoint, resource }, url);
  }
});

test('the host is returned in lower case, and a secret after the path is omitted', () => {
  const parsed = parseBatchUrl('HTTPS://Contoso.westeurope.batch.azure.com/jobs/J?sig=secret#x');
  assert.deepEqual(parsed, { endpoint, resource: { kind: 'job', accountId, jobId: 'J' } });
});

test('a host is read as it would be requested, even with dots of other scripts', () => {
  assert.equal(parseBatchUrl('https://contoso\u3002westeurope\uff0ebatch.azure.com/jobs/j')?.endpoint, endpoint);
});

test('a page of the portal is distinguished from an account', () => {
  for (const text of [
    'https://portal.azure.com',
    ' https://Portal.Azure.com/#@x/resource/y ',
    'https://ms.portal.azure.us/',
  ]) {
    assert.equal(parseBatchUrl(text), undefined, text);
    assert.ok(isPortalUrl(text), text);
  }
  assert.ok(!isPortalUrl(`${endpoint}/jobs/portal.azure.com`));
  assert.ok(!isPortalUrl('portal'));
});

test('a URL that names no Batch resource gives nothing', () => {
  for (const text of [
    '',
    'contoso',
    'ftp://x/jobs/j',
    'https://user@host/jobs/j',
    `${endpoint}/jobs`,
    `${endpoint}/jobs/j/tasks`,
    `${endpoint}/jobs/j/nodes/n`,
    `${endpoint}/pools/p/nodes/n/rdp`,
    `${endpoint}/jobs/j/tasks/t/files`,
    `${endpoint}/certificates/c`,
    `${endpoint}/jobschedules/s/jobs/j`,
    `${endpoint}/jobs/%E0%A4%A`,
  ]) {
    assert.equal(parseBatchUrl(text), undefined, text);
  }
});
