import * as l10n from '@vscode/l10n';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';

/** The position at which a text stops being JSON, and the reason. */
export interface SyntaxError {
  readonly offset: number;
  readonly message: string;
}

/** Finds the reason why a text is not JSON; undefined for JSON, and if the error has no particular position. */
export function findSyntaxError(text: string): SyntaxError | undefined {
  const [error] = readText(text).errors;
  if (error === undefined) return undefined;
  const reason = describeReason(text, error);
  const message = l10n.t('The definition is not valid JSON.');
  return { offset: error.offset, message: reason === undefined ? message : `${message} ${reason}` };
}

/** Parses a text; returns its value with all parser errors, or neither for a text nested deeper than the stack. */
export function readText(text: string): { readonly value: unknown; readonly errors: readonly ParseError[] } {
  const errors: ParseError[] = [];
  try {
    return { value: parse(text, errors, { allowTrailingComma: true }), errors };
  } catch {
    return { value: undefined, errors: [] };
  }
}

/** Describes the correction of a syntax error, if the correction is obvious. */
function describeReason(text: string, { error, offset }: ParseError): string | undefined {
  const [at, before] = [text.slice(offset, offset + 40), text.slice(0, offset).trimEnd()];
  if (/^(?:True|False|None)\b/.test(at)) return l10n.t('JSON has only true, false, and null, in lowercase.');
  if (at.startsWith("'")) return l10n.t('JSON has only double quotation marks.');
  if (before.endsWith('"') && /^[^"{[\s]/.test(at)) return l10n.t('Write \\" for a quotation mark within a string.');
  switch (printParseErrorCode(error)) {
    case 'InvalidEscapeCharacter':
      return l10n.t('A backslash in a string has to be doubled.');
    case 'UnexpectedEndOfString':
      return l10n.t('A string has to end on its own line. Write \\n for a line break in it.');
    case 'PropertyNameExpected':
    case 'InvalidSymbol':
    case 'ValueExpected':
      return /^[A-Za-z_]\w*\s*:/.test(at) ? l10n.t('The name of a property has to be in quotation marks.') : undefined;
    case 'CommaExpected':
      if (at.startsWith('"') || at.startsWith('{') || at.startsWith('['))
        return l10n.t('A comma is missing before it.');
      return before.endsWith('"') ? l10n.t('Write \\" for a quotation mark within a string.') : undefined;
    case 'EndOfFileExpected':
      return /^[{[]/.test(at) ? l10n.t('Put several definitions into one list: [ …, … ].') : undefined;
    default:
      return undefined;
  }
}
