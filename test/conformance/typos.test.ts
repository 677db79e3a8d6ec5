import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { optionTypes } from '../../src/simulator/checkOptions.ts';
import { HeldClock, RealClock } from '../../src/simulator/clock.ts';
import { parseCommandLine } from '../../src/simulator/commandLine.ts';
import { createProcessExecutor, ServiceError, type Simulator, startSimulator } from '../../src/simulator/main.ts';
import { poolBody, RawClient, type RawReply } from './rawClient.ts';

/** Misspells a name as people do. */
function misspell(name: string): string {
  return `${name.slice(0, -1)}${name.at(-1)?.repeat(2)}`;
}

/** Returns the error that says which name is wrong and which is meant. */
async function assertRefused(run: () => unknown, wrong: string, right: string): Promise<void> {
  await assert.rejects(
    async () => run(),
    (error: Error) => error.message.includes(wrong) && error.message.includes(right),
    wrong,
  );
}

const aFailure = { category: 'UserError', code: 'DiskFull', message: 'Full' };
const outcome = { durationMs: 0, exitCode: 1, failure: aFailure, stdout: 'a', stderr: 'b', files: {} };
const planned = {
  kind: 'task',
  poolId: 'p',
  jobId: 'j',
  taskId: 't',
  commandLineIncludes: 'c',
  times: 1,
  always: false,
  outcome,
};
const fault = { operation: 'Task_List', nthCall: 1, times: 1, status: 429, headers: {}, body: '', effect: 'slow' };
const allocationFailure = { poolId: 'p', nodes: 1, times: 1, errors: [] };
const family = { name: 'standardDSv3Family', coreQuota: 1 };
const quotas = {
  dedicatedCoreQuota: 1,
  lowPriorityCoreQuota: 1,
  dedicatedCoreQuotaPerVMFamily: [family],
  poolQuota: 1,
  activeJobAndJobScheduleQuota: 1,
};
const breakage = { state: 'starttaskfailed', errors: [], exitCode: 1 };
const monitoring = {
  serviceLog: 'nowhere',
  auditLog: 'nowhere',
  hidesWorkspace: true,
  partialRows: 1,
  mostColumns: 1,
  failingMetrics: [],
  throttledSeconds: 1,
};
const role = { actions: [], notActions: [], dataActions: [], notDataActions: [], refuses: [] };
const outcomeOnWire = { duration: 'PT1S', exitCode: 1, failureInfo: aFailure, stdout: 'a', stderr: 'b', files: {} };

/** Each way of asking in Node.js, with an object that has all properties. */
const inNode: Readonly<Record<string, readonly [object, (simulator: Simulator, given: never) => unknown]>> = {
  addFault: [fault, (simulator, given) => simulator.addFault(given)],
  planOutcome: [planned, ({ controls }, given) => controls.planOutcome(given)],
  'the outcome of planOutcome': [outcome, ({ controls }, given) => controls.planOutcome({ outcome: given })],
  'the failure of an outcome': [
    aFailure,
    ({ controls }, given) => controls.planOutcome({ outcome: { failure: given } }),
  ],
  failAllocations: [allocationFailure, ({ controls }, given) => controls.failAllocations(given)],
  setQuotas: [quotas, ({ controls }, given) => controls.setQuotas(given)],
  breakNode: [breakage, ({ controls }, given) => controls.breakNode('p', 'n', given)],
  setMonitoring: [monitoring, (simulator, given) => simulator.setMonitoring(given)],
  assignRole: [role, (simulator, given) => simulator.assignRole('client', given)],
  createProcessExecutor: [
    { root: '', stateFolder: '', clock: {}, maxProcesses: 1, maxOutputBytes: 1, autoStorage: {}, resourceHosts: [] },
    (_simulator, given) => createProcessExecutor(given),
  ],
};

/** Each control request that has a body, with all of its properties. */
const overHttp: Readonly<Record<string, object>> = {
  'POST /$simulator/faults': fault,
  'POST /$simulator/outcomes': { ...planned, outcome: outcomeOnWire },
  'POST /$simulator/allocationfailures': allocationFailure,
  'PUT /$simulator/quotas': quotas,
  'POST /$simulator/pools/p/nodes/NODE/break': breakage,
  'POST /$simulator/time/advance': { duration: 'PT1S' },
  'POST /$simulator/waituntilidle': { within: 'PT1S' },
};

describe('a misspelt name is refused with the right one', () => {
  let simulator: Simulator;
  let nodeId: string;
  const clock = new HeldClock();
  const send = (what: string, body?: unknown): Promise<RawReply> =>
    new RawClient(simulator, new RealClock()).send(what, body === undefined ? {} : { body });

  before(async () => {
    simulator = await startSimulator({ clock });
    await send('POST /pools', poolBody('p', 1));
    await simulator.controls.waitUntilIdle();
    nodeId = String((await send('GET /pools/p/nodes')).body.value?.[0]?.['id']);
  });
  after(() => simulator.close());

  for (const name of Object.keys(optionTypes)) {
    const wrong = misspell(name);
    test(`as the option ${wrong} of startSimulator`, () =>
      assertRefused(() => startSimulator({ [wrong]: undefined }), wrong, name));
  }

  for (const [door, [given, ask]] of Object.entries(inNode)) {
    for (const [name, value] of Object.entries(given)) {
      const { [name]: _right, ...rest } = given as Record<string, unknown>;
      const wrong = misspell(name);
      test(`as ${wrong} for ${door}`, () =>
        assertRefused(() => ask(simulator, { ...rest, [wrong]: value } as never), wrong, name));
    }
  }

  test('as a URL in place of a host that resource files may come from', () => {
    const given = { root: '', stateFolder: '', clock, resourceHosts: ['https://x/'] };
    assert.throws(() => createProcessExecutor(given as never), /not the name of a host/);
  });

  test('as a status beside an effect, of which one would be ignored', () => {
    assert.throws(() => simulator.addFault({ operation: 'Job_Get', effect: 'hang', status: 429 }), /either an effect/);
  });

  for (const [what, given] of Object.entries(overHttp)) {
    for (const [name, value] of Object.entries(given)) {
      const wrong = misspell(name);
      test(`as ${wrong} in ${what}`, async () => {
        const { [name]: _right, ...rest } = given as Record<string, unknown>;
        const { status, body } = await send(what.replace('NODE', nodeId), { ...rest, [wrong]: value });
        const said = Object.fromEntries((body.values ?? []).map(({ key, value }) => [key, value]));
        assert.deepEqual([status, body.code, said['PropertyName']], [400, 'UnsupportedProperty', wrong]);
        assert.ok(said['Reason']?.includes(name), said['Reason']);
      });
    }
  }

  for (const name of Object.keys(outcomeOnWire)) {
    test(`as outcome.${misspell(name)} over HTTP`, async () => {
      const { body } = await send('POST /$simulator/outcomes', { outcome: { [misspell(name)]: 1 } });
      assert.equal(body.code, 'UnsupportedProperty');
    });
  }

  test('as an operation, in Node.js and over HTTP, at the start and later, and in a role', async () => {
    const typo = { operation: 'Pool_Lst' };
    await assertRefused(() => simulator.addFault(typo), 'Pool_Lst', 'Pool_List');
    await assertRefused(() => simulator.controls.faults.add(typo), 'Pool_Lst', 'Pool_List');
    await assertRefused(() => startSimulator({ faults: [typo] }), 'Pool_Lst', 'Pool_List');
    const roles = { ci: { ...role, refuses: ['Pool_Lst'] } };
    await assertRefused(() => startSimulator({ roles }), 'Pool_Lst', 'Pool_List');
    const { body } = await send('POST /$simulator/faults', [{ operation: 'Pool_List' }, typo]);
    assert.equal(body.code, 'InvalidPropertyValue');
    assert.deepEqual(simulator.controls.faults.planned, []);
  });

  test('as a value', async () => {
    const wrong: readonly (readonly [object, string, string])[] = [
      [{ defaultJobAction: 'terminat' }, 'defaultJobAction', 'terminate'],
      [{ containerImages: { 'a/b': 'notfound' } }, 'containerImages.a/b', 'notFound'],
      [{ roles: { ci: 'Azure Batch Jobs Submitter' } }, 'roles.ci', 'Azure Batch Job Submitter'],
      [{ monitoring: { serviceLog: 'file' } }, 'monitoring.serviceLog', 'storage'],
      [{ outcomes: [{ kind: 'tsk', outcome: {} }] }, 'kind', 'startTask'],
      [{ outcomes: [{ times: 0, outcome: {} }] }, 'times', 'below 1'],
      [{ port: '8080' }, 'port', 'not an integer'],
      [{ vmSizes: ['Standard D2s v3'] }, 'Standard D2s v3', 'Standard_D2s_v3'],
    ];
    for (const [options, name, reason] of wrong)
      await assertRefused(() => startSimulator(options as never), name, reason);
  });

  test('as an option of the command line', () => {
    assert.throws(() => parseCommandLine(['--prot', '8080']), /no option --prot/);
  });

  test('no option is set by a name that was refused', async () => {
    assert.deepEqual(simulator.controls.outcomes.planned, []);
    assert.deepEqual(simulator.controls.status.quotas, {});
    assert.deepEqual(simulator.controls.allocationFailures, []);
  });
});

test('a planned outcome that says nothing succeeds after a second', async (context) => {
  const clock = new HeldClock();
  const simulator = await startSimulator({ clock, outcomes: [{ outcome: {} }] });
  context.after(() => simulator.close());
  const client = new RawClient(simulator, new RealClock());
  await client.send('POST /pools', { body: poolBody('p', 1) });
  await client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } });
  await client.send('POST /jobs/j/tasks', { body: { id: 't', commandLine: 'c' } });
  await simulator.controls.waitUntilIdle();
  const { executionInfo } = (await client.send('GET /jobs/j/tasks/t')).body;
  assert.equal(Reflect.get(Object(executionInfo), 'exitCode'), 0);
});

test('with a held clock, waiting until idle lasts as long as a task may, and then says what is under way', async (context) => {
  const clock = new HeldClock();
  const simulator = await startSimulator({ clock });
  context.after(() => simulator.close());
  const { controls } = simulator;
  const client = new RawClient(simulator, new RealClock());
  await client.send('POST /pools', { body: poolBody('p', 1) });
  await client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } });
  const dayMs = 24 * 3_600_000;
  const runs = async (id: string, days: number): Promise<void> => {
    controls.planOutcome({ taskId: id, outcome: { durationMs: days * dayMs, exitCode: 0 } });
    await client.send('POST /jobs/j/tasks', { body: { id, commandLine: 'c' } });
  };
  await runs('long', 170);
  await controls.waitUntilIdle();
  await runs('endless', 1000);
  await assert.rejects(controls.waitUntilIdle(), (error: unknown) => {
    assert.ok(error instanceof ServiceError);
    assert.equal(error.code, 'OperationInvalidForCurrentState');
    assert.match(error.message, /Under way: .*job j has 1 running tasks\.$/);
    return true;
  });
});

test('a duration in Node.js that is not a number, and a failure with exit code 0, are refused', async (context) => {
  const simulator = await startSimulator({ clock: new HeldClock() });
  context.after(() => simulator.close());
  const { controls } = simulator;
  const text = '500' as unknown as number;
  await assert.rejects(controls.waitUntilIdle(text), /withinMs 500: The value is not a number of milliseconds/);
  await assert.rejects(controls.advanceTime(text), /duration/);
  assert.throws(() => controls.failNext(1, 0), /A task with exit code 0 succeeds/);
});
