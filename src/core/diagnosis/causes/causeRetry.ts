import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import { planRetry } from '../../remedy/taskPlans.ts';
import { isProposable } from '../../remedy/verdict.ts';
import { plural } from '../../text/plural.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Change } from '../explanation/change.ts';
import type { Evidence, Explanation } from '../explanation/explanation.ts';
import type { Cause } from './causes.ts';

/** What a retry of the tasks of a cause would do; empty for one that hit no task. */
export function foreseeRetry({ failures }: Cause, explanation: Explanation): readonly Evidence[] {
  const verdicts = failures.flatMap(({ failing }) =>
    failing.kind === 'task' ? [planRetry(failing.task, failing.job)] : [],
  );
  if (verdicts.length === 0) return [];
  const able = verdicts.filter(isProposable).length;
  const refusals = new Set(verdicts.flatMap((verdict) => (verdict.possible ? [] : [verdict.reason])));
  return [
    { text: describeAble(able, verdicts.length) },
    ...[...refusals].map((text) => ({ text })),
    ...(able === 0 ? [] : [{ text: describeOutcome(explanation) }]),
  ];
}

function describeAble(able: number, all: number): string {
  const [count, total] = [formatNumber(able), formatNumber(all)];
  return plural(all, {
    one: l10n.t('{count} of {total} task can run again under its own id.', { count, total }),
    other: l10n.t('{count} of {total} tasks can run again under their own ids.', { count, total }),
  });
}

/** Causes that stay until somebody puts something right. */
const lasting: ReadonlySet<FailureCategory> = new Set([
  'missing-file',
  'missing-program',
  'missing-module',
  'permission',
  'bad-arguments',
  'bad-input',
  'auth-storage',
  'sas-expired',
  'dependency-version',
  'encoding-lineendings',
  'exception-in-user-code',
]);
/** Causes that come and go. */
const passing: ReadonlySet<FailureCategory> = new Set(['interrupted', 'throttled', 'network', 'service']);

function describeOutcome(explanation: Explanation): string {
  switch (foresee(explanation)) {
    case 'definition':
      return l10n.t('They would fail again: a retry runs the same definition, which is what is wrong.');
    case 'surroundings':
      return l10n.t('They fail again unless the cause is fixed first.');
    case 'nothing':
      return l10n.t('The cause may pass by itself, so a retry may succeed.');
    case undefined:
      return l10n.t('Whether they would fail again is not known. Retry one of them first.');
  }
}

/** What has to change first, where the explanation says so or the kind of cause does; a guess says nothing. */
function foresee({ change, category, confidence }: Explanation): Change | undefined {
  if (change !== undefined || confidence === 'guess') return change;
  if (lasting.has(category)) return 'surroundings';
  return passing.has(category) ? 'nothing' : undefined;
}
