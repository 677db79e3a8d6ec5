import * as l10n from '@vscode/l10n';
import type { ReadFailing, RuleMatches } from '../../core/diagnosis/account/matchRules.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { listPlain } from '../../core/text/lists.ts';
import { asCount, formatNumber } from '../../core/words/numbers.ts';
import type { Work } from '../../core/work.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { toDiagnosedText, toSaid } from '../evidence/readTaskLogs.ts';
import type { DiagnosisWith } from '../ports.ts';
import type { KnownCauses } from './knownCauses.ts';

export interface MatchingServices {
  readonly accounts: Pick<Accounts, 'all' | 'findStore'>;
  readonly bundles: DiagnosisWith<'matchRules'>;
  readonly causes: Pick<KnownCauses, 'shownOf'>;
  readonly reader: Pick<FailureReader, 'find'>;
}

/** The known failures that a rule explains, in words. */
export interface DescribedMatches {
  /** Position of the rule in the text. */
  readonly offset: number;
  /** Number of matched failures, as a title. */
  readonly title: string;
  /** The causes whose failures the rule matches, and those whose failures it doesn't. */
  readonly detail: string;
}

const mostNamed = 3;

/**
 * Says for each rule in the text of a file which of the known failures it would explain if the text were saved, and
 * which not. Empty if no failure is known.
 */
export function* describeMatches(services: MatchingServices, text: string): Work<readonly DescribedMatches[]> {
  const known = listCauses(services);
  const causes = known.map(({ cluster, failures }) => ({ title: cluster.title, failures: toRead(failures, services) }));
  // Tasks that weren't read are as the one that they are assumed to be like.
  const failures = [...new Set(causes.flatMap((cause) => cause.failures))];
  if (failures.length === 0) return [];
  const found = yield* services.bundles.diagnosis().matchRules(text, failures);
  return found.map((matches) => describe(matches, causes));
}

function listCauses({ accounts, causes }: MatchingServices): readonly Cause[] {
  return accounts.all.flatMap(({ id }) => {
    const store = accounts.findStore(id);
    return (store && causes.shownOf(store, { kind: 'account', accountId: id }))?.causes ?? [];
  });
}

/** Returns what was read of each failure of a cause: of the first one with the same explanation. */
function toRead(failures: Cause['failures'], { reader }: MatchingServices): readonly ReadFailing[] {
  const read = new Map<Explanation, ReadFailing>();
  for (const { failing, explanation, known } of failures) {
    if (known === 'alike' && read.has(explanation)) continue;
    const reading = failing.kind === 'task' ? reader.find(failing.resource) : undefined;
    read.set(explanation, { failing, logs: reading && toSaid(reading, toDiagnosedText) });
  }
  return failures.flatMap(({ explanation }) => read.get(explanation) ?? []);
}

function describe(
  { offset, matched }: RuleMatches,
  causes: readonly { readonly title: string; readonly failures: readonly ReadFailing[] }[],
): DescribedMatches {
  const all = causes.flatMap(({ failures }) => failures);
  const matches = all.filter((failure) => matched.has(failure)).length;
  const name = (isMatch: boolean): string => {
    const named = causes.flatMap(({ title, failures }) => {
      const some = failures.filter((failure) => matched.has(failure) === isMatch).length;
      return some === 0 ? [] : [l10n.t('{title} ({count})', { title, ...asCount(some) })];
    });
    const more = named.length - mostNamed;
    return listPlain([...named.slice(0, mostNamed), ...(more > 0 ? [l10n.t('{0} more', formatNumber(more))] : [])]);
  };
  const known = asCount(all.length);
  const count = { ...known, matches: formatNumber(matches) };
  const title = l10n.t('Matches {matches} of {count} known failures', count);
  if (matches === 0)
    return { offset, title, detail: l10n.t('It matches none of the known failures ({count}).', known) };
  const others = matches < all.length ? ` ${l10n.t('Not: {0}.', name(false))}` : '';
  const named = l10n.t('Known failures that it matches: {matches} of {count}, {names}.', {
    ...count,
    names: name(true),
  });
  return { offset, title, detail: named + others };
}
