/**
 * Verdict on whether a remedy can be applied to an item in its current state. Texts are localized sentences and not
 * escaped.
 */
export type Verdict =
  | {
      readonly possible: true;
      /** Further information for the user. */
      readonly note?: string;
      /** True if the service may still refuse: the user may try it, but it is never proposed. */
      readonly isDoubtful?: true;
    }
  | {
      readonly possible: false;
      /** Reason, and possible alternatives. */
      readonly reason: string;
    };

export const possible: Verdict = { possible: true };

/** Returns the verdict that the service may refuse, with that as a sentence. */
export function doubtful(note: string): Verdict {
  return { possible: true, note, isDoubtful: true };
}

/** Returns the verdict that something is impossible, with the reason as a sentence. */
export function impossible(reason: string): Verdict {
  return { possible: false, reason };
}

/** Checks whether a remedy may be proposed: nothing known speaks against it. */
export function isProposable(verdict: Verdict): boolean {
  return verdict.possible && verdict.isDoubtful !== true;
}
