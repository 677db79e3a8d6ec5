import * as l10n from '@vscode/l10n';
import { unreadableCodes } from '../../core/definitions/definitionText.ts';
import type { DefinitionFinding, DefinitionKind } from '../../core/diagnosis/lint/finding.ts';
import type { Beside } from '../../core/diagnosis/lint/relatedDefinitions.ts';
import type { DiagnosisWith } from '../ports.ts';

/** A finding in a text. Text that is not JSON or not a definition has its own codes, and so do rules. */
export type CheckedFinding = Pick<DefinitionFinding, 'severity' | 'message' | 'offset' | 'fix'> & {
  readonly length?: number;
  readonly code: DefinitionFinding['code'] | 'syntax' | 'kind' | 'rule';
};

/** Lists the problems in a text, even if it is not a definition. The text may belong to definitions in other texts. */
export function checkText(
  bundles: DiagnosisWith<'findSyntaxError' | 'lintDefinition' | 'readDefinitions'>,
  text: string,
  kind: DefinitionKind | undefined,
  beside?: Beside,
): readonly CheckedFinding[] {
  const { findSyntaxError, lintDefinition, readDefinitions } = bundles.diagnosis();
  const findings = lintDefinition(text, kind, { beside });
  // A text too large to be checked is too large to be parsed.
  if (findings.some(({ code }) => code === 'too-large')) return findings;
  // For an unreadable text, the finding that says so is the only useful one.
  if (findings.some(({ code }) => unreadableCodes.has(code))) return findings;
  const definitions = readDefinitions(text, kind);
  const error = (message: string, offset: number): CheckedFinding => ({
    code: 'syntax',
    severity: 'error',
    message,
    offset,
  });
  if (definitions === undefined) {
    const { message, offset } = findSyntaxError(text) ?? {
      message: l10n.t('The definition is not valid JSON.'),
      offset: 0,
    };
    return [error(message, offset)];
  }
  if (findings.length === 0 && definitions.every((definition) => definition.kind === undefined)) {
    const message = l10n.t('This is not the definition of a pool, job, task, or job schedule.');
    return [{ ...error(message, 0), code: 'kind' }];
  }
  return findings;
}

/** Returns the line and column, counted from 1 as editors do. */
export function toLineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
