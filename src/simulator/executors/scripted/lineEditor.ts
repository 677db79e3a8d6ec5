/** The meaning of a key press on a terminal. */
export type EditorEvent =
  | { readonly kind: 'echo'; readonly text: string }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'endOfInput' };

const backspace = '\b';
const delete_ = '\x7f';
const endOfText = '\x03';
const endOfTransmission = '\x04';
const killLine = '\x15';

/**
 * Turns the input of a terminal in raw mode into lines: echo, backspace, Ctrl+C, Ctrl+D and Ctrl+U. Escape sequences
 * (cursor keys) are ignored. Input without a terminal is processed the same way, without a visible echo.
 */
export class LineEditor {
  #line = '';
  #escape: 'none' | 'started' | 'sequence' = 'none';
  #afterReturn = false;

  *feed(text: string): Generator<EditorEvent> {
    for (const char of text) {
      const event = this.#press(char);
      if (event) yield event;
    }
  }

  /** Returns the unfinished line at the end of the input. */
  rest(): string {
    return this.#line;
  }

  #press(char: string): EditorEvent | undefined {
    if (this.#swallows(char)) return undefined;
    const afterReturn = this.#afterReturn;
    this.#afterReturn = char === '\r';
    switch (char) {
      case '\n':
        return afterReturn ? undefined : this.#endLine();
      case '\r':
        return this.#endLine();
      case backspace:
      case delete_:
        return this.#erase(1);
      case killLine:
        return this.#erase([...this.#line].length);
      case endOfText:
        this.#line = '';
        return { kind: 'interrupt' };
      case endOfTransmission:
        return this.#line === '' ? { kind: 'endOfInput' } : undefined;
      default:
        return this.#insert(char);
    }
  }

  #swallows(char: string): boolean {
    if (this.#escape === 'started') {
      this.#escape = char === '[' || char === 'O' ? 'sequence' : 'none';
      return true;
    }
    if (this.#escape === 'sequence') {
      if (char >= '@' && char <= '~') this.#escape = 'none';
      return true;
    }
    if (char === '\x1b') this.#escape = 'started';
    return char === '\x1b';
  }

  #endLine(): EditorEvent {
    const text = this.#line;
    this.#line = '';
    return { kind: 'line', text };
  }

  #erase(count: number): EditorEvent | undefined {
    const kept = [...this.#line];
    const erased = kept.splice(Math.max(0, kept.length - count)).length;
    this.#line = kept.join('');
    return erased === 0 ? undefined : { kind: 'echo', text: '\b \b'.repeat(erased) };
  }

  #insert(char: string): EditorEvent | undefined {
    if (char < ' ') return undefined;
    this.#line += char;
    return { kind: 'echo', text: char };
  }
}
