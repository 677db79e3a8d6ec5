import type { Cause, ExplainedFailure, Repeats } from '../../core/diagnosis/causes/causes.ts';
import type { Repeat } from '../../core/diagnosis/task/explainAttempts.ts';
import { Emitter } from '../../core/event.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { AttemptJournal } from '../evidence/attemptJournal.ts';
import type { DiagnosisBundle, DiagnosisWith } from '../ports.ts';

/** Number of tasks checked before other work gets its turn. */
const tasksAtOnce = 100;
/** Maximum number of remembered causes. Only a few exist at a time. */
const mostRemembered = 1000;

/** The last retry of checked tasks. A new run is another object, so each task is checked once per explanation. */
const seen = new WeakMap<Task, { readonly failure: ExplainedFailure; readonly repeat: Repeat | undefined }>();

/** Finds the results of earlier retries of a cause's tasks. */
export async function findRepeats(
  { failures }: Pick<Cause, 'failures'>,
  journal: Pick<AttemptJournal, 'listEach'>,
  { findRepeat }: Pick<DiagnosisBundle, 'findRepeat'>,
): Promise<Repeats> {
  const tasks = failures.flatMap(toSeenTask);
  const unseen = tasks.filter(({ task, failure }) => !isKnownAs(failure, seen.get(task)?.failure));
  for (let from = 0; from < unseen.length; from += tasksAtOnce) {
    const chunk = unseen.slice(from, from + tasksAtOnce);
    const attempts = await journal.listEach(chunk.map(({ resource }) => resource));
    for (const { resource, task, failure } of chunk)
      seen.set(task, { failure, repeat: findRepeat(task, failure, attempts.get(resource) ?? []) });
  }
  const repeats = tasks.flatMap(({ task }) => seen.get(task)?.repeat ?? []);
  const at = repeats.flatMap((repeat) => (repeat.isSame === true ? [repeat.at] : []));
  const areAll = at.length > 0 && repeats.length === failures.length && repeats.every(({ isSame }) => isSame !== false);
  const unread = repeats.filter(({ isSame }) => isSame === undefined).length;
  const [firstSeen] = repeats.flatMap((repeat) => repeat.firstSeen ?? []).sort();
  return { at, unread, areAll, firstSeen };
}

/** Adds to causes what the attempts saved on this computer say: that tasks failed again, and since when they fail. */
export async function withRepeats(
  causes: readonly Cause[],
  journal: Pick<AttemptJournal, 'listEach'>,
  diagnosis: Pick<DiagnosisBundle, 'findRepeat'>,
): Promise<readonly Cause[]> {
  const all: Cause[] = [];
  for (const cause of causes) {
    const repeats = await findRepeats(cause, journal, diagnosis);
    const firstSeen = [cause.cluster.firstSeen, repeats.firstSeen ?? ''].filter(Boolean).sort()[0] ?? '';
    const isRetried = repeats.at.length + repeats.unread > 0;
    all.push(isRetried ? { ...cause, repeats, cluster: { ...cause.cluster, firstSeen } } : cause);
  }
  return all;
}

function isKnownAs({ known, explanation }: ExplainedFailure, before: ExplainedFailure | undefined): boolean {
  return before?.known === known && before.explanation.fingerprint === explanation.fingerprint;
}

interface SeenTask {
  readonly resource: TaskResource;
  readonly task: Task;
  readonly failure: ExplainedFailure;
}

function toSeenTask(failure: ExplainedFailure): readonly SeenTask[] {
  const { failing } = failure;
  return failing.kind === 'task' ? [{ resource: failing.resource, task: failing.task, failure }] : [];
}

/**
 * Finds causes that came back after a retry, based on the attempts saved at that time. Retrying all tasks is no longer
 * offered if it did not help any of them. The results are held in memory for the rows of views, which cannot wait for
 * the disk.
 */
export class RepeatedCauses {
  readonly #journal: Pick<AttemptJournal, 'listEach'>;
  readonly #bundles: DiagnosisWith<'findRepeat'>;
  /** Results by a stamp that changes with the failures of a cause. */
  readonly #known = new Map<string, Repeats | undefined>();

  constructor(journal: Pick<AttemptJournal, 'listEach'>, bundles: DiagnosisWith<'findRepeat'>) {
    this.#journal = journal;
    this.#bundles = bundles;
  }

  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  /** Returns the known facts about a cause that came back. Starts to check an unknown cause, once. */
  find(cause: Cause): Repeats | undefined {
    const stamp = toStamp(cause);
    if (!this.#known.has(stamp)) void this.#look(cause, stamp);
    return this.#known.get(stamp);
  }

  async #look(cause: Cause, stamp: string): Promise<void> {
    if (this.#known.size >= mostRemembered) this.#known.clear();
    // Record the cause first, so that a second caller does not read the same attempts.
    this.#known.set(stamp, undefined);
    // If the disk cannot be read, the cause counts as not repeated.
    const repeats = await findRepeats(cause, this.#journal, this.#bundles.diagnosis()).catch(() => undefined);
    if (repeats === undefined || repeats.at.length + repeats.unread === 0) return;
    this.#known.set(stamp, repeats);
    this.#changed.fire();
  }
}

function toStamp({ accountId, cluster: { fingerprint, count, lastSeen } }: Cause): string {
  return JSON.stringify([accountId, fingerprint, count, lastSeen]);
}
