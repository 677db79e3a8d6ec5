import { equals } from '../../core/filters/odata.ts';
import { definedOnly } from '../../core/model/defined.ts';
import { readAutoScaleRun, readPool, readPoolNodeCounts } from '../../core/model/poolShape.ts';
import type { CallOptions, PoolPort, PoolResize } from '../ports.ts';
import type { AccountClient } from './account.ts';
import { toListQuery } from './options.ts';
import { toAbortOptions } from './policies/signal.ts';
import { readPages } from './readPages.ts';
import { asArgument, readObject } from './wire.ts';

/** Creates the port for pools of one account (Batch documentation: "Pool"). */
export function createPoolPort(account: AccountClient): PoolPort {
  const { client } = account;
  return {
    listPools(options = {}) {
      const call = toAbortOptions(options);
      return readPages(readPool, {
        account,
        options,
        first: (pageSize) => client.pool.list({ ...call, poolListOptions: toListQuery(options, pageSize) }),
        next: (link) => client.pool.listNext(link, call),
      });
    },

    getPool: (poolId, options = {}) => readObject(readPool, client.pool.get(poolId, toAbortOptions(options))),

    listNodeCounts(options: CallOptions & { readonly poolId?: string } = {}) {
      const call = toAbortOptions(options);
      const query = definedOnly({
        filter: options.poolId === undefined ? undefined : equals('poolId', options.poolId),
      });
      return readPages(readPoolNodeCounts, {
        account,
        options,
        first: () => client.account.listPoolNodeCounts({ ...call, accountListPoolNodeCountsOptions: query }),
        next: (link) => client.account.listPoolNodeCountsNext(link, call),
      });
    },

    async addPool(pool, options = {}) {
      await client.pool.add(asArgument(pool), toAbortOptions(options));
    },

    async deletePool(poolId, options = {}) {
      await client.pool.deleteMethod(poolId, toAbortOptions(options));
    },

    async resizePool(poolId, target: PoolResize, options = {}) {
      await client.pool.resize(poolId, asArgument(target), toAbortOptions(options));
    },

    async stopResizePool(poolId, options = {}) {
      await client.pool.stopResize(poolId, toAbortOptions(options));
    },

    async patchPool(poolId, patch, options = {}) {
      await client.pool.patch(poolId, asArgument(patch), toAbortOptions(options));
    },

    async enableAutoscale(poolId, formula, options = {}) {
      await client.pool.enableAutoScale(poolId, asArgument({ autoScaleFormula: formula }), toAbortOptions(options));
    },

    async disableAutoscale(poolId, options = {}) {
      await client.pool.disableAutoScale(poolId, toAbortOptions(options));
    },

    evaluateAutoscale: (poolId, formula, options = {}) =>
      readObject(readAutoScaleRun, client.pool.evaluateAutoScale(poolId, formula, toAbortOptions(options))),

    async removeNodes(poolId, nodeIds, deallocation, options = {}) {
      const removal = { nodeList: nodeIds, nodeDeallocationOption: deallocation };
      await client.pool.removeNodes(poolId, asArgument(removal), toAbortOptions(options));
    },
  };
}
