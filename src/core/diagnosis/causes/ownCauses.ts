import { narrowCause } from '../../query/narrowCause.ts';
import type { Section } from '../explanation/explanation.ts';
import type { Cause } from './causes.ts';
import { isWhole, leaveOutUnread, type ReadShare, tellCauses } from './causesSection.ts';
import type { Failing } from './failing.ts';

/** What of an account's failures is a thing's own. */
interface Own {
  readonly isOwn: (failing: Failing) => boolean;
  /** That none of what was read is, as a sentence. */
  readonly none: () => string;
}

/**
 * What of the causes of an account failed in or on a thing, in the order of time. Undefined where no causes are given, and
 * where it is sure that nothing did.
 */
export function tellOwnCauses(
  causes: readonly Cause[] | undefined,
  coverage: ReadShare = { read: 0, total: 0 },
  { isOwn, none }: Own,
): Section | undefined {
  if (!Array.isArray(causes)) return undefined;
  const { causes: known, coverage: share } = leaveOutUnread(causes, coverage);
  const own = known.flatMap((cause) => narrowCause(cause, ({ failing }) => isOwn(failing)) ?? []);
  if (own.length === 0 && isWhole(share)) return undefined;
  const [first] = own;
  const section = tellCauses(own, share, first && { kind: 'account', accountId: first.accountId });
  return own.length === 0 ? { ...section, items: [{ text: none() }, ...section.items] } : section;
}
