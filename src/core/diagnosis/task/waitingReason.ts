import type { FailureCategory } from '../explanation/category.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Confidence, Evidence, RemedyId } from '../explanation/explanation.ts';
import { type Instruction, withoutPlace } from '../explanation/instruction.ts';

/** One thing that keeps a task from starting. */
export interface WaitingReason {
  readonly category: FailureCategory;
  readonly code?: string | undefined;
  /** To follow "… has not started:". */
  readonly what: string;
  /** A sentence or two. */
  readonly why: string;
  readonly evidence: readonly (Evidence | undefined)[];
  readonly fixes: readonly Instruction[];
  /** Those that carry out none of the steps. */
  readonly remedies?: readonly RemedyId[];
  readonly confidence: Confidence;
  readonly identity: string;
}

/** What was explained about something else (the job, its preparation task, the pool), as a reason why a task waits. */
export function toWaitingReason(found: Omit<Draft, 'title'>, what: string, identity: string): WaitingReason {
  return {
    category: found.category,
    code: found.code,
    what,
    why: found.cause,
    evidence: found.evidence ?? [],
    fixes: (found.fixes ?? []).map(withoutPlace),
    remedies: found.remedies ?? [],
    confidence: found.confidence,
    identity,
  };
}
