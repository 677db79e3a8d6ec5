import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import { Emitter } from '../../core/event.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { AttemptJournal } from '../evidence/attemptJournal.ts';
import type { DiagnosisBundle, DiagnosisWith } from '../ports.ts';

/** So many tasks are looked at before others have their turn. */
const tasksAtOnce = 100;
/** So many causes are remembered; there are few at a time. */
const mostRemembered = 1000;

/** How many tasks of a cause were retried and failed again for the same reason, and whether that is all of them. */
export interface Repeats {
  readonly count: number;
  readonly areAll: boolean;
}

/**
 * Of tasks that were looked at: when the attempt before was retried that had failed for the same reason. Another run is
 * another object, so that each is read once.
 */
const seen = new WeakMap<Task, { readonly fingerprint: string; readonly at: string | undefined }>();

/** When tasks of a cause were retried that failed again for the same reason; one time for each. */
export async function listRepeats(
  { failures }: Pick<Cause, 'failures'>,
  journal: Pick<AttemptJournal, 'listEach'>,
  { listSameAttempts }: Pick<DiagnosisBundle, 'listSameAttempts'>,
): Promise<readonly string[]> {
  const tasks = failures.flatMap(toTask);
  const unseen = tasks.filter(({ task, fingerprint }) => seen.get(task)?.fingerprint !== fingerprint);
  for (let from = 0; from < unseen.length; from += tasksAtOnce) {
    const chunk = unseen.slice(from, from + tasksAtOnce);
    const attempts = await journal.listEach(chunk.map(({ resource }) => resource));
    for (const { resource, task, fingerprint } of chunk) {
      const same = listSameAttempts(task, { fingerprint }, attempts.get(resource) ?? []);
      seen.set(task, { fingerprint, at: same.at(-1)?.savedAt });
    }
  }
  return tasks.flatMap(({ task }) => seen.get(task)?.at ?? []);
}

interface SeenTask {
  readonly resource: TaskResource;
  readonly task: Task;
  readonly fingerprint: string;
}

function toTask({ failing, explanation: { fingerprint } }: ExplainedFailure): readonly SeenTask[] {
  return failing.kind === 'task' ? [{ resource: failing.resource, task: failing.task, fingerprint }] : [];
}

/**
 * Which causes came back after a retry, by the attempts that were kept then: a retry of all is not offered any more where
 * it did not help any of their tasks. At hand for rows of views, which cannot wait for the disk.
 */
export class RepeatedCauses {
  readonly #journal: Pick<AttemptJournal, 'listEach'>;
  readonly #bundles: DiagnosisWith<'listSameAttempts'>;
  /** By a stamp that changes with the failures of a cause. */
  readonly #known = new Map<string, Repeats | undefined>();

  constructor(journal: Pick<AttemptJournal, 'listEach'>, bundles: DiagnosisWith<'listSameAttempts'>) {
    this.#journal = journal;
    this.#bundles = bundles;
  }

  readonly #changed = new Emitter<void>();
  /** `find` answers otherwise. */
  readonly onDidChange = this.#changed.event;

  /** What is known of a cause that came back. What is not known yet is looked at, once. */
  find(cause: Cause): Repeats | undefined {
    const stamp = toStamp(cause);
    if (!this.#known.has(stamp)) void this.#look(cause, stamp);
    return this.#known.get(stamp);
  }

  async #look(cause: Cause, stamp: string): Promise<void> {
    if (this.#known.size >= mostRemembered) this.#known.clear();
    // Claimed first, so that a second caller does not ask as well.
    this.#known.set(stamp, undefined);
    // What cannot be read from the disk has not been seen to come back.
    const repeats = await listRepeats(cause, this.#journal, this.#bundles.diagnosis()).catch(() => []);
    if (repeats.length === 0) return;
    this.#known.set(stamp, { count: repeats.length, areAll: repeats.length === cause.failures.length });
    this.#changed.fire();
  }
}

function toStamp({ accountId, cluster: { fingerprint, count, lastSeen } }: Cause): string {
  return JSON.stringify([accountId, fingerprint, count, lastSeen]);
}
