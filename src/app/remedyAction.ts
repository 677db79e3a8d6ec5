import type { RemedyId } from '../core/diagnosis/explanation/explanation.ts';
import type { Resource } from '../core/model/resource.ts';
import type { CauseTarget } from '../core/query/documentPath.ts';
import type { CommandId } from './commandId.ts';

/** Something that a click does: a command of ours and what it is done to. */
export interface RemedyAction {
  readonly remedy: RemedyId;
  readonly title: string;
  readonly command: CommandId;
  readonly target: Resource | CauseTarget;
  /** Why it is refused now, as a sentence; undefined where it is not. */
  readonly refusal?: string;
}
