import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { Resource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { LinkedPage } from '../../core/page/links.ts';
import type { PageText } from '../../core/page/renderPage.ts';
import type { AttemptTarget, CauseTarget, DocumentTarget } from '../../core/places/documentPath.ts';
import type { CommandId } from '../commandId.ts';
import type { RemedyAction } from '../messages/helpfulAction.ts';
import type { FollowedTask, RemedyTargets } from './explainedResource.ts';

/** A document that explains something. */
export type ExplanationTarget =
  | CauseTarget
  | AttemptTarget
  | { readonly resource: Resource; readonly document: 'explanation' };

/** A follow-up of an explanation: a document, a command that shows an item, or a refresh. */
export type Look = { readonly title: string } & (
  | { readonly opens: DocumentTarget }
  | {
      readonly command: CommandId;
      readonly of: Resource | DocumentTarget;
      readonly all?: readonly Resource[];
    }
  /** Two documents side by side. */
  | { readonly compares: readonly [DocumentTarget, DocumentTarget]; readonly name: string }
  | { readonly isRefresh: true }
);

/** A document shown as a page. Its text is used for copying, comparing, and reading. */
export interface DrawnDocument {
  readonly name: string;
  readonly looks: readonly Look[];
  /** Follow-ups that the page itself offers. */
  readonly pageLooks: readonly Look[];
  readonly text: string;
  readonly drawn: LinkedPage;
  readonly links: PageText['links'];
}

/** An explanation rendered as a document, with the targets of its actions. */
export interface Explained extends DrawnDocument {
  readonly explanation: Explanation;
  readonly actions: readonly RemedyAction[];
  readonly targets: RemedyTargets;
  readonly following: readonly FollowedTask[];
  readonly task?: Task;
  /** True for a cause that no longer has failures and about which nothing else is known. */
  readonly isGone?: true;
  /** True for a cause that has not been found yet, while failures are still being read. */
  readonly isLate?: true;
  /** Present if the current state could not be read. */
  readonly unread?: {
    /** Time of the first failed attempt since the last successful one. */
    readonly since: Date;
    /** True if the item was never read. */
    readonly isBlank: boolean;
    /** True if the item may be readable when the account responds. */
    readonly isPassing: boolean;
  };
}

/** Checks whether a document is an explanation, which offers remedies. */
export function isExplained(drawn: DrawnDocument): drawn is Explained {
  return 'explanation' in drawn;
}
