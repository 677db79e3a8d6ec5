import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job } from '../../model/job.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import type { RemedyId } from '../explanation/explanation.ts';
import type { Timeline } from './timeline.ts';

/** What the editor offers to do, and the remedy that it is. */
export interface OfferedAction {
  readonly remedy: RemedyId;
  readonly title: string;
  /** Why it is refused now, as a sentence; undefined where it is not. */
  readonly refusal?: string;
}

/** What the explanation is about, for the facts in its second line. All of it may be left out. */
export interface ReportContext {
  readonly task?: Task | undefined;
  readonly job?: Job | undefined;
  readonly pool?: Pool | undefined;
  readonly node?: ComputeNode | undefined;
  /** How the node is called, `node 3`; by its id when left out. */
  readonly nodeName?: string | undefined;
  /** IANA name; the local one when left out. */
  readonly timeZone?: string | undefined;
  /** What happened when, where that is told as well. */
  readonly timeline?: Timeline | undefined;
  /** Gives the sentences of what happened the names that nodes have in the views. */
  readonly nameNodes?: ((text: string) => string) | undefined;
  /** What keeps this from being all that is so now, in sentences. */
  readonly notice?: string | undefined;
  /** What the editor offers to do, for an editor that makes it work itself. */
  readonly actions?: readonly OfferedAction[] | undefined;
}
