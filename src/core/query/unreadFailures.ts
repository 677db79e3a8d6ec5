/**
 * Replaces the fingerprint of failed tasks that were not looked into, and of which the service says
 * nothing that is a cause.
 */
export const unreadFingerprint = 'v1:unread';

/** Whether these are failures whose causes are not known, of which there may be many. */
export function isUnread({ fingerprint }: { readonly fingerprint?: string }): boolean {
  return fingerprint === unreadFingerprint;
}

interface FoundCause {
  readonly cluster: { readonly fingerprint?: string };
  readonly failures: readonly unknown[];
}

/** Failed tasks whose logs were not read, so that their causes are not known. */
export function countUnread(causes: readonly FoundCause[]): number {
  return causes.filter(({ cluster }) => isUnread(cluster)).reduce((sum, { failures }) => sum + failures.length, 0);
}
