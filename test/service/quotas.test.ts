import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createAzureService } from '../../src/service/azure/azureService.ts';
import type { ConnectOptions } from '../../src/service/connectOptions.ts';
import type { BatchService } from '../../src/service/ports.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { toAccount } from '../fakes/connect.ts';
import { toSource } from './simulatedTokens.ts';

const scenario: Scenario = {
  name: 'limited',
  description: 'An account with quotas.',
  quotas: {
    dedicatedCoreQuota: 20,
    lowPriorityCoreQuota: 10,
    dedicatedCoreQuotaPerVMFamily: [{ name: 'standardDSv3Family', coreQuota: 8 }],
    poolQuota: 3,
    activeJobAndJobScheduleQuota: 5,
  },
  pools: [],
  jobs: [],
};

function connect(context: TestContext, simulator: Simulator, changes: Partial<ConnectOptions> = {}): BatchService {
  const source = toSource(simulator);
  const { armUrl: endpoint, ca } = simulator;
  const service = createAzureService({
    account: toAccount(simulator.url),
    credential: { kind: 'token', source },
    resourceManager: { endpoint, scope: 'https://management.azure.com/.default', source, ca },
    ...changes,
  });
  context.after(() => service.dispose());
  return service;
}

async function start(context: TestContext): Promise<Simulator> {
  const simulator = await startSimulator({ scenario });
  context.after(() => simulator.close());
  return simulator;
}

test('Resource Manager returns the quotas of the account with the endpoint', async (context) => {
  const simulator = await start(context);
  const service = connect(context, simulator);
  const answer = await service.quotas.getQuotas();
  assert.ok('limits' in answer);
  const { id, ...limits } = answer.limits;
  assert.match(id ?? '', /^\/subscriptions\/[\w-]{36}\/resourceGroups\/.+\/batchAccounts\/simulated$/);
  assert.deepEqual(limits, {
    location: 'local',
    poolAllocationMode: 'BatchService',
    dedicatedCoreQuota: 20,
    lowPriorityCoreQuota: 10,
    dedicatedCoreQuotaPerVMFamily: [{ name: 'standardDSv3Family', coreQuota: 8 }],
    dedicatedCoreQuotaPerVMFamilyEnforced: true,
    poolQuota: 3,
    activeJobAndJobScheduleQuota: 5,
  });
});

test('an account outside Resource Manager has unknown limits', async (context) => {
  const simulator = await start(context);
  const service = connect(context, simulator, { account: toAccount('http://127.0.0.1:9') });
  const answer = await service.quotas.getQuotas();
  assert.match(
    'whyUnknown' in answer ? answer.whyUnknown : '',
    /none of the subscriptions that you can see contains .*127\.0\.0\.1:9/,
  );
});

test('a token for another audience is refused, which is reported', async (context) => {
  const simulator = await start(context);
  const source = toSource(simulator);
  const { armUrl: endpoint, ca } = simulator;
  const scope = 'https://batch.core.windows.net//.default';
  const service = connect(context, simulator, { resourceManager: { endpoint, scope, source, ca } });
  const answer = await service.quotas.getQuotas();
  assert.match('whyUnknown' in answer ? answer.whyUnknown : '', /^The limits are unknown: .*audience/);
  assert.equal(source.asked, 2);
});
