import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import { Emitter } from '../../core/event.ts';
import type { AttemptJournal } from '../evidence/attemptJournal.ts';
import type { DiagnosisBundle, DiagnosisWith } from '../ports.ts';

/** Of so many failures it is looked whether they came back after a retry: what failed again is among the newest. */
const mostLookedAt = 20;
/** So many causes are remembered; there are few at a time. */
const mostRemembered = 1000;

/** When tasks of a cause were retried that failed again for the same reason; of the newest `most` failures. */
export async function listRepeats(
  { failures }: Pick<Cause, 'failures'>,
  journal: Pick<AttemptJournal, 'list'>,
  { listSameAttempts }: Pick<DiagnosisBundle, 'listSameAttempts'>,
  most: number,
): Promise<readonly string[]> {
  const repeats = await Promise.all(
    failures.slice(0, most).map(async ({ failing, explanation }) => {
      if (failing.kind !== 'task') return undefined;
      const attempts = await journal.list(failing.resource);
      return listSameAttempts(failing.task, explanation, attempts).at(-1)?.savedAt;
    }),
  );
  return repeats.filter((at) => at !== undefined);
}

/**
 * Which causes came back after a retry, by the attempts that were kept then: a retry of all of such a cause is not offered
 * any more. At hand for rows of views, which cannot wait for the disk.
 */
export class RepeatedCauses {
  readonly #journal: Pick<AttemptJournal, 'list'>;
  readonly #bundles: DiagnosisWith<'listSameAttempts'>;
  /** By a stamp that changes with the failures of a cause. */
  readonly #known = new Map<string, boolean>();

  constructor(journal: Pick<AttemptJournal, 'list'>, bundles: DiagnosisWith<'listSameAttempts'>) {
    this.#journal = journal;
    this.#bundles = bundles;
  }

  readonly #changed = new Emitter<void>();
  /** `has` answers otherwise. */
  readonly onDidChange = this.#changed.event;

  /** Whether a cause is known to have come back. What is not known yet is looked at, once. */
  has(cause: Cause): boolean {
    const stamp = toStamp(cause);
    const known = this.#known.get(stamp);
    if (known === undefined) void this.#look(cause, stamp);
    return known === true;
  }

  async #look(cause: Cause, stamp: string): Promise<void> {
    if (this.#known.size >= mostRemembered) this.#known.clear();
    // Claimed first, so that a second caller does not ask as well.
    this.#known.set(stamp, false);
    // What cannot be read from the disk has not been seen to come back.
    const repeats = await listRepeats(cause, this.#journal, this.#bundles.diagnosis(), mostLookedAt).catch(() => []);
    if (repeats.length === 0) return;
    this.#known.set(stamp, true);
    this.#changed.fire();
  }
}

function toStamp({ accountId, cluster: { fingerprint, count, lastSeen } }: Cause): string {
  return JSON.stringify([accountId, fingerprint, count, lastSeen]);
}
