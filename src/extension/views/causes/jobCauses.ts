import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../../core/diagnosis/causes/failing.ts';
import type { CauseTeller, Told } from '../../../core/diagnosis/causeTeller.ts';
import type { AccountSnapshot, AccountStore } from '../../../service/store/accountStore.ts';
import type { FailureReader } from '../../evidence/failureReader.ts';
import type { DiagnosisBundle } from '../../load.ts';
import { findById } from '../explorer/findById.ts';
import { doAtOnce } from '../turns.ts';
import { toFailedTasks } from './failing.ts';
import { LogReader } from './logReader.ts';

type Load = () => Pick<DiagnosisBundle, 'CauseTeller'>;

interface Known {
  readonly items: readonly unknown[];
  readonly told: Told;
}

/** The causes of the failed tasks of single jobs, told apart as the failures view does it. */
export class JobCauses {
  readonly #load: Load;
  readonly #logs: LogReader;
  readonly #tellers = new Map<string, CauseTeller>();
  readonly #known = new Map<string, Known>();
  readonly #reading = new Map<string, Promise<void>>();
  readonly #told = new Set<string>();

  /**
   * `load` gives the diagnosis bundle; it is called with the first job of which several tasks failed. `now` is in
   * milliseconds since 1970.
   */
  constructor(reader: Pick<FailureReader, 'read'>, load: Load, now: () => number = Date.now) {
    this.#load = load;
    this.#logs = new LogReader(reader, { areWhole: true, now });
  }

  /** Causes by what is loaded, most damage first; none for a job of which no two tasks are known to have failed. */
  of(snapshot: AccountSnapshot, jobId: string): readonly Cause[] {
    return this.#tell(snapshot, jobId).causes;
  }

  /** Whether logs of the job have been read already: before that an exit code passes for a cause. */
  areTold(snapshot: AccountSnapshot, jobId: string): boolean {
    return this.#told.has(toKey(snapshot, jobId));
  }

  /** Reads logs, since an exit code alone does not tell a cause. Throws what is no answer of the service. */
  read(store: Pick<AccountStore, 'service' | 'snapshot'>, jobId: string): Promise<void> {
    const key = toKey(store.snapshot, jobId);
    const ongoing = this.#reading.get(key);
    if (ongoing !== undefined) return ongoing;
    const reading = this.#read(store, jobId).finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  async #read(store: Pick<AccountStore, 'service' | 'snapshot'>, jobId: string): Promise<void> {
    const key = toKey(store.snapshot, jobId);
    let told = this.#tellAnew(store.snapshot, jobId);
    while (told.toRead.length > 0) {
      const isAnySettled = await this.#readAll(store, told.toRead);
      told = this.#tellAnew(store.snapshot, jobId);
      if (!isAnySettled) break;
    }
    if (told.causes.length > 0) this.#told.add(key);
  }

  /** Whether any of the logs was there or is known to be gone: else the service can't be asked at the moment. */
  async #readAll(store: Pick<AccountStore, 'service'>, toRead: readonly FailedTask[]): Promise<boolean> {
    let isAnySettled = false;
    for (const failed of toRead) isAnySettled = (await this.#logs.read(store, failed)) || isAnySettled;
    return isAnySettled;
  }

  /** As `#tell`, by what the logs say that were read since. */
  #tellAnew(snapshot: AccountSnapshot, jobId: string): Told {
    this.#known.delete(toKey(snapshot, jobId));
    return this.#tell(snapshot, jobId);
  }

  #tell(snapshot: AccountSnapshot, jobId: string): Told {
    const { items } = snapshot.slice({ kind: 'tasks', jobId, group: 'failed' });
    if (items.length < 2) return { causes: [], toRead: [], unread: 0 };
    const key = toKey(snapshot, jobId);
    const known = this.#known.get(key);
    if (known?.items === items) return known.told;
    const told = doAtOnce(this.#tellerOf(key).tell(findFailed(snapshot, jobId)));
    this.#known.set(key, { items, told });
    return told;
  }

  #tellerOf(key: string): CauseTeller {
    const { CauseTeller } = this.#load();
    const teller = this.#tellers.get(key) ?? new CauseTeller(this.#logs.find);
    this.#tellers.set(key, teller);
    return teller;
  }
}

function toKey({ account }: AccountSnapshot, jobId: string): string {
  return JSON.stringify([account.id, jobId]);
}

function findFailed(snapshot: AccountSnapshot, jobId: string): readonly FailedTask[] {
  const job = findById(snapshot.slice({ kind: 'jobs' }).items, jobId) ?? { id: jobId };
  return toFailedTasks(snapshot, job, snapshot.slice({ kind: 'tasks', jobId, group: 'failed' }).items);
}
