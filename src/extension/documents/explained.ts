import type * as vscode from 'vscode';
import type { RemedyTargets } from '../../app/explain/explainedResource.ts';
import type { RemedyAction } from '../../app/remedyAction.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { StepLine } from '../../core/diagnosis/report/renderSteps.ts';
import type { LinkedPage } from '../../core/diagnosis/report/toPage.ts';
import type { Resource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { AttemptTarget, CauseTarget, DocumentTarget } from '../../core/query/documentPath.ts';

/** A document that explains something. */
export type ExplanationTarget =
  | CauseTarget
  | AttemptTarget
  | { readonly resource: Resource; readonly document: 'explanation' };

/** A line of the document that leads to another one. */
interface LinkLine {
  readonly line: string;
  readonly target: DocumentTarget;
}

/** An explanation that was written into a document, with what its actions are applied to. */
export interface Explained {
  readonly explanation: Explanation;
  /** What the tab of its page is called. */
  readonly name: string;
  /** What can be done. */
  readonly actions: readonly RemedyAction[];
  /** The lines of the document that say what to do. */
  readonly steps: readonly StepLine[];
  readonly targets: RemedyTargets;
  /** What there is to look at. */
  readonly looks: readonly vscode.Command[];
  /** What there is to look at from the page. */
  readonly pageLooks: readonly vscode.Command[];
  /** The document. */
  readonly text: string;
  /** The same as a page. */
  readonly drawn: LinkedPage;
  /** Lines that name causes and tasks. */
  readonly links: readonly LinkLine[];
  /** The task that is explained, as it was read. */
  readonly task?: Task;
}
