import * as l10n from '@vscode/l10n';
import { dropFolder, dropLeadingFolders } from '../../text/dropFolder.ts';
import { inLanguage } from '../../text/locale.ts';
import { maskToken } from '../evidence/literal.ts';

/**
 * Maximum length in UTF-16 units of a cause's title if clauses can be left out: a row of a view shows about as much.
 */
export const maxTitleLength = 60;
/** Longest title of which nothing can be left out without claiming more, in UTF-16 units. */
export const longestTitle = 100;
const ellipsis = '…';
/** Fewer characters of a text that is cut say too little. */
const leastSaid = 30;

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
 * Fits `text` into at most 60 characters, beginning with the error: without folders, introductions such as the type of
 * an error, text in brackets, and its last clauses. Clauses stay that restrict or deny the others, and those with
 * numbers: without them the title would claim more than `text`. It is then longer, and beyond 100 characters cut, which
 * an ellipsis shows.
 */
export function fitTitle(text: string): string {
  // No-break spaces stay: signs of some languages hang on them.
  let fitted = text.replace(/[^\S\u00a0\u202f]+/g, ' ');
  for (const shorten of [dropTag, dropFolders, dropLead, dropBrackets, dropRemarks, dropLastClauses]) {
    fitted = shorten(fitted);
    if (shorten !== dropTag && fitted.length <= maxTitleLength) return fitted;
  }
  return cutWords(fitted, longestTitle);
}

/** Words of ours, in each language that titles may be in, without whose clause the rest may be untrue. */
const narrowing: Readonly<Record<string, string>> = {
  en: "or|nor|no|none|not|cannot|\\w+n['’]t|never|neither|unless|except|without|if|only",
  fr: "ou|ni|ne|n['’]\\p{L}+|pas|sans|sauf|jamais|aucune?|si|s['’]ils?|seulement|uniquement",
  nl: 'of|niet|niets|geen|nooit|tenzij|behalve|zonder|als|alleen',
  sv: 'eller|inte|inget|ingen|inga|aldrig|ej|utom|utan|om|bara|endast',
};

/** Programs print English whatever language our words are in. */
const findNarrowing = inLanguage((locale) => {
  const own = narrowing[locale.split('-', 1)[0] ?? ''];
  const words = [narrowing['en'], own].filter((each) => each !== undefined).join('|');
  return new RegExp(`(?<![\\p{L}\\d_-])(?:${words})(?![\\p{L}\\d_-])`, 'iu');
});

/** Not in a name, such as `render:2`. */
const aNumber = /(?<![\p{L}\d_./\\:-])-?\d/u;
/** Matches the end of a clause that only reports a failure: `The start task on node 3 failed`, `… could not be resized`. */
const mereFailure = new RegExp(
  `(?:${[
    '\\bfailed|\\bcould not (?:start|be (?:resized|scheduled))',
    "échoué|n['’](?:a|ont) pas pu (?:démarrer|être (?:redimensionné|planifié)e?)",
    '\\bmislukt|\\bkon(?:den)? niet (?:starten|worden (?:gewijzigd|gepland))',
    'misslyckades|\\bkunde inte (?:starta|ändras|schemaläggas)',
  ].join('|')})$`,
  'iu',
);

/** Checks whether a clause only says that something failed, or by which code: `exit code 139 (SIGSEGV)`. */
function saysOnlyFailed(clause: string): boolean {
  const exit = l10n.t('exit code {0}', '').trim().toLowerCase();
  return mereFailure.test(clause) || clause.toLowerCase().startsWith(exit);
}

/** Checks whether a title stays true, and no broader, without `clause`. */
function canLeaveOut(clause: string): boolean {
  return isWhole(clause) && !findNarrowing().test(clause) && !aNumber.test(clause);
}

/** Checks whether a title stays true, and no broader, without its first clause, `lead`. */
function isMereLead(given: string): boolean {
  // A no-break space may precede the colon.
  const lead = given.trim();
  const isMere = saysOnlyFailed(lead) && isWhole(lead) && !findNarrowing().test(lead.replace(mereFailure, ''));
  return canLeaveOut(lead) || isMere;
}

const pairs = [/["]/g, /[“”„]/g, /[«»]/g, /[()]/g, /[[\]]/g, /[{}]/g, /(?<!\S)['‘](?=\S)|(?<=\S)['’](?![\p{L}\d])/gu];

/** Checks whether all quotation marks and brackets in a text are balanced. */
function isWhole(text: string): boolean {
  return pairs.every((marks) => (text.match(marks)?.length ?? 0) % 2 === 0);
}

/** Counts the words of two letters or more in `text`. */
export function countWords(text: string): number {
  return text.split(' ').filter((word) => /\p{L}{2}/u.test(word)).length;
}

/** Removes the tag at the start of a log line, which doesn't describe the error: `[mov,mp4 @ 0x55] moov atom not found`. */
export function dropTag(text: string): string {
  const [, lead = '', rest = text] = /^((?:[^:[\]]{1,60}: )?)\[[^\]]{1,80}\] (.*)$/s.exec(text) ?? [];
  return countWords(rest) >= 2 ? lead + rest : text;
}

/** The shell's script, line and process number, which differ with each failure. */
const shellLead = /^[^:]{1,100}: \p{L}{2,12} (?:\d+|\*) ?: {1,20}(?:\d+|\*) {1,20}(?=\p{L})/u;

/** Turns `run.sh: line 3: 2006 Segmentation fault ./mesh` into `Segmentation fault ./mesh`. */
export function dropShell(text: string): string {
  return text.replace(shellLead, '');
}

/**
 * Fits a shell's line on a command that crashed, without its lead; also without the arguments, which say nothing of the
 * crash, where it is longer than `longest`, in UTF-16 units.
 */
export function fitShell(text: string, longest: number): string {
  const said = dropShell(text);
  const [command = said] = said.split(/ (?=["'$<>-])/, 1);
  return said.length <= longest || said === text || command === said ? said : command + ellipsis;
}

/** Turns `/mnt/batch/shared/rust.png` into `rust.png`. */
export function dropFolders(text: string): string {
  if (text.length > maxTitleLength) return text.split(' ').map(dropFolder).map(dropRegistry).join(' ');
  return dropLeadingFolders(text);
}

/**
 * Turns `contoso.azurecr.io/team/render:2` into `render:2`, because the problem with the image would be cut off after
 * it.
 */
function dropRegistry(word: string): string {
  const parts = word.split('/');
  const last = parts.at(-1) ?? '';
  return parts.length > 1 && /^[\w-]+[.:][\w.:-]+$/.test(parts[0] ?? '') && /^[\w.-]+[:@]\w/.test(last) ? last : word;
}

function dropBrackets(text: string): string {
  return text.replace(/ \(([^()]{1,200})\)$/, (all, remark: string) => (canLeaveOut(remark) ? '' : all));
}

/** `the quota of Spot (low-priority) cores is used up` continues after the brackets, and is complete without them. */
function dropRemarks(text: string): string {
  const rest = text.replace(/ \(([^()]{1,200})\)(?= )/g, (all, remark: string) => (canLeaveOut(remark) ? '' : all));
  return rest.length <= maxTitleLength ? rest : text;
}

/** Leaves out `exit code 139: ` and the like, as long as the rest is meaningful by itself. */
function dropLead(text: string): string {
  const colon = text.indexOf(': ');
  const rest = text.slice(colon + 2);
  // Brackets hold the extent of a failure, not its reason.
  const words = countWords(rest.replace(/ \([^()]*\)/g, ''));
  if (colon < 0 || text.length <= maxTitleLength || words < fewWords) return text;
  if (!isMereLead(text.slice(0, colon))) return text;
  return rest.length <= maxTitleLength ? rest : dropLead(dropBrackets(rest));
}

/** The end of a clause: not a comma, which also separates listed items. */
const clauseEnd = /(?=: |\. | [–—] )/g;

/** Leaves out clauses at the end, as few of them as will do. */
function dropLastClauses(text: string): string {
  let end = text.length;
  for (const { index } of [...text.matchAll(clauseEnd)].reverse()) {
    if (end <= maxTitleLength || index < shortestBegin) break;
    if (canLeaveOut(text.slice(index, end))) end = index;
  }
  return text.slice(0, end).trimEnd();
}

/** Returns `text` in at most this many UTF-16 units: whole words of it, and an ellipsis where something was cut. */
export function cutWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = keepWords(text, most - ellipsis.length);
  // A long word at the end says more in part than not at all.
  return (kept.length < leastSaid ? text.slice(0, most - ellipsis.length) : kept) + ellipsis;
}

/** Returns the beginning of a text, of whole words; `most` in UTF-16 units. */
function keepWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most + 1);
  const space = start.lastIndexOf(' ');
  let kept = space < shortestBegin ? start.slice(0, most) : start.slice(0, space);
  while (joining.test(kept)) kept = kept.replace(joining, '');
  while (/[\s,;:({["'“‘«]$/.test(kept)) kept = kept.slice(0, -1);
  return kept;
}

/** Checks whether masking has made a text unreadable: `int() with base *: *`. */
export function isUnreadable(masked: string): boolean {
  const words = masked.split(' ').filter((word) => word.includes(maskToken) && !/\p{L}/u.test(word));
  const stars = words.join('').split(maskToken).length - 1;
  return stars > 1 || words.some((word) => masked.startsWith(word));
}
