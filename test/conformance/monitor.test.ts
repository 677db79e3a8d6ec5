import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { MonitorClient } from '@azure/arm-monitor';
import { BatchServiceClient } from '@azure/batch';
import { LogsQueryClient, type LogsQueryResult } from '@azure/monitor-query-logs';
import { createSampleTokenSource } from '../../src/extension/sample/sampleTokens.ts';
import type { Monitoring } from '../../src/simulator/arm/monitoring.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { createScriptedExecutor } from '../../src/simulator/executors/scripted/scriptedExecutor.ts';
import type { Role } from '../../src/simulator/http/roles.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { hourMs, minuteMs, monitoredWorld } from '../builders/monitoredWorld.ts';
import { askArm } from '../service/directory.ts';
import { SteppedCredentials } from '../service/simulated.ts';

interface Setup {
  readonly monitoring?: Monitoring;
  readonly role?: Role;
  readonly scenario?: Scenario;
  readonly stateFolder?: string;
  readonly clock?: SteppedClock;
}

/** Starts a simulated account, with official clients for its Resource Manager and one that changes the account. */
async function start(context: TestContext, setup: Setup = {}) {
  const { monitoring = {}, role, scenario = monitoredWorld, stateFolder, clock = new SteppedClock() } = setup;
  const simulator = await startSimulator({
    clock,
    scenario,
    executor: createScriptedExecutor({ clock, scenario }),
    monitoring,
    ...(role === undefined ? {} : { roles: { sample: role } }),
    ...(stateFolder === undefined ? {} : { stateFolder }),
  });
  context.after(() => simulator.close());
  const source = createSampleTokenSource(simulator);
  const toCredential = (audience: string) => ({
    // Each request gets a new token, because the clock of the simulator may be hours ahead.
    getToken: async () => ({
      token: (await source.getToken([`${audience}/.default`])).token,
      expiresOnTimestamp: Date.now(),
    }),
  });
  const { armUrl: endpoint, ca, accountName, accountKey, url } = simulator;
  const connection = { endpoint, tlsOptions: { ca }, retryOptions: { maxRetries: 0 } };
  const { body } = await askArm(simulator, 'GET', '/subscriptions');
  const [first] = body['value'] as readonly { readonly subscriptionId: string }[];
  const { subscriptionId } = first ?? assert.fail('there is a subscription');
  const id = `/subscriptions/${subscriptionId}/resourceGroups/simulator/providers/Microsoft.Batch/batchAccounts/${accountName}`;
  const monitor = new MonitorClient(toCredential('https://management.azure.com'), subscriptionId, connection);
  const logs = new LogsQueryClient(toCredential('https://api.loganalytics.io'), {
    ...connection,
    endpoint: `${endpoint}/v1`,
  });
  const author = new BatchServiceClient(new SteppedCredentials(accountName, accountKey, clock), url, {
    noRetryPolicy: true,
  });
  author.apiVersion = '2022-10-01.16.0';
  const ago = (ms: number): Date => new Date(clock.now() - ms);
  return {
    simulator,
    clock,
    author,
    id,
    monitor,
    list: (options: Parameters<typeof monitor.metrics.list>[1] = {}) =>
      monitor.metrics.list(id, {
        interval: 'PT1H',
        timespan: `${ago(24 * hourMs).toISOString()}/${ago(0).toISOString()}`,
        aggregation: 'Count',
        ...options,
      }),
    query: (kusto: string): Promise<LogsQueryResult> =>
      logs.queryResource(id, kusto, { startTime: ago(7 * 24 * hourMs), endTime: ago(0) }),
    changes: () =>
      Array.fromAsync(
        monitor.activityLogs.list(
          `eventTimestamp ge '${ago(hourMs).toISOString()}' and eventTimestamp le '${ago(0).toISOString()}' and resourceUri eq '${id}'`,
        ),
      ),
  };
}

type Started = Awaited<ReturnType<typeof start>>;

/** Sums a metric over all spans and series. */
async function countAll({ list }: Started, metricnames: string): Promise<number> {
  const { value } = await list({ metricnames });
  const points = value.flatMap(({ timeseries = [] }) => timeseries.flatMap(({ data = [] }) => data));
  return points.reduce((sum, { count = 0 }) => sum + count, 0);
}

/** Returns the rows in an answer of logs, by the names of the columns. */
function toRows(result: LogsQueryResult): readonly Readonly<Record<string, unknown>>[] {
  const [table] = result.status === 'Success' ? result.tables : result.partialTables;
  const columns = table?.columnDescriptors.map(({ name = '' }) => name) ?? [];
  return (table?.rows ?? []).map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])));
}

async function codeOf(call: Promise<unknown>): Promise<readonly [status: unknown, code: unknown, text: string]> {
  const error = (await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )) as { readonly statusCode?: number; readonly code?: string } | undefined;
  return [error?.statusCode, error?.code, JSON.stringify(error)];
}

test('events are counted by minute, up to three minutes ago', async (context) => {
  const started = await start(context);
  const { clock, author } = started;
  assert.equal(await countAll(started, 'TaskStartEvent'), 24);
  assert.equal(await countAll(started, 'TaskFailEvent'), 12);
  await author.job.add({ id: 'new', poolInfo: { poolId: 'pool' } });
  await author.task.add('new', { id: 'a', commandLine: 'fail' });
  await clock.advance(minuteMs);
  assert.equal(await countAll(started, 'TaskFailEvent'), 12, 'the last three minutes are unsure');
  await clock.advance(5 * minuteMs);
  assert.equal(await countAll(started, 'TaskFailEvent'), 13);
});

test('a metric returns ten series per dimension by default, without further pages', async (context) => {
  const { list } = await start(context);
  const ask = async (options: object) => {
    const { value } = await list({
      metricnames: 'TaskFailEvent',
      filter: "jobId eq '*' and poolId eq '*'",
      ...options,
    });
    return value[0]?.timeseries ?? [];
  };
  assert.equal((await ask({})).length, 10);
  const all = await ask({ top: 1000 });
  assert.equal(all.length, 12);
  assert.deepEqual(
    all[0]?.metadatavalues?.map(({ name, value }) => [name?.value, value]),
    [
      ['poolid', 'pool'],
      ['jobid', 'job-12'],
    ],
  );
});

test('node count metrics have no dimension, and a dimension or metric that does not exist is an error', async (context) => {
  const { list } = await start(context);
  const { value } = await list({ metricnames: 'TotalNodeCount,IdleNodeCount', aggregation: 'Average,Count' });
  const last = value.map(({ timeseries = [] }) =>
    timeseries[0]?.data?.findLast(({ average }) => average !== undefined),
  );
  assert.deepEqual(
    last.map((point) => point?.average),
    [2, 2],
  );
  const [status, , text] = await codeOf(list({ metricnames: 'TotalNodeCount', filter: "poolId eq '*'" }));
  assert.equal(status, 400);
  assert.match(text, /does not support requested dimension/);
  for (const wrong of [
    { metricnames: 'NoSuchMetric' },
    { interval: 'PT7H' },
    { timespan: '2020-01-01T00:00:00Z/2020-01-02T00:00:00Z' },
    { aggregation: 'Median' },
  ])
    assert.equal((await codeOf(list({ metricnames: 'TaskStartEvent', ...wrong })))[0], 400, JSON.stringify(wrong));
});

test('requests of clients are counted by operation and result', async (context) => {
  const { list, author, clock } = await start(context);
  await author.job.get('job-1');
  await author.job.get('no-such').catch(() => undefined);
  await clock.advance(5 * minuteMs);
  const { value } = await list({
    metricnames: 'ApiCount',
    aggregation: 'Total',
    filter: "operation eq '*' and result eq '*'",
  });
  const series = value[0]?.timeseries ?? [];
  const results = series.map(({ metadatavalues = [] }) => metadatavalues.map((one) => one.value).join(' '));
  assert.deepEqual(results.toSorted(), ['Job_Get 200', 'Job_Get 404']);
});

test('the service log contains the events of deleted items, in columns that were created with the data', async (context) => {
  const started = await start(context);
  const { author, clock, query } = started;
  await author.job.add({ id: 'gone', poolInfo: { poolId: 'pool' } });
  await author.task.add('gone', { id: 'a', commandLine: 'fail', constraints: { maxTaskRetryCount: 1 } });
  await clock.advance(5 * minuteMs);
  await author.job.deleteMethod('gone');
  await clock.advance(5 * minuteMs);
  const rows = toRows(
    await query("AzureDiagnostics | where Category == 'ServiceLog' and jobId_s == 'gone' | order by TimeGenerated asc"),
  );
  assert.deepEqual(
    rows.map((row) => [
      row['OperationName'],
      row['id_s'],
      row['executionInfo_retryCount_d'],
      row['executionInfo_exitCode_d'],
    ]),
    [
      ['TaskStartEvent', 'a', 0, null],
      ['TaskStartEvent', 'a', 1, null],
      ['TaskCompleteEvent', 'a', 1, 7],
      ['TaskFailEvent', 'a', 1, 7],
    ],
  );
  // No task has been requeued yet, so this column doesn't exist.
  const [status, code, text] = await codeOf(query("AzureDiagnostics | where requeueReason_s == 'x'"));
  assert.deepEqual([status, code], [400, 'BadArgumentError']);
  assert.match(text, /SEM0100/);
  const either = await query("AzureDiagnostics | extend x = column_ifexists('requeueReason_s', '') | where x == 'x'");
  assert.deepEqual(toRows(either), []);
  assert.equal(await countAll(started, 'TaskCompleteEvent'), 25, 'metrics count what is deleted, too');
});

test('special tasks, requeues and resizes are logged, and pool events have times without a zone', async (context) => {
  const { author, clock, query } = await start(context);
  await author.job.add({ id: 'long', poolInfo: { poolId: 'pool' } });
  await author.task.add('long', { id: 'a', commandLine: 'sleep' });
  await clock.advance(5 * minuteMs);
  const { nodeInfo } = await author.task.get('long', 'a');
  await author.pool.removeNodes('pool', { nodeList: [nodeInfo?.nodeId ?? ''] });
  await clock.advance(10 * minuteMs);
  const requeues = toRows(await query("AzureDiagnostics | where OperationName == 'TaskRequeueEvent'"));
  assert.deepEqual(
    requeues.map((row) => [row['id_s'], row['nodeInfo_nodeId_s'], row['executionInfo_result_s']]),
    [['a', nodeInfo?.nodeId, 'failure']],
  );
  const [resize] = toRows(await query("AzureDiagnostics | where OperationName == 'PoolResizeCompleteEvent'"));
  assert.match(String(resize?.['startTime_s']), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
  assert.deepEqual([resize?.['resultCode_s'], resize?.['currentDedicatedNodes_d']], ['Success', 1]);
  const special = toRows(await query("AzureDiagnostics | where taskName_s != '' | summarize count() by taskType_s"));
  assert.deepEqual(special, [{ taskType_s: 'StartTask', count_: 2 }]);
});

test('disabled, hidden and missing logs are distinguished', async (context) => {
  const { query, simulator } = await start(context);
  const all = 'AzureDiagnostics | where TimeGenerated > ago(30d)';
  simulator.setMonitoring({ partialRows: 3 });
  const partial = await query(all);
  assert.equal(partial.status, 'PartialFailure');
  assert.equal(toRows(partial).length, 3);
  simulator.setMonitoring({ hidesWorkspace: true });
  assert.deepEqual(toRows(await query(all)), []);
  simulator.setMonitoring({ serviceLog: 'nowhere' });
  assert.match((await codeOf(query(all)))[2], /Failed to resolve table/);
  simulator.setMonitoring({ mostColumns: 10 });
  const rows = toRows(await query("AzureDiagnostics | where OperationName == 'TaskFailEvent'"));
  assert.ok(rows.length === 12 && rows.every((row) => row['AdditionalFields'] !== null));
  simulator.setMonitoring({ throttledSeconds: 5 });
  assert.equal((await codeOf(query(all)))[0], 429);
});

test('diagnostic settings contain the destinations of logs', async (context) => {
  const { monitor, id, simulator } = await start(context);
  const list = async () => {
    const { value: settings = [] } = await monitor.diagnosticSettings.list(id);
    return settings.map(({ name, workspaceId, storageAccountId, logs = [] }) => [
      name,
      workspaceId !== undefined,
      storageAccountId !== undefined,
      logs.filter(({ enabled }) => enabled).map(({ category }) => category),
    ]);
  };
  assert.deepEqual(await list(), [['logs', true, false, ['ServiceLog']]]);
  simulator.setMonitoring({ serviceLog: 'storage', auditLog: 'workspace' });
  assert.deepEqual(await list(), [
    ['logs', true, false, ['AuditLog']],
    ['archive', false, true, ['ServiceLog']],
  ]);
  simulator.setMonitoring({ serviceLog: 'nowhere' });
  assert.deepEqual(await list(), []);
});

test('the activity log has the actions on the account in Resource Manager', async (context) => {
  const { simulator, id, changes } = await start(context);
  await askArm(simulator, 'POST', `${id}/listKeys`);
  const found = (await changes()).map(({ operationName, status, caller }) => [
    operationName?.value,
    status?.value,
    caller,
  ]);
  assert.deepEqual(found.slice(0, 2), [
    ['Microsoft.Batch/batchAccounts/listKeys/action', 'Succeeded', 'test'],
    ['Microsoft.Batch/batchAccounts/listKeys/action', 'Started', 'test'],
  ]);
});

test('recorded events survive the simulator, and are restored with a snapshot', async (context) => {
  const stateFolder = await mkdtemp(path.join(tmpdir(), 'simulator-state-'));
  context.after(() => rm(stateFolder, { recursive: true, force: true }));
  const look = async (started: Started) => ({
    rows: toRows(await started.query('AzureDiagnostics | project TimeGenerated, OperationName, id_s, jobId_s')),
    failed: await countAll(started, 'TaskFailEvent'),
    nodes: await countAll(started, 'TotalNodeCount'),
    changes: (await started.changes()).map(({ operationName }) => operationName?.value),
  });
  const first = await start(context, { stateFolder });
  const { clock } = first;
  await first.author.job.add({ id: 'new', poolInfo: { poolId: 'pool' } });
  await first.author.task.add('new', { id: 'a', commandLine: 'fail' });
  await clock.advance(minuteMs);
  await first.author.job.deleteMethod('new');
  await askArm(first.simulator, 'POST', `${first.id}/listKeys`);
  await clock.advance(5 * minuteMs);
  const before = await look(first);
  assert.ok(before.rows.some(({ jobId_s, OperationName }) => jobId_s === 'new' && OperationName === 'TaskFailEvent'));
  assert.equal(before.failed, 13);
  await first.simulator.close();

  const second = await start(context, { stateFolder, clock });
  assert.deepEqual(await look(second), before);
  await second.simulator.controls.takeSnapshot('night');
  await second.author.pool.deleteMethod('pool');
  await clock.advance(minuteMs);
  assert.ok((await look(second)).rows.length > before.rows.length);
  await second.simulator.controls.restoreSnapshot('night');
  assert.equal((await look(second)).rows.length, before.rows.length);
});

test('each source requires its own right', async (context) => {
  const none = { notActions: [], dataActions: [], notDataActions: [] };
  const role = { actions: ['Microsoft.Batch/batchAccounts/read', 'Microsoft.Insights/Metrics/Read'], ...none };
  const { list, query, monitor, id, changes } = await start(context, { role });
  assert.equal((await list({ metricnames: 'TaskStartEvent' })).value.length, 1);
  assert.deepEqual((await codeOf(query('AzureDiagnostics'))).slice(0, 2), [403, 'InsufficientAccessError']);
  assert.equal((await codeOf(monitor.diagnosticSettings.list(id)))[0], 403);
  assert.equal((await codeOf(changes()))[0], 403);
});
