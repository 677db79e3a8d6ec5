import * as l10n from '@vscode/l10n';
import type { Resource } from '../../model/resource.ts';
import { withLabel } from '../../text/label.ts';
import { redactText } from '../../text/redact.ts';
import type { Evidence, Explanation } from '../explanation/explanation.ts';
import { describeConfidence } from './toPage.ts';

/** Maximum length of an address that browsers and GitHub accept. */
const longestAddress = 8000;

/** A report about a wrong explanation, as two texts that the user can change. */
export interface WrongCauseReport {
  /** The lines that the explanation quotes. */
  readonly output: string;
  readonly cause: string;
}

/**
 * Writes a report about a wrong explanation: the lines that it quotes, and what it says, without secrets and without
 * the names of the account and of what is in it.
 */
export function reportWrongCause(
  explanation: Explanation,
  resource: Resource | undefined,
  right: string,
): WrongCauseReport {
  const { title, category, confidence, evidence } = explanation;
  const lines = evidence
    .filter(({ source }) => source !== undefined)
    .sort((one, other) => toLine(one) - toLine(other))
    .map(({ text }) => text);
  const said = [
    withLabel(l10n.t('Said'), title),
    withLabel(l10n.t('Category'), category),
    describeConfidence(confidence),
  ];
  return {
    output: withoutNames(lines.join('\n'), resource),
    cause: withoutNames([...said, withLabel(l10n.t('Right would be'), right)].join('\n'), resource),
  };
}

/** Returns the line of a log that is quoted; a number above all lines for what is said without a line. */
function toLine({ source = '' }: Evidence): number {
  return Number(/:(\d+)$/.exec(source)?.[1] ?? Number.MAX_SAFE_INTEGER);
}

/** Replaces the names of a resource by what they name. */
function withoutNames(text: string, resource: Resource | undefined): string {
  const names = Object.entries(resource ?? {})
    .filter(([name, value]) => /Id$/.test(name) && typeof value === 'string' && value.length > 2)
    .flatMap(([name, value]) =>
      [String(value), ...(name === 'accountId' ? [String(value).split('.')[0] ?? ''] : [])].map(
        (one) => [one, `<${name.slice(0, -2)}>`] as const,
      ),
    )
    .filter(([value]) => value.length > 2)
    .sort(([one], [other]) => other.length - one.length);
  const shown = names.reduce((result, [value, word]) => replaceName(result, value, word), redactText(text));
  return azureNames.reduce((result, [pattern, word]) => result.replace(pattern, word), shown);
}

/** Names that can be recognized without knowing them: IDs of nodes and subscriptions, and hosts of Azure resources. */
const azureNames: readonly (readonly [RegExp, string])[] = [
  [/\btvmps?_[0-9a-f]{6,64}(?:_[dp])?(?:_[0-9a-z]{1,20})?/gi, '<node>'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '<id>'],
  [
    /\b[a-z0-9-]{2,63}(?=\.(?:(?:blob|file|queue|table|dfs)\.core\.windows\.net|azurecr\.io|vault\.azure\.net)\b)/gi,
    '<name>',
  ],
  [/\b[a-z0-9-]{2,63}(?=\.[a-z0-9]{2,40}\.batch\.azure\.com\b)/gi, '<account>'],
];

/** Replaces a name; one that is a mere word, such as `train`, only where it isn't part of another word. */
function replaceName(text: string, name: string, by: string): string {
  if (!/^\p{L}+$/u.test(name)) return text.replaceAll(name, by);
  return text.replaceAll(name, (_, at: number) =>
    /[\p{L}\p{N}]$/u.test(text.slice(at - 1, at)) || /^\p{L}/u.test(text.slice(at + name.length, at + name.length + 1))
      ? name
      : by,
  );
}

/** Returns the address of the issue form with a report filled in, cut to the length that browsers accept. */
export function toIssueAddress(repository: string, { output, cause }: WrongCauseReport): string {
  const base = repository.replace(/^git\+/, '').replace(/(?:\.git)?\/?$/, '');
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
