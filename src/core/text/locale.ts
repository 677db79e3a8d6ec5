/** Where nothing is known of the editor, and where its language is none that `Intl` knows. */
const english = 'en';

/** The language that the texts of this bundle are in; plurals, lists and units are words, and follow it. */
let findTextLanguage = (): string => english;

/** The editor's language; numbers, dates and times follow it, whatever language the texts are in. */
let findEditorLanguage = (): string => english;

/**
 * Sets the editor's language for this bundle (BCP 47, in any case; VS Code's pseudo language and what is no language
 * count as English), and whether there are texts in it. English until then. What `Intl` knows is asked when something
 * is formatted first: the question alone takes 10 ms, more than all of activation.
 */
export function setLocale(language: string, hasTexts: boolean): void {
  let known: string | undefined;
  findEditorLanguage = () => {
    known ??= toKnown(language);
    return known;
  };
  findTextLanguage = hasTexts ? findEditorLanguage : () => english;
}

function toKnown(language: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(language)[0] ?? english;
  } catch {
    return english; // It is no language tag at all.
  }
}

type Make<Key, Made> = (locale: string, key: Key) => Made;

/** What `make` makes for the language of the texts, once for each key: making what formats costs more than using it. */
export function inLanguage<Made, Key = void>(make: Make<Key, Made>): (key: Key) => Made {
  return once(() => findTextLanguage(), make);
}

/** What `make` makes for the editor's language, once for each key. */
export function inLocale<Made, Key = void>(make: Make<Key, Made>): (key: Key) => Made {
  return once(() => findEditorLanguage(), make);
}

function once<Made, Key>(toLocale: () => string, make: Make<Key, Made>): (key: Key) => Made {
  let madeFor = '';
  const made = new Map<Key, Made>();
  return (key) => {
    const locale = toLocale();
    if (locale !== madeFor) made.clear();
    madeFor = locale;
    const known = made.get(key) ?? make(locale, key);
    made.set(key, known);
    return known;
  };
}

/** A word of ours as it begins a line, in the language of the texts. */
export function capitalize(word: string): string {
  return word.charAt(0).toLocaleUpperCase(findTextLanguage()) + word.slice(1);
}
