import type { NodeFileResource, Resource, TaskFileResource } from '../../model/resource.ts';
import type { Button, Span } from '../../page/page.ts';
import type { CauseTarget, DocumentTarget } from '../../query/documentPath.ts';
import { splitCode } from '../../text/codeMarks.ts';
import { toVisible } from '../../text/escape.ts';
import { redactText } from '../../text/redact.ts';
import type { CodeFrame } from '../explanation/explanation.ts';
import type { OfferedAction, ReportContext } from './reportFacts.ts';
import type { Timeline } from './timeline.ts';

/** What a page is made from beside the explanation. */
export interface PageContext extends ReportContext {
  /** What is explained. */
  readonly resource: Resource;
  /** When what is explained was kept, where that is an earlier attempt: its logs are those that were kept with it. */
  readonly savedAt?: string | undefined;
  /** The cause that it belongs to, where that is not what is explained. */
  readonly cause?: CauseTarget | undefined;
  /** What can be done now. */
  readonly actions: readonly OfferedAction[];
  /** Titles of what else there is to look at. */
  readonly looks: readonly string[];
  /** Logs on nodes that say more. */
  readonly logs: readonly (NodeFileResource | TaskFileResource)[];
  /** Whether a place in the user's own code is in the workspace. */
  readonly hasSource: (frame: CodeFrame) => boolean;
  readonly timeline: Timeline;
  /** Gives sentences the names that nodes have in the views. */
  readonly nameNodes: (text: string) => string;
}

/** A line of a log as it was quoted, with its number there as `LogLine` has it. */
export interface LineOfLog {
  readonly number: number;
  readonly text: string;
}

/** Where a link of a page leads. */
export type PageTarget =
  /** The action, or the look, of this place in its list; its title, so that no page means another one that came there. */
  | { readonly kind: 'action' | 'look'; readonly index: number; readonly title: string }
  | { readonly kind: 'document'; readonly document: DocumentTarget }
  /** A property in the definition of what is explained. */
  | { readonly kind: 'property'; readonly path: readonly (string | number)[] }
  | { readonly kind: 'file'; readonly file: NodeFileResource | TaskFileResource; readonly line?: LineOfLog }
  | { readonly kind: 'source'; readonly frame: CodeFrame };

/** The links of one page, each with a name that stays its own when the page is made again. */
export class Links {
  readonly #targets = new Map<string, PageTarget>();

  get targets(): ReadonlyMap<string, PageTarget> {
    return this.#targets;
  }

  /** Names a link by what it leads to. */
  add(target: PageTarget): string {
    const link = JSON.stringify(target);
    this.#targets.set(link, target);
    return link;
  }

  toButton(title: string, target: PageTarget): Button {
    return { link: this.add(target), title };
  }
}

/** A sentence as it is drawn: names between backticks, as our own sentences have them, are code. */
export function toSpans(text: string): readonly Span[] {
  return splitCode(redactText(text))
    .map((part, index) => (index % 2 === 1 ? { text: toVisible(part), isCode: true } : { text: toVisible(part) }))
    .filter((span) => span.text !== '');
}

/** A text on one line as it is drawn. */
export function toPlain(text: string): string {
  return toVisible(redactText(text));
}
