import { findUnknown } from '../../src/app/causes/coverage.ts';
import { findFailing } from '../../src/app/causes/failing.ts';
import { FailureLoader } from '../../src/app/causes/failureLoader.ts';
import { LogReader } from '../../src/app/causes/logReader.ts';
import { LogTurns } from '../../src/app/causes/logTurns.ts';
import { briefBytes, readLog } from '../../src/app/evidence/readLog.ts';
import { toRemoteFile } from '../../src/app/evidence/readTail.ts';
import { CauseExplainer } from '../../src/core/diagnosis/account/causeExplainer.ts';
import type { Cause } from '../../src/core/diagnosis/causes/causes.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import type { TaskResource } from '../../src/core/model/resource.ts';
import type { Task } from '../../src/core/model/task.ts';
import { doAtOnce } from '../../src/core/work.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';

/** Reads both logs of a task as the views do. */
async function readLogs(store: Pick<AccountStore, 'service'>, resource: TaskResource, task: Task) {
  const read = (path: string) => readLog(toRemoteFile(store.service.taskFiles, resource, path), path, task, briefBytes);
  const [stderr, stdout] = await Promise.all([read('stderr.txt'), read('stdout.txt')]);
  return { resource, task, stdout, stderr };
}

/** The failures view of one account, without a window: it loads, explains, and reads the logs that tell more. */
export class FailuresViewer {
  readonly loader: FailureLoader;
  readonly #logs: LogReader;
  readonly #turns: LogTurns;
  readonly #explainer: CauseExplainer;
  readonly #store: AccountStore;
  #going = 0;

  constructor(store: AccountStore, now: () => number) {
    this.#store = store;
    this.loader = new FailureLoader(now);
    this.#logs = new LogReader({ read: readLogs }, { areWhole: false, now });
    this.#turns = new LogTurns(this.#logs, () => true);
    this.#explainer = new CauseExplainer(this.#logs.find);
  }

  /** Whether something is being loaded or read. */
  get isBusy(): boolean {
    return this.#going > 0;
  }

  /** The causes as they are told now; what is missing is asked for. */
  look(): readonly Cause[] {
    const { snapshot } = this.#store;
    const told = doAtOnce(this.#explainer.explain(findFailing(snapshot), findUnknown(snapshot)));
    this.#follow(this.loader.load(this.#store));
    this.#follow(this.#turns.read(this.#store, told.toRead));
    return told.causes;
  }

  #follow(work: Promise<unknown>): void {
    this.#going += 1;
    const end = (): void => {
      this.#going -= 1;
    };
    work.then(end, (error: unknown) => {
      end();
      if (!Cancelled.is(error)) throw error;
    });
  }
}
