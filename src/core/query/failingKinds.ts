import type { FailingKind } from '../diagnosis/causes/failing.ts';

/** What can fail, in the order in which it is counted. */
export const failingKinds: readonly FailingKind[] = ['task', 'node', 'pool', 'job'];

/** How many things of each kind failed, without kinds of which none did. */
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

/** The fingerprint of a cause of things of a kind, where a cause of things of another kind has the same. */
export function withKind(fingerprint: string, kind: FailingKind): string {
  return `${fingerprint}:${kind}`;
}

function splitKind(fingerprint: string): { readonly base: string; readonly kind?: FailingKind } {
  const kind = failingKinds.find((one) => fingerprint.endsWith(`:${one}`));
  return kind === undefined ? { base: fingerprint } : { base: fingerprint.slice(0, -kind.length - 1), kind };
}

/** What a cause is called whatever other causes there are: tasks have its fingerprint, other kinds always theirs. */
export function toLastingFingerprint({ fingerprint, kind }: NamedCause): string {
  const { base } = splitKind(fingerprint);
  return kind === 'task' ? base : withKind(base, kind);
}

interface NamedCause {
  readonly fingerprint: string;
  readonly kind: FailingKind;
}

/**
 * Whether a cause is the one that had `fingerprint` when things of `kind` had failed for it: its fingerprint has the kind
 * only while causes of other kinds have the same. Where the kind is not known, the fingerprint decides.
 */
export function isSameCause(
  named: { readonly fingerprint: string; readonly kind?: FailingKind | undefined },
  { cluster }: { readonly cluster: NamedCause },
): boolean {
  const { base, kind = named.kind } = splitKind(named.fingerprint);
  if (kind === undefined) return named.fingerprint === cluster.fingerprint;
  return base === splitKind(cluster.fingerprint).base && kind === cluster.kind;
}
