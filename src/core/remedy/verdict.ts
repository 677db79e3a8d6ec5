/** Whether a remedy can be applied to a thing as it is now. Texts are localized sentences and not escaped. */
export type Verdict =
  | {
      readonly possible: true;
      /** What else has to be known before it is done. */
      readonly note?: string;
    }
  | {
      readonly possible: false;
      /** Why not, and what can be done instead. */
      readonly reason: string;
    };

export const possible: Verdict = { possible: true };

/** What cannot be done, with the reason as a sentence. */
export function impossible(reason: string): Verdict {
  return { possible: false, reason };
}
