import { groupBy } from '../../groupBy.ts';
import { isObject } from '../../model/shape.ts';
import { isRuleCode, type RuleCode, type Severity, severities } from './codes.ts';
import type { DisabledLine } from './disabledLines.ts';
import { type DefinitionFinding, FirstFindings } from './finding.ts';
import type { Beside } from './relatedDefinitions.ts';
import { type ApiVersion, apiVersions } from './table/property.ts';

const maxFindings = 500;

export interface LintOptions {
  /** Time at which signatures are used; now by default. */
  readonly now?: Date;
  /** API version that definitions are written for; unknown if left out. */
  readonly apiVersion?: string;
  /** The user's severities by code; `off` hides findings. */
  readonly rules?: object;
  readonly beside?: Beside | undefined;
}

interface ReadOptions {
  readonly now: number;
  readonly apiVersion: ApiVersion | undefined;
  readonly levels: ReadonlyMap<RuleCode, Severity | 'off'>;
  readonly beside: object;
}

const knownLevels: readonly unknown[] = [...severities, 'off'] satisfies (Severity | 'off')[];

/** Reads options from callers and settings, which may hold any value. */
export function readOptions(options: unknown): ReadOptions {
  const given = isObject(options) ? options : {};
  const now = given['now'] instanceof Date ? given['now'] : new Date();
  const rules = isObject(given['rules']) ? given['rules'] : {};
  const levels = Object.entries(rules).flatMap(([code, level]) =>
    isRuleCode(code) && knownLevels.includes(level) ? [[code, level as Severity | 'off'] as const] : [],
  );
  return {
    now: now.getTime(),
    apiVersion: apiVersions.find((version) => version === given['apiVersion']),
    levels: new Map(levels),
    beside: isObject(given['beside']) ? given['beside'] : {},
  };
}

/** Collects the first findings of a text, except those that its author or the user turned off. */
export class ShownFindings {
  /** The lines on which each check is off, in the order of the text; lines do not overlap. */
  readonly #disabled: ReadonlyMap<string, readonly DisabledLine[]>;
  readonly #levels: ReadonlyMap<RuleCode, Severity | 'off'>;
  readonly #found = new FirstFindings(maxFindings);

  constructor(disabled: readonly DisabledLine[], levels: ReadonlyMap<RuleCode, Severity | 'off'>) {
    const named = disabled.flatMap((line) => [...new Set(line.codes)].map((code) => ({ code, line })));
    const byCode = groupBy(
      named.filter(({ code }) => isRuleCode(code)),
      ({ code }) => code,
    );
    this.#disabled = new Map([...byCode].map(([code, all]) => [code, all.map(({ line }) => line)]));
    this.#levels = levels;
  }

  add(finding: DefinitionFinding): void {
    const severity = this.#levels.get(finding.code) ?? finding.severity;
    if (severity === 'off' || this.#isDisabled(finding)) return;
    this.#found.add(severity === finding.severity ? finding : { ...finding, severity });
  }

  /** Checks whether a finding with this code at this offset may still be shown. */
  wants(code: RuleCode, offset: number): boolean {
    return this.#levels.get(code) !== 'off' && !this.isFullAt(offset);
  }

  isFullAt(offset: number): boolean {
    return this.#found.isFullAt(offset);
  }

  list(): readonly DefinitionFinding[] {
    return this.#found.list();
  }

  #isDisabled({ code, offset }: DefinitionFinding): boolean {
    const lines = this.#disabled.get(code) ?? [];
    let [first, end] = [0, lines.length];
    while (first < end) {
      const middle = (first + end) >> 1;
      if ((lines[middle]?.to ?? 0) <= offset) first = middle + 1;
      else end = middle;
    }
    return (lines[first]?.from ?? Number.POSITIVE_INFINITY) <= offset;
  }
}
