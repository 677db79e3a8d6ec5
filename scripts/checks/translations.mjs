import { findStale, languages, readTexts, textFiles } from '../lib/languages.mjs';
import { root } from '../lib/places.mjs';

/**
 * Lists the faults of texts in other languages, one per line: keys that are unused or were translated from an older
 * English text, and translations that break a rule below. A missing translation isn't a fault: the text stays English
 * (`listUntranslated`).
 */
export function findTranslationFaults(folder = root) {
  return Object.values(textFiles).flatMap((toFile) => {
    const english = readTexts(toFile(), folder);
    return languages.flatMap((language) => {
      const file = toFile(language);
      const stale = toFile === textFiles.manifest ? findStale(english, file, folder) : [];
      return judgeFile(language, english, readTexts(file, folder), stale).map((fault) => `${file}: ${fault}`);
    });
  });
}

function judgeFile(language, english, texts, stale) {
  return [
    ...Object.keys(texts)
      .filter((key) => !(key in english))
      .map((key) => `left over: "${key}"`),
    ...stale.map(
      (key) => `made from a different English text: "${key}" (its comment is the English text: translate it again)`,
    ),
    ...Object.entries(texts).flatMap(([key, text]) =>
      key in english && !stale.includes(key) ? judgeTranslation(language, english[key], text) : [],
    ),
  ];
}

const findAll = (pattern) => (text) => (text.match(pattern) ?? []).sort().join(' ');

/** Parts of a text that a translation must keep. */
const kept = {
  'the parts {…}': (text) => [...new Set(text.match(/\{[^{}]*\}/g) ?? [])].sort().join(' '),
  'the `code`': findAll(/`[^`]*`/g),
  'the link targets': findAll(/\]\([^()]*\)/g),
  'the icons': findAll(/\$\([\w~-]+\)/g),
  'the spaces around it': (text) => text.replace(/\S[\s\S]*\S|\S/, '-'),
  'the number of lines': (text) => String(text.split('\n').length),
  'the end (full stop, …)': (text) => /(?:\.{3}|[.…])?$/.exec(text.trimEnd())[0],
};

/** Parts that stay unchanged in every language: values, code, URLs, and quoted or deliberately English text. */
const quoted = /\{[^{}]*\}|`[^`]*`|https?:\S+|"[^"]*"|“[^”]*”|”[^”]*”|«[^»]*»|‘[^’]*’|\([^()]*\)/g;

/** Words in most English sentences; words that also exist in another language are not checked there. */
const englishWords =
  'the of and is are was were has have been this that which with from not its they when than cannot'.split(' ');
const alsoIn = { fr: ['not'], nl: ['of', 'is', 'was', 'has'], sv: ['from'] };
const anyEnglishWord = Object.fromEntries(
  Object.entries(alsoIn).map(([language, own]) => {
    const words = englishWords.filter((word) => !own.includes(word)).join('|');
    return [language, new RegExp(`(?<![\\p{L}-])(?:${words})(?![\\p{L}-])`, 'iu')];
  }),
);

/** Removes the parts of a text that don't follow its language's typography: values, code, URLs, and quotations. */
const withoutQuoted = (text) =>
  text.replace(/\{[^{}]*\}|`[^`]*`|https?:\S+|"[^"]*"|#!|(?<=«\u00a0)[^»]+(?=\u00a0»)/g, 'x');

/** Typography of each language; the rules are in docs/writing.md. */
const typography = {
  fr: [
    [
      /[^\s\u00a0\u202f(«"][;!?]|\S»|[^\s\u00a0\u202f]:(?=\s|$)|[ \n][:;!?»]|«[^\u00a0]/,
      'a no-break space is before : ; ! ? » and after «',
    ],
    [/\p{L}'\p{L}/u, 'the apostrophe is ’'],
    [/[“”]/, 'quotation marks are « »'],
  ],
  nl: [
    [/\p{L}'\p{L}/u, 'the apostrophe is ’'],
    [/[“”«»]/, 'quotation marks are ‘ ’'],
  ],
  sv: [[/[“«»]/, 'quotation marks are ” ”']],
};

/**
 * Maximum number of English characters in a label: a line without a full stop, such as a title, button, menu entry, or
 * chip.
 */
const longestLabel = 60;

/** Longest translation of a label; for words of a few letters, a factor alone isn't enough. */
const toLongest = (english) => Math.max(Math.ceil(english.length * 1.6), english.length + 18);

const isLabel = (english) => english.length <= longestLabel && !/[.?!]$|\n/.test(english);

/** Lists the faults of one translation. */
export function judgeTranslation(language, english, text) {
  const say = (what) => `${what}: "${text}" for "${english}"`;
  const changed = Object.entries(kept)
    .filter(([, find]) => find(english) !== find(text))
    .map(([what]) => say(`${what} of the English text changed`));
  const plain = withoutQuoted(text);
  const misset = typography[language].filter(([pattern]) => pattern.test(plain)).map(([, rule]) => say(rule));
  const word = anyEnglishWord[language].exec(text.replace(quoted, ' '))?.[0];
  return [
    ...changed,
    ...misset,
    ...(/(?!\n)\p{Cc}/u.test(text) ? [say('a control character')] : []),
    ...(word === undefined ? [] : [say(`"${word}" is English`)]),
    ...(isLabel(english) && text.length > toLongest(english)
      ? [say(`longer than ${toLongest(english)} characters (it has ${text.length})`)]
      : []),
  ];
}
