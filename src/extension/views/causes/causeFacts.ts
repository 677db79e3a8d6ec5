import * as l10n from '@vscode/l10n';
import { type Fact, toFacts } from '../row.ts';
import type { Cause } from './causes.ts';

/** What there is to know of a cause: the explanation of its newest failure, and why the others are with it. */
export function toCauseFacts({ cluster, failures }: Cause): readonly Fact[] {
  const explanation = failures[0]?.explanation;
  return toFacts({
    [l10n.t('Cause')]: explanation?.cause,
    [l10n.t('Why together')]: cluster.why,
    [l10n.t('What to do')]: explanation?.fixes[0]?.text,
  });
}
