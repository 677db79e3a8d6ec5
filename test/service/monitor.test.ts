import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { BatchServiceClient } from '@azure/batch';
import type { Clock } from '../../src/core/clock.ts';
import type { MonitorAnswer, ServiceEvent } from '../../src/core/model/monitor.ts';
import { createAzureService } from '../../src/service/azure/azureService.ts';
import { systemClock } from '../../src/service/clock.ts';
import type { Attempt } from '../../src/service/ports.ts';
import type { Monitoring } from '../../src/simulator/arm/monitoring.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { createScriptedExecutor } from '../../src/simulator/executors/scripted/scriptedExecutor.ts';
import type { Role } from '../../src/simulator/http/roles.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { hourMs, minuteMs, monitoredWorld } from '../builders/monitoredWorld.ts';
import { SteppedCredentials } from './simulated.ts';
import { toSource } from './simulatedTokens.ts';

interface Setup {
  readonly monitoring?: Monitoring;
  readonly role?: Role;
  readonly isKey?: boolean;
  readonly hidesOwn?: boolean;
  readonly isElsewhere?: boolean;
}

async function start(context: TestContext, setup: Setup = {}) {
  const { monitoring = {}, role, isKey = false, hidesOwn = false, isElsewhere = false } = setup;
  const clock = new SteppedClock();
  const simulator = await startSimulator({
    clock,
    scenario: monitoredWorld,
    executor: createScriptedExecutor({ clock, scenario: monitoredWorld }),
    monitoring,
    directory: { hidesOwn },
    ...(role === undefined ? {} : { roles: { sample: role } }),
  });
  context.after(() => simulator.close());
  const { url, accountName, accountKey, armUrl, ca } = simulator;
  const source = toSource(simulator);
  const attempts: Attempt[] = [];
  // Caches expire by the clock of the simulator; waits are real.
  const serviceClock: Clock = {
    now: () => clock.now(),
    elapsedMs: () => clock.now(),
    schedule: (delayMs, callback) => systemClock.schedule(delayMs, callback),
  };
  const service = createAzureService({
    account: {
      id: new URL(url).host,
      name: accountName,
      endpoint: url,
      authentication: isKey ? 'sharedKey' : 'microsoft',
    },
    credential: isKey ? { kind: 'sharedKey', accountName, key: accountKey } : { kind: 'token', source },
    ...(isKey || isElsewhere
      ? {}
      : { resourceManager: { endpoint: armUrl, scope: 'https://management.azure.com/.default', source, ca } }),
    clock: serviceClock,
    onAttempt: (attempt) => attempts.push(attempt),
  });
  context.after(() => service.dispose());
  const author = new BatchServiceClient(new SteppedCredentials(accountName, accountKey, clock), url, {
    noRetryPolicy: true,
  });
  author.apiVersion = '2022-10-01.16.0';
  return { simulator, clock, author, attempts, monitor: service.monitor };
}

function read<T>(answer: MonitorAnswer<T>): T {
  assert.ok('value' in answer, JSON.stringify(answer));
  return answer.value;
}

const toShort = ({ kind, taskId, exitCode, retryCount }: ServiceEvent) => [kind, taskId, exitCode, retryCount];

test('the data of the last day and the last week includes all jobs, even deleted ones', async (context) => {
  const { author, clock, monitor, attempts } = await start(context);
  await author.job.deleteMethod('job-3');
  await clock.advance(10 * minuteMs);
  const metrics = read(await monitor.getMetrics());
  for (const { tasks, isCut } of [metrics.day, metrics.week]) {
    const failed = tasks.filter(({ metric }) => metric === 'TaskFailEvent');
    assert.equal(new Set(failed.map(({ jobId }) => jobId)).size, 12, 'more than ten, and the deleted one');
    assert.equal(
      failed.flatMap(({ points }) => points).reduce((sum, { value }) => sum + value, 0),
      12,
    );
    assert.ok(failed.every(({ poolId }) => poolId === 'pool'));
    assert.equal(isCut, false);
  }
  assert.deepEqual(Object.keys(metrics.deletedJobs), ['job-3']);
  const nodes = metrics.levels.find(({ metric }) => metric === 'TotalNodeCount')?.points.at(-1);
  assert.equal(nodes?.value, 2);
  assert.ok(metrics.requests.some(({ operation, result }) => operation === 'Job_Delete' && result === '202'));
  const asked = attempts.filter(({ path }) => path.includes('/metrics')).length;
  assert.equal(asked, 5);
});

test('answers are cached for minutes, and simultaneous requests are sent once', async (context) => {
  const { clock, monitor, attempts } = await start(context);
  const both = await Promise.all([monitor.getMetrics(), monitor.getMetrics()]);
  assert.deepEqual(both[0], both[1]);
  const after = attempts.length;
  await monitor.getMetrics();
  assert.equal(attempts.length, after);
  await clock.advance(4 * minuteMs);
  await monitor.getMetrics();
  assert.equal(attempts.length, after + 5);
});

test("a failing metric is named and doesn't affect the others", async (context) => {
  const { monitor } = await start(context, { monitoring: { failingMetrics: ['TaskFailEvent'] } });
  const { day, missing } = read(await monitor.getMetrics());
  assert.ok(day.tasks.some(({ metric }) => metric === 'TaskCompleteEvent'));
  assert.deepEqual(missing, ['TaskFailEvent: The values of TaskFailEvent could not be read.']);
});

test('the service log has the runs of a deleted task, its requeue with the previous run, and its node', async (context) => {
  const { author, clock, monitor } = await start(context);
  await author.job.add({ id: 'gone', poolInfo: { poolId: 'pool' } });
  await author.task.add('gone', { id: 'a', commandLine: 'sleep' });
  await clock.advance(5 * minuteMs);
  const { nodeInfo } = await author.task.get('gone', 'a');
  const nodeId = nodeInfo?.nodeId ?? assert.fail('it runs');
  await author.pool.removeNodes('pool', { nodeList: [nodeId] });
  await clock.advance(4 * hourMs);
  await author.job.deleteMethod('gone');
  await clock.advance(10 * minuteMs);
  const { events, isCut, isHidden, missing, hasAuditLog } = read(
    await monitor.listEvents({ kind: 'task', jobId: 'GONE', taskId: 'a' }),
  );
  assert.deepEqual(events.toReversed().map(toShort), [
    ['taskStart', 'a', undefined, 0],
    ['taskRequeue', 'a', undefined, 0],
    ['taskStart', 'a', undefined, 0],
    ['taskComplete', 'a', 0, 0],
  ]);
  assert.deepEqual(
    [isCut, isHidden, missing, hasAuditLog, events.find(({ kind }) => kind === 'taskRequeue')?.nodeId],
    [false, false, [], false, nodeId],
  );
  const ofNode = read(await monitor.listEvents({ kind: 'node', poolId: 'pool', nodeId }));
  const start1 = ofNode.events.find(({ kind }) => kind === 'specialTask');
  assert.deepEqual([start1?.taskType, start1?.exitCode, start1?.jobId], ['StartTask', 0, undefined]);
  const ofPool = read(await monitor.listEvents({ kind: 'pool', poolId: 'pool' }));
  const resize = ofPool.events.find(({ kind }) => kind === 'poolResizeComplete');
  assert.deepEqual([resize?.resultCode, resize?.currentNodes, resize?.targetNodes], ['Success', 1, 1]);
  assert.match(resize?.startTime ?? '', /Z$/, 'a time without a zone is of UTC');
  assert.ok(ofPool.events.every(({ kind }) => kind.startsWith('pool') || kind === 'specialTask'));
  const things = read(await monitor.findThings('gone'));
  assert.deepEqual(
    things.map(({ subject }) => subject),
    [{ kind: 'job', jobId: 'gone' }],
  );
  const byNode = read(await monitor.findThings(nodeId));
  assert.deepEqual(byNode[0]?.subject, { kind: 'node', poolId: 'pool', nodeId });
});

test('properties that have no column of their own in the table are also read', async (context) => {
  const { monitor } = await start(context, { monitoring: { mostColumns: 8 } });
  const { events } = read(await monitor.listEvents({ kind: 'task', jobId: 'job-1', taskId: 'bad' }));
  assert.deepEqual(events.map(({ kind }) => kind).toSorted(), ['taskComplete', 'taskFail', 'taskStart']);
  assert.equal(events.find(({ kind }) => kind === 'taskFail')?.exitCode, 3);
});

test('an ID and the events of a pool are found even if the table has no columns for properties', async (context) => {
  const { monitor } = await start(context, { monitoring: { mostColumns: 0 } });
  const findSubjects = async (id: string) => read(await monitor.findThings(id)).map(({ subject }) => subject);
  const bad = await findSubjects('BAD');
  assert.equal(bad.length, 12, 'one in each job');
  assert.deepEqual(bad[0], { kind: 'task', jobId: 'job-1', taskId: 'bad' });
  assert.deepEqual(await findSubjects('job-1'), [{ kind: 'job', jobId: 'job-1' }]);
  const { events } = read(await monitor.listEvents({ kind: 'pool', poolId: 'pool' }));
  assert.ok(events.length > 0 && events.every(({ jobId }) => jobId === undefined));
  const ofTask = read(await monitor.listEvents({ kind: 'task', jobId: 'job-1', taskId: 'bad' }));
  assert.equal(ofTask.events.find(({ kind }) => kind === 'taskFail')?.exitCode, 3);
});

test('logs that are disabled, sent elsewhere, hidden, incomplete, or empty are distinguished', async (context) => {
  const { monitor, simulator, clock, attempts } = await start(context, { monitoring: { serviceLog: 'nowhere' } });
  const subject = { kind: 'task', jobId: 'job-1', taskId: 'bad' } as const;
  const ask = async (monitoring: Monitoring) => {
    simulator.setMonitoring(monitoring);
    await clock.advance(20 * minuteMs);
    return monitor.listEvents(subject);
  };
  assert.deepEqual(await monitor.listEvents(subject), { unknown: 'off' });
  assert.ok(!attempts.some(({ path }) => path.includes('/logs')), 'no query where nothing is logged');
  assert.deepEqual(await ask({ serviceLog: 'storage' }), { unknown: 'elsewhere' });
  const hidden = read(await ask({ hidesWorkspace: true }));
  assert.deepEqual([hidden.events, hidden.isHidden], [[], true]);
  const partial = read(await ask({ partialRows: 1 }));
  assert.deepEqual([partial.events.length, partial.missing.length], [1, 1]);
  const empty = read(await monitor.listEvents({ kind: 'job', jobId: 'no-such' }));
  assert.deepEqual([empty.events, empty.isHidden, empty.missing], [[], false, []]);
  const audited = read(await ask({ auditLog: 'workspace' }));
  assert.equal(audited.hasAuditLog, true);
  const odd = read(await monitor.listEvents({ kind: 'job', jobId: 'a\nb' }));
  assert.deepEqual(odd.events, []);
});

const none = { notActions: [], dataActions: [], notDataActions: [] };

test('each missing right is reported with the data that requires it', async (context) => {
  const actions = ['Microsoft.Batch/batchAccounts/read', 'Microsoft.Insights/Metrics/Read'];
  const { monitor } = await start(context, { role: { actions, ...none } });
  assert.ok('value' in (await monitor.getMetrics()));
  for (const answer of [
    await monitor.listEvents({ kind: 'job', jobId: 'job-1' }),
    await monitor.listChanges(),
    await monitor.listEndpoints(),
  ])
    assert.equal('unknown' in answer && answer.unknown, 'notAllowed');
});

test("for an account opened by key, or outside the user's clouds and subscriptions, no request is sent", async (context) => {
  const key = await start(context, { isKey: true });
  assert.equal(key.monitor.isAvailable, false);
  assert.deepEqual(await key.monitor.getMetrics(), { unknown: 'keyOnly' });
  assert.deepEqual(key.attempts, []);
  const elsewhere = await start(context, { isElsewhere: true });
  assert.equal(elsewhere.monitor.isAvailable, false);
  assert.deepEqual(await elsewhere.monitor.getMetrics(), { unknown: 'otherCloud' });
  assert.deepEqual(elsewhere.attempts, []);
  const hidden = await start(context, { hidesOwn: true });
  assert.deepEqual(await hidden.monitor.getMetrics(), { unknown: 'notFound' });
});

test('throttling is reported, and the request soon repeated', async (context) => {
  const { monitor, simulator, clock } = await start(context, { monitoring: { throttledSeconds: 7 } });
  const answer = await monitor.getMetrics();
  assert.equal('unknown' in answer && answer.unknown, 'throttled');
  simulator.setMonitoring({});
  await clock.advance(minuteMs);
  assert.ok('value' in (await monitor.getMetrics()));
});

test('changes of the account, and the endpoints that its nodes must reach, are listed', async (context) => {
  const { monitor } = await start(context);
  const [change] = read(await monitor.listChanges());
  assert.deepEqual(
    [change?.operation, change?.caller, change?.status],
    ['Create or update Batch Account', 'simulator', 'Succeeded'],
  );
  const endpoints = read(await monitor.listEndpoints());
  assert.deepEqual(
    endpoints.filter(({ category }) => category === 'Azure Batch').map(({ domainName, ports }) => [domainName, ports]),
    [
      ['simulated.local.batch.azure.com', [443]],
      ['local.service.batch.azure.com', [443]],
    ],
  );
});
