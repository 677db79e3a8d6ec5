/**
 * Verdict on whether a remedy can be applied to an item in its current state. Texts are localized sentences and not
 * escaped.
 */
export type Verdict =
  | {
      readonly possible: true;
      readonly note?: string;
      /** True if the service may still refuse: the user may try the remedy, but it is never proposed. */
      readonly isDoubtful?: true;
    }
  | {
      readonly possible: false;
      readonly reason: string;
    };

export const possible: Verdict = { possible: true };

/** Allows a remedy that the service may still refuse; `note` is a sentence that says so. */
export function doubtful(note: string): Verdict {
  return { possible: true, note, isDoubtful: true };
}

/** Rules out a remedy; `reason` is a sentence. */
export function impossible(reason: string): Verdict {
  return { possible: false, reason };
}

/** Checks whether a remedy may be proposed: it is possible, and the service isn't expected to refuse it. */
export function isProposable(verdict: Verdict): boolean {
  return verdict.possible && verdict.isDoubtful !== true;
}
