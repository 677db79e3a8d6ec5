const english = 'en';

/** Language of this bundle's user-facing text; plurals, lists and units follow it because they are words. */
let findTextLanguage = (): string => english;

/** The editor's language; numbers, dates and times follow it, regardless of the language of the text. */
let findEditorLanguage = (): string => english;

/**
 * Sets the editor's language for this bundle (BCP 47, in any case; VS Code's pseudo language and invalid tags count as
 * English), and whether translations into it exist. The default is English. Asks `Intl` for support only at the first
 * formatting, since that takes 10 ms, more than all of activation.
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
    return english; // An invalid language tag.
  }
}

type Make<Key, Made> = (locale: string, key: Key) => Made;

/**
 * Caches the result of `make` by key for the language of user-facing text, since creating a formatter costs more than
 * using it.
 */
export function inLanguage<Made, Key = void>(make: Make<Key, Made>): (key: Key) => Made {
  return once(() => findTextLanguage(), make);
}

/** Caches the result of `make` by key for the editor's language. */
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

/** Matches a first word that is a name of a file, program, or ID, whose case matters. */
const startsWithName = /^[^\s,;:]*(?:[./\\_\d]\w|[\p{Ll}]\p{Lu})/u;

/** Capitalizes the start of a line, by the rules of the language of user-facing text, unless it begins with a name. */
export function capitalize(word: string): string {
  if (startsWithName.test(word)) return word;
  return word.charAt(0).toLocaleUpperCase(findTextLanguage()) + word.slice(1);
}
