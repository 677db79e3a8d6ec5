import type { AccountSnapshot, AccountStore } from '../../../service/store/accountStore.ts';
import type { FailureReader } from '../../evidence/failureReader.ts';
import type { DiagnosisBundle } from '../../load.ts';
import { findById } from '../explorer/findById.ts';
import { type Cause, toCauses } from './causes.ts';
import { Explainer } from './explainer.ts';
import { type Failing, findFailedTasks } from './failing.ts';
import { LogReader } from './logReader.ts';

type Diagnosis = Pick<
  DiagnosisBundle,
  'clusterWithMembers' | 'explainTask' | 'explainJob' | 'explainNode' | 'explainPool'
>;

interface Known {
  readonly items: readonly unknown[];
  readonly causes: readonly Cause[];
}

/** The causes of the failed tasks of single jobs, told apart as the failures view does it. */
export class JobCauses {
  readonly #load: () => Diagnosis;
  readonly #logs: LogReader;
  readonly #explainers = new Map<string, Explainer>();
  readonly #known = new Map<string, Known>();
  readonly #reading = new Map<string, Promise<boolean>>();

  /** `load` gives the diagnosis bundle; it is called with the first job of which several tasks failed. */
  constructor(reader: Pick<FailureReader, 'read'>, load: () => Diagnosis) {
    this.#load = load;
    this.#logs = new LogReader(reader, () => undefined);
  }

  /** Causes by what is loaded, most damage first; none for a job of which no two tasks are known to have failed. */
  of(snapshot: AccountSnapshot, jobId: string): readonly Cause[] {
    const { items } = snapshot.slice({ kind: 'tasks', jobId, group: 'failed' });
    if (items.length < 2) return [];
    const key = toKey(snapshot, jobId);
    const known = this.#known.get(key);
    if (known?.items === items) return known.causes;
    const causes = this.#tellApart(snapshot, jobId);
    this.#known.set(key, { items, causes });
    return causes;
  }

  /**
   * Reads logs, since an exit code alone does not tell a cause, and tells whether the causes are others then. Throws
   * what is no answer of the service.
   */
  read(store: Pick<AccountStore, 'service' | 'snapshot'>, jobId: string): Promise<boolean> {
    const key = toKey(store.snapshot, jobId);
    const ongoing = this.#reading.get(key);
    if (ongoing !== undefined) return ongoing;
    const reading = this.#read(store, jobId).finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  async #read(store: Pick<AccountStore, 'service' | 'snapshot'>, jobId: string): Promise<boolean> {
    const before = this.of(store.snapshot, jobId);
    if (before.length === 0) return false;
    await this.#logs.read(store, findFailed(store.snapshot, jobId));
    this.#known.delete(toKey(store.snapshot, jobId));
    return toMembership(this.of(store.snapshot, jobId)) !== toMembership(before);
  }

  #tellApart(snapshot: AccountSnapshot, jobId: string): readonly Cause[] {
    const key = toKey(snapshot, jobId);
    const explainer = this.#explainers.get(key) ?? new Explainer(this.#load);
    this.#explainers.set(key, explainer);
    const failures = explainer.explain(findFailed(snapshot, jobId), (one) => this.#logs.logsOf(one));
    return toCauses(failures, this.#load().clusterWithMembers);
  }
}

function toKey({ account }: AccountSnapshot, jobId: string): string {
  return JSON.stringify([account.id, jobId]);
}

function findFailed(snapshot: AccountSnapshot, jobId: string): readonly Failing[] {
  const job = findById(snapshot.slice({ kind: 'jobs' }).items, jobId) ?? { id: jobId };
  return findFailedTasks(snapshot, job);
}

/** Which tasks have which cause. */
function toMembership(causes: readonly Cause[]): string {
  return JSON.stringify(
    causes.map(({ cluster, failures }) => [
      cluster.fingerprint,
      cluster.title,
      failures.map(({ failing }) => failing.resource),
    ]),
  );
}
