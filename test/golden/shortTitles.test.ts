import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { toClusterTitle } from '../../src/core/diagnosis/causes/describeCluster.ts';
import { fitTitle, maxTitleLength } from '../../src/core/diagnosis/explanation/fitTitle.ts';
import { configureText } from '../../src/core/text/configureText.ts';
import { setLocale } from '../../src/core/text/locale.ts';
import { exited } from '../builders/failure.ts';
import { languages, readTextsIn } from '../workbench/texts.ts';

const folder = import.meta.dirname;
/** The first words that narrow a claim down, in each language. */
const restricting: Readonly<Record<string, RegExp>> = {
  en: /^(?:or|nor|not|no|none|unless|without|except|only|if|never|cannot|\p{L}+n['’]t)$/iu,
  fr: /^(?:ou|ni|ne|pas|sans|sauf|jamais|si|seulement)$|^n['’]\p{L}/iu,
  nl: /^(?:of|niet|geen|nooit|tenzij|behalve|zonder|als|alleen)$/iu,
  sv: /^(?:eller|inte|inga|ingen|inget|aldrig|utom|utan|om|endast|bara)$/iu,
};
const aNumber = /^[-(]?\d[\d.,]*[)%]?$/;
/** Matches a first clause that only states that something failed, or its code; the next clause gives the reason. */
const failing =
  /(?:\bfailed|\bcould not (?:start|be \w+)|échoué|n’a pas pu (?:démarrer|être \p{L}+)|mislukt|kon niet (?:starten|worden \p{L}+)|misslyckades|kunde inte \p{L}+|^(?:exit code|code de sortie|afsluitcode|slutkod|avslutningskod) -?\d+(?: \([^()]+\))?)$/iu;

/** Lists the headings of all golden texts in a language, without the name of the item. */
function listTitles(language: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
  const ofLanguage = files.filter((file) => {
    const own = languages.find((each) => file.split(path.sep).includes(each)) ?? 'en';
    return own === language;
  });
  const headings = ofLanguage.flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/^# (.+)$/gm)].map(([, title = '']) =>
      title.replaceAll('\\', ''),
    ),
  );
  return [...new Set(headings.flatMap((title) => [title, title.slice(title.indexOf(': ') + 1).trim()]))];
}

/** Reduces a word to its core, without folders and surrounding marks. */
function toCore(word: string): string {
  return (word.split(/[\\/](?=[^\\/]*[\p{L}\d])/u).at(-1) ?? word).replace(/[^\p{L}\d\\]/gu, '');
}

/** Lists the words that a shortened text lacks; undefined unless it contains the others in order. */
function listMissing(text: string, short: string): readonly string[] | undefined {
  const toWords = (said: string) => said.split(/\s+/).filter((word) => toCore(word) !== '');
  const kept = toWords(short);
  const missing: string[] = [];
  let next = 0;
  for (const word of toWords(text)) {
    const wanted = kept[next];
    if (wanted !== undefined && toCore(word) === toCore(wanted)) next += 1;
    else missing.push(word);
  }
  return next === kept.length ? missing : undefined;
}

/** Omits the first clauses that only state a failure, if a shortened text begins after them. */
function withoutFailing(text: string, short: string): string {
  const clauses = text.split(': ');
  const isBehind = (clause: string): boolean => !short.startsWith(clause) && failing.test(clause);
  while (clauses.length > 1 && isBehind((clauses[0] ?? '').trim())) clauses.shift();
  return clauses.join(': ');
}

/**
 * Returns the reason why a shortened text claims more than the whole one; undefined if it doesn't, or if it is visibly
 * cut.
 */
function findFault(text: string, language: string): string | undefined {
  const short = fitTitle(text);
  if (short === text || short.endsWith('…')) return undefined;
  const missing = listMissing(withoutFailing(text, short), short);
  if (missing === undefined) return 'has words in another order';
  const isNarrowing = (word: string) =>
    restricting['en']?.test(word) === true || restricting[language]?.test(word) === true;
  const lost = missing
    .map((word) => word.replace(/[,:;.()]+$/, '').replace(/^[([]/, ''))
    .find((word) => isNarrowing(word) || aNumber.test(word));
  if (lost !== undefined) return `without “${lost}”`;
  const open = Object.entries(closing).find(
    ([mark, end]) => count(text, mark) === count(text, end) && count(short, mark) !== count(short, end),
  );
  if (open !== undefined) return `leaves ${open[0]} open`;
  return count(text, '"') % 2 === 0 && count(short, '"') % 2 === 1 ? 'leaves a quote open' : undefined;
}

const closing: Readonly<Record<string, string>> = { '“': '”', '(': ')', '[': ']' };

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}

/** Matches a word that joins nothing, or half a fraction, at the end or before brackets at the end. */
const leading =
  /\s(?:of|with|for|from|at|by|than|the|an?|and|or|du|des|avec|pour|chez|par|van|met|voor|door|een|het|av|med|för|från|och|ett|(?:on|sur|op|på) \d+)(?=(?: \([^()]*\))?$)/iu;

/** Returns the title of a cause of two failures whose titles differ in the last value of a title. */
function toTitleOfTwo(title: string): string {
  const members = ['70 min', '8 sec'].map((value, index) => {
    const failure = exited(index, '');
    const own = title.replace(/\d+(?: \p{L}+)?(?!.*\d)/u, value);
    return { ...failure, explanation: { ...failure.explanation, title: own, code: 'TaskEnded' } };
  });
  const [first = assert.fail()] = members;
  return toClusterTitle({ kind: 'task', key: '', fingerprint: '', template: '', members, followers: [] }, first);
}

for (const language of ['en', ...languages])
  describe(`titles of golden texts in the language ${language}`, () => {
    before(() => (language === 'en' ? undefined : configureText(language, readTextsIn(language))));
    after(() => {
      configureText('en', undefined);
      setLocale('en', false);
    });

    test('shortened titles claim no more than the full titles', () => {
      const titles = listTitles(language);
      assert.ok(titles.length > 40, `${titles.length}`);
      const long = titles.filter((title) => title.length > maxTitleLength);
      const faults = long.flatMap((title) => {
        const fault = findFault(title, language);
        return fault === undefined ? [] : [`${title}\n  → ${fitTitle(title)}: ${fault}`];
      });
      assert.deepEqual(faults, []);
    });

    test('no title of failures that differ in a value ends in a word that leads to it, with or without a code', () => {
      const titles = listTitles(language).map(toTitleOfTwo);
      assert.deepEqual(
        titles.filter((title) => leading.test(title)),
        [],
      );
    });
  });
