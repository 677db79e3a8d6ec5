import type { NodeList } from '../../../core/query/nodeNames.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import { areNodesToLoad } from '../../evidence/nodeNames.ts';

/** Of so many pools of an account nodes are asked for their names alone. */
const mostPools = 20;

/** The nodes of pools in which shown failures happened: a node is called by its number among all of its pool. */
export class NamedPools {
  readonly #onError: (error: unknown) => void;
  readonly #asked = new WeakMap<AccountStore, Set<string>>();

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** The nodes of a pool as far as they are loaded. Asks for them once, in the background, where one request brings all. */
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
