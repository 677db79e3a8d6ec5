import * as l10n from '@vscode/l10n';
import { speaksForItself } from '../../failures/representative.ts';
import { toOwnId } from '../../model/resource.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { ExplainedFailure } from '../causes/causes.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { dropShell } from '../explanation/fitTitle.ts';
import { listSome, withoutSubject } from '../explanation/sentences.ts';

const maxListed = 5;
const maxNamed = 3;

/**
 * Lists the differing reasons of failures of one cause, such as a name or a number, with counts; empty if all are
 * equal. Failures that were not read are counted separately.
 */
export function describeSayings(failures: readonly ExplainedFailure[]): readonly Evidence[] {
  const byText = new Map<string, ExplainedFailure[]>();
  for (const failure of failures) {
    if (!speaksForItself(failure)) continue;
    const text = toSaying(failure);
    const known = byText.get(text);
    if (known === undefined) byText.set(text, [failure]);
    else known.push(failure);
  }
  if (byText.size < 2) return [];
  const all = [...byText].sort(([, one], [, other]) => other.length - one.length);
  const unknown = failures.filter((failure) => !speaksForItself(failure)).length;
  const rest = all.slice(maxListed).reduce((sum, [, own]) => sum + own.length, 0);
  return [
    { text: l10n.t("They don't all say the same thing:") },
    ...all.slice(0, maxListed).map(([said, own]) => ({ text: describeSaying(said, own) })),
    ...(rest === 0 ? [] : [{ text: describeRest(rest) }]),
    ...(unknown === 0 ? [] : [{ text: describeUnknownCount(unknown) }]),
  ];
}

/** Returns the line of the log with the reason, or the title if there is none. */
function toSaying({ failing, explanation }: ExplainedFailure): string {
  const line = explanation.evidence.find(({ isCause }) => isCause === true)?.text;
  return line === undefined ? withoutSubject(explanation.title, [toOwnId(failing.resource)]) : dropShell(line.trim());
}

function describeSaying(said: string, own: readonly ExplainedFailure[]): string {
  const names = listSome(
    own.map(({ failing }) => toOwnId(failing.resource)),
    maxNamed,
  );
  const count = formatNumber(own.length);
  return l10n.t({
    message: '{count} × {said} ({names})',
    args: { count, said, names },
    comment: ['{said} is the line of a log or the title of a failure, {names} are the tasks or nodes that have it'],
  });
}

function describeUnknownCount(count: number): string {
  return plural(count, {
    one: l10n.t("{count} more wasn't checked.", asCount(count)),
    other: l10n.t("{count} more weren't checked.", asCount(count)),
  });
}

function describeRest(count: number): string {
  return plural(count, {
    one: l10n.t('{count} more says something else.', asCount(count)),
    other: l10n.t('{count} more say something else.', asCount(count)),
  });
}
