import { BatchError } from '../../core/model/batchError.ts';
import type { PoolNodeCounts } from '../../core/model/pool.ts';
import type { PoolPort } from '../ports.ts';

/** The node counts of all pools by state, or why the user may not see them. */
type CountsListener = (counts: ReadonlyMap<string, PoolNodeCounts>, refusal?: BatchError) => void;

/** Asks for the node counts of all pools at once. Of several answers the one asked for last counts. */
export class NodeCountsLoader {
  readonly #pools: PoolPort;
  readonly #onCounts: CountsListener;
  #newest = 0;

  constructor(pools: PoolPort, onCounts: CountsListener) {
    this.#pools = pools;
    this.#onCounts = onCounts;
  }

  /**
   * Resolves to whether the counts could be read; never throws. On a failure the counts stay as they were, except when
   * the user may not see them.
   */
  async load(signal: AbortSignal): Promise<boolean> {
    const turn = ++this.#newest;
    const counts = new Map<string, PoolNodeCounts>();
    try {
      for await (const page of this.#pools.listNodeCounts({ signal })) {
        for (const pool of page) counts.set(pool.poolId, pool);
      }
    } catch (error) {
      if (turn === this.#newest && BatchError.is(error) && error.missing !== undefined)
        this.#onCounts(new Map(), error);
      return false;
    }
    if (turn === this.#newest) this.#onCounts(counts);
    return true;
  }
}
