import * as l10n from '@vscode/l10n';
import type { Resource } from '../../model/resource.ts';
import { longestAddress } from '../../places/issueForm.ts';
import { escapePattern } from '../../text/escapePattern.ts';
import { withLabel } from '../../text/label.ts';
import { redactText } from '../../text/redact.ts';
import { toRepositoryUrl } from '../../text/repositoryUrl.ts';
import { toOccurrence } from '../causes/causes.ts';
import type { Failing } from '../causes/failing.ts';
import type { Evidence, Explanation } from '../explanation/explanation.ts';
import { describeConfidence } from './toPage.ts';

/** Maximum number of a cause's failures whose names are replaced. */
const mostFailures = 1000;

/** A report about a wrong explanation, as two texts that the user can change. */
export interface WrongCauseReport {
  /** The lines that the explanation quotes. */
  readonly output: string;
  readonly cause: string;
}

/**
 * Writes a report about a wrong explanation: the lines that it quotes, and what it says, without secrets and without
 * the names of what its page is about: an item, or the failures of a cause.
 */
export function reportWrongCause(
  explanation: Explanation,
  resource: Resource | undefined,
  right: string,
  failures: readonly Failing[] = [],
): WrongCauseReport {
  const { title, category, confidence } = explanation;
  const lines = listQuoted(explanation)
    .filter(({ source }) => source !== undefined)
    .sort((one, other) => toEvidenceLine(one) - toEvidenceLine(other))
    .map(({ text }) => text);
  const names = listNames(resource, failures);
  const said = [
    withLabel(l10n.t('Said'), title),
    withLabel(l10n.t('Category'), category),
    describeConfidence(confidence),
  ];
  return {
    output: withoutNames(lines.join('\n'), names),
    cause: withoutNames([...said, withLabel(l10n.t('Right would be'), right)].join('\n'), names),
  };
}

/** Lists the evidence of an explanation. A cause quotes the log of its example in a section. */
export function listQuoted({ evidence, sections = [] }: Explanation): readonly Evidence[] {
  return [...evidence, ...sections.flatMap(({ id, items }) => (id === 'log' ? items : []))];
}

/** Returns the line of a log that is quoted; a number above all lines for what is said without a line. */
function toEvidenceLine({ source = '' }: Evidence): number {
  return Number(/:(\d+)$/.exec(source)?.[1] ?? Number.MAX_SAFE_INTEGER);
}

/** Lists what is said instead of each name. */
function listNames(resource: Resource | undefined, failures: readonly Failing[]): ReadonlyMap<string, string> {
  const ofPage = Object.entries(resource ?? {});
  // Short numbers name nothing, and would also be replaced where they are exit codes or sizes.
  const ofFailures = failures
    .slice(0, mostFailures)
    .flatMap((failing) => Object.entries(toOccurrence(failing)))
    .filter(([, value]) => !/^\d{1,4}$/.test(String(value)));
  const names = [...ofFailures, ...ofPage].flatMap(([key, value]) =>
    /Id$/.test(key) && typeof value === 'string'
      ? [value, ...(key === 'accountId' ? [value.split('.')[0] ?? ''] : [])].map(
          (name) => [name, `<${key.slice(0, -2)}>`] as const,
        )
      : [],
  );
  return new Map(names.filter(([name]) => name.length > 2));
}

/** Replaces names by what they name, and secrets. A name isn't replaced within another one, such as `gpu-train`. */
function withoutNames(text: string, names: ReadonlyMap<string, string>): string {
  const longestFirst = [...names.keys()].sort((one, other) => other.length - one.length);
  const any = longestFirst.map((name) => escapePattern(name).replace(/\\-/g, '-')).join('|');
  const whole = new RegExp(`(?<![\\p{L}\\p{N}_]-?)(?:${any})(?!-?[\\p{L}\\p{N}_])`, 'gu');
  const redacted = redactText(text);
  const shown = any === '' ? redacted : redacted.replace(whole, (name) => names.get(name) ?? name);
  return azureNames.reduce((result, [pattern, word]) => result.replace(pattern, word), shown);
}

/**
 * Names that can be recognized without knowing them: of jobs and tasks in the paths of task folders, IDs of nodes and
 * subscriptions, and hosts of Azure resources.
 */
const azureNames: readonly (readonly [RegExp, string])[] = [
  [/(\bworkitems[/\\])[^/\\\s'"]{1,64}([/\\]job-\d{1,9}[/\\])[^/\\\s'"]{1,64}/g, '$1<job>$2<task>'],
  [/\btvmps?_[0-9a-f]{6,64}(?:_[dp])?(?:_[0-9a-z]{1,20})?/gi, '<node>'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '<id>'],
  [
    /\b[a-z0-9-]{2,63}(?=\.(?:(?:blob|file|queue|table|dfs)\.core\.windows\.net|azurecr\.io|vault\.azure\.net)\b)/gi,
    '<name>',
  ],
  [/\b[a-z0-9-]{2,63}(?=\.[a-z0-9]{2,40}\.batch\.azure\.com\b)/gi, '<account>'],
];

/** Returns the address of the issue form with a report filled in, cut to the length that browsers accept. */
export function toIssueAddress(repository: string, { output, cause }: WrongCauseReport): string {
  const base = toRepositoryUrl(repository);
  const write = (share: number): string => {
    const [lines, said] = [output, cause].map((text) => encodeURIComponent(cut(text, share)));
    return `${base}/issues/new?template=wrong-cause.yml&output=${lines}&cause=${said}`;
  };
  let share = 1;
  while (write(share).length > longestAddress) share *= 0.8;
  return write(share);
}

/** Returns the beginning of a text without half a character at its end. */
function cut(text: string, share: number): string {
  return text.slice(0, Math.ceil(text.length * share)).replace(/[\ud800-\udfff]/gu, '');
}
