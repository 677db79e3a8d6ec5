import type * as vscode from 'vscode';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { LinkedPage } from '../../core/diagnosis/page/toPage.ts';
import type { Task } from '../../core/model/task.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import type { RemedyTargets } from '../evidence/explainedResource.ts';
import type { RemedyAction } from '../remedyAction.ts';

/** A property of the explained thing, and how it is written. */
export interface NamedProperty {
  readonly text: string;
  readonly path: readonly (string | number)[];
}

/** A cause that the document names, as it is written there. */
interface NamedCause {
  readonly text: string;
  readonly target: CauseTarget;
}

/** An explanation that was written into a document, with what its actions are applied to. */
export interface Explained {
  readonly explanation: Explanation;
  /** What can be done, in the order in which `actionsLine` names it. */
  readonly actions: readonly RemedyAction[];
  /** The line of the document that names the actions; empty when there are none. */
  readonly actionsLine: string;
  readonly targets: RemedyTargets;
  /** What there is to look at. */
  readonly looks: readonly vscode.Command[];
  /** What there is to look at from the page. */
  readonly pageLooks: readonly vscode.Command[];
  /** The same as a page. */
  readonly drawn: LinkedPage;
  /** Properties that a step of "What to do" names, as the document has them. */
  readonly properties: readonly NamedProperty[];
  /** The causes that it lists. */
  readonly causes: readonly NamedCause[];
  /** The task that is explained, as it was read. */
  readonly task?: Task;
}
