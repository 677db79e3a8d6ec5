import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { Resource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { LinkedPage } from '../../core/page/links.ts';
import type { PageText } from '../../core/page/renderPage.ts';
import type { AttemptTarget, CauseTarget, DocumentTarget } from '../../core/query/documentPath.ts';
import type { CommandId } from '../commandId.ts';
import type { RemedyAction } from '../helpfulAction.ts';
import type { FollowedTask, RemedyTargets } from './explainedResource.ts';

/** A document that explains something. */
export type ExplanationTarget =
  | CauseTarget
  | AttemptTarget
  | { readonly resource: Resource; readonly document: 'explanation' };

/** Something to look at from an explanation: a document, what a command shows of a thing, or the same once more. */
export type Look = { readonly title: string } & (
  | { readonly opens: DocumentTarget }
  | {
      readonly command: CommandId;
      readonly of: Resource | DocumentTarget;
      /** All that were selected, where these are several. */
      readonly all?: readonly Resource[];
    }
  /** Two documents side by side. */
  | { readonly compares: readonly [DocumentTarget, DocumentTarget]; readonly name: string }
  | { readonly isRefresh: true }
);

/** A document that is shown as a page, and whose text is what is copied, compared and read. */
export interface DrawnDocument {
  /** What the tab of its page is called. */
  readonly name: string;
  /** What there is to look at. */
  readonly looks: readonly Look[];
  /** What there is to look at from the page. */
  readonly pageLooks: readonly Look[];
  /** The document. */
  readonly text: string;
  /** The same as a page. */
  readonly drawn: LinkedPage;
  /** What of the document leads somewhere, by the links of the page. */
  readonly links: PageText['links'];
}

/** An explanation that was written into a document, with what its actions are applied to. */
export interface Explained extends DrawnDocument {
  readonly explanation: Explanation;
  /** What can be done. */
  readonly actions: readonly RemedyAction[];
  readonly targets: RemedyTargets;
  /** Tasks that have not ended, which the page follows. */
  readonly following: readonly FollowedTask[];
  /** The task that is explained, as it was read. */
  readonly task?: Task;
  /** Of a cause that no failure has now, and of which nothing else is known. */
  readonly isGone?: true;
  /** Of a cause that nothing has that was read so far. */
  readonly isLate?: true;
  /** Set where it does not show what is so now, because that could not be read. */
  readonly unread?: {
    /** When it could not be read for the first time since it was. */
    readonly since: Date;
    /** Whether it was never read. */
    readonly isBlank: boolean;
    /** Whether it may be read once the account answers anything. */
    readonly isPassing: boolean;
  };
}

/** Whether a document explains something, and offers what puts it right. */
export function isExplained(drawn: DrawnDocument): drawn is Explained {
  return 'explanation' in drawn;
}
