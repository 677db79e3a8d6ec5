import type { FailureCategory } from '../category.ts';
import type { Fix } from '../explanation.ts';
import type { Narrowness, Reader, Weight } from './finding.ts';

export interface LineRule {
  readonly on: readonly string[];
  /** Tried on the cleaned line; a group named `what` is the subject, `file` and `at` are a frame. */
  readonly match: RegExp;
  /** Keeps the rule silent for lines that only look alike. */
  readonly unless?: RegExp;
  readonly category: FailureCategory;
  readonly weight?: Weight;
  readonly narrow?: Narrowness;
  readonly fixes?: () => readonly Fix[];
}

/** A reader for failures that one line tells completely. */
export function lineRule(rule: LineRule): Reader {
  return {
    on: rule.on,
    read(log, line) {
      const text = log.text(line);
      const found = rule.match.exec(text);
      if (found === null || rule.unless?.test(text) === true) return undefined;
      const { what, file, at } = found.groups ?? {};
      return {
        line,
        category: rule.category,
        weight: rule.weight ?? 'cause',
        narrow: rule.narrow ?? 'kind',
        subject: what,
        frame: file !== undefined && at !== undefined ? { file, line: Number(at) } : undefined,
        fixes: rule.fixes,
      };
    },
  };
}
