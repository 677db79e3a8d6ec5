import type { FailureCategory } from '../category.ts';
import type { Confidence, Evidence, RemedyId } from '../explanation.ts';

/** One thing that keeps a task from starting. */
export interface WaitingReason {
  readonly category: FailureCategory;
  readonly code?: string | undefined;
  /** To follow "… has not started:". */
  readonly what: string;
  /** A sentence or two. */
  readonly why: string;
  readonly evidence: readonly (Evidence | undefined)[];
  readonly fixes: readonly string[];
  readonly remedies: readonly RemedyId[];
  readonly confidence: Confidence;
  readonly identity: string;
}
