import * as l10n from '@vscode/l10n';
import { listAny } from '../../text/lists.ts';
import { describeShares } from './describeContrast.ts';
import type { Suspect } from './findSuspects.ts';
import { nameValue } from './nameValue.ts';

/** The suspicion with its numbers, and what else it may be, as sentences. */
export function describeSuspect({ alternatives, ...suspect }: Suspect): string {
  const { trait, value, failed, total, failedElsewhere, totalElsewhere } = suspect;
  const like = { failed, total };
  const numbers = describeShares(trait, value, like, { failed: failedElsewhere, total: totalElsewhere });
  if (alternatives.length === 0) return numbers;
  return l10n.t(
    '{0} It cannot be told from {1}: almost the same tasks have both.',
    numbers,
    listAny(alternatives.map((other) => nameValue(other.trait, other.value))),
  );
}
