import * as l10n from '@vscode/l10n';
import { capitalize } from '../../text/locale.ts';
import type { FailureCategory } from '../explanation/category.ts';
import { type Draft, saysSomething } from '../explanation/draft.ts';
import type { Confidence, Ending, Evidence, Reason, RemedyId } from '../explanation/explanation.ts';
import { type Instruction, toFix, withoutPlace } from '../explanation/instruction.ts';

/** A condition that keeps a task from starting. */
export interface WaitingReason {
  readonly category: FailureCategory;
  readonly code?: string | undefined;
  /** Words to follow "… has not started:". */
  readonly what: string;
  /** A title, when that begins with a name, whose spelling never changes. */
  readonly title?: string | undefined;
  /** A sentence or two. */
  readonly why: string;
  readonly evidence: readonly (Evidence | undefined)[];
  readonly endsBy: Ending;
  /** True for what follows from the reasons after it. */
  readonly isEffect?: boolean | undefined;
  /** About when Batch ends it, as a sentence. */
  readonly when?: string | undefined;
  readonly fixes: readonly Instruction[];
  /** Remedies that carry out none of the steps. */
  readonly remedies?: readonly RemedyId[];
  readonly confidence: Confidence;
  readonly identity: string;
}

/** A check of a condition that may keep a task from starting. */
export interface WaitingCheck {
  readonly id: CheckId;
  /** The condition, in a few words; undefined when nothing is known of it or nothing can be. */
  readonly name?: string | undefined;
  /** The reasons that keep the task from starting; empty without any. */
  readonly reasons: readonly WaitingReason[];
}

/** Returns the reason of a task that was added too long ago. */
export function sayTooOld(): string {
  return l10n.t('it is too old to run');
}

/** Turns an explanation of something else (the job, its preparation task, the pool) into a reason why a task waits. */
export function toWaitingReason(
  found: Omit<Draft, 'title'>,
  what: string,
  identity: string,
  endsBy: Ending = 'user',
): WaitingReason {
  return {
    category: found.category,
    code: found.code,
    what,
    why: found.cause,
    evidence: found.evidence ?? [],
    endsBy,
    fixes: (found.fixes ?? []).map(withoutPlace),
    remedies: found.remedies ?? [],
    confidence: found.confidence,
    identity,
  };
}

/**
 * Puts the reasons that the user can change before an effect of theirs and those that may end by themselves. The effect,
 * or `what`, then covers all of them, to follow "… has not started:". A wait that Batch is about to end stays first.
 */
export function putOwnFirst(reasons: readonly WaitingReason[], what: string): readonly WaitingReason[] {
  const [effect, ...rest] = reasons;
  const [first, ...others] = rest.filter(({ endsBy }) => endsBy === 'user');
  const { isEffect = false, endsBy } = effect ?? {};
  if (effect === undefined || first === undefined || !(isEffect || endsBy === 'either')) return reasons;
  const title = first.title ?? capitalize(first.what);
  const whole = { ...first, title, what: isEffect ? effect.what : what };
  return [whole, ...others, effect, ...rest.filter((one) => one.endsBy !== 'user')];
}

/** Returns the reasons of checks as an explanation has them. */
export function toReasons(checks: readonly WaitingCheck[]): readonly Reason[] {
  return checks.flatMap(({ id, reasons }) =>
    reasons.map(
      ({ what, title, why, evidence, endsBy, when, fixes }, index): Reason => ({
        id: toReasonId(id, index),
        title: title ?? capitalize(what),
        why,
        evidence: evidence.filter(saysSomething),
        endsBy,
        ...(when === undefined ? {} : { when }),
        fixes: fixes.map(toFix),
      }),
    ),
  );
}

/** A condition that is checked for a waiting task. */
export type CheckId =
  | 'age'
  | 'jobState'
  | 'scheduling'
  | 'missing'
  | 'behind'
  | 'dependencies'
  | 'parallel'
  | 'preparation'
  | 'pool'
  | 'offer'
  | 'target'
  | 'size'
  | 'nodes';

function toReasonId(check: CheckId, index: number): string {
  return index === 0 ? check : `${check}-${index + 1}`;
}

/** Checks whether a reason with this ID belongs to a check. */
export function isOfCheck(reasonId: string, check: CheckId): boolean {
  return reasonId === check || reasonId.startsWith(`${check}-`);
}
