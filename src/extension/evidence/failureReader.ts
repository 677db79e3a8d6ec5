import * as vscode from 'vscode';
import type { LogExplanation } from '../../core/diagnosis/explanation.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadDiagnosis } from '../load.ts';
import { toStamp } from './findTask.ts';
import { readLog } from './readLog.ts';
import { toRemoteFile } from './readTail.ts';

/** What the logs of a failed task say. */
export interface FailureReading {
  readonly resource: TaskResource;
  readonly task: Task;
  readonly stdout: LogEnd;
  readonly stderr: LogEnd;
  /** The log that shows the cause, and where. */
  readonly cause?: { readonly path: string; readonly log: LogExplanation };
}

/** How much of the end of each log is read: enough for any trace of a stack. */
const maxLogBytes = 64 * 1024;
const maxReadings = 200;

/**
 * Reads the logs of failed tasks, each once for as long as the failure lasts, and tells everyone who draws conclusions
 * from them.
 */
export class FailureReader implements vscode.Disposable {
  readonly #readings = new Map<string, { readonly stamp: string; readonly reading: Promise<FailureReading> }>();
  readonly #didRead = new vscode.EventEmitter<FailureReading>();
  readonly onDidRead = this.#didRead.event;

  dispose(): void {
    this.#didRead.dispose();
  }

  /** Reads both logs of `task`, unless that was done since it failed. Throws when the service can’t be asked. */
  read(store: Pick<AccountStore, 'service'>, resource: TaskResource, task: Task): Promise<FailureReading> {
    const key = toKey(resource);
    const stamp = toStamp(task);
    const known = this.#readings.get(key);
    if (known?.stamp === stamp) return known.reading;
    const reading = this.#read(store, resource, task);
    this.#remember(key, { stamp, reading });
    return reading;
  }

  async #read(store: Pick<AccountStore, 'service'>, resource: TaskResource, task: Task): Promise<FailureReading> {
    const [stderr, stdout] = await Promise.all(
      ['stderr.txt', 'stdout.txt'].map((path) =>
        readLog(toRemoteFile(store.service.taskFiles, resource, path), path, task, maxLogBytes),
      ),
    );
    if (stderr === undefined || stdout === undefined) throw new Error('two logs were read');
    const cause = explain(stderr, task) ?? explain(stdout, task);
    const reading = { resource, task, stdout, stderr, ...(cause === undefined ? {} : { cause }) };
    this.#didRead.fire(reading);
    return reading;
  }

  #remember(key: string, entry: { readonly stamp: string; readonly reading: Promise<FailureReading> }): void {
    this.#readings.delete(key);
    this.#readings.set(key, entry);
    entry.reading.catch(() => {
      if (this.#readings.get(key) === entry) this.#readings.delete(key);
    });
    for (const oldest of this.#readings.keys()) {
      if (this.#readings.size <= maxReadings) break;
      this.#readings.delete(oldest);
    }
  }
}

function explain(log: LogEnd, task: Task): FailureReading['cause'] {
  if (log.text === undefined || log.text === '') return undefined;
  const exitCode = task.executionInfo?.exitCode;
  const found = loadDiagnosis().explainLog(log.text, {
    stream: log.path === 'stderr.txt' ? 'stderr' : 'stdout',
    ...(exitCode === undefined ? {} : { exitCode }),
  });
  return found === undefined ? undefined : { path: log.path, log: found };
}
