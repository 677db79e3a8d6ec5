/** Fingerprint of failed tasks that were not diagnosed and whose service data shows no cause. */
export const unreadFingerprint = 'v1:unread';

/** Checks whether a cause is the group of tasks that were not diagnosed. These may have failed for different reasons. */
export function isUnread({ fingerprint }: { readonly fingerprint?: string }): boolean {
  return fingerprint === unreadFingerprint;
}

interface FoundCause {
  readonly cluster: { readonly fingerprint?: string };
  readonly failures: readonly unknown[];
}

/** Counts the failures whose logs were not read although they may have other causes than those that were read. */
export function countLeft(found: {
  readonly causes: readonly FoundCause[];
  readonly toRead: readonly unknown[];
  readonly unread: number;
}): number {
  return found.toRead.length + found.unread + countUnread(found.causes);
}

/** Counts the failed tasks whose cause is unknown because their logs were not read. */
export function countUnread(causes: readonly FoundCause[]): number {
  return causes.filter(({ cluster }) => isUnread(cluster)).reduce((sum, { failures }) => sum + failures.length, 0);
}
