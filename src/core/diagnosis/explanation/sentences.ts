import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';

/** Sentences as one text, without those that are not there. */
export function joinSentences(sentences: readonly (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence !== undefined && sentence !== '').join(' ');
}

/** `a, b, c and 4 more`: the first names, and how many others there are. */
export function listSome(names: readonly string[], maxNamed = 5): string {
  const shown = names.slice(0, maxNamed).join(', ');
  const rest = names.length - maxNamed;
  return rest > 0 ? l10n.t('{0} and {1} more', shown, formatNumber(rest)) : shown;
}

/** A name in quotes where it reads like a word of the sentence: `in`, `weights`; `weights.pt` is seen to be a name. */
export function quoteWord(name: string): string {
  return /^[a-z]{1,40}$/i.test(name)
    ? l10n.t({ message: '"{0}"', args: [name], comment: ['A name in quotation marks, within a sentence'] })
    : name;
}

/** Ids of nodes have 64 hexadecimal digits; a title is for people. */
export function shortenNodeIds(text: string): string {
  if (!text.includes('tvm')) return text;
  return text.replace(/\b(tvm[a-z]{0,4}_[0-9a-f]{8})[0-9a-f]{12,64}(?:_[a-z])?/g, '$1…');
}

/** `frame-0001 failed: X` becomes `X`: whose failure it was is said elsewhere, or does not matter. */
export function withoutSubject(title: string, ids: readonly (string | undefined)[]): string {
  const names = ids.filter((id) => id !== undefined && id !== '');
  const colon = title.indexOf(': ');
  if (colon < 0) return title;
  const subject = title.slice(0, colon);
  return names.some((name) => name !== undefined && subject.includes(shortenNodeIds(name)))
    ? title.slice(colon + 2)
    : title;
}
