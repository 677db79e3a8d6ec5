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
  /** Clause after "… has not started:". */
  readonly what: string;
  /** A separate title, for a clause that begins with a name, whose capitalization must not change. */
  readonly title?: string | undefined;
  /** One or two sentences. */
  readonly why: string;
  readonly evidence: readonly (Evidence | undefined)[];
  readonly endsBy: Ending;
  /** True if no node of the pool runs tasks, so that all tasks wait. */
  readonly holdsAll?: boolean | undefined;
  /** True for an effect of the reasons that follow. */
  readonly isEffect?: boolean | undefined;
  /** True if no node has room for the task now, which other reasons may explain. */
  readonly isRoom?: boolean | undefined;
  /** False for a few nodes that Batch replaces when it can: their reason comes after a lack of room. */
  readonly isOwn?: boolean | undefined;
  /** Approximate time at which Batch ends the wait, as a sentence. */
  readonly when?: string | undefined;
  readonly fixes: readonly Instruction[];
  /** Remedies that belong to none of the steps. */
  readonly remedies?: readonly RemedyId[];
  readonly confidence: Confidence;
  readonly identity: string;
}

/** A check of a condition that may keep a task from starting. */
export interface WaitingCheck {
  readonly id: CheckId;
  /** The condition, in a few words; undefined if nothing is, or can be, known about it. */
  readonly name?: string | undefined;
  /** The reasons that keep the task from starting; empty if there are none. */
  readonly reasons: readonly WaitingReason[];
}

/** Returns the reason for a task that was added too long ago. */
export function sayTooOld(): string {
  return l10n.t('it is too old to run');
}

/** Converts an explanation of the job, its preparation task, or the pool to a reason why a task waits. */
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
 * Puts reasons that the user can change, or that apply to most nodes, before their effect and before reasons that may
 * end by themselves. The effect, or `what`, a clause after "… has not started:", then covers all of them. A wait that
 * Batch is about to end stays first.
 */
export function putOwnFirst(reasons: readonly WaitingReason[], what: string): readonly WaitingReason[] {
  const [effect, ...rest] = reasons;
  const isOwn = ({ endsBy, isRoom, isOwn: own = true }: WaitingReason): boolean =>
    isRoom !== true && own && (endsBy === 'user' || endsBy === 'either');
  const [first, ...others] = rest.filter(isOwn);
  const { isEffect = false, isRoom = false, endsBy } = effect ?? {};
  if (effect === undefined || first === undefined || !(isEffect || (isRoom && endsBy === 'either'))) return reasons;
  const title = first.title ?? capitalize(first.what);
  const whole = { ...first, title, what: isEffect ? effect.what : what };
  return [whole, ...others, effect, ...rest.filter((one) => !isOwn(one))];
}

/** Returns the reasons of checks in the form that explanations use. */
export function toReasons(checks: readonly WaitingCheck[]): readonly Reason[] {
  return checks.flatMap(({ id, reasons }) =>
    reasons.map(
      ({ what, title, why, evidence, endsBy, holdsAll = false, isRoom = false, when, fixes }, index): Reason => ({
        id: index === 0 ? id : `${id}-${index + 1}`,
        title: title ?? capitalize(what),
        why,
        evidence: evidence.filter(saysSomething),
        endsBy,
        ...(holdsAll ? { holdsAll } : {}),
        ...(isRoom && endsBy === 'either' ? { isForRoom: true } : {}),
        ...(when === undefined ? {} : { when }),
        fixes: fixes.map(toFix),
      }),
    ),
  );
}

/** ID of a condition that is checked for a waiting task. */
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

/** Checks whether a reason with this ID belongs to a check. */
export function isOfCheck(reasonId: string, check: CheckId): boolean {
  return reasonId === check || reasonId.startsWith(`${check}-`);
}
