import type { FailingKind } from '../diagnosis/causes/failing.ts';

/** Kinds of items that can fail, in the order in which they are counted. */
export const failingKinds: readonly FailingKind[] = ['task', 'node', 'pool', 'job'];

/** Counts failed items by kind; omits kinds without failures. */
export function countKinds(
  failures: readonly { readonly failing: { readonly kind: FailingKind } }[],
): readonly (readonly [kind: FailingKind, count: number])[] {
  const counts = new Map<FailingKind, number>();
  for (const { failing } of failures) counts.set(failing.kind, (counts.get(failing.kind) ?? 0) + 1);
  return failingKinds.flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [[kind, count] as const];
  });
}

/** Lists a cause's failures except those that followed from its other failures; all failures if none would remain. */
export function leaveOutFollowOn<T extends { readonly isFollowOn?: true }>(failures: readonly T[]): readonly T[] {
  const own = failures.filter(({ isFollowOn }) => isFollowOn !== true);
  return own.length === 0 ? failures : own;
}

/** Counts the failures of a cause that followed from its other failures; 0 if all of them did. */
export function countFollowOn(failures: readonly { readonly isFollowOn?: true }[]): number {
  return failures.length - leaveOutFollowOn(failures).length;
}

/** Returns the fingerprint of a cause of one kind if a cause of another kind has the same fingerprint. */
export function withKind(fingerprint: string, kind: FailingKind): string {
  return `${fingerprint}:${kind}`;
}

function splitKind(fingerprint: string): { readonly base: string; readonly kind?: FailingKind } {
  const kind = failingKinds.find((one) => fingerprint.endsWith(`:${one}`));
  return kind === undefined ? { base: fingerprint } : { base: fingerprint.slice(0, -kind.length - 1), kind };
}

/**
 * Returns a cause's fingerprint in a form that doesn't depend on other causes: without the kind for tasks, and with it
 * for other kinds.
 */
export function toLastingFingerprint({ fingerprint, kind }: NamedCause): string {
  const { base } = splitKind(fingerprint);
  return kind === 'task' ? base : withKind(base, kind);
}

/** The place of the category in fingerprints of causes that the user's own rules find. */
export const ownRule = 'own-rule';

/** Checks whether a fingerprint is that of a cause that a rule of the user finds. */
export function isOfOwnRule(fingerprint: string): boolean {
  return fingerprint.startsWith(`v1:${ownRule}:`);
}

/** Checks whether text has the form of a cause's fingerprint, whether or not something has failed for that reason. */
export function isFingerprint(text: string): boolean {
  return /^v1:(?:rest|unread|(?:.{1,200}:)?[0-9a-f]{16})$/.test(splitKind(text).base);
}

interface NamedCause {
  readonly fingerprint: string;
  readonly kind: FailingKind;
}

/**
 * Checks whether a cause is the one that had `fingerprint` when items of `kind` had failed. A fingerprint contains the
 * kind only while causes of other kinds share it. Without a known kind, the fingerprint decides.
 */
export function isSameCause(
  named: { readonly fingerprint: string; readonly kind?: FailingKind | undefined },
  { cluster }: { readonly cluster: NamedCause },
): boolean {
  const { base, kind = named.kind } = splitKind(named.fingerprint);
  if (kind === undefined) return named.fingerprint === cluster.fingerprint;
  return base === splitKind(cluster.fingerprint).base && kind === cluster.kind;
}
