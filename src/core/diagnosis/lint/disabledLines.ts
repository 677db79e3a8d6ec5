/** A line on which a comment above it turns checks off: `// batch-disable-next-line shell-syntax`. */
export interface DisabledLine {
  /** The codes that the comment names, which may include unknown ones. */
  readonly codes: readonly string[];
  readonly comment: { readonly offset: number; readonly length: number };
  /** Offset of the first token of the line, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

const directive = /^\/[/*]\s*batch-disable-next-line\b(?<names>[^\r\n]*)/;

/** Returns the codes that a comment turns off; undefined for any other comment. A reason may follow ` -- `. */
export function readDisabled(comment: string): readonly string[] | undefined {
  const names = directive.exec(comment)?.groups?.['names'];
  if (names === undefined) return undefined;
  const [before = ''] = names.replace(/\*\/$/, '').split(/(?:^|\s)--(?:\s|$)/, 1);
  return before.split(/[\s,]+/).filter((name) => name !== '');
}
