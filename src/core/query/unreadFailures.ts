/**
 * Replaces the fingerprint of failed tasks that were not looked into, and of which the service says
 * nothing that is a cause.
 */
export const unreadFingerprint = 'v1:unread';

/** Whether these are failures whose causes are not known, of which there may be many. */
export function isUnread({ fingerprint }: { readonly fingerprint?: string }): boolean {
  return fingerprint === unreadFingerprint;
}
