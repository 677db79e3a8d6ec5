import { readMember } from '../../../core/model/readMember.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import { refuseLostRows } from '../targets/targets.ts';

/** The list that an explorer row such as "Load more" or "Try again" belongs to. */
export interface ScopeTarget {
  readonly accountId: string;
  readonly scope: Scope;
}

/**
 * Returns the list that an explorer row belongs to; undefined for other arguments. Throws `InvalidInput` when VS Code
 * has lost the row.
 */
export function toScopeTarget(args: readonly unknown[]): ScopeTarget | undefined {
  refuseLostRows(args);
  const target = readMember(args[0], 'target');
  return isScopeTarget(target) ? target : undefined;
}

function isScopeTarget(value: unknown): value is ScopeTarget {
  if (typeof value !== 'object' || value === null || !('accountId' in value) || !('scope' in value)) return false;
  const { accountId, scope } = value;
  return typeof accountId === 'string' && typeof scope === 'object' && scope !== null && 'kind' in scope;
}
