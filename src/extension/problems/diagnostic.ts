import * as vscode from 'vscode';
import type { FailureCategory } from '../../core/diagnosis/explanation/category.ts';
import type { TaskFileResource } from '../../core/model/resource.ts';
import { diagnosticSource } from '../editors/diagnosticSource.ts';
import { toDocumentUri } from '../editors/documentUri.ts';
import type { Repair } from './failurePlace.ts';
import type { Subject } from './failureState.ts';

/** An action that fixes failed items, and the items. */
export interface Repairs {
  readonly repair: Repair;
  readonly things: readonly [Subject, ...Subject[]];
}

/** Returns a repair with the items that it fixes; undefined if no action fixes them. */
export function toRepairs(repair: Repair | undefined, [first, ...others]: readonly Subject[]): Repairs | undefined {
  return repair === undefined || first === undefined ? undefined : { repair, things: [first, ...others] };
}

/** A problem that this extension reports, with the items that it is about, so that actions can be offered for them. */
export class FailureDiagnostic extends vscode.Diagnostic {
  readonly failed: readonly Subject[];
  readonly repairs: Repairs | undefined;
  /** Log that shows the reason, if it is a different log. */
  leadsTo: TaskFileResource | undefined;

  /** @param failed items of one kind, the one that explains the problem best first */
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
