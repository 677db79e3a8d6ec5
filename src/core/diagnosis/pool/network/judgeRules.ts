import type { SecurityRule } from '../../../model/network.ts';
import { type Ends, matchRule, type Traffic } from './matchRule.ts';

/** Decision of a group's rules on traffic. */
export interface Verdict {
  readonly rule: SecurityRule;
  readonly isAllowed: boolean;
  /** Rules that come first, decide otherwise, and may or may not apply. */
  readonly unsure: readonly SecurityRule[];
}

/** Finds the rule that decides about traffic: the first by priority that applies. Undefined if none is known to. */
export function judgeRules(rules: readonly SecurityRule[], traffic: Traffic, ends: Ends): Verdict | undefined {
  const earlier: SecurityRule[] = [];
  for (const rule of rules.toSorted((one, other) => one.priority - other.priority)) {
    const match = matchRule(rule, traffic, ends);
    if (match === 'maybe') earlier.push(rule);
    if (match === 'yes')
      return {
        rule,
        isAllowed: isAllowing(rule),
        unsure: earlier.filter((one) => isAllowing(one) !== isAllowing(rule)),
      };
  }
  return undefined;
}

function isAllowing({ access }: SecurityRule): boolean {
  return access.toLowerCase() === 'allow';
}
