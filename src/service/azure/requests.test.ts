import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchServer, json, text } from '../../../test/fakes/batchServer.ts';
import { connectTo, testVersions } from '../../../test/fakes/connect.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { Task } from '../../core/model/task.ts';
import type { BatchService } from '../ports.ts';

/** The request of a call: method, path and query without the version, and body. */
type Sent = readonly [method: string, path: string, body?: unknown];

interface Case {
  readonly name: string;
  readonly call: (service: BatchService) => Promise<unknown>;
  readonly status?: number;
  readonly answer?: unknown;
  readonly sent: Sent;
  readonly result?: unknown;
  /** True if only the newer version has this call; with the older one it is refused before it is sent. */
  readonly isNew?: boolean;
}

const node = 'tvmps_1_d';
const counts = { active: 1, running: 2, completed: 3, succeeded: 1, failed: 2 };

const cases: readonly Case[] = [
  {
    name: 'resizePool',
    call: ({ pools }) => pools.resizePool('p', { targetDedicatedNodes: 2, targetLowPriorityNodes: 0 }),
    status: 202,
    sent: ['POST', '/pools/p/resize', { targetDedicatedNodes: 2, targetLowPriorityNodes: 0 }],
  },
  {
    name: 'stopResizePool',
    call: ({ pools }) => pools.stopResizePool('p'),
    status: 202,
    sent: ['POST', '/pools/p/stopresize'],
  },
  {
    name: 'patchPool',
    call: ({ pools }) => pools.patchPool('p', { startTask: { commandLine: 'true', waitForSuccess: false } }),
    sent: ['PATCH', '/pools/p', { startTask: { commandLine: 'true', waitForSuccess: false } }],
  },
  {
    name: 'enableAutoscale',
    call: ({ pools }) => pools.enableAutoscale('p', '$TargetDedicatedNodes=1'),
    sent: ['POST', '/pools/p/enableautoscale', { autoScaleFormula: '$TargetDedicatedNodes=1' }],
  },
  {
    name: 'disableAutoscale',
    call: ({ pools }) => pools.disableAutoscale('p'),
    sent: ['POST', '/pools/p/disableautoscale'],
  },
  {
    name: 'evaluateAutoscale',
    call: ({ pools }) => pools.evaluateAutoscale('p', '$TargetDedicatedNodes=1'),
    answer: { timestamp: '2026-11-20T09:00:00Z', results: '$TargetDedicatedNodes=1' },
    sent: ['POST', '/pools/p/evaluateautoscale', { autoScaleFormula: '$TargetDedicatedNodes=1' }],
    result: { timestamp: '2026-11-20T09:00:00Z', results: '$TargetDedicatedNodes=1' },
  },
  {
    name: 'removeNodes',
    call: ({ pools }) => pools.removeNodes('p', [node], 'taskcompletion'),
    status: 202,
    sent: ['POST', '/pools/p/removenodes', { nodeList: [node], nodeDeallocationOption: 'taskcompletion' }],
  },
  {
    name: 'patchJob',
    call: ({ jobs }) =>
      jobs.patchJob('j', { constraints: { maxWallClockTime: 'PT2H' }, onAllTasksComplete: 'noaction' }),
    sent: ['PATCH', '/jobs/j', { constraints: { maxWallClockTime: 'PT2H' }, onAllTasksComplete: 'noaction' }],
  },
  {
    name: 'patchJobSchedule',
    call: ({ jobSchedules }) => jobSchedules.patchJobSchedule('s', { schedule: { recurrenceInterval: 'PT2H' } }),
    sent: ['PATCH', '/jobschedules/s', { schedule: { recurrenceInterval: 'PT2H' } }],
  },
  {
    name: 'rebootNode',
    call: ({ nodes }) => nodes.rebootNode('p', node, 'taskcompletion'),
    status: 202,
    sent: ['POST', `/pools/p/nodes/${node}/reboot`, { nodeRebootOption: 'taskcompletion' }],
  },
  {
    name: 'reimageNode',
    call: ({ nodes }) => nodes.reimageNode('p', node, 'requeue'),
    status: 202,
    sent: ['POST', `/pools/p/nodes/${node}/reimage`, { nodeReimageOption: 'requeue' }],
  },
  {
    name: 'startNode',
    isNew: true,
    call: ({ nodes }) => nodes.startNode('p', node),
    status: 202,
    sent: ['POST', `/pools/p/nodes/${node}/start`],
  },
  {
    name: 'deallocateNode',
    isNew: true,
    call: ({ nodes }) => nodes.deallocateNode('p', node, 'terminate'),
    status: 202,
    sent: ['POST', `/pools/p/nodes/${node}/deallocate`, { nodeDeallocateOption: 'terminate' }],
  },
  {
    name: 'disableScheduling',
    call: ({ nodes }) => nodes.disableScheduling('p', node, 'requeue'),
    sent: ['POST', `/pools/p/nodes/${node}/disablescheduling`, { nodeDisableSchedulingOption: 'requeue' }],
  },
  {
    name: 'enableScheduling',
    call: ({ nodes }) => nodes.enableScheduling('p', node),
    sent: ['POST', `/pools/p/nodes/${node}/enablescheduling`],
  },
  {
    name: 'addUser',
    call: ({ nodes }) =>
      nodes.addUser('p', node, { name: 'ada', sshPublicKey: 'ssh-rsa A', expiryTime: '2026-11-21T00:00:00Z' }),
    status: 201,
    sent: [
      'POST',
      `/pools/p/nodes/${node}/users`,
      { name: 'ada', sshPublicKey: 'ssh-rsa A', expiryTime: '2026-11-21T00:00:00Z' },
    ],
  },
  {
    name: 'updateUser',
    call: ({ nodes }) => nodes.updateUser('p', node, { name: 'a da', isAdmin: true, password: 'pw' }),
    sent: ['PUT', `/pools/p/nodes/${node}/users/a%20da`, { password: 'pw' }],
  },
  {
    name: 'removeUser',
    call: ({ nodes }) => nodes.removeUser('p', node, 'ada'),
    sent: ['DELETE', `/pools/p/nodes/${node}/users/ada`],
  },
  {
    name: 'getRemoteLoginSettings',
    call: ({ nodes }) => nodes.getRemoteLoginSettings('p', node),
    answer: { 'odata.metadata': '…', remoteLoginIPAddress: '10.0.0.1', remoteLoginPort: 50000 },
    sent: ['GET', `/pools/p/nodes/${node}/remoteloginsettings`],
    result: { remoteLoginIPAddress: '10.0.0.1', remoteLoginPort: 50000 },
  },
  {
    name: 'uploadLogs',
    call: ({ nodes }) =>
      nodes.uploadLogs('p', node, { containerUrl: 'https://s/c?sig=x', startTime: '2026-11-20T08:00:00Z' }),
    answer: { virtualDirectoryName: 'd', numberOfFilesUploaded: 4 },
    sent: [
      'POST',
      `/pools/p/nodes/${node}/uploadbatchservicelogs`,
      { containerUrl: 'https://s/c?sig=x', startTime: '2026-11-20T08:00:00Z' },
    ],
    result: { virtualDirectoryName: 'd', numberOfFilesUploaded: 4 },
  },
  {
    name: 'getTaskCounts',
    call: ({ jobs }) => jobs.getTaskCounts('j'),
    answer: { taskCounts: counts, taskSlotCounts: counts },
    sent: ['GET', '/jobs/j/taskcounts'],
    result: counts,
  },
  {
    name: 'disableJob',
    call: ({ jobs }) => jobs.disableJob('j', 'requeue'),
    status: 202,
    sent: ['POST', '/jobs/j/disable', { disableTasks: 'requeue' }],
  },
  { name: 'enableJob', call: ({ jobs }) => jobs.enableJob('j'), status: 202, sent: ['POST', '/jobs/j/enable'] },
  {
    name: 'terminateJob',
    call: ({ jobs }) => jobs.terminateJob('j'),
    status: 202,
    sent: ['POST', '/jobs/j/terminate'],
  },
  {
    name: 'terminateJob with a reason, by force',
    isNew: true,
    call: ({ jobs }) => jobs.terminateJob('j', 'enough', { force: true }),
    status: 202,
    sent: ['POST', '/jobs/j/terminate?force=true', { terminateReason: 'enough' }],
  },
  {
    name: 'disableJobSchedule',
    call: ({ jobSchedules }) => jobSchedules.disableJobSchedule('s'),
    status: 204,
    sent: ['POST', '/jobschedules/s/disable'],
  },
  {
    name: 'enableJobSchedule',
    call: ({ jobSchedules }) => jobSchedules.enableJobSchedule('s'),
    status: 204,
    sent: ['POST', '/jobschedules/s/enable'],
  },
  {
    name: 'terminateJobSchedule',
    call: ({ jobSchedules }) => jobSchedules.terminateJobSchedule('s'),
    status: 202,
    sent: ['POST', '/jobschedules/s/terminate'],
  },
  {
    name: 'terminateJobSchedule by force',
    isNew: true,
    call: ({ jobSchedules }) => jobSchedules.terminateJobSchedule('s', { force: true }),
    status: 202,
    sent: ['POST', '/jobschedules/s/terminate?force=true'],
  },
  {
    name: 'deleteJobSchedule',
    call: ({ jobSchedules }) => jobSchedules.deleteJobSchedule('s'),
    status: 202,
    sent: ['DELETE', '/jobschedules/s'],
  },
  {
    name: 'deleteJobSchedule by force',
    isNew: true,
    call: ({ jobSchedules }) => jobSchedules.deleteJobSchedule('s', { force: true }),
    status: 202,
    sent: ['DELETE', '/jobschedules/s?force=true'],
  },
  { name: 'deletePool', call: ({ pools }) => pools.deletePool('p'), status: 202, sent: ['DELETE', '/pools/p'] },
  { name: 'deleteJob', call: ({ jobs }) => jobs.deleteJob('j'), status: 202, sent: ['DELETE', '/jobs/j'] },
  {
    name: 'changeConstraints',
    call: ({ tasks }) => tasks.changeConstraints('j', 't', { maxWallClockTime: 'PT2H', maxTaskRetryCount: 1 }),
    sent: ['PUT', '/jobs/j/tasks/t', { constraints: { maxWallClockTime: 'PT2H', maxTaskRetryCount: 1 } }],
  },
  {
    name: 'addTasks',
    call: ({ tasks }) => tasks.addTasks('j', [{ id: 't', commandLine: 'true', yetUnknown: { deep: 1 } } as Task]),
    answer: { value: [{ status: 'success', taskId: 't' }] },
    sent: ['POST', '/jobs/j/addtaskcollection', { value: [{ id: 't', commandLine: 'true', yetUnknown: { deep: 1 } }] }],
    result: new Map(),
  },
  {
    name: 'addJob',
    call: ({ jobs }) => jobs.addJob({ id: 'j', poolInfo: { poolId: 'p' } }),
    status: 201,
    sent: ['POST', '/jobs', { id: 'j', poolInfo: { poolId: 'p' } }],
  },
  {
    name: 'addPool',
    call: ({ pools }) => pools.addPool({ id: 'p', vmSize: 'standard_d2s_v3', yetUnknown: { deep: 1 } } as Pool),
    status: 201,
    sent: ['POST', '/pools', { id: 'p', vmSize: 'standard_d2s_v3', yetUnknown: { deep: 1 } }],
  },
  {
    name: 'addJobSchedule',
    call: ({ jobSchedules }) => jobSchedules.addJobSchedule({ id: 's', schedule: { recurrenceInterval: 'P1D' } }),
    status: 201,
    sent: ['POST', '/jobschedules', { id: 's', schedule: { recurrenceInterval: 'P1D' } }],
  },
  {
    name: 'terminateTask',
    call: ({ tasks }) => tasks.terminateTask('j', 't'),
    status: 204,
    sent: ['POST', '/jobs/j/tasks/t/terminate'],
  },
  { name: 'deleteTask', call: ({ tasks }) => tasks.deleteTask('j', 't'), sent: ['DELETE', '/jobs/j/tasks/t'] },
  {
    name: 'getPool',
    call: ({ pools }) => pools.getPool('p'),
    answer: { id: 'p', virtualMachineConfiguration: { containerConfiguration: { type: 'criCompatible' } } },
    sent: ['GET', '/pools/p'],
    result: { id: 'p', virtualMachineConfiguration: { containerConfiguration: { type: 'criCompatible' } } },
  },
  {
    name: 'listNodeCounts',
    call: async ({ pools }) => Array.fromAsync(pools.listNodeCounts({ poolId: "p'1" })),
    answer: { value: [] },
    sent: ['GET', "/nodecounts?$filter=poolId eq 'p''1'"],
    result: [[]],
  },
];

const lists: readonly (readonly [
  name: string,
  list: (service: BatchService) => AsyncIterable<unknown>,
  path: string,
])[] = [
  ['listPools', ({ pools }) => pools.listPools({ filter: "state eq 'active'" }), "/pools?$filter=state eq 'active'"],
  ['listNodes', ({ nodes }) => nodes.listNodes('p', { select: ['id'] }), '/pools/p/nodes?$select=id'],
  ['listJobs', ({ jobs }) => jobs.listJobs({ pageSize: 5 }), '/jobs?maxresults=5'],
  [
    'listJobSchedules',
    ({ jobSchedules }) => jobSchedules.listJobSchedules({ pageSize: 5 }),
    '/jobschedules?maxresults=5',
  ],
  ['listJobsFromSchedule', ({ jobSchedules }) => jobSchedules.listJobsFromSchedule('s'), '/jobschedules/s/jobs'],
  ['listSubtasks', ({ tasks }) => tasks.listSubtasks('j', 't'), '/jobs/j/tasks/t/subtasksinfo'],
  ['listTasks', ({ tasks }) => tasks.listTasks('j'), '/jobs/j/tasks'],
  [
    'listPreparationAndReleaseStatus',
    ({ jobs }) => jobs.listPreparationAndReleaseStatus('j'),
    '/jobs/j/jobpreparationandreleasetaskstatus',
  ],
];

const things: readonly Case[] = [
  ...lists.map(
    ([name, list, path]): Case => ({
      name,
      call: async (service) => Array.fromAsync(list(service)),
      answer: { value: [] },
      sent: ['GET', path],
      result: [[]],
    }),
  ),
  {
    name: 'getNode',
    call: ({ nodes }) => nodes.getNode('p', node),
    answer: { id: node },
    sent: ['GET', `/pools/p/nodes/${node}`],
    result: { id: node },
  },
  {
    name: 'getJob',
    call: ({ jobs }) => jobs.getJob('j'),
    answer: { id: 'j' },
    sent: ['GET', '/jobs/j'],
    result: { id: 'j' },
  },
  {
    name: 'getJobSchedule',
    call: ({ jobSchedules }) => jobSchedules.getJobSchedule('s'),
    answer: { id: 's' },
    sent: ['GET', '/jobschedules/s'],
    result: { id: 's' },
  },
  {
    name: 'getTask',
    call: ({ tasks }) => tasks.getTask('j', 't'),
    answer: { id: 't' },
    sent: ['GET', '/jobs/j/tasks/t'],
    result: { id: 't' },
  },
  {
    name: 'reactivateTask',
    call: ({ tasks }) => tasks.reactivateTask('j', 't'),
    status: 204,
    sent: ['POST', '/jobs/j/tasks/t/reactivate'],
  },
];

test('every read operation has a test case', () => {
  const { service } = connectTo('https://simacct.westeurope.batch.azure.com');
  const { pools, nodes, jobs, jobSchedules, tasks } = service;
  const tried = [...cases, ...things].map(({ name }) => name.replace(/ .*/, ''));
  assert.deepEqual([pools, nodes, jobs, jobSchedules, tasks].flatMap(Object.keys).sort(), [...new Set(tried)].sort());
  service.dispose();
});

for (const { name, call, status = 200, answer, sent, result, isNew } of [...cases, ...things]) {
  testVersions(`${name} sends ${sent[0]} ${sent[1]}`, async ({ connectTo, version }) => {
    await using server = await BatchServer.start(answer === undefined ? text(status) : json(answer, status));
    const { service } = connectTo(server.url);
    if (isNew && version === '2022-10-01.16.0') {
      await assert.rejects(call(service), { code: 'NeedsNewerVersion' });
      return;
    }
    const outcome = await call(service);
    const [request] = server.requests;
    const [method, path, body] = sent;
    assert.equal(request?.method, method);
    const url = new URL(request?.url ?? '', server.url);
    url.searchParams.delete('api-version');
    const query = [...url.searchParams].map(([key, value]) => `${key}=${value}`).join('&');
    assert.equal(query === '' ? url.pathname : `${url.pathname}?${query}`, path);
    assert.deepEqual(request?.body ? JSON.parse(request.body) : undefined, body);
    assert.deepEqual(outcome, result);
  });
}

testVersions('an argument that the client library refuses is an input error', async ({ connectTo }) => {
  await using server = await BatchServer.start(json({ value: [] }));
  const { service } = connectTo(server.url);
  await assert.rejects(Array.fromAsync(service.jobs.listJobs({ pageSize: 5000 })), { code: 'InvalidInput' });
  assert.equal(server.requests.length, 0);
});

testVersions('no more than six requests are sent simultaneously', async ({ connectTo }) => {
  const held: (() => void)[] = [];
  const six = Promise.withResolvers<void>();
  let holds = true;
  await using server = await BatchServer.start((response, request) => {
    const answer = () => json({ id: 'j' })(response, request);
    if (!holds || request.url === '/round-trip') return answer();
    held.push(answer);
    if (held.length === 6) six.resolve();
  });
  const { service } = connectTo(server.url);
  const calls = Array.from({ length: 20 }, () => service.jobs.getJob('j'));
  await six.promise;
  // A seventh request would have been sent with the others, and so would arrive before this one.
  await fetch(`${server.url}/round-trip`);
  assert.equal(held.length, 6);
  holds = false;
  for (const answer of held) answer();
  await Promise.all(calls);
});
