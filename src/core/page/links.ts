import type { CodeFrame } from '../diagnosis/explanation/explanation.ts';
import type { NodeFileResource, TaskFileResource } from '../model/resource.ts';
import type { DocumentTarget } from '../query/documentPath.ts';
import { splitCode } from '../text/codeMarks.ts';
import { toVisible } from '../text/escape.ts';
import { redactText } from '../text/redact.ts';
import type { Button, Page, Span } from './page.ts';

/** A line of a log as it was quoted, with its number there as `LogLine` has it. */
export interface LineOfLog {
  readonly number: number;
  readonly text: string;
}

/** Where a link of a page leads. */
export type PageTarget =
  /** The action, or the look, of this place in its list; its title, so that no page means another one that came there. */
  | { readonly kind: 'action' | 'look'; readonly index: number; readonly title: string }
  | { readonly kind: 'command'; readonly command: string; readonly arguments: readonly unknown[] }
  | { readonly kind: 'document'; readonly document: DocumentTarget }
  /** A property in the definition of what is explained. */
  | { readonly kind: 'property'; readonly path: readonly (string | number)[] }
  | { readonly kind: 'file'; readonly file: NodeFileResource | TaskFileResource; readonly line?: LineOfLog }
  | { readonly kind: 'source'; readonly frame: CodeFrame };

/** A page, and where its links lead. */
export interface LinkedPage {
  readonly page: Page;
  readonly links: ReadonlyMap<string, PageTarget>;
}

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
