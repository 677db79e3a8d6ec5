import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { isMissing } from '../../core/model/missing.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import { plural } from '../../core/text/plural.ts';
import { asCount } from '../../core/words/numbers.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { Bundles } from '../ports.ts';
import type { AttemptJournal } from './attemptJournal.ts';

interface Services {
  readonly bundles: Pick<Bundles, 'diagnosis'>;
  readonly journal: Pick<AttemptJournal, 'list'>;
}

/**
 * Finds what was saved of an earlier run of a task; 1 is the last one before the run that the task reports now. Throws
 * `BatchError`, which says what would have saved the logs, if none of the run was.
 */
export async function findEarlierRun(
  { bundles, journal }: Services,
  { service }: Pick<AccountStore, 'service'>,
  resource: TaskResource,
  attempt: number,
): Promise<SavedAttempt> {
  const [all, task] = await Promise.all([
    journal.list(resource),
    service.tasks.getTask(resource.jobId, resource.taskId).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    }),
  ]);
  const saved = task === undefined ? all : bundles.diagnosis().listEarlierAttempts(task, all);
  const run = saved.at(-attempt);
  if (run?.logs.some(({ text }) => text !== undefined) === true) return run;
  const why = run === undefined ? [describeSaved(saved.length), adviseSaving()] : describeUnsaved(run);
  throw new BatchError({ code: 'InvalidInput', message: [...new Set(why)].join(' ') });
}

/** Says what would have saved the logs. */
function adviseSaving(): string {
  return l10n.t(
    "Batch keeps only the files of a task's last run. The logs of earlier ones are there if a retry from this computer saved them, or if the task uploads them (`outputFiles`).",
  );
}

function describeSaved(count: number): string {
  return plural(count, {
    '=0': l10n.t('No earlier attempt of this task is saved on this computer.'),
    one: l10n.t('Only {count} earlier attempt of this task is saved on this computer.', asCount(count)),
    other: l10n.t('Only {count} earlier attempts of this task are saved on this computer.', asCount(count)),
  });
}

/** Says why no log of a saved attempt can be shown; what never existed could not have been saved. */
function describeUnsaved({ logs }: SavedAttempt): readonly string[] {
  if (logs.length === 0) return [l10n.t('That attempt left no logs, because it never started on a node.')];
  const why = logs.flatMap(({ unread }) => unread?.why ?? []);
  if (logs.every(({ unread }) => unread?.kind === 'absent')) return why;
  return [l10n.t("That attempt's logs weren't saved."), ...why, adviseSaving()];
}
