import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HeldClock } from '../../src/simulator/clock.ts';
import type { ExportedAccount } from '../../src/simulator/export/exportedAccount.ts';
import { toScenarioFile } from '../../src/simulator/export/toScenarioFile.ts';
import { parseScenario } from '../../src/simulator/scenarioFile/readScenario.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { WireObject } from '../../src/simulator/state/wire.ts';
import { runs } from '../builders/nightly.ts';
import { newVersion, poolBody, RawClient } from './rawClient.ts';

const nowMs = Date.UTC(2026, 10, 20, 9);
const ago = fc.integer({ min: 0, max: 10 ** 8 }).map((seconds) => new Date(nowMs - seconds * 1000).toISOString());
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const text = fc.string({ maxLength: 40, unit: 'grapheme' });
const rare = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });
const ids = (maxLength: number) => fc.uniqueArray(id, { maxLength, selector: (one) => one.toLowerCase() });
const some = <T>(values: fc.Arbitrary<T>, maxLength = 3) => rare(fc.array(values, { minLength: 1, maxLength }));
const named = fc.record({ name: id, value: text });
const duration = fc.constantFrom('PT1M', 'P7D', 'P10675199DT2H48M5.4775807S', 'PT1H30M');
const wordsOf = (...known: readonly string[]) => fc.constantFrom(...known, 'newerState');

const container = fc.record({
  imageName: fc.constantFrom('busybox', 'contoso.azurecr.io/a:1'),
  workingDirectory: rare(fc.constantFrom('taskWorkingDirectory', 'containerImageDefault')),
});
const user = fc.constantFrom(
  { autoUser: { scope: 'pool', elevationLevel: 'admin' } },
  { autoUser: { scope: 'task', elevationLevel: 'nonadmin' } },
  { username: 'ada' },
);
const resourceFile = fc.constantFrom(
  { httpUrl: 'https://a.blob.core.windows.net/c/b?sig=x', filePath: 'b' },
  { storageContainerUrl: 'https://a.blob.core.windows.net/c', blobPrefix: 'p' },
  { autoStorageContainerName: 'inputs', filePath: 'in' },
);
const common = {
  commandLine: fc.constantFrom('true', '/bin/sh -c "exit 1"', 'cmd /c echo "ü"'),
  environmentSettings: some(named),
  resourceFiles: some(resourceFile),
  userIdentity: rare(user),
  containerSettings: rare(container),
};
const failure = fc.record({
  category: fc.constantFrom('UserError', 'ServerError', 'usererror'),
  code: id,
  message: text,
  details: some(named),
});
const ran = fc.record({
  startTime: rare(ago),
  endTime: rare(ago),
  exitCode: rare(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  failureInfo: rare(failure),
  result: rare(wordsOf('success', 'failure')),
  retryCount: fc.nat(5),
  requeueCount: fc.nat(5),
});

const machine = fc.record({
  imageReference: fc.constantFrom<object>(
    { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts', version: 'latest' },
    { publisher: 'contoso', offer: 'own', sku: 'x', version: '1.0.0' },
    {
      virtualMachineImageId:
        '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/a/images/b/versions/1.0.0',
    },
    { communityGalleryImageId: '/CommunityGalleries/g/Images/i/Versions/latest' },
    { sharedGalleryImageId: '/SharedGalleries/g/Images/i/Versions/latest' },
  ),
  nodeAgentSKUId: fc.constantFrom('batch.node.ubuntu 22.04', 'batch.node.windows amd64', 'batch.node.centos 7'),
  containerConfiguration: rare(fc.constant({ type: 'dockerCompatible', containerImageNames: ['busybox'] })),
  dataDisks: some(fc.record({ lun: fc.nat(9), diskSizeGB: fc.integer({ min: 1, max: 100 }) }), 1),
  extensions: some(fc.record({ name: id, publisher: id, type: id }), 1),
  nodePlacementConfiguration: rare(fc.constantFrom({ policy: 'zonal' }, { policy: 'regional' })),
});
const pool = fc.record({
  id,
  displayName: rare(text),
  state: wordsOf('active', 'deleting'),
  creationTime: ago,
  vmSize: fc.constantFrom('standard_d2s_v3', 'STANDARD_A1', 'standard_contoso_v9'),
  virtualMachineConfiguration: machine,
  targetDedicatedNodes: fc.nat(3),
  targetLowPriorityNodes: fc.nat(3),
  taskSlotsPerNode: rare(fc.integer({ min: 1, max: 4 })),
  taskSchedulingPolicy: rare(fc.constantFrom({ nodeFillType: 'Pack' }, { nodeFillType: 'spread' })),
  enableInterNodeCommunication: rare(fc.boolean()),
  resizeTimeout: rare(fc.constant('PT15M')),
  metadata: some(named),
  startTask: rare(fc.record({ ...common, waitForSuccess: rare(fc.boolean()), maxTaskRetryCount: rare(fc.nat(5)) })),
  applicationPackageReferences: some(fc.record({ applicationId: id, version: rare(fc.constant('1')) }), 1),
  userAccounts: some(fc.record({ name: id, elevationLevel: fc.constantFrom('admin', 'nonAdmin') }), 1),
  targetNodeCommunicationMode: rare(fc.constantFrom('simplified', 'classic', 'default')),
  resizeErrors: some(fc.record({ code: id, message: text, values: some(named) })),
});
const autoScaled = fc
  .tuple(pool, fc.record({ timestamp: ago, results: text, error: rare(fc.record({ code: id, message: text })) }))
  .map(([{ resizeTimeout: _timeout, ...one }, autoScaleRun]) => ({
    ...one,
    enableAutoScale: true,
    autoScaleFormula: '$TargetDedicatedNodes = 1;',
    autoScaleEvaluationInterval: 'PT5M',
    autoScaleRun,
  }));
const node = fc
  .record({
    id: fc.stringMatching(/^tvmps_[a-z0-9]{8}_[dp]$/),
    state: wordsOf(
      'idle',
      'running',
      'offline',
      'unusable',
      'startTaskFailed',
      'leavingPool',
      'preempted',
      'deallocated',
      'upgradingOS',
    ),
    isDedicated: fc.boolean(),
    stateTransitionTime: rare(ago),
    startTaskInfo: rare(fc.tuple(ran, wordsOf('running', 'completed')).map(([run, state]) => ({ ...run, state }))),
    errors: some(fc.record({ code: id, message: text, errorDetails: some(named) })),
  })
  // A dedicated node is never preempted.
  .map((one) => (one.state === 'preempted' ? { ...one, isDedicated: false } : one));

const task = (taskIds: readonly string[], nodeIds: readonly string[]) =>
  fc.record({
    ...common,
    displayName: rare(text),
    creationTime: ago,
    state: wordsOf('active', 'preparing', 'running', 'completed'),
    executionInfo: rare(ran),
    nodeInfo: rare(fc.record({ poolId: id, nodeId: fc.constantFrom('gone', ...nodeIds) })),
    affinityInfo: rare(fc.constant({ affinityId: 'x' })),
    requiredSlots: rare(fc.constant(1)),
    constraints: rare(
      fc.record({
        maxWallClockTime: duration,
        retentionTime: duration,
        maxTaskRetryCount: fc.integer({ min: -1, max: 5 }),
      }),
    ),
    dependsOn: rare(
      fc.constantFrom(
        { taskIds: taskIds.slice(0, 2) },
        { taskIds: ['gone'] },
        { taskIdRanges: [{ start: 1, end: 3 }] },
      ),
    ),
    multiInstanceSettings: rare(
      fc.record({ numberOfInstances: fc.constant(2), coordinationCommandLine: fc.constant('true') }),
    ),
    exitConditions: rare(
      fc.constantFrom(
        { exitCodes: [{ code: -1, exitOptions: { jobAction: 'terminate' } }] },
        { default: { dependencyAction: 'satisfy' } },
      ),
    ),
    outputFiles: some(
      fc.constant({
        filePattern: '*.txt',
        destination: { container: { containerUrl: 'https://a.blob.core.windows.net/c?sig=x' } },
        uploadOptions: { uploadCondition: 'taskcompletion' },
      }),
      1,
    ),
    authenticationTokenSettings: rare(fc.constant({ access: ['job'] })),
  });

/** A job of a schedule has a name that users can't choose. */
const jobId = fc.oneof(
  id,
  fc
    .tuple(fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/), fc.integer({ min: 1, max: 9_999_999 }))
    .map(([of, n]) => `${of}:job-${n}`),
);
const inJob = {
  displayName: rare(text),
  priority: rare(fc.integer({ min: -1000, max: 1000 })),
  maxParallelTasks: rare(fc.constantFrom(-1, 1, 10)),
  allowTaskPreemption: rare(fc.boolean()),
  constraints: rare(fc.record({ maxWallClockTime: duration, maxTaskRetryCount: fc.integer({ min: -1, max: 5 }) })),
  commonEnvironmentSettings: some(named),
  onAllTasksComplete: rare(fc.constantFrom('noaction', 'terminatejob')),
  onTaskFailure: rare(fc.constantFrom('noaction', 'performexitoptionsjobaction')),
  metadata: some(named),
  jobManagerTask: rare(
    fc.record({
      ...common,
      id,
      killJobOnCompletion: rare(fc.boolean()),
      runExclusive: rare(fc.boolean()),
      allowLowPriorityNode: rare(fc.boolean()),
    }),
  ),
  jobPreparationTask: rare(
    fc.record({ ...common, id, waitForSuccess: rare(fc.boolean()), rerunOnNodeRebootAfterSuccess: rare(fc.boolean()) }),
  ),
  usesTaskDependencies: fc.boolean(),
};
const autoPool = fc.record({
  autoPoolIdPrefix: rare(fc.constant('auto')),
  poolLifetimeOption: fc.constantFrom('job', 'jobschedule'),
  keepAlive: rare(fc.boolean()),
  pool: pool.map(({ vmSize, virtualMachineConfiguration, targetDedicatedNodes, startTask }) => ({
    vmSize,
    virtualMachineConfiguration,
    targetDedicatedNodes,
    startTask,
  })),
});

const account: fc.Arbitrary<ExportedAccount> = fc
  .tuple(
    fc.uniqueArray(fc.tuple(fc.oneof(pool, autoScaled), fc.array(node, { maxLength: 3 })), {
      maxLength: 3,
      selector: ([one]) => one.id.toLowerCase(),
    }),
    ids(4),
    fc.uniqueArray(jobId, { maxLength: 4, selector: (one) => one.toLowerCase() }),
    ids(2),
  )
  .chain(([pools, taskIds, jobIds, scheduleIds]) => {
    const poolInfo = fc.oneof(
      fc.constantFrom('gone', ...pools.map(([one]) => one.id)).map((poolId) => ({ poolId })),
      autoPool.map((autoPoolSpecification) => ({ autoPoolSpecification })),
    );
    const nodeIds = pools.flatMap(([, nodes]) => nodes.map((one) => one.id));
    const job = fc.record({
      ...inJob,
      poolInfo,
      creationTime: ago,
      state: wordsOf('active', 'disabling', 'disabled', 'enabling', 'terminating', 'completed', 'deleting'),
      executionInfo: fc.record({
        startTime: ago,
        poolId: rare(fc.constantFrom('gone', ...pools.map(([one]) => one.id))),
        terminateReason: rare(text),
        schedulingError: rare(failure),
      }),
    });
    const tasks = fc.tuple(...taskIds.map((taskId) => task(taskIds, nodeIds).map((one) => ({ ...one, id: taskId }))));
    const jobs = fc.tuple(
      ...jobIds.map((one) =>
        fc.record({
          job: job.map((given) => ({ ...given, id: one })),
          tasks: tasks.map((given) => given.map((task) => ({ task, stdout: 'out', stderr: 'error' }))),
          nodeTasks: fc.array(
            fc.record({
              jobPreparationTaskExecutionInfo: fc
                .tuple(ran, wordsOf('completed'))
                .map(([run, state]) => ({ ...run, state })),
            }),
            { maxLength: 1 },
          ),
          leftOut: fc.nat(3),
        }),
      ),
    );
    const schedules = fc.tuple(
      ...scheduleIds.map((one) =>
        fc
          .record({
            schedule: fc.constantFrom(
              { recurrenceInterval: 'P1D' },
              { doNotRunUntil: '2026-12-01T00:00:00Z', recurrenceInterval: 'PT1H', startWindow: 'PT30M' },
            ),
            jobSpecification: fc.record({ ...inJob, poolInfo }),
            state: wordsOf('active', 'disabled', 'completed'),
          })
          .map((given) => ({ ...given, id: one })),
      ),
    );
    return fc.record({
      pools: fc.constant(
        pools.map(([one, nodes]) => ({ pool: one, nodes: nodes.map((node) => ({ node, stdout: 'x' })) })),
      ),
      jobs,
      jobSchedules: schedules,
      applications: fc.array(fc.record({ id, displayName: text, versions: fc.constant(['1']) }), { maxLength: 1 }),
    });
  })
  // As on the wire, without undefined properties.
  .map((one) => JSON.parse(JSON.stringify(one)));

/** Exports an account and parses the result. */
function exportAndRead(one: ExportedAccount, anonymizesIds: boolean): Scenario {
  const { file } = toScenarioFile(one, { anonymizesIds, anonymizesCommands: anonymizesIds, nowMs });
  return parseScenario(JSON.stringify(file, undefined, 2), 'exported.json');
}

test('any account can be exported and read back, with or without its IDs', () => {
  const property = fc.property(account, fc.boolean(), (one, anonymizesIds) => {
    const { pools, jobs, jobSchedules = [] } = exportAndRead(one, anonymizesIds);
    assert.equal(pools.length, one.pools.length);
    assert.equal(jobSchedules.length, one.jobSchedules.length);
    const idsOf = (bodies: readonly WireObject[]) => bodies.map((body) => body['id']);
    const [read, given] = [idsOf(jobs.map(({ body }) => body)), idsOf(one.jobs.map(({ job }) => job))];
    if (!anonymizesIds) assert.deepEqual(read, given);
    const isOfSchedule = (name: unknown) => /:job-\d+$/.exec(String(name))?.[0];
    assert.deepEqual(read.map(isOfSchedule), given.map(isOfSchedule));
  });
  fc.assert(property, { numRuns: runs(400) });
});

test('a simulator starts with any export', async () => {
  const property = fc.asyncProperty(account, fc.boolean(), async (one, anonymizesIds) => {
    const scenario = exportAndRead(one, anonymizesIds);
    const simulator = await startSimulator({ scenario, clock: new HeldClock(nowMs) });
    await simulator.close();
  });
  await fc.assert(property, { numRuns: runs(30) });
});

test('the jobs of an exported schedule keep their pool under its new name, or their auto pool', () => {
  const pool = { ...poolBody('contoso-pool', 0), creationTime: new Date(nowMs).toISOString() };
  const autoPoolSpecification = { poolLifetimeOption: 'job', pool: { vmSize: 'standard_d2s_v3' } };
  const jobSchedules = [{ poolId: 'contoso-pool' }, { autoPoolSpecification }].map((poolInfo, index) => ({
    id: `contoso-${index}`,
    schedule: { recurrenceInterval: 'P1D' },
    jobSpecification: { poolInfo },
  }));
  const read = exportAndRead({ pools: [{ pool, nodes: [] }], jobs: [], jobSchedules, applications: [] }, true);
  const [own, auto] = (read.jobSchedules ?? []).map((one) => JSON.stringify(one));
  assert.ok(own?.includes('"poolInfo":{"poolId":"pool-1"}'), own);
  assert.ok(auto?.includes('"poolInfo":{"autoPoolSpecification":'), auto);
  assert.doesNotMatch(JSON.stringify(read), /contoso/);
});

test('a schedule with exported jobs continues with the next number', async () => {
  for (const numbers of [[], [1], [2, 1], [9, 12]]) {
    const pool = { ...poolBody('pool', 0), creationTime: new Date(nowMs).toISOString() };
    const poolInfo = { poolId: 'pool' };
    const jobs = numbers.map((number) => ({
      job: { id: `nightly:job-${number}`, poolInfo, state: 'completed', creationTime: new Date(nowMs).toISOString() },
      tasks: [],
      nodeTasks: [],
      leftOut: 0,
    }));
    const nightly = { id: 'nightly', schedule: { recurrenceInterval: 'P1D' }, jobSpecification: { poolInfo } };
    const scenario = exportAndRead(
      { pools: [{ pool, nodes: [] }], jobs, jobSchedules: [nightly], applications: [] },
      false,
    );
    const simulator = await startSimulator({ scenario, clock: new HeldClock(nowMs) });
    await simulator.controls.advanceTime(60_000);
    const client = new RawClient(simulator, { now: () => Date.now() } as HeldClock);
    const { body } = await client.send('GET /jobschedules/nightly/jobs', { version: newVersion });
    const made = (body.value ?? []).map((job) => String(job['id'])).sort();
    const next = Math.max(0, ...numbers) + 1;
    assert.deepEqual(made, [...numbers, next].map((number) => `nightly:job-${number}`).sort());
    await simulator.close();
  }
});
