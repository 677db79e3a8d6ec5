/** Matches a placeholder in a template, which stands for any text; a named one captures it: `{what}`. */
const placeholder = /\{(\w*)\}/;

/** Texts captured by a template, by the names of its placeholders. */
export type Captures = Readonly<Record<string, string>>;

/**
 * A wording with gaps: `unable to execute '{what}': No such file`. `{}` matches any text, `{name}` captures it, a
 * leading `^` ties the wording to the start of the line, and a trailing `$` ties it to the end. Each piece is searched
 * for once, from left to right, so matching is linear in any text.
 */
export class Template {
  readonly #pieces: readonly string[];
  readonly #names: readonly string[];
  readonly #atStart: boolean;
  readonly #atEnd: boolean;

  constructor(wording: string) {
    this.#atStart = wording.startsWith('^');
    this.#atEnd = wording.endsWith('$');
    const parts = wording.slice(this.#atStart ? 1 : 0, this.#atEnd ? -1 : undefined).split(placeholder);
    this.#pieces = parts.filter((_, index) => index % 2 === 0);
    this.#names = parts.filter((_, index) => index % 2 === 1);
  }

  /** The longest piece of fixed text, which is searched for first. */
  get anchor(): string {
    return this.#pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
  }

  /** Returns the texts at the named placeholders; undefined if the text doesn't match. */
  match(text: string): Captures | undefined {
    const captures: Record<string, string> = {};
    let at = 0;
    for (const [index, piece] of this.#pieces.entries()) {
      const found = this.#find(text, piece, index, at);
      if (found === -1) return undefined;
      const name = this.#names[index - 1];
      if (name) captures[name] = text.slice(at, found);
      at = found + piece.length;
    }
    return captures;
  }

  #find(text: string, piece: string, index: number, from: number): number {
    const isLast = index === this.#pieces.length - 1;
    if (index === 0 && this.#atStart)
      return text.startsWith(piece) && !(isLast && this.#atEnd && text !== piece) ? 0 : -1;
    if (isLast && piece === '') return text.length;
    if (!isLast || !this.#atEnd) return text.indexOf(piece, from);
    const last = text.length - piece.length;
    return last >= from && text.endsWith(piece) ? last : -1;
  }
}
