import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/builders/nightly.ts';
import type { Resource } from '../model/resource.ts';
import { isByResourceId, parseAddress, toLink } from './address.ts';
import type { DocumentTarget } from './documentPath.ts';

const accountId = 'contoso.westeurope.batch.azure.com';
const endpoint = `https://${accountId}`;
const group = '/subscriptions/0000-1/resourceGroups/render-rg/providers/Microsoft.Batch/batchAccounts';
const id = `${group}/contoso`;
const encodedId = encodeURIComponent(id);
const ours = 'vscode://batch-troubleshooter.azure-batch-troubleshooter';

/** Returns the short form of an address: how the account is identified, and the resource without its account. */
function readPath(text: string): string | undefined {
  const address = parseAddress(text);
  if (address === undefined) return undefined;
  const { accountId: _account, ...thing } = address.resource;
  const names = Object.entries(thing).map(([name, value]) => (name === 'kind' ? value : `${name}=${value}`));
  return `${isByResourceId(address) ? address.account.id : address.endpoint} ${names.join(' ')}`;
}

const inPortal = (fragment: string, host = 'portal.azure.com'): string => `https://${host}/${fragment}`;

for (const [what, text, expected] of [
  ['a job of the data plane', `${endpoint}/jobs/frames?api-version=1`, `${endpoint} job jobId=frames`],
  [
    'a job schedule of the data plane',
    `${endpoint}/jobschedules/nightly`,
    `${endpoint} jobSchedule scheduleId=nightly`,
  ],
  ['the id of an account', id, `${id} account`],
  ['the id of an account in other letters', id.toLowerCase(), `${id.toLowerCase()} account`],
  ['the id of a pool', `${id}/pools/cpu`, `${id} pool poolId=cpu`],
  ['an address of Resource Manager', `https://management.azure.com${id}?api-version=2024-07-01`, `${id} account`],
  ['that of a national cloud', `https://management.usgovcloudapi.net${id}/pools/p`, `${id} pool poolId=p`],
  ['an account in the portal', inPortal(`#@contoso.onmicrosoft.com/resource${id}/overview`), `${id} account`],
  ['an account in the portal without a tenant', inPortal(`#resource${id}`), `${id} account`],
  ['its list of pools', inPortal(`#@x/resource${id}/pools`), `${id} account`],
  ['a pool in the portal', inPortal(`#@x/resource${id}/pools/cpu/overview`), `${id} pool poolId=cpu`],
  ['a task by its path', inPortal(`?l=en.en-us#@x/resource${id}/jobs/j/tasks/t`), `${id} task jobId=j taskId=t`],
  [
    'a blade of a job',
    inPortal(`#blade/Microsoft_Azure_Batch/JobBlade/accountId/${encodedId}/jobId/nightly%3Ajob-1`),
    `${id} job jobId=nightly:job-1`,
  ],
  [
    'a view of a task',
    inPortal(`#view/Microsoft_Azure_Batch/TaskBlade/id/${encodedId}/jobName/j/taskName/t`, 'ms.portal.azure.com'),
    `${id} task jobId=j taskId=t`,
  ],
  [
    'a view of a node',
    inPortal(`#view/M/NodeBlade/resourceId/${encodedId}/poolId/p/computeNodeId/tvm-1`),
    `${id} node poolId=p nodeId=tvm-1`,
  ],
  [
    'a view of a job schedule',
    inPortal(`#view/M/B/resourceId/${encodedId}/jobScheduleId/s`),
    `${id} jobSchedule scheduleId=s`,
  ],
  ['the portal of China', inPortal(`#@x/resource${id}`, 'portal.azure.cn'), `${id} account`],
  ['the portal of the US Government', inPortal(`#@x/resource${id}/jobs/j`, 'portal.azure.us'), `${id} job jobId=j`],
  ['Batch Explorer', `ms-batch-explorer://route/jobs/a/tasks/b?accountId=${encodedId}`, `${id} task jobId=a taskId=b`],
  ['a link of ours', `${ours}/open/${accountId}/pools/p/nodes/n`, `${endpoint} node poolId=p nodeId=n`],
  [
    'a link of another edition',
    `${ours.replace('vscode', 'vscode-insiders')}/open/${accountId}`,
    `${endpoint} account`,
  ],
  ['a link to the sample', `${ours}/open/sample/jobs/j`, 'https://sample job jobId=j'],
  ['a link to a simulator', `${ours}/open/127.0.0.1:8080/jobs/j`, 'http://127.0.0.1:8080 job jobId=j'],
] as const) {
  test(`an address is read: ${what}`, () => assert.equal(readPath(text), expected));
}

for (const [what, text] of [
  ['nothing', ''],
  ['a word', 'contoso'],
  ['another resource', '/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/contoso'],
  ['what else an account holds', `${id}/applications/blender`],
  ['an account of no name', `${group}/`],
  ['a name that no account has', `${group}/con_toso`],
  ['a page of the portal without an account', inPortal('#home')],
  ['a page of a host that looks like the portal', `https://portal.azure.com.evil.example/#resource${id}`],
  ['a portal in the clear', `http://portal.azure.com/#resource${id}`],
  ['a Resource Manager of somebody else', `https://management.azure.com.evil.example${id}`],
  ['a link with a verb', `${ours}/delete/${accountId}/jobs/j`],
  ['a link with a command', `${ours}/open/command:azureBatch.job.delete`],
  ['a link to another extension', `vscode://evil.extension/open/${accountId}/jobs/j`],
  ['our name as the host of a page', `https://batch-troubleshooter.azure-batch-troubleshooter/open/${accountId}`],
  ['a link with a user in the host', `${ours}/open/me@${accountId}/jobs/j`],
  ['a link with a host in capital letters', `${ours}/open/${accountId.toUpperCase()}/jobs/j`],
  ['a link with a host of one word', `${ours}/open/intranet/jobs/j`],
  ['a link with another scheme in it', `${ours}/open/https:%2F%2F${accountId}/jobs/j`],
  ['a link with half a path', `${ours}/open/${accountId}/jobs`],
  ['a line break in a link', `${ours}/open/${accountId}/jobs/a%250Ab`],
  ['a line break in a URL', `${endpoint}/jobs/a%0Ab`],
  ['text that turns around', `${endpoint}/jobs/a\u202eb`],
  ['a name of 300 characters', `${endpoint}/jobs/${'x'.repeat(300)}`],
  ['a text of 5000 characters', `${endpoint}/jobs/j?${'x'.repeat(5000)}`],
  ['a program', 'calc.exe /jobs/j'],
  ['a script', `javascript:alert(1)//${accountId}/jobs/j`],
  ['a file', 'file:///etc/passwd'],
] as const) {
  test(`${what} is not an address`, () => assert.equal(readPath(text), undefined));
}

test('each link leads back to the resource or document from which it was created', () => {
  const task = { kind: 'task', accountId, jobId: 'frames', taskId: 'frame 1' } as const;
  const things: readonly Resource[] = [
    { kind: 'account', accountId },
    { kind: 'account', accountId: 'sample' },
    { kind: 'account', accountId: '127.0.0.1:4711' },
    { kind: 'pool', accountId, poolId: 'a%b' },
    { kind: 'nodeFile', accountId, poolId: 'p', nodeId: 'n', path: 'startup/wd/50% done.txt' },
    { kind: 'jobSchedule', accountId, scheduleId: 's' },
    task,
  ];
  for (const resource of things) assert.deepEqual(parseAddress(toLink('vscode', resource))?.resource, resource);
  const documents: readonly DocumentTarget[] = [
    { resource: task, document: 'json' },
    { resource: task, document: 'explanation' },
    { resource: { kind: 'account', accountId }, document: 'cause', fingerprint: 'exit-code:137/x' },
    { resource: { ...task, kind: 'taskFile', path: 'wd/a b.txt' }, document: 'content' },
  ];
  for (const document of documents) {
    const read = parseAddress(toLink('code-oss', document));
    assert.deepEqual(read && 'document' in read && read.document, document);
  }
});

test('each link to a row leads back to the row from which it was created', () => {
  for (const [resource, row] of [
    [{ kind: 'account', accountId }, ['jobs:']],
    [{ kind: 'pool', accountId, poolId: 'rows' }, ['nodeGroup:attention']],
    [{ kind: 'job', accountId, jobId: 'a%b' }, ['preparation:', 'preparationNode:p%2Fx+n', 'jobTask:release+wd']],
  ] as const) {
    const read = parseAddress(toLink('vscode', { resource, row }));
    assert.deepEqual(read && 'row' in read && [read.resource, read.row], [resource, row]);
  }
});

test('a link that is decoded once more, as in browsers and mail, is still read correctly', () => {
  const resource: Resource = { kind: 'taskFile', accountId, jobId: 'j', taskId: 't', path: 'wd/a b (1).txt' };
  const link = toLink('vscode', resource);
  assert.deepEqual(parseAddress(decodeURIComponent(link))?.resource, resource);
});

test('parsing any text never throws, and gives only resources on a plausible host', () => {
  const pieces = fc.constantFrom(
    ours,
    endpoint,
    id,
    encodedId,
    'https://portal.azure.com/#',
    '/open/',
    '/jobs/',
    '/jobId/',
  );
  const odd = fc.constantFrom(
    '%',
    '%25',
    '%2F',
    '..',
    '//',
    '\u0000',
    '\u202e',
    '@',
    ':',
    '?',
    '#',
    ' ',
    '💥',
    '\ud800',
  );
  const text = fc
    .array(fc.oneof(pieces, odd, fc.string({ maxLength: 8 })), { maxLength: 12 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, (given) => {
      const address = parseAddress(given);
      if (address === undefined) return;
      for (const part of Object.values(address.resource)) assert.doesNotMatch(part, /[\p{Cc}\p{Cf}]/u);
      if (!isByResourceId(address)) assert.equal(new URL(address.endpoint).origin, address.endpoint);
    }),
    { numRuns: runs(2000) },
  );
});

test('any resource of an account is restored from its link', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
    .filter((text) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u.test(text));
  fc.assert(
    fc.property(name, name, (jobId, taskId) => {
      const resource: Resource = { kind: 'task', accountId, jobId, taskId };
      assert.deepEqual(parseAddress(toLink('vscode', resource))?.resource, resource);
    }),
    { numRuns: runs(500) },
  );
});
