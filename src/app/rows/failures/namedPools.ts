import type { NodeList } from '../../../core/words/nodeNames.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import { areNodesToLoad } from '../../evidence/nodeNames.ts';

/** Maximum number of pools per account whose nodes are requested only for their names. */
const mostPools = 20;

/** Finds the nodes of pools with displayed failures, because a node is named by its number among its pool's nodes. */
export class NamedPools {
  readonly #onError: (error: unknown) => void;
  readonly #asked = new WeakMap<AccountStore, Set<string>>();

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Returns the loaded nodes of a pool. Requests them once, in the background, if one request returns all of them. */
  find(store: AccountStore, poolId: string): NodeList {
    const scope = { kind: 'nodes', poolId } as const;
    const { snapshot } = store;
    const nodes = snapshot.slice(scope);
    const asked = this.#asked.get(store) ?? new Set();
    const isPoolKnown = snapshot.slice({ kind: 'pools' }).loadedAt !== undefined;
    if (isPoolKnown && areNodesToLoad(snapshot, poolId) && !asked.has(poolId) && asked.size < mostPools) {
      this.#asked.set(store, asked.add(poolId));
      store.inBackground(() => store.load(scope)).catch(this.#onError);
    }
    return nodes;
  }
}
