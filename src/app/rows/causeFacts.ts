import * as l10n from '@vscode/l10n';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import { describeHelp, describeRecurrence } from '../../core/failures/describeRecurrence.ts';
import { findFirstStep, pickExplained } from '../../core/failures/representative.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { hasRun } from '../../core/model/task.ts';
import { listPlain } from '../../core/text/lists.ts';
import { plural } from '../../core/text/plural.ts';
import { formatNumber } from '../../core/words/numbers.ts';
import { findRetryRefusal } from './resourceWords.ts';
import { type RowFact, toFacts } from './row.ts';

/**
 * Lists the facts about a cause: the explanation of one failure, why the others belong to the same cause, and how
 * certain this is.
 */
export function toCauseFacts(cause: Cause): readonly RowFact[] {
  const { cluster, failures } = cause;
  if (isUnread(cluster)) return toUnreadFacts(cause);
  const explained = pickExplained(cause);
  return toFacts({
    [l10n.t('Cause')]: explained?.explanation.cause,
    [l10n.t('Why these failures are grouped')]: failures.length > 1 ? cluster.why : undefined,
    [l10n.t('Earlier')]: describeRecurrence(cause.recurrence).join(' '),
    [l10n.t('Note')]: cause.note,
    [l10n.t('Logs')]: describeReading(cause),
    [l10n.t('What to do')]: [findFirstStep(cause), describeHelp(cause.recurrence)].filter(Boolean).join(' '),
    [l10n.t('Retry')]: findRetryRefusal(failures),
  });
}

function toUnreadFacts({ cluster, failures }: Cause): readonly RowFact[] {
  return toFacts({
    [l10n.t('Why')]: cluster.why,
    [l10n.t('Exit codes')]: describeExitCodes(failures),
    [l10n.t('What to do')]: l10n.t('Read their logs. Tasks that ended the same way then appear under their cause.'),
  });
}

function describeExitCodes(failures: Cause['failures']): string {
  const codes = failures.flatMap(({ failing }) =>
    failing.kind === 'task' ? (failing.task.executionInfo?.exitCode ?? []) : [],
  );
  return listPlain([...new Set(codes)].toSorted((one, other) => one - other).map(String));
}

/** Describes in how many of the logs the cause was found; undefined if it was found in all, or if no program ran. */
export function describeReading({ failures }: Cause): string | undefined {
  const ran = failures.filter(({ failing }) => failing.kind === 'task' && hasRun(failing.task));
  const read = ran.filter(({ known }) => known === 'log').length;
  if (read === ran.length) return undefined;
  const logs = { read: formatNumber(read), all: formatNumber(ran.length) };
  return read === 0
    ? plural(ran.length, {
        '=1': l10n.t('Its log has not been read. The exit code suggests this cause.'),
        one: l10n.t('None of {all} log has been read. The exit code suggests this cause.', { all: logs.all }),
        other: l10n.t('None of {all} logs has been read. The exit code suggests this cause.', { all: logs.all }),
      })
    : l10n.t(
        'Determined from {read} of {all} logs. The other tasks ended with the same error code, exit code, and command.',
        logs,
      );
}
