/** Where nothing is known of the editor, and where its language is none that `Intl` knows. */
const english = 'en';

/** The language that the texts of this bundle are in; plurals, lists and units are words, and follow it. */
let ofTexts = english;

/** The editor's language; numbers, dates and times follow it, whatever language the texts are in. */
let ofEditor = english;

/**
 * Tells this bundle the editor's language (BCP 47, in any case; VS Code's pseudo language and what is no language
 * count as English), and whether there are texts in it. English until then.
 */
export function setLocale(language: string, hasTexts: boolean): void {
  ofEditor = toKnown(language);
  ofTexts = hasTexts ? ofEditor : english;
}

function toKnown(language: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(language)[0] ?? english;
  } catch {
    return english; // It is no language tag at all.
  }
}

/** What `make` makes for the language of the texts: once, since making what formats costs more than using it. */
export function inLanguage<Made>(make: (locale: string) => Made): () => Made {
  return once(() => ofTexts, make);
}

/** What `make` makes for the editor's language, once. */
export function inLocale<Made>(make: (locale: string) => Made): () => Made {
  return once(() => ofEditor, make);
}

function once<Made>(toLocale: () => string, make: (locale: string) => Made): () => Made {
  let madeFor: string | undefined;
  let made: Made;
  return () => {
    const locale = toLocale();
    if (locale !== madeFor) {
      made = make(locale);
      madeFor = locale;
    }
    return made;
  };
}

/** A word of ours as it begins a line, in the language of the texts. */
export function capitalize(word: string): string {
  return word.charAt(0).toLocaleUpperCase(ofTexts) + word.slice(1);
}
