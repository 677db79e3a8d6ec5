import type { NodeFileResource, Resource, TaskFileResource } from '../../model/resource.ts';
import type { CauseTarget } from '../../query/documentPath.ts';
import type { CodeFrame } from '../explanation/explanation.ts';
import type { OfferedAction, ReportContext } from './reportFacts.ts';
import type { Timeline } from './timeline.ts';

/** The contents of a page beside its explanation. */
export interface PageContext extends ReportContext {
  /** The explained item. */
  readonly resource: Resource;
  /** Time at which an earlier attempt was saved, whose logs are those saved with it. */
  readonly savedAt?: string | undefined;
  /** The cause to which the explained item belongs, unless that is explained itself. */
  readonly cause?: CauseTarget | undefined;
  /** The actions available now. */
  readonly actions: readonly OfferedAction[];
  /** Titles of related documents and views. */
  readonly looks: readonly string[];
  /** Index of the action beside the title, because it shows when everything was read. */
  readonly age?: number | undefined;
  /** Logs on nodes that say more. */
  readonly logs: readonly (NodeFileResource | TaskFileResource)[];
  /** Checks whether a place in the user's own code is in the workspace. */
  readonly hasSource: (frame: CodeFrame) => boolean;
  readonly timeline: Timeline;
  /** Replaces node IDs in sentences by the names that nodes have in the views. */
  readonly nameNodes: (text: string) => string;
}
