import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runMain } from './lib/main.mjs';
import { root } from './lib/places.mjs';
import { listSources, readSource } from './lib/sources.mjs';
import { readTextCalls } from './lib/textCalls.mjs';

const ceilingsFile = path.join(root, 'scripts/words.ceilings.json');
const wordsToAvoid = JSON.parse(readFileSync(path.join(root, 'docs/wordsToAvoid.json'), 'utf8')).map((entry) => ({
  ...entry,
  pattern: new RegExp(entry.words, 'i'),
}));

/** Words that no native engineer would use in names and comments, and their replacements. */
const oddWords = new Map(
  Object.entries({
    'tell tells telling told': 'say, show, describe, report; of knowing: known',
    'nobody somebody everybody anybody whoever whom': 'the thing that acts, or no one, someone',
    anew: 'again, new',
    begun: 'started',
    meanwhile: 'since then, or nothing',
    unasked: 'automatically',
    'lest upon thereof whilst hitherto': 'plain words',
  }).flatMap(([words, instead]) => words.split(' ').map((word) => [word, instead])),
);

/** Matches the beginning of a text that is only part of a sentence. */
const fragment =
  /^(?:it|its|it's|the|this|that|these|those|they|their|which|who|and|or|but|so|because|since|unless|until|if|when|while|where|then|with|without|of|for|to)\b/;

/** The only files that may format numbers, times, lists, and plurals, and use the locale. */
const homes = /^src\/core\/(?:text\/(?:locale|plural|lists)|words\/(?:numbers|times|durations))\.ts$/;
const formatting =
  /\.toLocale(?:String|DateString|TimeString|UpperCase|LowerCase)\(|\bnew Intl\.(?:NumberFormat|DateTimeFormat|ListFormat|PluralRules|RelativeTimeFormat|DurationFormat)\b|\benv\.language\b/g;
/** Files that pass the editor's language to each bundle, and to diagnostic reports. */
const languageDoors = /^src\/extension\/(?:activate|load|commands\/diagnostics\/describeDiagnostics)\.ts$/;
/** A form chosen by code: some languages have no separate form for 1, or use it for other numbers too. */
const chosenForm = /(?:===|!==|>|<=) 1\s*\?\s*(?:vscode\.)?l10n\.t\(/g;

/** Yields the problems of a text and its arguments, by rule. */
function* judgeText({ message, placeholders, passed }) {
  for (const { pattern, instead, why } of wordsToAvoid) {
    const word = pattern.exec(message)?.[0];
    if (word !== undefined) yield ['words', `"${word.trim()}": ${instead}. ${why}`];
  }
  if (fragment.test(message)) yield ['fragments', `"${message}" is part of a sentence; write the whole sentence`];
  if (placeholders.length > 1 && placeholders.some((name) => /^\d+$/.test(name)))
    yield ['names', `"${message}": two or more parts need names`];
  if (passed === undefined) yield ['parts', `"${message}": pass its parts in an object literal in the call`];
  else {
    for (const name of placeholders.filter((part) => !passed.includes(part)))
      yield ['parts', `"${message}": {${name}} is not passed`];
    for (const name of passed.filter((part) => !placeholders.includes(part)))
      yield ['parts', `"${message}": ${name} is passed but is not in it`];
  }
}

/** Lists the findings in the source of a file: rule, line, and correction. */
export function judgeSource(file, source) {
  const toLine = (index) => source.slice(0, index).split('\n').length;
  const texts = readTextCalls(source).flatMap((call) =>
    [...judgeText(call)].map(([rule, what]) => ({ rule, line: call.line, what })),
  );
  const forms = [...source.matchAll(chosenForm)].map(({ index }) => ({
    rule: 'forms',
    line: toLine(index),
    what: 'plural(count, { one, other }) chooses the form',
  }));
  const formats =
    homes.test(file) || languageDoors.test(file)
      ? []
      : [...source.matchAll(formatting)].map(({ index, 0: call }) => ({
          rule: 'formats',
          line: toLine(index),
          what: `${call} is for src/core/words/numbers.ts, times.ts and durations.ts, src/core/text/lists.ts and plural.ts`,
        }));
  return [...texts, ...forms, ...formats];
}

/** A comment on its own line, or after code; quoted text is data. */
const comment = /^\s*\/\*[\s\S]*?\*\/|(?:^|\s)\/\/ [^\n]*/gm;
const inQuotes = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

/** Lists the odd words in the comments and names of a source, with their lines. */
export function judgeProse(source) {
  const blank = (text) => text.replace(/[^\n]/g, ' ');
  const comments = [...source.matchAll(comment)];
  const names = source.replace(comment, blank).replace(inQuotes, blank);
  return [
    ...comments.flatMap(({ index, 0: text }) => findOdd(source, index, text, /[A-Za-z]+/g, 'comment')),
    ...findOdd(source, 0, names, /[A-Z]?[a-z]+/g, 'name'),
  ];
}

function findOdd(source, from, text, word, where) {
  return [...text.matchAll(word)].flatMap(({ index, 0: found }) => {
    const instead = oddWords.get(found.toLowerCase());
    if (instead === undefined) return [];
    const line = source.slice(0, from + index).split('\n').length;
    return [{ rule: 'prose', line, what: `"${found}" in a ${where}: ${instead}` }];
  });
}

/** Judges the texts of the manifest, to which only the rules about words apply. */
function judgeManifest() {
  const texts = Object.values(JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')));
  return texts
    .flatMap((message) => [...judgeText({ message, placeholders: [], passed: [] })])
    .filter(([rule]) => rule === 'words')
    .map(([rule, what]) => ({ file: 'package.nls.json', line: 0, rule, what }));
}

function judgeAll() {
  const sources = listSources().filter((file) => !file.startsWith('src/simulator/'));
  return [
    ...judgeManifest(),
    ...sources.flatMap((file) => judgeSource(file, readSource(file)).map((finding) => ({ file, ...finding }))),
    ...listSources().flatMap((file) => judgeProse(readSource(file)).map((finding) => ({ file, ...finding }))),
  ];
}

/**
 * Reads the number of findings by rule that are allowed in folders that still need editing; other folders may have
 * none.
 */
const readCeilings = () => JSON.parse(readFileSync(ceilingsFile, 'utf8'));

/** Returns the most specific folder with ceilings that contains a file. */
const findFolder = (file, ceilings) =>
  Object.keys(ceilings)
    .filter((folder) => file.startsWith(`${folder}/`))
    .sort((one, other) => other.length - one.length)[0];

/** Groups findings by folder (null without a ceiling) and rule. */
function groupFindings(findings, ceilings) {
  const groups = new Map();
  for (const finding of findings) {
    const key = JSON.stringify([findFolder(finding.file, ceilings) ?? null, finding.rule]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return groups;
}

/** Lists every finding above a ceiling, as a readable line. */
export function findWords() {
  const ceilings = readCeilings();
  return [...groupFindings(judgeAll(), ceilings)].flatMap(([key, found]) => {
    const [folder, rule] = JSON.parse(key);
    const ceiling = folder === null ? 0 : (ceilings[folder][rule] ?? 0);
    if (found.length <= ceiling) return [];
    const lines = found.map(({ file, line, what }) => `${file}:${line}  ${what} (docs/writing.md, rule "${rule}")`);
    return ceiling === 0
      ? lines
      : [...lines, `${folder} may have ${ceiling} findings for the rule "${rule}", but has ${found.length}`];
  });
}

/** Lowers the ceilings to the current counts, but never raises them. */
function lowerCeilings() {
  const ceilings = readCeilings();
  const groups = groupFindings(judgeAll(), ceilings);
  for (const [folder, ofFolder] of Object.entries(ceilings))
    for (const rule of Object.keys(ofFolder)) {
      const count = groups.get(JSON.stringify([folder, rule]))?.length ?? 0;
      if (count < ofFolder[rule]) ofFolder[rule] = count;
      if (ofFolder[rule] === 0) delete ofFolder[rule];
    }
  writeFileSync(ceilingsFile, `${JSON.stringify(ceilings, null, 2)}\n`);
}

const usage = `node scripts/words.mjs [--write]

Reports where texts, names and comments deviate from docs/writing.md. --write first lowers the ceilings to the current counts.`;

if (process.argv[1] === import.meta.filename)
  await runMain({ usage, options: { write: { type: 'boolean' } } }, ({ values }) => {
    if (values.write) lowerCeilings();
    const findings = findWords();
    for (const finding of findings) console.error(finding);
    return findings.length > 0 ? 1 : 0;
  });
