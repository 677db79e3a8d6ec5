import * as l10n from '@vscode/l10n';
import { describeRepeats } from '../../changes/retryPlan.ts';
import { plural } from '../../text/plural.ts';
import { asCount } from '../../words/numbers.ts';
import type { Repeats } from './causes.ts';

/** Describes how many of a cause's `all` tasks failed again after a retry, and whether for the same reason. */
export function describeAgain({ at, unread }: Repeats = noRepeats, all: number): readonly string[] {
  if (unread === 0) return describeRepeats(at, all);
  return [
    ...describeRepeats(at, all),
    plural(unread, {
      one: l10n.t(
        "{count} failed again after a retry; whether the reason was the same wasn't checked.",
        asCount(unread),
      ),
      other: l10n.t(
        "{count} failed again after a retry; whether the reason was the same wasn't checked.",
        asCount(unread),
      ),
    }),
  ];
}

const noRepeats: Repeats = { at: [], unread: 0, areAll: false };
