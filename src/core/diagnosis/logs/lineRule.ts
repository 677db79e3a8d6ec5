import type { FailureCategory } from '../category.ts';
import type { Fix } from '../explanation.ts';
import type { Narrowness, Reader, Weight } from './finding.ts';
import { toOwnFrame } from './stack.ts';

/** A failure that one line tells completely. */
export interface LineRule {
  /** Literals that call for a closer look. */
  readonly on: string | readonly string[];
  /** Tried on the cleaned line; a group named `what` is the subject, `file` and `at` are a frame. Without it the literal is enough. */
  readonly match?: RegExp;
  /** Keeps the rule silent for lines that only look alike. */
  readonly unless?: RegExp;
  readonly category: FailureCategory;
  /** `cause` if not given. */
  readonly weight?: Weight;
  /** `exact` if not given: the rule knows the program that speaks. */
  readonly narrow?: Narrowness;
  readonly fixes?: () => readonly Fix[];
}

export function lineRules(rules: readonly LineRule[]): readonly Reader[] {
  return rules.map(lineRule);
}

/** A reader for failures that one line tells completely. */
export function lineRule(rule: LineRule): Reader {
  const { category, weight = 'cause', narrow = 'exact', fixes } = rule;
  return {
    on: typeof rule.on === 'string' ? [rule.on] : rule.on,
    read(log, line) {
      const text = log.text(line);
      const found = rule.match?.exec(text);
      if (found === null || rule.unless?.test(text) === true) return undefined;
      const frame = found === undefined ? undefined : toOwnFrame(found);
      return { line, category, weight, narrow, subject: found?.groups?.['what'], frame, fixes };
    },
  };
}
