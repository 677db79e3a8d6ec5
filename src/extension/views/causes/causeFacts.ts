import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import { hasRun } from '../../../core/model/task.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { type RowFact, toFacts } from '../row.ts';

/** What there is to know of a cause: the explanation of a failure of it, why the others are with it, and how sure that is. */
export function toCauseFacts(cause: Cause): readonly RowFact[] {
  const { cluster, failures } = cause;
  const explained = failures.find(({ known }) => known !== 'alike') ?? failures[0];
  return toFacts({
    [l10n.t('Cause')]: explained?.explanation.cause,
    [l10n.t('Why together')]: cluster.why,
    [l10n.t('Logs')]: describeReading(cause),
    [l10n.t('What to do')]: explained?.explanation.fixes[0]?.text,
  });
}

/** In how many logs of how many the cause was read; undefined where it was in all, or no program ran. */
export function describeReading({ failures }: Cause): string | undefined {
  const ran = failures.filter(({ failing }) => failing.kind === 'task' && hasRun(failing.task));
  const read = ran.filter(({ known }) => known === 'log').length;
  if (read === ran.length) return undefined;
  const all = formatNumber(ran.length);
  return read === 0
    ? l10n.t('None of {0} has been read: this is what the exit code tells.', all)
    : l10n.t(
        'Read in {0} of {1} logs; the other tasks ended alike: same code, exit code and command.',
        formatNumber(read),
        all,
      );
}
