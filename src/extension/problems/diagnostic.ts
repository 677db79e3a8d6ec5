import * as vscode from 'vscode';
import type { FailureCategory } from '../../core/diagnosis/category.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { toDocumentUri } from '../documentUri.ts';

/** A problem of ours, which knows the tasks that it is about, so that actions can be offered on it. */
export class FailureDiagnostic extends vscode.Diagnostic {
  readonly tasks: readonly TaskResource[];

  /** @param tasks those that failed, the one that explains the problem best first. */
  constructor(range: vscode.Range, message: string, category: FailureCategory, tasks: readonly TaskResource[]) {
    super(range, message, vscode.DiagnosticSeverity.Error);
    this.source = 'Azure Batch';
    this.tasks = tasks;
    const [first] = tasks;
    this.code =
      first === undefined
        ? category
        : { value: category, target: toDocumentUri({ resource: first, document: 'explanation' }) };
  }
}
