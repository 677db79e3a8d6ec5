/** Whether a remedy can be applied to a thing as it is now. Texts are localized sentences and not escaped. */
export type Verdict =
  | {
      readonly possible: true;
      /** What else has to be known before it is done. */
      readonly note?: string;
      /** Whether the service may refuse it all the same: who asks for it may try, and it is never proposed. */
      readonly isDoubtful?: true;
    }
  | {
      readonly possible: false;
      /** Why not, and what can be done instead. */
      readonly reason: string;
    };

export const possible: Verdict = { possible: true };

/** What the service may refuse, with that as a sentence. */
export function doubtful(note: string): Verdict {
  return { possible: true, note, isDoubtful: true };
}

/** What cannot be done, with the reason as a sentence. */
export function impossible(reason: string): Verdict {
  return { possible: false, reason };
}

/** Whether it may be proposed: nothing known speaks against it. */
export function isProposable(verdict: Verdict): boolean {
  return verdict.possible && verdict.isDoubtful !== true;
}
