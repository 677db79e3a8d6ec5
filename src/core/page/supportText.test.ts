import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderSupportText, type SupportEvidence } from './supportText.ts';

const accountId = 'contoso.westeurope.batch.azure.com';
const endpoint = `https://${accountId}`;
const account = { id: accountId, name: 'contoso', endpoint, authentication: 'sharedKey' } as const;
const resource = { kind: 'task', accountId, jobId: 'train', taskId: 'shard-01' } as const;
const properties = {
  id: 'shard-01',
  creationTime: '2026-11-20T01:00:00Z',
  commandLine: 'train --key PLANTED-COMMAND',
  state: 'completed',
  environmentSettings: [{ name: 'TOKEN', value: 'PLANTED-VALUE' }],
  resourceFiles: [{ httpUrl: 'https://x.blob.core.windows.net/a?sig=PLANTED-SIG', filePath: 'a' }],
  nodeInfo: { poolId: 'gpu', nodeId: 'tvm_1' },
  executionInfo: {
    startTime: '2026-11-20T09:00:00Z',
    endTime: '2026-11-20T09:01:00Z',
    exitCode: 1,
    failureInfo: { category: 'UserError', code: 'FailureExitCode', message: 'PLANTED-MESSAGE' },
  },
};
const now = new Date('2026-11-20T10:00:00Z');
const render = (changes: Partial<SupportEvidence> = {}): string =>
  renderSupportText({
    account,
    apiVersion: '2025-06-01',
    things: [{ resource, properties }],
    others: 0,
    requests: [],
    now,
    ...changes,
  });

test('the text contains the account, region, IDs, time window, codes, and states, without formatting', () => {
  const requests = [
    {
      at: '2026-11-20T09:59:00.000Z',
      method: 'GET',
      path: '/jobs/train/tasks/shard-01',
      outcome: '200',
      requestId: 'r1',
    },
  ];
  assert.equal(
    render({ requests }),
    `Azure Batch account: contoso (${endpoint})
Region: westeurope
Resource ID: unknown
API version: 2025-06-01
Window (UTC): 2026-11-20T09:00:00.000Z – 2026-11-20T09:01:00.000Z
Copied at: 2026-11-20T10:00:00.000Z

task, jobId = train, taskId = shard-01
  state = completed
  nodeInfo.poolId = gpu
  nodeInfo.nodeId = tvm_1
  executionInfo.startTime = 2026-11-20T09:00:00Z
  executionInfo.endTime = 2026-11-20T09:01:00Z
  executionInfo.exitCode = 1
  executionInfo.failureInfo.category = UserError
  executionInfo.failureInfo.code = FailureExitCode

Last requests:
  2026-11-20T09:59:00.000Z GET /jobs/train/tasks/shard-01 200 · request-id r1
`,
  );
});

test('no secret is included, from a command, an environment, an address, a message, or the path of a request', () => {
  const request = { at: now.toISOString(), method: 'GET', path: '/pools?sig=PLANTED-PATH', outcome: '200' };
  const odd = { state: 'https://u:PLANTED-PASSWORD@host/x?sig=PLANTED-STATE\nforged = line' };
  const text = render({
    requests: [request],
    things: [
      { resource, properties },
      { resource, properties: odd },
    ],
  });
  assert.doesNotMatch(text, /PLANTED/);
  assert.doesNotMatch(text, /^forged/m);
});

test('for a cause, the text has the time window of the cause and the number of further affected items', () => {
  const cause = { title: 'weights.pt is missing', firstSeen: '2026-11-20T08:00:00Z', lastSeen: '2026-11-20T09:30:00Z' };
  const text = render({ cause, others: 2164 });
  assert.match(text, /^Window \(UTC\): 2026-11-20T08:00:00\.000Z – 2026-11-20T09:30:00\.000Z$/m);
  assert.match(text, /^Cause: weights\.pt is missing$/m);
  assert.match(text, /^2,164 more are affected\.$/m);
});

test('a missing item is described as such, and a region that the address does not contain is unknown', () => {
  const text = render({ account: { ...account, endpoint: 'http://127.0.0.1:80' }, things: [{ resource }] });
  assert.match(text, /^Region: unknown$/m);
  assert.match(text, /^ {2}not found or not accessible$/m);
});
