import * as vscode from 'vscode';
import type { FailureCategory } from '../../core/diagnosis/explanation/category.ts';
import { diagnosticSource } from '../diagnosticSource.ts';
import { toDocumentUri } from '../documentUri.ts';
import type { FailedThing } from './failurePlace.ts';

/** A problem of ours, which knows what it is about, so that actions can be offered on it. */
export class FailureDiagnostic extends vscode.Diagnostic {
  readonly failed: readonly FailedThing[];
  /** Those of them for which what puts such a thing right is accepted now. */
  readonly repairable: readonly FailedThing[];

  /**
   * @param failed things of one kind, the one that explains the problem best first.
   * @param repairable those of `failed` that can be retried or rebooted.
   */
  constructor(
    range: vscode.Range,
    message: string,
    category: FailureCategory,
    failed: readonly FailedThing[],
    repairable: readonly FailedThing[],
  ) {
    super(range, message, vscode.DiagnosticSeverity.Error);
    this.source = diagnosticSource;
    this.failed = failed;
    this.repairable = repairable;
    const [first] = failed;
    this.code =
      first === undefined
        ? category
        : { value: category, target: toDocumentUri({ resource: first, document: 'explanation' }) };
  }
}
