import type { Failing } from '../../core/diagnosis/causes/failing.ts';
import type { HelperLogs } from '../../core/diagnosis/process/taskCase.ts';
import type { JobPreparationAndReleaseStatus } from '../../core/model/job.ts';
import type { NodeFileResource } from '../../core/model/resource.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { findPreparationLog, readHelperLogs } from '../evidence/helperLogs.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { restMs } from './logReader.ts';

interface Look {
  /** Distinguishes it from other runs of the same job. */
  readonly run: string;
  /** Undefined where its logs could not be had. */
  readonly logs: HelperLogs | undefined;
  readonly untilMs: number;
}

function toRun(log: NodeFileResource, preparation: readonly JobPreparationAndReleaseStatus[]): string {
  const status = preparation.find(({ nodeId }) => nodeId === log.nodeId);
  return `${toKey(log)}\n${status?.jobPreparationTaskExecutionInfo?.endTime}`;
}

const none: ReadonlyMap<string, HelperLogs> = new Map();

/** What the preparation tasks wrote that failed in jobs whose tasks wait for them. */
export class KnownPreparations {
  readonly #onRead: () => void;
  readonly #now: () => number;
  readonly #looks = new WeakMap<AccountStore, Map<string, Look>>();
  readonly #logs = new WeakMap<AccountStore, ReadonlyMap<string, HelperLogs>>();

  /** `onRead` is called when logs were read. `now` is in milliseconds since 1970. */
  constructor(onRead: () => void, now: () => number) {
    this.#onRead = onRead;
    this.#now = now;
  }

  /** The logs that were read of jobs of an account, by the ids of the jobs. */
  of(store: AccountStore): ReadonlyMap<string, HelperLogs> {
    return this.#logs.get(store) ?? none;
  }

  /** Reads what the preparation tasks of `failing` wrote, each run once. Throws what is no answer of the service. */
  async read(store: AccountStore, failing: readonly Failing[]): Promise<void> {
    const looks = this.#looks.get(store) ?? new Map<string, Look>();
    this.#looks.set(store, looks);
    await Promise.all(failing.map((one) => this.#readOne(store, one, looks)));
  }

  async #readOne(store: AccountStore, failing: Failing, looks: Map<string, Look>): Promise<void> {
    if (failing.kind !== 'job') return;
    const { jobId } = failing.resource;
    const log = findPreparationLog(store.account.id, failing.preparation);
    if (log === undefined) return;
    const run = toRun(log, failing.preparation);
    const known = looks.get(jobId);
    if (known?.run === run && this.#now() < known.untilMs) return;
    // Claimed first, so that a second caller does not ask as well.
    looks.set(jobId, { run, logs: known?.logs, untilMs: this.#now() + restMs });
    const logs = await readHelperLogs(store.service, log, new MissingEvidence());
    const isRead = logs?.stderr !== undefined || logs?.stdout !== undefined;
    looks.set(jobId, {
      run,
      logs: isRead ? logs : undefined,
      untilMs: isRead ? Number.POSITIVE_INFINITY : this.#now() + restMs,
    });
    if (!isRead) return;
    this.#logs.set(store, new Map([...looks].flatMap(([id, look]) => (look.logs ? [[id, look.logs] as const] : []))));
    this.#onRead();
  }
}
