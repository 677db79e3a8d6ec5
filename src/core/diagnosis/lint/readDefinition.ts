import { type ParseError, parse } from 'jsonc-parser';

/** The data of a definition as it is written: JSON, with comments and trailing commas. Undefined for other text. */
export function readDefinition(text: string): unknown {
  const errors: ParseError[] = [];
  try {
    const value: unknown = parse(text, errors, { allowTrailingComma: true });
    return errors.length > 0 ? undefined : value;
  } catch {
    // Nested deeper than the stack.
    return undefined;
  }
}
