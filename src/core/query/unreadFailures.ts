/**
 * Stands in the place of a fingerprint for failed tasks that nobody has looked into, and of which the service tells
 * nothing that is a cause.
 */
export const unreadFingerprint = 'v1:unread';

/** Whether these are failures whose causes are not known, of which there may be many. */
export function isUnread({ fingerprint }: { readonly fingerprint?: string }): boolean {
  return fingerprint === unreadFingerprint;
}
