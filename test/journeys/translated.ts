import { pseudoLanguage, toPseudo } from '../workbench/pseudoLocale.ts';
import { readTexts, readTextsIn } from '../workbench/texts.ts';

/** Texts of the product in a language (English when undefined), by the English text or a key of the manifest. */
export class Translated {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #language: string | undefined;

  constructor(language: string | undefined) {
    this.#language = language;
    const isPseudo = language === pseudoLanguage;
    const written = isPseudo ? undefined : language;
    const manifest = readTexts('package.nls.json');
    const inManifest = Object.entries(written === undefined ? manifest : readTexts(`package.nls.${written}.json`));
    const all = [
      ...Object.entries(readTextsIn(written)),
      ...inManifest,
      ...inManifest.map(([key, text]) => [manifest[key] ?? key, text] as const),
    ];
    this.#texts = new Map(isPseudo ? all.map(([key, text]) => [key, toPseudo(text)]) : all);
  }

  /** Returns the translation of a whole text. Throws an error if there is none. */
  say(english: string): string {
    const text = this.#texts.get(english);
    if (text === undefined) throw new Error(`"${english}" is not translated into ${this.#language}`);
    return text;
  }

  /** Returns a pattern for a text whose English starts with `begin`: for its longest constant part. */
  begin(begin: string): RegExp {
    const key = [...this.#texts.keys()].find((each) => each.startsWith(begin));
    const parts = this.say(key ?? begin).split(/\{[^{}]*\}/);
    const [longest = ''] = parts.sort((one, other) => other.length - one.length);
    return new RegExp(longest.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/\s/g, '\\s'));
  }
}

/** Returns a pattern for a text whose English starts with `begin`, in the language of a workbench. */
export function beginIn(language: string | undefined, begin: string): RegExp {
  return language === undefined ? new RegExp(begin) : new Translated(language).begin(begin);
}
