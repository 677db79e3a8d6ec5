import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Role } from '../../src/simulator/http/roles.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { askArm, toTenantSource } from '../service/directory.ts';

const scope = 'https://batch.core.windows.net//.default';

/** Returns the status of a request with a token of the client `test`. */
async function ask(simulator: Simulator, method: string, path: string): Promise<number> {
  const { token } = await toTenantSource(simulator).getToken([scope]);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json; odata=minimalmetadata' };
  return (await fetch(`${simulator.url}${path}?api-version=2025-06-01`, { method, headers })).status;
}

const requests = [
  ['GET', '/jobs'],
  ['GET', '/pools'],
  ['GET', '/pools/p/nodes'],
  ['DELETE', '/jobs/j'],
  ['POST', '/jobs/j/tasks/t/terminate'],
  ['POST', '/jobschedules/s/disable'],
  ['DELETE', '/pools/p'],
  ['POST', '/pools/p/stopresize'],
  ['POST', '/pools/p/nodes/n/reboot'],
] as const;
const changesOfNodes = ['POST /pools/p/nodes/n/reboot'];
const changesOfPools = ['DELETE /pools/p', 'POST /pools/p/stopresize'];
const changesOfJobs = ['DELETE /jobs/j', 'POST /jobs/j/tasks/t/terminate', 'POST /jobschedules/s/disable'];

for (const [role, refused] of [
  ['Azure Batch Account Contributor', []],
  ['Azure Batch Data Contributor', changesOfNodes],
  ['Azure Batch Job Submitter', [...changesOfPools, ...changesOfNodes]],
  ['Azure Batch Account Reader', [...changesOfJobs, ...changesOfPools, ...changesOfNodes]],
] as const satisfies readonly (readonly [Role, readonly string[]])[]) {
  test(`the role ${role} grants the rights that Azure documents`, async (context) => {
    const simulator = await startSimulator({ roles: { test: role } });
    context.after(() => simulator.close());
    const answers = await Promise.all(requests.map(async ([method, path]) => ask(simulator, method, path)));
    const found = requests.filter((_request, index) => answers[index] === 403).map((request) => request.join(' '));
    assert.deepEqual(found, refused);
    simulator.assignRole('test', undefined);
    assert.equal(await ask(simulator, 'DELETE', '/pools/p'), 404, 'without a role everything is allowed');
  });
}

test('Resource Manager returns the permissions of roles, and gives keys to users who may list them', async (context) => {
  const simulator = await startSimulator({ roles: { test: 'Azure Batch Job Submitter' } });
  context.after(() => simulator.close());
  const { body } = await askArm(simulator, 'GET', '/subscriptions');
  const [{ subscriptionId }] = body['value'] as readonly [{ subscriptionId: string }];
  const account = `/subscriptions/${subscriptionId}/resourceGroups/simulator/providers/Microsoft.Batch/batchAccounts/simulated`;
  const permissions = async () => askArm(simulator, 'GET', `${account}/providers/Microsoft.Authorization/permissions`);
  const { body: told } = await permissions();
  const [first] = told['value'] as readonly { actions: readonly string[]; dataActions: readonly string[] }[];
  assert.deepEqual(first?.dataActions, [
    'Microsoft.Batch/batchAccounts/jobSchedules/*',
    'Microsoft.Batch/batchAccounts/jobs/*',
  ]);
  assert.equal((await askArm(simulator, 'POST', `${account}/listKeys`)).status, 403);
  simulator.assignRole('test', { actions: ['*'], notActions: ['*/listKeys/*'], dataActions: [], notDataActions: [] });
  assert.equal((await askArm(simulator, 'POST', `${account}/listKeys`)).status, 403);
  assert.deepEqual((await permissions()).body['value'], [
    { actions: ['*'], notActions: ['*/listKeys/*'], dataActions: [], notDataActions: [] },
  ]);
  simulator.assignRole('test', undefined);
  assert.equal((await askArm(simulator, 'POST', `${account}/listKeys`)).status, 200);
});
