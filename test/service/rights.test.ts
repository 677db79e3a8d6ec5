import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { Right } from '../../src/core/model/right.ts';
import { createAzureService } from '../../src/service/azure/azureService.ts';
import type { ConnectOptions } from '../../src/service/connectOptions.ts';
import type { Attempt, BatchService } from '../../src/service/ports.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import type { CustomRole } from '../../src/simulator/http/roles.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { toAccount } from '../fakes/connect.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import { askArm } from './directory.ts';
import { toSource } from './simulatedTokens.ts';

const tenMinutesMs = 10 * 60_000;
/** ID of the client of these tests' tokens. */
const client = 'sample';

interface Setting {
  readonly simulator: Simulator;
  readonly service: BatchService;
  readonly clock: FakeClock;
  readonly attempts: readonly Attempt[];
}

/** Connects to an account by a token. If `isFound`, the account's resource ID is known. */
async function set(context: TestContext, isFound: boolean, changes: Partial<ConnectOptions> = {}): Promise<Setting> {
  const simulator = await startSimulator({ clock: new SteppedClock() });
  context.after(() => simulator.close());
  const clock = new FakeClock();
  const source = toSource(simulator);
  const { armUrl: endpoint, ca } = simulator;
  const attempts: Attempt[] = [];
  const { body } = await askArm(simulator, 'GET', '/subscriptions');
  const [{ subscriptionId }] = body['value'] as readonly [{ subscriptionId: string }];
  const resourceId = `/subscriptions/${subscriptionId}/resourceGroups/simulator/providers/Microsoft.Batch/batchAccounts/simulated`;
  const service = createAzureService({
    account: {
      ...toAccount(simulator.url),
      authentication: 'microsoft',
      ...(isFound ? { resourceId } : {}),
    },
    credential: { kind: 'token', source },
    resourceManager: { endpoint, scope: 'https://management.azure.com/.default', source, ca },
    onAttempt: (attempt) => attempts.push(attempt),
    clock,
    ...changes,
  });
  context.after(() => service.dispose());
  return { simulator, service, clock, attempts };
}

async function errorOf(call: Promise<unknown>): Promise<BatchError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(BatchError.is(error), String(error));
  return error;
}

const changes = ({ requests }: Simulator): readonly string[] =>
  requests.filter(({ method }) => method !== 'GET').map(({ operation }) => operation ?? '');

const calls: readonly (readonly [Right, string, (service: BatchService) => Promise<unknown>])[] = [
  ['changePools', 'Data Contributor', ({ pools }) => pools.stopResizePool('p')],
  ['deletePools', 'Data Contributor', ({ pools }) => pools.deletePool('p')],
  ['changeNodes', 'Account Contributor', ({ nodes }) => nodes.rebootNode('p', 'n', 'requeue')],
  ['changeJobs', 'Job Submitter', ({ tasks }) => tasks.reactivateTask('j', 't')],
  ['deleteJobs', 'Job Submitter', ({ jobs }) => jobs.deleteJob('j')],
  ['deleteTasks', 'Job Submitter', ({ tasks }) => tasks.deleteTask('j', 't')],
  ['changeSchedules', 'Job Submitter', ({ jobSchedules }) => jobSchedules.disableJobSchedule('s')],
];

test('a request refused for a missing role is not repeated until that refusal is reset', async (context) => {
  const { simulator, service, clock } = await set(context, false);
  simulator.assignRole(client, 'Azure Batch Account Reader');
  let told = 0;
  service.rights.onDidChange(() => told++);
  for (const [right, role, call] of calls) {
    const first = await errorOf(call(service));
    assert.deepEqual([first.status, first.missing?.right], [403, right]);
    const again = await errorOf(call(service));
    assert.deepEqual([again.code, again.missing?.right], ['RoleMissing', right]);
    assert.match(again.message, new RegExp(`“Azure Batch ${role}”[\\s\\S]*as Azure reported at \\d\\d:\\d\\d`));
  }
  const rights = calls.map(([right]) => right);
  assert.deepEqual([changes(simulator).length, told], [rights.length, rights.length]);
  assert.deepEqual([...service.rights.missing].sort(), [...rights].sort());
  clock.advance(tenMinutesMs);
  assert.deepEqual(service.rights.missing, []);
  simulator.assignRole(client, undefined);
  assert.equal((await errorOf(service.tasks.reactivateTask('j', 't'))).code, 'JobNotFound', 'it is sent again');
});

test('after a new role assignment, the known refusals can be reset immediately', async (context) => {
  const { simulator, service } = await set(context, false);
  simulator.assignRole(client, 'Azure Batch Job Submitter');
  await errorOf(service.pools.deletePool('p'));
  assert.equal((await errorOf(service.tasks.deleteTask('j', 't'))).code, 'JobNotFound', 'a submitter may');
  simulator.assignRole(client, 'Azure Batch Data Contributor');
  assert.equal((await errorOf(service.pools.deletePool('p'))).code, 'RoleMissing');
  service.rights.forget();
  assert.equal((await errorOf(service.pools.deletePool('p'))).code, 'PoolNotFound');
});

test('missing rights are read from Resource Manager before any refusal, with one request', async (context) => {
  const { simulator, service, clock, attempts } = await set(context, true);
  simulator.assignRole(client, 'Azure Batch Account Reader');
  assert.deepEqual(attempts, [], 'nothing is asked before it is wanted');
  await Promise.all([service.rights.learn(), service.rights.learn()]);
  const asked = () => attempts.filter(({ host }) => host !== undefined).map(({ method, path }) => `${method} ${path}`);
  assert.equal(asked().length, 1);
  assert.match(asked()[0] ?? '', /^GET .*\/batchAccounts\/simulated\/providers\/Microsoft\.Authorization\/permissions/);
  for (const [right, , call] of calls) {
    const error = await errorOf(call(service));
    assert.deepEqual([error.code, error.missing?.right], ['RoleMissing', right]);
  }
  assert.deepEqual(changes(simulator), []);
  // A new role takes effect automatically after a while.
  simulator.assignRole(client, 'Azure Batch Data Contributor');
  clock.advance(tenMinutesMs);
  assert.ok(service.rights.missing.length > 0, 'what is known stays until the answer is there');
  await service.rights.learn();
  assert.deepEqual([service.rights.missing, asked().length], [[], 2]);
});

test('missing rights are known as soon as the account is found in Resource Manager', async (context) => {
  const { simulator, service, attempts } = await set(context, false);
  simulator.assignRole(client, 'Azure Batch Account Reader');
  await service.rights.learn();
  assert.deepEqual([service.rights.missing, attempts], [[], []], 'nobody searches Azure for it');
  assert.ok('limits' in (await service.quotas.getQuotas()));
  await service.rights.learn();
  assert.ok(service.rights.missing.includes('deletePools'));
});

test('without data from Resource Manager, or with a key, every action is allowed until the service refuses it', async (context) => {
  const { simulator, service, attempts } = await set(context, false);
  await service.rights.learn();
  const accountKey = { kind: 'sharedKey', accountName: simulator.accountName, key: simulator.accountKey } as const;
  const byKey = await set(context, true, { credential: accountKey, resourceManager: undefined as never });
  await byKey.service.rights.learn();
  assert.deepEqual([attempts, byKey.attempts], [[], []]);
  assert.deepEqual([service.rights.missing, byKey.service.rights.missing], [[], []]);
});

test('a refusal or silence of Resource Manager blocks nothing', async (context) => {
  const { service } = await set(context, true, {
    account: { ...toAccount('http://127.0.0.1:1'), authentication: 'microsoft', resourceId: '/subscriptions/x' },
  });
  await service.rights.learn();
  assert.deepEqual(service.rights.missing, []);
});

test("nodes that may not be read don't block jobs and pools, and are read again automatically", async (context) => {
  const { simulator, service } = await set(context, true);
  const withoutNodes: CustomRole = {
    actions: ['*'],
    notActions: [],
    dataActions: ['*'],
    notDataActions: [],
    refuses: ['ComputeNode_List'],
  };
  simulator.assignRole(client, withoutNodes);
  const nodes = () => Array.fromAsync(service.nodes.listNodes('p'));
  const error = await errorOf(nodes());
  assert.deepEqual(error.missing?.right, 'readNodes');
  assert.match(error.message, /“Azure Batch Account Reader”/);
  await Array.fromAsync(service.jobs.listJobs());
  assert.deepEqual(service.rights.missing, ['readNodes']);
  simulator.assignRole(client, undefined);
  assert.equal((await errorOf(nodes())).code, 'PoolNotFound', 'what only reads is asked for all the same');
});
