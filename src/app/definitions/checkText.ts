import * as l10n from '@vscode/l10n';
import type { DefinitionFinding, DefinitionKind } from '../../core/diagnosis/lint/finding.ts';
import { unreadableCodes } from '../../core/query/definitionText.ts';
import type { DiagnosisWith } from '../ports.ts';

/** A text that is no JSON, or no definition, is found here, and has a code of its own. */
export type CheckedFinding = Pick<DefinitionFinding, 'severity' | 'message' | 'offset' | 'fix'> & {
  readonly length?: number;
  readonly code: DefinitionFinding['code'] | 'syntax' | 'kind';
};

/** What is wrong with a text, also where it is no definition. */
export function checkText(
  bundles: DiagnosisWith<'findSyntaxError' | 'lintDefinition' | 'readDefinitions'>,
  text: string,
  kind: DefinitionKind | undefined,
): readonly CheckedFinding[] {
  const { findSyntaxError, lintDefinition, readDefinitions } = bundles.diagnosis();
  const findings = lintDefinition(text, kind);
  // What is too large to be checked is too large to be read.
  if (findings.some(({ code }) => code === 'too-large')) return findings;
  // One of these says all that there is to say of a text that can't be read.
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

/** Line and column, from 1, as editors count them. */
export function toPlace(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
