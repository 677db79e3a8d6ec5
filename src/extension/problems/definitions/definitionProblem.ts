import * as vscode from 'vscode';
import type { DefinitionFinding, DefinitionFix } from '../../../core/diagnosis/lint/finding.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { diagnosticSource } from '../../diagnosticSource.ts';

const maxMessageLength = 500;

const severities: Readonly<Record<DefinitionFinding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** A mistake in a definition of the user's, which knows what puts it right. */
export class DefinitionProblem extends vscode.Diagnostic {
  readonly fix: DefinitionFix | undefined;
  /** Version of the document that was looked at: the fix is for that one alone. */
  readonly version: number;

  constructor(document: vscode.TextDocument, finding: DefinitionFinding) {
    super(toRange(document, finding), toShortVisible(finding.message, maxMessageLength), severities[finding.severity]);
    this.source = diagnosticSource;
    this.code = finding.code;
    this.fix = finding.fix;
    this.version = document.version;
  }
}

/** Where a finding or a fix is in the document. */
export function toRange(
  document: vscode.TextDocument,
  { offset, length }: Pick<DefinitionFinding, 'offset' | 'length'>,
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
