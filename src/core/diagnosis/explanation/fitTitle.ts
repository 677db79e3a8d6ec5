import * as l10n from '@vscode/l10n';
import { dropFolder, dropLeadingFolders } from '../../text/dropFolder.ts';
import { inLanguage } from '../../text/locale.ts';
import { maskToken } from '../evidence/literal.ts';

/**
 * Maximum length of a cause's title, in UTF-16 units, if clauses can be left out. A row in a tree view has room for
 * about this many.
 */
export const maxTitleLength = 60;
/** Maximum length of a title, in UTF-16 units, if leaving out clauses would make it claim more. */
export const longestTitle = 100;
const ellipsis = '…';
/** Minimum length of a truncated text; anything shorter is not informative. */
const leastSaid = 30;

/** Minimum number of words that are meaningful on their own. */
export const fewWords = 3;
/** Minimum length of a beginning that can represent the rest of the text. */
const shortestBegin = 15;
/** Matches words that must not end a title, in each language used for titles. */
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
 * Fits `text` into at most 60 characters, beginning with the error: leaves out folders, introductions such as the type
 * of an error, text in brackets, and the last clauses. Keeps clauses that restrict or negate others, and those with
 * numbers, because the title would claim more than `text` without them. The result is then longer; beyond 100
 * characters, it is cut and ends with an ellipsis.
 */
export function fitTitle(text: string): string {
  // Keeps no-break spaces, which precede punctuation in some languages.
  let fitted = text.replace(/[^\S\u00a0\u202f]+/g, ' ');
  for (const shorten of [dropTag, dropFolders, dropLead, dropBrackets, dropRemarks, dropLastClauses, dropParts]) {
    fitted = shorten(fitted);
    if (shorten !== dropTag && fitted.length <= maxTitleLength) return fitted;
  }
  return cutWords(fitted, longestTitle);
}

/**
 * Words in the extension's texts that narrow a claim, by title language. Leaving out their clause may make a title
 * untrue.
 */
const narrowing: Readonly<Record<string, string>> = {
  en: "or|nor|no|none|not|cannot|\\w+n['’]t|never|neither|unless|except|without|if|only",
  fr: "ou|ni|ne|n['’]\\p{L}+|pas|sans|sauf|jamais|aucune?|si|s['’]ils?|seulement|uniquement",
  nl: 'of|niet|niets|geen|nooit|tenzij|behalve|zonder|als|alleen',
  sv: 'eller|inte|inget|ingen|inga|aldrig|ej|utom|utan|om|bara|endast',
};

/** Always includes English, because programs print English regardless of the display language. */
const findNarrowing = inLanguage((locale) => {
  const own = narrowing[locale.split('-', 1)[0] ?? ''];
  const words = [narrowing['en'], own].filter((each) => each !== undefined).join('|');
  return new RegExp(`(?<![\\p{L}\\d_-])(?:${words})(?![\\p{L}\\d_-])`, 'iu');
});

/** Matches a number that is not part of a name such as `render:2`. */
const aNumber = /(?<![\p{L}\d_./\\:-])-?\d/u;
/** Matches the end of a clause that only reports a failure: `The start task failed`, `… could not be resized`. */
const mereFailure = new RegExp(
  `(?:${[
    '\\bfailed|\\bcould not (?:start|be (?:resized|scheduled))',
    "échoué|n['’](?:a|ont) pas pu (?:démarrer|être (?:redimensionné|planifié)e?)",
    '\\bmislukt|\\bkon(?:den)? niet (?:starten|worden (?:gewijzigd|gepland))',
    'misslyckades|\\bkunde inte (?:starta|ändras|schemaläggas)',
  ].join('|')})$`,
  'iu',
);

/** Checks whether a clause only states that something failed, or with which code: `exit code 139 (SIGSEGV)`. */
function saysOnlyFailed(clause: string): boolean {
  const exit = l10n.t('exit code {0}', '').trim().toLowerCase();
  return mereFailure.test(clause) || clause.toLowerCase().startsWith(exit);
}

/** Checks whether a title without `clause` is still true and claims no more. */
function canLeaveOut(clause: string): boolean {
  return isWhole(clause) && !findNarrowing().test(clause) && !aNumber.test(clause);
}

/** Checks whether a title without its first clause is still true and claims no more. */
function isMereLead(given: string): boolean {
  // A no-break space may precede the colon.
  const lead = given.trim();
  const isMere = saysOnlyFailed(lead) && isWhole(lead) && !findNarrowing().test(lead.replace(mereFailure, ''));
  return canLeaveOut(lead) || isMere;
}

const pairs = [/["]/g, /[“”„]/g, /[«»]/g, /[()]/g, /[[\]]/g, /[{}]/g, /(?<!\S)['‘](?=\S)|(?<=\S)['’](?![\p{L}\d])/gu];

/** Checks whether all quotation marks and brackets in a text are balanced. */
export function isWhole(text: string): boolean {
  return pairs.every((marks) => (text.match(marks)?.length ?? 0) % 2 === 0);
}

/** Counts the words with at least two letters in `text`. */
export function countWords(text: string): number {
  return text.split(' ').filter((word) => /\p{L}{2}/u.test(word)).length;
}

/** Removes the tag of a log line, which doesn't describe the error: `[mov,mp4 @ 0x55] moov atom not found`. */
export function dropTag(text: string): string {
  const [, lead = '', rest = text] = /^((?:[^:[\]]{1,60}: )?)\[[^[\]]{1,80}\] (.*)$/s.exec(text) ?? [];
  return countWords(rest) >= 2 ? lead + rest : text;
}

/** Matches the shell's script, line, and process number, which differ with each failure. */
const shellLead = /^[^:]{1,100}: \p{L}{2,12} (?:\d+|\*) ?: {1,20}(?:\d+|\*) {1,20}(?=\p{L})/u;

/** Turns `run.sh: line 3: 2006 Segmentation fault ./mesh` into `Segmentation fault ./mesh`. */
export function dropShell(text: string): string {
  return text.replace(shellLead, '');
}

/**
 * Returns a shell's line about a crashed command without the shell's prefix. If it is longer than `longest` (in UTF-16
 * units), also drops the arguments, which do not describe the crash.
 */
export function fitShell(text: string, longest: number): string {
  const said = dropShell(text);
  const [command = said] = said.split(/ (?=["'$<>-])/, 1);
  return said.length <= longest || said === text || command === said ? said : command + ellipsis;
}

/** Matches a message about a path in the wrong folder, whose folders must therefore be kept. */
const comparesFolders =
  /[\w'"]\/\w\S{0,200} .{0,40}\b(?:within|inside|outside|under|below|beneath|in|relative to|subpath of|subdirectory of|instead of|expected|differs from)\b[^/]{0,30}['"]?\/\w/;

/** Turns `/mnt/batch/shared/rust.png` into `rust.png`. */
export function dropFolders(text: string): string {
  if (comparesFolders.test(text)) return text;
  if (text.length > maxTitleLength) return text.split(' ').map(dropFolder).map(dropRegistry).join(' ');
  return dropLeadingFolders(text);
}

/**
 * Turns `contoso.azurecr.io/team/render:2` into `render:2`, because otherwise the description of the problem would be
 * cut off.
 */
function dropRegistry(word: string): string {
  const parts = word.split('/');
  const last = parts.at(-1) ?? '';
  return parts.length > 1 && /^[\w-]+[.:][\w.:-]+$/.test(parts[0] ?? '') && /^[\w.-]+[:@]\w/.test(last) ? last : word;
}

function dropBrackets(text: string): string {
  return text.replace(/ \(([^()]{1,200})\)$/, (all, remark: string) => (canLeaveOut(remark) ? '' : all));
}

/**
 * Drops brackets inside a sentence that is complete without them: `the quota of Spot (low-priority) cores is used up`.
 */
function dropRemarks(text: string): string {
  const rest = text.replace(/ \(([^()]{1,200})\)(?= )/g, (all, remark: string) => (canLeaveOut(remark) ? '' : all));
  return rest.length <= maxTitleLength ? rest : text;
}

/** Drops introductions such as `exit code 139: ` if the rest is meaningful on its own. */
function dropLead(text: string): string {
  const colon = text.indexOf(': ');
  const rest = text.slice(colon + 2);
  // Brackets contain the extent of a failure, not its reason.
  const words = countWords(rest.replace(/ \([^()]*\)/g, ''));
  if (colon < 0 || text.length <= maxTitleLength || words < fewWords) return text;
  if (!isMereLead(text.slice(0, colon))) return text;
  return rest.length <= maxTitleLength ? rest : dropLead(dropBrackets(rest));
}

/** Matches the end of a clause. A comma is not one, because it also separates listed items. */
const clauseEnd = /(?=: |\. | [–—] )/g;

/** Drops as few clauses at the end as possible. */
function dropLastClauses(text: string): string {
  let end = text.length;
  for (const { index } of [...text.matchAll(clauseEnd)].reverse()) {
    if (end <= maxTitleLength || index < shortestBegin) break;
    if (canLeaveOut(text.slice(index, end))) end = index;
  }
  return text.slice(0, end).trimEnd();
}

/** Parts inside a sentence that are long and say little, with the words that keep their meaning. */
const longParts: readonly (readonly [part: RegExp, kept: string])[] = [
  // Version, culture, and key of a .NET assembly: its name says which one.
  [/, Version=[\d.]+, Culture=\w+, PublicKeyToken=\w+/g, ''],
  [/ assembly:<[^<>]{1,60}> type:<[^<>]{1,60}> member:\([^()]{0,60}\)/g, ''],
  // Objects as Python shows them, except their names: `<bound method Worker.submitJob of <Worker(…)>>`.
  [
    /<(?:bound method|function|module|class|built-in method) ['"]?([\w.]{1,80})['"]?(?:[^<>]|<[^<>]{0,200}>){0,300}>/g,
    '$1',
  ],
  [/<(?:[\w]+\.)*(\w{1,60})(?: object)? at 0x[\da-f]+>/gi, '$1'],
  // Packages of an exception's type.
  [
    /(?<![\w./\\])(?:[a-z_]\w*\.){2,12}(?=[A-Z]\w*(?:Error|Exception|Failure)\b)|(?<![\w./\\])(?:[A-Z]\w*\.){1,12}(?=\w+(?:Error|Exception)\b)/g,
    '',
  ],
  // Addresses, except the host and the last part.
  [
    /\b([a-z][a-z\d+.-]{1,20}:\/\/[^\s/"'<>()]{1,100})\/[^\s"'<>()?#]{1,400}(\/[^\s/"'<>()?#]{2,60})(?:\?[^\s"'<>()]{0,400})?/g,
    '$1/…$2',
  ],
  // Identifiers in brackets.
  [/ [[({][\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}[\])}]/gi, ''],
  // Hashes and other long numbers in hexadecimal digits.
  [/\b((?=[a-f\d]{0,30}\d)[\da-f]{20})[\da-f]{12,120}\b/g, '$1…'],
  // Lists, except their first items.
  [
    /([[(]['"]?[^\s,()[\]]{1,24}, ?['"]?[^\s,()[\]]{1,24}),(?: ?[^\s,()[\]]{1,60},){1,200} ?[^\s,()[\]]{1,60}(?=[\])])/g,
    '$1, …',
  ],
];

function dropParts(text: string): string {
  return shortenParts(text, maxTitleLength);
}

/** Shortens what is long inside a sentence, one kind after the other, until it fits into `most` UTF-16 units. */
export function shortenParts(text: string, most: number): string {
  let shortened = text;
  for (const [part, kept] of longParts) {
    if (shortened.length <= most) break;
    const rest = shortened.replace(part, kept);
    if (countWords(rest) >= fewWords) shortened = rest;
  }
  return shortened;
}

/** Shortens `text` to at most `most` UTF-16 units, at a word boundary, with an ellipsis if something was cut. */
export function cutWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = keepWords(text, most - ellipsis.length);
  // Part of a long last word is more informative than none of it.
  return (kept.length < leastSaid ? text.slice(0, most - ellipsis.length) : kept) + ellipsis;
}

/** Returns the beginning of a text, in whole words; `most` in UTF-16 units. */
function keepWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most + 1);
  const space = start.lastIndexOf(' ');
  let kept = space < shortestBegin ? start.slice(0, most) : start.slice(0, space);
  kept = dropJoining(kept);
  while (/[\s,;:({["'“‘«]$/.test(kept)) kept = kept.slice(0, -1);
  return kept;
}

/** Removes words at the end that join what no longer follows: `exceeded its time limit of`. */
export function dropJoining(text: string): string {
  return joining.test(text) ? dropJoining(text.replace(joining, '')) : text;
}

/** Checks whether masking has made a text unreadable: `int() with base *: *`. */
export function isUnreadable(masked: string): boolean {
  const words = masked.split(' ').filter((word) => word.includes(maskToken) && !/\p{L}/u.test(word));
  const stars = words.join('').split(maskToken).length - 1;
  return stars > 1 || words.some((word) => masked.startsWith(word));
}
