import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceManagerClient } from '../resourceManager/resourceManagerClient.ts';
import { readHealth } from './health.ts';

const account = '/subscriptions/7/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/a';

test('events of the last two weeks are asked for with the date as the service writes it', async () => {
  const asked: unknown[] = [];
  const client: Pick<ResourceManagerClient, 'get' | 'list'> = {
    get: async (path) => {
      asked.push(path);
      return { properties: { availabilityState: null, summary: 'An event.' } };
    },
    async *list(path, _version, _signal, query) {
      asked.push([path, query]);
      yield { name: 'A-1', properties: { title: 'One', impactStartTime: '2026-11-19T00:00:00Z' } };
      yield { name: 'A-2', properties: 7 };
    },
  };
  const given = { location: 'westeurope', nowMs: Date.parse('2026-11-20T09:00:00Z') };
  const health = await readHealth(client as ResourceManagerClient, account, given, new AbortController().signal);
  assert.deepEqual(asked, [
    `${account}/providers/Microsoft.ResourceHealth/availabilityStatuses/current`,
    ['/subscriptions/7/providers/Microsoft.ResourceHealth/events', { queryStartTime: '11/6/2026' }],
  ]);
  assert.deepEqual(health, {
    location: 'westeurope',
    status: { summary: 'An event.' },
    events: [{ trackingId: 'A-1', title: 'One', impactStartTime: '2026-11-19T00:00:00Z' }, { trackingId: 'A-2' }],
  });
});
