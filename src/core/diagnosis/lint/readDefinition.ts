import { type ParseError, parse } from 'jsonc-parser';

/** The data of a definition as it is written: JSON, with comments and trailing commas. Undefined for other text. */
export function readDefinition(text: string): unknown {
  const { value, errors } = read(text);
  return errors.length > 0 ? undefined : value;
}

/** Where a text ceases to be JSON, as an offset; undefined where that is nowhere in particular. */
export function findSyntaxError(text: string): number | undefined {
  return read(text).errors[0]?.offset;
}

function read(text: string): { readonly value: unknown; readonly errors: readonly ParseError[] } {
  const errors: ParseError[] = [];
  try {
    return { value: parse(text, errors, { allowTrailingComma: true }), errors };
  } catch {
    // Nested deeper than the stack.
    return { value: undefined, errors: [] };
  }
}
