import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import type { FailureReader } from '../../evidence/failureReader.ts';
import type { Logs } from './explainer.ts';
import type { Failing } from './failing.ts';

/** How many failed tasks of a job have their logs read unasked: enough to tell its causes apart. */
const maxPerJob = 20;
/** How many of an account: a look at it shall not keep the service busy. */
const maxPerAccount = 100;

type FailedTask = Extract<Failing, { kind: 'task' }>;

const none: Logs = {};

/** Reads the ends of the logs of failed tasks, since an exit code alone does not tell the cause. */
export class LogReader {
  readonly #reader: Pick<FailureReader, 'read'>;
  readonly #known = new Map<string, { readonly subject: unknown; readonly logs: Logs }>();
  readonly #onRead: () => void;

  constructor(reader: Pick<FailureReader, 'read'>, onRead: () => void) {
    this.#reader = reader;
    this.#onRead = onRead;
  }

  /** What is known of the logs of a failure; the same object until that changes. */
  logsOf(failing: Failing): Logs {
    const known = this.#known.get(toKey(failing.resource));
    return failing.kind === 'task' && known?.subject === failing.task ? known.logs : none;
  }

  /** Reads what has not been read yet, one task after the other: what the user asked for goes first. */
  async read(store: Pick<AccountStore, 'service'>, failing: readonly Failing[]): Promise<void> {
    for (const one of chooseToRead(failing)) {
      if (this.#known.get(toKey(one.resource))?.subject !== one.task) await this.#readOne(store, one);
    }
  }

  async #readOne(store: Pick<AccountStore, 'service'>, failing: FailedTask): Promise<void> {
    const key = toKey(failing.resource);
    try {
      const { stdout, stderr } = await this.#reader.read(store, failing.resource, failing.task);
      const logs: Logs = {
        ...(stdout.text === undefined ? {} : { stdout: stdout.text }),
        ...(stderr.text === undefined ? {} : { stderr: stderr.text }),
      };
      this.#known.set(key, { subject: failing.task, logs });
      this.#onRead();
    } catch (error) {
      // Logs that can't be had leave the explanation as it is; the explorer shows why when they are opened.
      if (!BatchError.is(error) && !Cancelled.is(error)) throw error;
      this.#known.set(key, { subject: failing.task, logs: none });
    }
  }
}

/** The first failed tasks of each job that ran at all, within the bounds. */
function chooseToRead(failing: readonly Failing[]): readonly FailedTask[] {
  const perJob = new Map<string, number>();
  const chosen: FailedTask[] = [];
  for (const one of failing) {
    if (one.kind !== 'task' || !hasRun(one)) continue;
    const count = perJob.get(one.resource.jobId) ?? 0;
    if (count >= maxPerJob || chosen.length >= maxPerAccount) continue;
    perJob.set(one.resource.jobId, count + 1);
    chosen.push(one);
  }
  return chosen;
}

function hasRun({ task }: FailedTask): boolean {
  return task.executionInfo?.exitCode !== undefined && task.nodeInfo?.nodeId !== undefined;
}
