import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Held, startHeld } from './heldSimulator.ts';
import { newVersion, oldVersion, poolBody } from './rawClient.ts';

/** Answers of the service that were recorded or are documented literally. */
describe('recorded answers', () => {
  let held: Held;

  before(async () => {
    held = await startHeld();
  });

  after(() => held.simulator.close());

  test('pages of node counts have at most 10 items, and at most 1000 since 2025-06-01', async () => {
    const query = { maxresults: '1000' };
    assert.equal((await held.client.send('GET /nodecounts', { query })).status, 400);
    assert.equal((await held.client.send('GET /nodecounts', { query, version: newVersion })).status, 200);
  });

  test('cloud service pools can no longer be added', async () => {
    const { virtualMachineConfiguration: _machine, ...pool } = poolBody('classic');
    for (const vmSize of [pool.vmSize, 'small']) {
      const body = { ...pool, vmSize, cloudServiceConfiguration: { osFamily: '6' } };
      const reply = await held.client.send('POST /pools', { body });
      assert.deepEqual([reply.status, reply.body.code], [400, 'CloudServiceConfigurationRetired'], vmSize);
    }
  });

  test('a formula that is only a name reports an undefined symbol', async () => {
    const { targetDedicatedNodes: _target, ...pool } = poolBody('scaled');
    const body = { ...pool, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 0;' };
    assert.equal((await held.client.send('POST /pools', { body })).status, 201);
    await held.clock.advance(5_000);
    const reply = await held.client.send('POST /pools/scaled/evaluateautoscale', {
      body: { autoScaleFormula: '$something_useless' },
    });
    assert.equal(reply.status, 200);
    assert.equal(
      reply.body['results'],
      '$TargetDedicatedNodes=0;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
    );
    assert.deepEqual(reply.body['error'], {
      code: 'AutoScalingFormulaEvaluationError',
      message: 'The specified auto-scaling formula has evaluation error',
      values: [{ name: 'Message', value: 'Line 1, Col 1: Undefined symbol: $something_useless' }],
    });
  });

  test('enabling autoscaling evaluates the formula immediately, and a failing formula keeps the results', async () => {
    await held.client.send('POST /pools', { body: poolBody('late-scaled') });
    await held.clock.advance(5_000);
    const formula = { autoScaleFormula: '$TargetDedicatedNodes = 2;' };
    const enabled = await held.client.send('POST /pools/late-scaled/enableautoscale', { body: formula });
    assert.equal(enabled.status, 200, enabled.text);
    const { body: pool } = await held.client.send('GET /pools/late-scaled');
    const results = '$TargetDedicatedNodes=2;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue';
    const told = [pool['autoScaleRun'], pool['allocationState'], pool['targetDedicatedNodes']];
    assert.deepEqual(told, [{ timestamp: pool['allocationStateTransitionTime'], results }, 'resizing', 2]);
    const bad = { autoScaleFormula: '$TargetDedicatedNodes = nothing;' };
    const evaluated = await held.client.send('POST /pools/late-scaled/evaluateautoscale', { body: bad });
    assert.equal(evaluated.body['results'], results);
  });

  test('every documented variable of formulas exists', async () => {
    const { targetDedicatedNodes: _target, ...pool } = poolBody('variables');
    const autoScaleFormula = '$TargetDedicatedNodes = 2;';
    await held.client.send('POST /pools', { body: { ...pool, enableAutoScale: true, autoScaleFormula } });
    await held.clock.advance(60_000);
    const sampled = ['CPUPercent', 'WallClockSeconds', 'MemoryBytes', 'DiskBytes', 'DiskReadBytes', 'DiskWriteBytes']
      .concat(['DiskReadOps', 'DiskWriteOps', 'NetworkInBytes', 'NetworkOutBytes', 'SampleNodeCount'])
      .concat(['ActiveTasks', 'RunningTasks', 'PendingTasks', 'SucceededTasks', 'FailedTasks'])
      .concat(['CurrentDedicatedNodes', 'CurrentLowPriorityNodes', 'PreemptedNodeCount']);
    const plain = ['TargetDedicatedNodes', 'TargetDedicated', 'TargetLowPriorityNodes', 'TargetLowPriority'].concat([
      'CurrentDedicatedNodes',
      'CurrentLowPriorityNodes',
      'PreemptedNodeCount',
      'TaskSlotsPerNode',
    ]);
    const statements = [
      ...sampled.map((name) => `s${name} = len($${name}.GetSample(1))`),
      ...plain.map((name) => `p${name} = $${name} + 0`),
      '$TargetLowPriority = $PreemptedNodeCount + 1',
      '$TargetDedicatedNodes = min(25, $PreemptedNodeCount.GetSample(180 * TimeInterval_Second))',
    ];
    const { body } = await held.client.send('POST /pools/variables/evaluateautoscale', {
      body: { autoScaleFormula: `${statements.join(';\n')};` },
    });
    assert.equal(body['error'], undefined);
    const results = String(body['results']).split(';');
    assert.deepEqual(results.slice(0, 2), ['$TargetDedicatedNodes=0', '$TargetLowPriorityNodes=1']);
    for (const name of sampled) assert.ok(results.includes(`s${name}=1`), name);
    assert.ok(results.includes('pCurrentDedicatedNodes=2'));
    const text = await held.client.send('POST /pools/variables/evaluateautoscale', {
      body: { autoScaleFormula: '$TargetDedicatedNodes="a"' },
    });
    assert.equal(Object(text.body['error']).code, 'AutoScalingFormulaEvaluationError');
  });

  test('subtasks and applications are returned with the fragments of the service', async () => {
    await held.client.send('POST /jobs', { body: { id: 'fragments', poolInfo: { poolId: 'elsewhere' } } });
    await held.client.send('POST /jobs/fragments/tasks', { body: { id: 't', commandLine: 'c' } });
    for (const [path, fragment] of [
      ['/jobs/fragments/tasks/t/subtasksinfo', 'subtaskinfo'],
      ['/applications', 'listapplicationsummariesresponses'],
    ]) {
      const { body } = await held.client.send(`GET ${path}`);
      assert.equal(body['odata.metadata'], `${held.simulator.url}/$metadata#${fragment}`);
    }
  });

  test("omitted properties of a pool are returned with the service's defaults", async () => {
    const machine = { ...poolBody('x').virtualMachineConfiguration, dataDisks: [{ lun: 50, diskSizeGB: 50 }] };
    const network = { publicIPAddressConfiguration: { provision: 'batchmanaged' } };
    const body = poolBody('bare', 0, { virtualMachineConfiguration: machine, networkConfiguration: network });
    assert.equal((await held.client.send('POST /pools', { body })).status, 201);
    const shown = async (version: string): Promise<readonly unknown[]> => {
      const { body: pool } = await held.client.send('GET /pools/bare', { version });
      const { dataDisks } = Object(pool['virtualMachineConfiguration']);
      return [dataDisks, pool['networkConfiguration'], pool['taskSchedulingPolicy']];
    };
    const disk = { lun: 50, caching: 'none', diskSizeGB: 50 };
    const scope = { dynamicVNetAssignmentScope: 'none' };
    assert.deepEqual(await shown(oldVersion), [
      [{ ...disk, storageAccountType: 'standard_lrs' }],
      { ...scope, ...network },
      { nodeFillType: 'Spread' },
    ]);
    assert.deepEqual(await shown(newVersion), [
      [{ ...disk, managedDisk: { storageAccountType: 'standard_lrs' } }],
      { ...scope, enableAcceleratedNetworking: false, ...network },
      { jobDefaultOrder: 'none', nodeFillType: 'Spread' },
    ]);
  });

  test('users of Windows nodes have batch logins by default', async () => {
    const virtualMachineConfiguration = {
      imageReference: { publisher: 'microsoftwindowsserver', offer: 'windowsserver', sku: '2022-datacenter' },
      nodeAgentSKUId: 'batch.node.windows amd64',
    };
    const userAccounts = [
      { name: 'ada', password: 'Correct-horse-7' },
      { name: 'bob', password: 'Correct-horse-7', windowsUserConfiguration: { loginMode: 'interactive' } },
    ];
    await held.client.send('POST /pools', {
      body: poolBody('users', 0, { virtualMachineConfiguration, userAccounts }),
    });
    assert.deepEqual((await held.client.send('GET /pools/users')).body['userAccounts'], [
      { name: 'ada', elevationLevel: 'nonadmin', windowsUserConfiguration: { loginMode: 'batch' } },
      { name: 'bob', elevationLevel: 'nonadmin', windowsUserConfiguration: { loginMode: 'interactive' } },
    ]);
  });

  test('an auto pool has the defaults of pools, and a job update may repeat its original specification', async () => {
    const { id: _id, ...pool } = poolBody('made', 0, { vmSize: 'STANDARD_D2S_V3' });
    const poolInfo = { autoPoolSpecification: { poolLifetimeOption: 'job', pool } };
    await held.client.send('POST /jobs', { version: newVersion, body: { id: 'auto', poolInfo } });
    const put = await held.client.send('PUT /jobs/auto', { version: newVersion, body: { poolInfo, priority: 5 } });
    assert.equal(put.status, 200, put.text);
    const { body: job } = await held.client.send('GET /jobs/auto', { version: newVersion });
    const { keepAlive, pool: made } = Object(job['poolInfo']).autoPoolSpecification;
    const { vmSize, resizeTimeout, taskSlotsPerNode, targetLowPriorityNodes } = made;
    assert.deepEqual(
      [keepAlive, vmSize, resizeTimeout, taskSlotsPerNode, targetLowPriorityNodes],
      [false, 'standard_d2s_v3', 'PT15M', 1, 0],
    );
    const other = { autoPoolSpecification: { poolLifetimeOption: 'job', pool: { ...pool, taskSlotsPerNode: 2 } } };
    assert.equal((await held.client.send('PUT /jobs/auto', { body: { poolInfo: other } })).status, 400);
  });

  test('a job can be enabled while it is being disabled', async () => {
    await held.client.send('POST /jobs', { body: { id: 'back', poolInfo: { poolId: 'elsewhere' } } });
    for (const [verb, body] of [['disable', { disableTasks: 'requeue' }], ['enable']] as const) {
      assert.equal((await held.client.send(`POST /jobs/back/${verb}`, { body })).status, 202, verb);
    }
    await held.clock.advance(5_000);
    assert.equal((await held.client.send('GET /jobs/back')).body['state'], 'active');
  });

  test("on a Linux node, Batch's own extension is listed after the extensions of the pool", async () => {
    const pool = poolBody('extended', 1);
    const extensions = [{ name: 'mine', publisher: 'p', type: 't' }];
    const virtualMachineConfiguration = { ...pool.virtualMachineConfiguration, extensions };
    await held.client.send('POST /pools', { body: { ...pool, virtualMachineConfiguration } });
    await held.clock.advance(5_000);
    const [node] = (await held.client.send('GET /pools/extended/nodes')).body.value ?? [];
    const path = `/pools/extended/nodes/${String(node?.['id'])}/extensions`;
    const listed = (await held.client.send(`GET ${path}`)).body.value ?? [];
    const told = listed.map((one) => Object(one['vmExtension']));
    assert.deepEqual(
      told.map(({ name, publisher, type }) => [name, publisher, type]),
      [
        ['mine', 'p', 't'],
        ['batchNodeExtension', 'Microsoft.Azure.Extensions', 'CustomScript'],
      ],
    );
    assert.equal((await held.client.send(`GET ${path}/batchNodeExtension`)).status, 200);
  });

  test("the pool's own endpoints come before the mapping of port 22, which is in the requested range", async () => {
    const range = { protocol: 'tcp', frontendPortRangeStart: 30_000, frontendPortRangeEnd: 30_099 };
    const natPools = (backendPort: number) => ({
      endpointConfiguration: { inboundNATPools: [{ name: 'own', ...range, backendPort }] },
    });
    for (const [id, version, port, names] of [
      ['endpoints-mapped', oldVersion, 8080, ['own.0', 'SSHRule.0']],
      ['endpoints-asked', newVersion, 22, ['own.0']],
    ] as const) {
      await held.client.send('POST /pools', {
        body: poolBody(id, 1, { networkConfiguration: natPools(port) }),
        version,
      });
      await held.clock.advance(5_000);
      const [node] = (await held.client.send(`GET /pools/${id}/nodes`)).body.value ?? [];
      const { inboundEndpoints } = Object(node?.['endpointConfiguration']);
      assert.deepEqual(
        inboundEndpoints.map((one: { name: string }) => one.name),
        names,
      );
      const { frontendPort } = inboundEndpoints[0];
      assert.ok(frontendPort >= 30_000 && frontendPort <= 30_099, String(frontendPort));
    }
  });

  test('the node fill type is returned with a capital letter everywhere', async () => {
    const pool = poolBody('filled', 0, { taskSchedulingPolicy: { nodeFillType: 'pack' } });
    await held.client.send('POST /pools', { body: pool });
    const { id: _id, ...specification } = pool;
    const autoPoolSpecification = { poolLifetimeOption: 'job', pool: specification };
    await held.client.send('POST /jobs', { body: { id: 'filled', poolInfo: { autoPoolSpecification } } });
    for (const path of ['/pools/filled', '/jobs/filled']) {
      assert.match((await held.client.send(`GET ${path}`)).text, /"nodeFillType":"Pack"/);
    }
  });

  test('passwords and keys are never returned', async () => {
    const secret = 'not-to-be-seen';
    const containerSettings = { imageName: 'busybox', registry: { username: 'u', password: secret } };
    const userAccounts = [{ name: 'u', password: secret, linuxUserConfiguration: { sshPrivateKey: secret } }];
    const startTask = { commandLine: 'c', containerSettings };
    const { id: _id, ...pool } = poolBody('secrets', 1, { userAccounts, startTask });
    const autoPoolSpecification = { poolLifetimeOption: 'job', pool };
    const poolInfo = { autoPoolSpecification };
    const schedule = { id: 'secret-schedule', schedule: {}, jobSpecification: { poolInfo } };
    const requests: readonly (readonly [path: string, body: unknown])[] = [
      ['/pools', { id: 'secrets', ...pool }],
      ['/jobs', { id: 'secrets', poolInfo }],
      ['/jobs/secrets/tasks', { id: 't', commandLine: 'c', containerSettings }],
      ['/jobschedules', schedule],
    ];
    for (const [path, body] of requests) {
      assert.equal((await held.client.send(`POST ${path}`, { body })).status, 201, path);
    }
    await held.clock.advance(5_000);
    for (const path of [...requests.map(([listed]) => listed), '/pools/secrets/nodes']) {
      const { status, text } = await held.client.send(`GET ${path}`);
      assert.deepEqual([status, text.includes(secret)], [200, false], path);
    }
  });

  test('a terminated program has the exit code of its operating system, and a program that did not start has none', async () => {
    const windows = {
      imageReference: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2022-datacenter' },
      nodeAgentSKUId: 'batch.node.windows amd64',
    };
    for (const [id, machine, exitCode] of [
      ['ended-linux', {}, -9],
      ['ended-windows', windows, -1_073_741_510],
    ] as const) {
      const pool = poolBody(id, 1);
      const virtualMachineConfiguration = { ...pool.virtualMachineConfiguration, ...machine };
      await held.client.send('POST /pools', { body: { ...pool, virtualMachineConfiguration } });
      await held.clock.advance(5_000);
      await held.client.send('POST /jobs', { body: { id, poolInfo: { poolId: id } } });
      for (const task of ['runs', 'waits']) {
        await held.client.send(`POST /jobs/${id}/tasks`, { body: { id: task, commandLine: 'c' } });
      }
      await held.clock.advance(100);
      const ended: unknown[] = [];
      for (const task of ['runs', 'waits']) {
        assert.equal((await held.client.send(`POST /jobs/${id}/tasks/${task}/terminate`)).status, 204);
        ended.push((await held.client.send(`GET /jobs/${id}/tasks/${task}`)).body['executionInfo']);
      }
      assert.deepEqual(
        ended.map((info) => Reflect.get(Object(info), 'exitCode')),
        [exitCode, undefined],
      );
    }
  });

  test('the link to the next page has the requested host', async () => {
    const { port } = new URL(held.simulator.url);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`]) {
      const { body } = await held.client.send('GET /supportedimages', {
        query: { maxresults: '1' },
        headers: { host },
      });
      assert.equal(new URL(body['odata.nextLink'] ?? '').host, host);
    }
  });

  test('an item that is already being ended accepts a forced end', async () => {
    const jobSpecification = { poolInfo: { poolId: 'elsewhere' } };
    await held.client.send('POST /jobs', { body: { id: 'stuck', ...jobSpecification } });
    await held.client.send('POST /jobschedules', { body: { id: 'stuck-too', schedule: {}, jobSpecification } });
    await held.clock.advance(5_000);
    for (const path of ['/jobs/stuck', '/jobschedules/stuck-too']) {
      for (const verb of [`POST ${path}/terminate`, `DELETE ${path}`]) {
        const statuses: number[] = [];
        for (const query of [{}, {}, { force: 'true' }]) {
          statuses.push((await held.client.send(verb, { query, version: newVersion })).status);
        }
        assert.deepEqual(statuses, [202, 409, 202], verb);
      }
    }
  });

  test('a job schedule returns the defaults of its future jobs', async () => {
    const body = { id: 'defaults', schedule: {}, jobSpecification: { poolInfo: { poolId: 'elsewhere' } } };
    await held.client.send('POST /jobschedules', { body });
    assert.deepEqual((await held.client.send('GET /jobschedules/defaults')).body['jobSpecification'], {
      priority: 0,
      maxParallelTasks: -1,
      allowTaskPreemption: false,
      usesTaskDependencies: false,
      onAllTasksComplete: 'noaction',
      onTaskFailure: 'noaction',
      constraints: { maxWallClockTime: 'P10675199DT2H48M5.4775807S', maxTaskRetryCount: 0 },
      poolInfo: { poolId: 'elsewhere' },
    });
  });

  test('an auto pool may scale automatically', async () => {
    const { id: _id, targetDedicatedNodes: _target, ...pool } = poolBody('unnamed');
    const scaled = { ...pool, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 1;' };
    const poolInfo = { autoPoolSpecification: { poolLifetimeOption: 'job', pool: scaled } };
    assert.equal((await held.client.send('POST /jobs', { body: { id: 'scaled', poolInfo } })).status, 201);
    await held.clock.advance(5_000);
    const { executionInfo } = (await held.client.send('GET /jobs/scaled')).body;
    const poolId = String(Reflect.get(Object(executionInfo), 'poolId'));
    assert.equal((await held.client.send(`GET /pools/${poolId}`)).body['currentDedicatedNodes'], 1);
  });

  test('a node whose virtual machine is released accepts no tasks until it is started', async () => {
    await held.client.send('POST /pools', { body: poolBody('released', 1) });
    await held.clock.advance(5_000);
    const [{ id } = {}] = (await held.client.send('GET /pools/released/nodes')).body.value ?? [];
    const node = `/pools/released/nodes/${String(id)}`;
    const told = async (): Promise<readonly unknown[]> => {
      const { body } = await held.client.send(`GET ${node}`, { version: newVersion });
      return [body['state'], body['schedulingState']];
    };
    await held.client.send(`POST ${node}/deallocate`, { version: newVersion });
    assert.deepEqual(await told(), ['deallocating', 'disabled']);
    await held.clock.advance(60_000);
    assert.deepEqual(await told(), ['deallocated', 'disabled']);
    await held.client.send(`POST ${node}/start`, { version: newVersion });
    assert.deepEqual(await told(), ['starting', 'enabled']);
    await held.clock.advance(60_000);
    assert.deepEqual(await told(), ['idle', 'enabled']);
  });

  test('a signature that names another account is told that there is no such account', async () => {
    const authorization = 'SharedKey mistyped:c2lnbmF0dXJl';
    const { status, body } = await held.client.send('GET /pools', { headers: { authorization } });
    assert.deepEqual([status, body.code], [403, 'AuthenticationFailed']);
    assert.match(body.values?.[0]?.value ?? '', /^Cannot find the claimed account.* mistyped\.$/);
  });

  test('a resize without targets is refused before its pool is looked for', async () => {
    await held.client.send('POST /pools', { body: poolBody('aimless') });
    for (const id of ['aimless', 'missing']) {
      const { status, body } = await held.client.send(`POST /pools/${id}/resize`, { body: {} });
      assert.deepEqual([status, body.code], [400, 'MissingRequiredProperty']);
      const [value] = body.values ?? [];
      assert.deepEqual(value, { key: 'PropertyName', value: 'targetDedicatedNodes and/or targetLowPriorityNodes' });
    }
  });

  test('stopping a resize leaves the version of the pool', async () => {
    await held.client.send('POST /pools', { body: poolBody('stopped', 1) });
    const { eTag, lastModified } = (await held.client.send('GET /pools/stopped')).body;
    const reply = await held.client.send('POST /pools/stopped/stopresize');
    assert.deepEqual([reply.status, reply.headers['etag']], [202, eTag]);
    const { body } = await held.client.send('GET /pools/stopped');
    assert.deepEqual([body['allocationState'], body['eTag'], body['lastModified']], ['stopping', eTag, lastModified]);
  });

  test('the exact version of the image of a node is that of its pool', async () => {
    await held.client.send('POST /pools', { body: poolBody('imaged', 1) });
    await held.clock.advance(5_000);
    const [node] = (await held.client.send('GET /pools/imaged/nodes')).body.value ?? [];
    const image = Reflect.get(Object(node?.['virtualMachineInfo']), 'imageReference');
    assert.equal(Reflect.get(Object(image), 'exactVersion'), 'latest');
  });

  test('times are returned in UTC, without zeros at the end of a fraction', async () => {
    const jobSpecification = { poolInfo: { poolId: 'elsewhere' } };
    const schedule = {
      doNotRunUntil: '2030-08-18T00:00:00.0000000Z',
      doNotRunAfter: '2031-07-13T13:42:09.7109380-07:00',
    };
    await held.client.send('POST /jobschedules', { body: { id: 'times', schedule, jobSpecification } });
    const { body } = await held.client.send('GET /jobschedules/times');
    const told = { doNotRunUntil: '2030-08-18T00:00:00Z', doNotRunAfter: '2031-07-13T20:42:09.710938Z' };
    assert.deepEqual(body['schedule'], told);
    assert.deepEqual(body['executionInfo'], { nextRunTime: '2030-08-18T00:00:00Z' });
  });

  test('an empty schedule is left out', async () => {
    const jobSpecification = { poolInfo: { poolId: 'elsewhere' } };
    await held.client.send('POST /jobschedules', { body: { id: 'empty', schedule: {}, jobSpecification } });
    assert.equal('schedule' in (await held.client.send('GET /jobschedules/empty')).body, false);
  });

  test('a schedule without jobs that is terminated by force completes from its previous state', async () => {
    const schedule = { doNotRunUntil: '2030-08-18T00:00:00Z' };
    const jobSpecification = { poolInfo: { poolId: 'elsewhere' } };
    await held.client.send('POST /jobschedules', { body: { id: 'forced', schedule, jobSpecification } });
    await held.client.send('POST /jobschedules/forced/terminate', { version: newVersion, query: { force: 'true' } });
    await held.clock.advance(5_000);
    const { body } = await held.client.send('GET /jobschedules/forced');
    assert.deepEqual([body['state'], body['previousState']], ['completed', 'active']);
    assert.deepEqual(Object.keys(Object(body['executionInfo'])), ['endTime']);
  });
});

/** Uses a separate simulator, because in half a year, autoscaling pools would be evaluated 17,000 times. */
test('a task that was added more than 180 days ago never runs', async () => {
  const { simulator, client, clock } = await startHeld();
  try {
    await client.send('POST /jobs', { body: { id: 'old', poolInfo: { poolId: 'not-yet' } } });
    await client.send('POST /jobs/old/tasks', { body: { id: 'first', commandLine: 'c' } });
    await clock.advance(181 * 24 * 60 * 60 * 1000);
    await client.send('POST /jobs/old/tasks', { body: { id: 'second', commandLine: 'c' } });
    await client.send('POST /pools', { body: poolBody('not-yet', 1) });
    await clock.advance(60_000);
    const tasks = (await client.send('GET /jobs/old/tasks')).body.value ?? [];
    assert.deepEqual(
      tasks.map((task) => [task['id'], task['state'] === 'active']),
      [
        ['first', true],
        ['second', false],
      ],
    );
  } finally {
    await simulator.close();
  }
});
