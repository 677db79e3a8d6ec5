import type { Failing, Logs } from '../../core/diagnosis/causes/failing.ts';
import type { HelperLogs } from '../../core/diagnosis/process/taskContext.ts';
import { toStartTaskLikeness } from '../../core/failures/failedStartTasks.ts';
import { toKey } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { listHelperLogs, readHelperLogs } from '../evidence/helperLogs.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { briefBytes } from '../evidence/readLog.ts';
import { readStartCause, toStartLogs } from '../evidence/startLogs.ts';
import type { DiagnosisWith } from '../ports.ts';
import { restMs } from './logReader.ts';

/** Maximum number of nodes of a pool whose start task logs are read if all start tasks ended the same way. */
const enoughAlike = 3;

/** The logs of a start task or a preparation task. */
export type ReadLogs = Logs & HelperLogs;

interface Look {
  /** Distinguishes the run from other runs on the same node. */
  readonly run: string;
  /** Undefined if the logs of the run could not be read. */
  readonly logs: ReadLogs | undefined;
  readonly untilMs: number;
  /** True while the logs of the run are read for the first time. */
  readonly isReading?: boolean;
}

interface Run {
  readonly run: string;
  readonly read: () => Promise<ReadLogs | undefined>;
}

const none: ReadonlyMap<string, ReadLogs> = new Map();

/** The logs of start tasks of broken nodes, and of preparation tasks of jobs whose tasks wait for them. */
export class KnownHelperLogs {
  readonly #onRead: () => void;
  readonly #now: () => number;
  readonly #bundles: DiagnosisWith<'judgeLogs'>;
  readonly #looks = new WeakMap<AccountStore, Map<string, Look>>();
  readonly #logs = new WeakMap<AccountStore, ReadonlyMap<string, ReadLogs>>();

  /** `onRead` is called when logs were read, and once for a run whose logs could not be read. `now` returns milliseconds since the epoch. */
  constructor(onRead: () => void, now: () => number, bundles: DiagnosisWith<'judgeLogs'>) {
    this.#bundles = bundles;
    this.#onRead = onRead;
    this.#now = now;
  }

  /** Returns the logs of an account that were read, by `toKey` of the node or the job. */
  of(store: AccountStore): ReadonlyMap<string, ReadLogs> {
    return this.#logs.get(store) ?? none;
  }

  /**
   * Finds the first of `failing` whose logs were neither read nor requested within the last minute. Considers only
   * `most` nodes of each pool on which the start task ended the same way.
   */
  findUnread(store: AccountStore, failing: readonly Failing[], most: number): Failing | undefined {
    const looks = this.#looks.get(store);
    return chooseFew(failing, most).find((one) => {
      const found = findRun(store, one, this.#bundles);
      return found !== undefined && !this.#isKnown(looks?.get(toKey(one.resource)), found.run);
    });
  }

  /** Checks whether logs of `failing` are yet to be read for the first time, which may show other causes. */
  areAwaited(store: AccountStore, failing: readonly Failing[]): boolean {
    const looks = this.#looks.get(store);
    return chooseFew(failing, enoughAlike).some((one) => {
      const found = findRun(store, one, this.#bundles);
      const look = looks?.get(toKey(one.resource));
      return found !== undefined && (look?.run !== found.run || look.isReading === true);
    });
  }

  /**
   * Reads the logs of `failing`, once per run, and only a few logs of runs that ended the same way. Throws errors that
   * do not come from the service.
   */
  async read(store: AccountStore, failing: readonly Failing[]): Promise<void> {
    const looks = this.#looks.get(store) ?? new Map<string, Look>();
    this.#looks.set(store, looks);
    await Promise.all(chooseFew(failing, enoughAlike).map((one) => this.#readOne(store, one, looks)));
  }

  #isKnown(look: Look | undefined, run: string): boolean {
    return look?.run === run && this.#now() < look.untilMs;
  }

  async #readOne(store: AccountStore, failing: Failing, looks: Map<string, Look>): Promise<void> {
    const found = findRun(store, failing, this.#bundles);
    if (found === undefined) return;
    const { run } = found;
    const key = toKey(failing.resource);
    const known = looks.get(key);
    if (this.#isKnown(known, run)) return;
    // Record the run first, so that a second caller does not send the same requests.
    looks.set(key, { run, logs: known?.logs, untilMs: this.#now() + restMs, isReading: known?.run !== run });
    const logs = await found.read();
    const isRead = logs?.stderr !== undefined || logs?.stdout !== undefined;
    looks.set(key, {
      run,
      logs: isRead ? logs : undefined,
      untilMs: isRead ? Number.POSITIVE_INFINITY : this.#now() + restMs,
    });
    if (isRead)
      this.#logs.set(store, new Map([...looks].flatMap(([id, look]) => (look.logs ? [[id, look.logs] as const] : []))));
    if (isRead || known?.run !== run) this.#onRead();
  }
}

function findRun(
  { service, account }: AccountStore,
  failing: Failing,
  bundles: DiagnosisWith<'judgeLogs'>,
): Run | undefined {
  if (failing.kind === 'node') {
    const { resource, node, pool } = failing;
    const read = async (): Promise<ReadLogs> =>
      toStartLogs(await readStartCause(service, resource, node, pool, bundles, briefBytes));
    return { run: `${node.startTaskInfo?.startTime} ${node.startTaskInfo?.endTime}`, read };
  }
  if (failing.kind !== 'job') return undefined;
  const logs = listHelperLogs(account.id, failing.preparation, failing.isRelease);
  const [log] = logs;
  if (log === undefined) return undefined;
  const status = failing.preparation.find(({ nodeId }) => nodeId === log.nodeId);
  return {
    run: `${toKey(log)}\n${status?.jobPreparationTaskExecutionInfo?.endTime}`,
    read: () => readHelperLogs(service, logs, new MissingEvidence()),
  };
}

/** Chooses all jobs, and a few of the nodes on which the start task ended the same way. */
function chooseFew(failing: readonly Failing[], most: number): readonly Failing[] {
  const counts = new Map<string, number>();
  return failing.filter((one) => {
    if (one.kind === 'job') return true;
    const likeness = toStartTaskLikeness(one);
    if (likeness === undefined) return false;
    const count = counts.get(likeness) ?? 0;
    counts.set(likeness, count + 1);
    return count < most;
  });
}
