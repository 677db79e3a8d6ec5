import * as l10n from '@vscode/l10n';
import { findLargest } from '../../../extremes.ts';
import { type Finding, toLastLine } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';
import { linesAbove, linesBelow, NearLines } from '../own/nearLines.ts';
import { fillIn, hasGroups, type OwnRule, Pattern } from '../own/ownRule.ts';
import { OwnRules } from '../own/ownRules.ts';
import biology from './biology.rules.json' with { type: 'json' };
import chemistry from './chemistry.rules.json' with { type: 'json' };
import data from './data.rules.json' with { type: 'json' };
import learning from './learning.rules.json' with { type: 'json' };
import runtimes from './runtimes.rules.json' with { type: 'json' };
import simulation from './simulation.rules.json' with { type: 'json' };

/** Files of the families, in the order in which they apply. */
export const familyFiles = { biology, chemistry, simulation, learning, data, runtimes };

let known: OwnRules | undefined;

/** A rule in a file of families, as tests have checked it: valid, and without the parts that only users need. */
interface FamilyRule {
  readonly match: string | readonly string[];
  readonly program: string | readonly string[];
  readonly unless?: string | readonly string[];
  readonly title?: string;
  readonly step: string;
}

/** Returns the rules of all families, which are read on first use. */
function readFamilies(): OwnRules {
  const files: Readonly<Record<string, { readonly rules: readonly FamilyRule[] }>> = familyFiles;
  known ??= new OwnRules(Object.entries(files).flatMap(([file, { rules }]) => rules.map((rule) => toRule(rule, file))));
  return known;
}

function toRule({ match, program, unless = [], title = '', step }: FamilyRule, file: string): OwnRule {
  let programs: readonly Pattern[] | undefined;
  return {
    id: step,
    file,
    offset: 0,
    match: toPatterns(match),
    unless: toPatterns(unless),
    command: [],
    // Few failures match, and reading all names of programs takes longer than the rest.
    get program() {
      programs ??= toPatterns(program);
      return programs;
    },
    title,
    step,
  };
}

function toPatterns(texts: string | readonly string[]): readonly Pattern[] {
  return [texts].flat().map((text) => new Pattern(text));
}

/** Matches words of steps against a full disk, for which other steps would mislead. */
const ofDisk = /disk|space|tmp|temp|cache|quota|shm|folder/i;

const longestLine = 600;
const linesOfMessage = 2;

/** Advice on a failure that is specific to its program. */
export interface FamilyAdvice {
  readonly title: string | undefined;
  readonly step: string;
}

/**
 * Returns the fix that helped other users with such a failure of this program, recognized by the message or the lines
 * around it, before the failures that followed (at line `end`). Undefined if the table has none.
 */
export function adviseFamily(
  cause: Finding,
  log: LogText,
  end: number,
  commandLine?: string,
): FamilyAdvice | undefined {
  const last = findLargest(
    cause.details ?? [],
    Math.max(toLastLine(cause), Math.min(cause.line + linesOfMessage, end - 1)),
  );
  const own = cutLines(log, cause.line, last);
  const around = cutLines(log, cause.line - linesAbove, Math.min(cause.line + linesBelow, end - 1));
  const toNear = (): NearLines => NearLines.of(log, cause.line, commandLine);
  for (const lines of cause.narrow === 'unmistakable' || cause.weight === 'verdict' ? [own] : [own, around]) {
    const found = readFamilies().findInLines(lines, toNear);
    if (found === undefined || (cause.category === 'disk-full' && !ofDisk.test(found.rule.step))) continue;
    const { rule, said } = found;
    // A title that names something is not used if nothing is named.
    const hasTitle = rule.title !== '' && hasGroups(rule.title, rule, said);
    return {
      title: hasTitle ? fillIn(l10n.t(rule.title), rule, said) : undefined,
      step: fillIn(l10n.t(rule.step), rule, said),
    };
  }
  return undefined;
}

function cutLines(log: LogText, first: number, last: number): NearLines {
  const lines: string[] = [];
  for (let line = Math.max(0, first); line <= Math.min(last, log.lineCount - 1); line++)
    lines.push(log.text(line).slice(0, longestLine));
  return new NearLines(lines);
}
