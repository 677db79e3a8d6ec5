import * as vscode from 'vscode';
import type { FailureCategory } from '../../core/diagnosis/explanation/category.ts';
import type { TaskFileResource } from '../../core/model/resource.ts';
import { diagnosticSource } from '../diagnosticSource.ts';
import { toDocumentUri } from '../documentUri.ts';
import type { Repair } from './failurePlace.ts';
import type { Subject } from './failureState.ts';

/** What puts right some of the things that failed, and which of them. */
export interface Repairs {
  readonly repair: Repair;
  readonly things: readonly [Subject, ...Subject[]];
}

/** Undefined where nothing puts them right. */
export function toRepairs(repair: Repair | undefined, [first, ...others]: readonly Subject[]): Repairs | undefined {
  return repair === undefined || first === undefined ? undefined : { repair, things: [first, ...others] };
}

/** A problem of ours, which knows what it is about, so that actions can be offered on it. */
export class FailureDiagnostic extends vscode.Diagnostic {
  readonly failed: readonly Subject[];
  readonly repairs: Repairs | undefined;
  /** The log that says what went wrong, where this one does not. */
  leadsTo: TaskFileResource | undefined;

  /** @param failed things of one kind, the one that explains the problem best first. */
  constructor(
    range: vscode.Range,
    message: string,
    category: FailureCategory,
    failed: readonly Subject[],
    repairs?: Repairs,
  ) {
    super(range, message, vscode.DiagnosticSeverity.Error);
    this.source = diagnosticSource;
    this.failed = failed;
    this.repairs = repairs;
    const [first] = failed;
    this.code =
      first === undefined
        ? category
        : { value: category, target: toDocumentUri({ resource: first, document: 'explanation' }) };
  }
}
