import type { NodeFileResource, Resource, TaskFileResource } from '../../model/resource.ts';
import type { PageTarget } from '../../page/links.ts';
import type { CauseTarget } from '../../places/documentPath.ts';
import type { CodeFrame } from '../explanation/explanation.ts';
import type { OfferedAction, ReportContext } from './reportFacts.ts';
import type { Timeline } from './timeline.ts';

/** The contents of a page in addition to its explanation. */
export interface PageContext extends ReportContext {
  /** The explained item; undefined for a given text, from which nothing leads to an account. */
  readonly resource: Resource | undefined;
  /** Time at which an earlier attempt was saved; its logs were saved with it. */
  readonly savedAt?: string | undefined;
  /** The cause that the explained item belongs to, unless the cause itself is explained. */
  readonly cause?: CauseTarget | undefined;
  readonly actions: readonly OfferedAction[];
  readonly looks: readonly string[];
  /** Index in `looks` of the button that is shown next to the title, because it shows when everything was read. */
  readonly age?: number | undefined;
  /** Logs on nodes that are more informative than the ones that were read. */
  readonly logs: readonly (NodeFileResource | TaskFileResource)[];
  readonly hasSource: (frame: CodeFrame) => boolean;
  /** Returns the target that opens a quoted file that belongs to no item, at a line numbered like `LogLine`. */
  readonly openOwn?: ((file: string, line: number) => PageTarget | undefined) | undefined;
  readonly timeline: Timeline;
  /** Replaces node IDs in sentences with the names that nodes have in the views. */
  readonly nameNodes: (text: string) => string;
}
