import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../words/numbers.ts';

/** Joins sentences into one text, and skips missing ones. */
export function joinSentences(sentences: readonly (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence !== undefined && sentence !== '').join(' ');
}

/** Lists the first names and the number of the others: `a, b, c and 4 more`. */
export function listSome(names: readonly string[], maxNamed = 5): string {
  const shown = names.slice(0, maxNamed).join(', ');
  const rest = names.length - maxNamed;
  return rest > 0 ? l10n.t('{0} and {1} more', shown, formatNumber(rest)) : shown;
}

/** Quotes a name that could be mistaken for a word of the sentence: `in`, `weights`; `weights.pt` is clearly a name. */
export function quoteWord(name: string): string {
  return /^[a-z]{1,40}$/i.test(name)
    ? l10n.t({ message: '"{0}"', args: [name], comment: ['A name in quotation marks, within a sentence'] })
    : name;
}

/** Shortens node IDs, whose 64 hexadecimal digits are too long for a title. */
export function shortenNodeIds(text: string): string {
  if (!text.includes('tvm')) return text;
  return text.replace(/\b(tvm[a-z]{0,4}_[0-9a-f]{8})[0-9a-f]{12,64}(?:_[a-z])?/g, '$1…');
}

/** Turns `frame-0001 failed: X` into `X`, for use where the item is named elsewhere or not at all. */
export function withoutSubject(title: string, ids: readonly (string | undefined)[]): string {
  const names = ids.filter((id) => id !== undefined && id !== '');
  const colon = title.indexOf(': ');
  if (colon < 0) return title;
  const subject = title.slice(0, colon);
  return names.some((name) => name !== undefined && subject.includes(shortenNodeIds(name)))
    ? title.slice(colon + 2)
    : title;
}
