import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAzureService } from '../../service/azure/azureService.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { createSampleTokenSource } from './sampleTokens.ts';

test('the sample account reports its own limits', async (context) => {
  const simulator = await startSimulator({ scenario: 'sample' });
  context.after(() => simulator.close());
  const { url: endpoint, accountName, accountKey: key, armUrl, ca } = simulator;
  const scope = 'https://management.azure.com/.default';
  const service = createAzureService({
    account: { id: 'sample', name: accountName, endpoint, authentication: 'sample' },
    credential: { kind: 'sharedKey', accountName, key },
    resourceManager: { endpoint: armUrl, scope, source: createSampleTokenSource(simulator), ca },
  });
  context.after(() => service.dispose());
  const answer = await service.quotas.getQuotas();
  const families = 'limits' in answer ? answer.limits.dedicatedCoreQuotaPerVMFamily : [];
  assert.equal(families?.find(({ name }) => name === 'standardNVADSA10v5Family')?.coreQuota, 48);
});
