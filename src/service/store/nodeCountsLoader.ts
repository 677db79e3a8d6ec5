import type { PoolNodeCounts } from '../../core/model/pool.ts';
import type { PoolPort } from '../ports.ts';

/** Asks for the node counts of all pools at once. Of several answers the one asked for last counts. */
export class NodeCountsLoader {
  readonly #pools: PoolPort;
  readonly #onCounts: (counts: ReadonlyMap<string, PoolNodeCounts>) => void;
  #newest = 0;

  constructor(pools: PoolPort, onCounts: (counts: ReadonlyMap<string, PoolNodeCounts>) => void) {
    this.#pools = pools;
    this.#onCounts = onCounts;
  }

  /** Resolves to whether they could be had; never throws: counts that cannot be had stay as they were. */
  async load(signal: AbortSignal): Promise<boolean> {
    const turn = ++this.#newest;
    const counts = new Map<string, PoolNodeCounts>();
    try {
      for await (const page of this.#pools.listNodeCounts({ signal })) {
        for (const pool of page) counts.set(pool.poolId, pool);
      }
    } catch {
      return false;
    }
    if (turn === this.#newest) this.#onCounts(counts);
    return true;
  }
}
