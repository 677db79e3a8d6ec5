import { addRun } from '../../core/definitions/autoscaleRuns.ts';
import { type Disposable, Emitter } from '../../core/event.ts';
import type { AutoScaleRun, Pool } from '../../core/model/pool.ts';
import { type PoolResource, toKey } from '../../core/model/resource.ts';
import type { Accounts } from '../accounts/accounts.ts';

/**
 * Autoscale runs that were observed while accounts were watched, because the service reports only the last run, and
 * autoscale formulas, which the service drops when autoscale is turned off.
 */
export class AutoscaleRuns implements Disposable {
  readonly #runs = new Map<string, readonly AutoScaleRun[]>();
  readonly #formulas = new Map<string, string>();
  readonly #didChange = new Emitter<void>();
  readonly onDidChange = this.#didChange.event;
  readonly #subscription: Disposable;

  constructor(accounts: Pick<Accounts, 'onDidChangeData' | 'findStore'>) {
    this.#subscription = accounts.onDidChangeData(({ accountId, scopes }) => {
      if (!scopes.some(({ kind }) => kind === 'pools')) return;
      const pools = accounts.findStore(accountId)?.snapshot.slice({ kind: 'pools' }).items ?? [];
      for (const pool of pools) this.note({ kind: 'pool', accountId, poolId: pool.id }, pool);
    });
  }

  /** Records the formula of a pool and its last run. */
  note(
    resource: PoolResource,
    { autoScaleRun, autoScaleFormula }: Pick<Pool, 'autoScaleRun' | 'autoScaleFormula'>,
  ): void {
    if (autoScaleFormula !== undefined) this.#formulas.set(toKey(resource), autoScaleFormula);
    if (autoScaleRun === undefined) return;
    const known = this.list(resource);
    const runs = addRun(known, autoScaleRun);
    if (runs === known) return;
    this.#runs.set(toKey(resource), runs);
    this.#didChange.fire();
  }

  /** Returns the current or last formula of a pool. */
  findFormula(resource: PoolResource): string | undefined {
    return this.#formulas.get(toKey(resource));
  }

  /** Lists the observed runs of a pool, newest first. */
  list(resource: PoolResource): readonly AutoScaleRun[] {
    return this.#runs.get(toKey(resource)) ?? [];
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#didChange.dispose();
    this.#runs.clear();
    this.#formulas.clear();
  }
}
