import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/service/clock.ts';
import { ResourceManagerClient } from '../../src/service/resourceManager/resourceManagerClient.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { createScriptedExecutor } from '../../src/simulator/executors/scripted/scriptedExecutor.ts';
import type { AzureResource } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { toSource } from '../service/simulatedTokens.ts';

const group = '/subscriptions/7/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/Guard';

const resources: readonly AzureResource[] = [
  { path: group, body: { id: group, properties: { securityRules: [] } } },
  { path: '{account}/providers/Microsoft.ResourceHealth/availabilityStatuses/current', body: { name: 'current' } },
  {
    path: '{subscription}/providers/Microsoft.ResourceHealth/events',
    status: 409,
    body: { code: 'MissingSubscriptionRegistration', message: 'The subscription is not registered.' },
  },
];

test('Resource Manager answers with the resources of the scenario, with refusals, and as roles allow', async (context) => {
  const clock = new SteppedClock();
  const scenario = { name: 'around', description: '', pools: [], jobs: [], azureResources: resources };
  const simulator = await startSimulator({ clock, scenario, executor: createScriptedExecutor({ clock, scenario }) });
  context.after(() => simulator.close());
  const { armUrl, ca } = simulator;
  const access = { endpoint: armUrl, scope: 'https://management.azure.com/.default', source: toSource(simulator), ca };
  const client = new ResourceManagerClient(access, systemClock, () => undefined);
  context.after(() => client.dispose());
  const { signal } = new AbortController();
  const get = (path: string) => client.get(path, '2024-05-01', signal);
  assert.equal((await get(group.toLowerCase()))['id'], group);
  const [subscription] = await client.listAll('/subscriptions', '2022-12-01', signal);
  const own = String(subscription?.['id']);
  const account = `${own}/resourceGroups/simulator/providers/Microsoft.Batch/batchAccounts/${simulator.accountName}`;
  const health = 'providers/Microsoft.ResourceHealth';
  assert.equal((await get(`${account}/${health}/availabilityStatuses/current`))['name'], 'current');
  await assert.rejects(get(`${own}/${health}/events`), { code: 'MissingSubscriptionRegistration', status: 409 });
  await assert.rejects(get(group.replace('Guard', 'other')), { status: 404 });
  simulator.assignRole('sample', { actions: [], notActions: [], dataActions: [], notDataActions: [] });
  const action = 'microsoft.network/networksecuritygroups/read';
  await assert.rejects(get(group), { status: 403, code: 'AuthorizationFailed', message: new RegExp(action) });
});
