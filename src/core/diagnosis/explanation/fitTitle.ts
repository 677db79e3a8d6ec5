import { dropFolder, dropLeadingFolders } from '../../text/dropFolder.ts';
import { maskToken } from '../evidence/literal.ts';

/** Longest title of a cause, in UTF-16 units: a row of a view shows about as much. */
export const maxTitleLength = 60;

/** A text with this many words says something by itself. */
export const fewWords = 3;
/** A shorter beginning says too little to represent the rest. */
const shortestBegin = 15;
/** Words that no title ends with, in each language that titles may be in. */
const joining = new RegExp(
  `\\s(?:${[
    'a|an|and|as|at|by|for|from|in|is|of|on|or|than|that|the|to|was|with',
    'à|au|aux|avec|car|dans|de|des|du|en|est|et|la|le|les|ou|par|pour|que|qui|sur|un|une',
    'bij|dat|de|die|door|een|en|het|is|met|naar|of|op|te|tot|uit|van|voor',
    'att|av|den|det|ett|från|för|i|med|och|om|på|som|till|vid|är',
  ].join('|')})$`,
  'i',
);

/**
 * `text` in at most 60 characters, beginning with what is wrong: without folders, without what is in brackets, and
 * without what leads up to it, such as the kind of an error. What is still too long ends with a part of a sentence, or
 * else with a word.
 */
export function fitTitle(text: string): string {
  // No-break spaces stay: signs of some languages hang on them.
  let fitted = text.replace(/[^\S\u00a0\u202f]+/g, ' ');
  const cut = [dropBrackets, dropRemarks, keepClauses, (all: string) => keepWords(all)];
  for (const shorten of [dropTag, dropFolders, dropLead, ...cut]) {
    fitted = shorten(fitted);
    if (shorten !== dropTag && fitted.length <= maxTitleLength) return fitted;
  }
  return fitted;
}

/** How many words of two letters or more `text` has. */
export function countWords(text: string): number {
  return text.split(' ').filter((word) => /\p{L}{2}/u.test(word)).length;
}

/** What leads a line of a log is not what is wrong: `[mov,mp4 @ 0x55] moov atom not found`. */
export function dropTag(text: string): string {
  const [, lead = '', rest = text] = /^((?:[^:[\]]{1,60}: )?)\[[^\]]{1,80}\] (.*)$/s.exec(text) ?? [];
  return countWords(rest) >= 2 ? lead + rest : text;
}

/** The shell's script, line and process number, which differ with each failure. */
const shellLead = /^[^:]{1,100}: \p{L}{2,12} (?:\d+|\*) ?: {1,20}(?:\d+|\*) {1,20}(?=\p{L})/u;

/** `run.sh: line 3: 2006 Segmentation fault ./mesh` becomes `Segmentation fault ./mesh`. */
export function dropShell(text: string): string {
  return text.replace(shellLead, '');
}

/** `/mnt/batch/shared/rust.png` becomes `rust.png`. */
export function dropFolders(text: string): string {
  if (text.length > maxTitleLength) return text.split(' ').map(dropFolder).map(dropRegistry).join(' ');
  return dropLeadingFolders(text);
}

/** `contoso.azurecr.io/team/render:2` becomes `render:2`: what is wrong with the image would be cut off behind it. */
function dropRegistry(word: string): string {
  const parts = word.split('/');
  const last = parts.at(-1) ?? '';
  return parts.length > 1 && /^[\w-]+[.:][\w.:-]+$/.test(parts[0] ?? '') && /^[\w.-]+[:@]\w/.test(last) ? last : word;
}

function dropBrackets(text: string): string {
  return text.replace(/ \([^()]{1,200}\)$/, '');
}

/** `the quota of Spot (low-priority) cores is used up` goes on behind the brackets, and is said whole without them. */
function dropRemarks(text: string): string {
  const rest = text.replace(/ \([^()]{1,200}\)(?= )/g, '');
  return rest.length <= maxTitleLength ? rest : text;
}

/** Without `exit code 139: ` and the like, while what follows says something by itself. */
function dropLead(text: string): string {
  const colon = text.indexOf(': ');
  const rest = text.slice(colon + 2).replace(/^\d{1,20} /, '');
  if (colon < 0 || text.length <= maxTitleLength || countWords(rest) < fewWords) return text;
  return rest.length <= maxTitleLength ? rest : dropLead(dropBrackets(rest));
}

/** The longest beginning that ends with a clause. */
function keepClauses(text: string): string {
  const ends = [...text.slice(0, maxTitleLength + 1).matchAll(/(?=[:;,.] | [(–—-])/g)].map(({ index }) => index);
  const end = ends.findLast((index) => index >= shortestBegin && index <= maxTitleLength);
  return end === undefined ? text : text.slice(0, end).trimEnd();
}

/** The beginning of a text, of whole words; `most` in UTF-16 units. */
export function keepWords(text: string, most = maxTitleLength): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most + 1);
  const space = start.lastIndexOf(' ');
  let kept = space < shortestBegin ? start.slice(0, most) : start.slice(0, space);
  while (joining.test(kept)) kept = kept.replace(joining, '');
  while (/[\s,;:({["'“‘«]$/.test(kept)) kept = kept.slice(0, -1);
  return kept;
}

/** Whether so much of a text was masked that it cannot be read: `int() with base *: *`. */
export function isUnreadable(masked: string): boolean {
  const words = masked.split(' ').filter((word) => word.includes(maskToken) && !/\p{L}/u.test(word));
  const stars = words.join('').split(maskToken).length - 1;
  return stars > 1 || words.some((word) => masked.startsWith(word));
}
