import type { Failing } from '../../core/diagnosis/causes/failing.ts';
import type { QuotaEvidence } from '../../core/diagnosis/evidence/quotaEvidence.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { mentionsQuota } from '../evidence/quotaEvidence.ts';

interface QuotasOfParts {
  readonly parts: readonly unknown[];
  readonly quotas: QuotaEvidence;
}

type Answer = Awaited<ReturnType<AccountStore['service']['quotas']['getQuotas']>>;

/** The limits of accounts in which something failed because of a quota. */
export class KnownQuotas {
  readonly #onRead: () => void;
  readonly #answers = new WeakMap<AccountStore, Answer>();
  readonly #known = new WeakMap<AccountStore, QuotasOfParts>();

  /** `onRead` is called when an account's limits have changed. */
  constructor(onRead: () => void) {
    this.#onRead = onRead;
  }

  /** Returns the limits of an account and what counts against them; the same object until these change. */
  of(store: AccountStore): QuotaEvidence | undefined {
    const answer = this.#answers.get(store);
    if (answer === undefined) return undefined;
    const { snapshot } = store;
    const parts = [answer, snapshot.slice({ kind: 'pools' }), snapshot.nodeCounts];
    const known = this.#known.get(store);
    if (known?.parts.every((part, index) => part === parts[index])) return known.quotas;
    const quotas = toQuotas(answer, snapshot);
    this.#known.set(store, { parts, quotas });
    return quotas;
  }

  /** Reads an account's limits if anything in `failing` names a quota. The service layer caches them for minutes. */
  async read(store: AccountStore, failing: readonly Failing[]): Promise<void> {
    if (!failing.some(namesQuota)) return;
    const answer = await store.service.quotas.getQuotas();
    if (JSON.stringify(answer) === JSON.stringify(this.#answers.get(store))) return;
    this.#answers.set(store, answer);
    this.#onRead();
  }
}

function namesQuota(failing: Failing): boolean {
  if (failing.kind === 'pool') return (failing.pool.resizeErrors ?? []).some(mentionsQuota);
  return failing.kind === 'job' && mentionsQuota(failing.job.executionInfo?.schedulingError);
}

/** Combines limits with the resources that count against them. Pools are included only if all of them are known. */
function toQuotas(answer: Answer, snapshot: AccountSnapshot): QuotaEvidence {
  const { items, hasMore } = snapshot.slice({ kind: 'pools' });
  return { ...answer, ...(hasMore ? {} : { pools: items }), nodeCounts: [...snapshot.nodeCounts.values()] };
}
