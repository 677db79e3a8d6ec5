import { blankNotices } from '../../../files/logNotice.ts';
import { withoutSequences } from '../../../text/terminal.ts';
import { shortestLiteral } from '../engine/scan/literalAnchors.ts';
import type { Sighting } from '../engine/scan/sightings.ts';
import { LogText, widestLine } from '../engine/text/logText.ts';
import { NearLines } from './nearLines.ts';
import { matchAny, type OwnRule, type Pattern, type RuleText } from './ownRule.ts';

/** Known facts about a failure, apart from its logs. */
export interface RuledFailure {
  readonly exitCode?: number | undefined;
  readonly commandLine?: string | undefined;
}

/** The texts of a failure in which rules are searched for. */
export interface RuledTexts extends RuledFailure {
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  readonly messages?: readonly (string | undefined)[];
}

/** The rule that speaks about a failure, and the line that it matches. */
export interface OwnCause {
  readonly rule: OwnRule;
  /** Position of the rule among all; the first one speaks. */
  readonly rank: number;
  /** Line of the text, starting at 1. */
  readonly line: number;
  readonly said: string;
}

/** Maximum number of steps to try for all rules (about 0.3 s), so that many rules for the same lines take little time. */
const mostWork = 30_000_000;
/** Maximum number of occurrences that are tried of a text that isn't found along with those of our rules. */
const mostPlaces = 24;

/** A place in a log where a rule may match. */
interface Candidate {
  readonly rank: number;
  readonly position: number;
}

/** Rules in the order in which they apply: the first one that matches speaks. */
export class OwnRules {
  readonly rules: readonly OwnRule[];
  /** Literals to watch for in logs; each rule contains one of them, unless its literal is too short. */
  readonly watched: readonly string[];
  readonly #ranksOf: readonly (readonly number[])[];
  readonly #short: readonly { readonly rank: number; readonly pattern: Pattern }[];

  constructor(rules: readonly OwnRule[]) {
    this.rules = rules;
    const ranksOf = new Map<string, number[]>();
    const short: { readonly rank: number; readonly pattern: Pattern }[] = [];
    for (const [rank, { match }] of rules.entries())
      for (const pattern of match) {
        const anchors = toAnchors(pattern);
        if (anchors.length === 0) short.push({ rank, pattern });
        for (const anchor of anchors) {
          const known = ranksOf.get(anchor);
          if (known === undefined) ranksOf.set(anchor, [rank]);
          else known.push(rank);
        }
      }
    this.watched = [...ranksOf.keys()];
    this.#ranksOf = [...ranksOf.values()];
    this.#short = short;
  }

  /** Finds the first rule that matches the logs of a failure, or otherwise what the service says of it. */
  find({ stdout, stderr, messages = [], ...failure }: RuledTexts): OwnCause | undefined {
    const inLogs = [{ where: 'stderr', text: stderr } as const, { where: 'stdout', text: stdout } as const].flatMap(
      ({ where, text }) => {
        const log = text === undefined ? undefined : new LogText(blankNotices(text));
        return (log && this.findInLog(log, this.#sight(log), where, failure)) ?? [];
      },
    );
    const [cause] = inLogs.sort((one, other) => one.rank - other.rank);
    return cause ?? this.findInMessage(messages.filter((one) => one !== undefined).join('\n'), failure);
  }

  /**
   * Finds the first rule that matches a log. `seen` are the places of watched literals.
   * @param where the log that this is, or undefined if that isn't known
   */
  findInLog(
    log: LogText,
    seen: readonly Sighting[],
    where: RuleText | undefined,
    failure: RuledFailure,
  ): OwnCause | undefined {
    const candidates = [...this.#toCandidates(seen), ...this.#findShort(log.source)];
    candidates.sort((one, other) => one.rank - other.rank || one.position - other.position);
    let work = 0;
    for (const { rank, position } of candidates) {
      const rule = this.rules[rank];
      if (rule === undefined || !fits(rule, where, failure)) continue;
      const line = log.lineAt(position);
      const from = Math.max(log.findStart(line), position - widestLine / 2);
      const said = toSaid(log.source.slice(from, Math.min(log.findStart(line + 1) - 1, from + widestLine)));
      const patterns = rule.match.filter((pattern) => pattern.mayMatch(said));
      work += said.length * sumSteps(patterns);
      if (work > mostWork) return undefined;
      if (matchAny(patterns, said) === undefined) continue;
      if (rule.program.length + rule.unless.length > 0) {
        const near = NearLines.of(log, line, failure.commandLine);
        work += near.text.length * sumSteps(near.filter([...rule.program, ...rule.unless]));
        if (!near.isOf(rule)) continue;
      }
      return { rule, rank, line: log.toOriginal(line) + 1, said };
    }
    return undefined;
  }

  /** Finds the first rule that matches a line of the service's messages. */
  findInMessage(message: string, failure: RuledFailure): OwnCause | undefined {
    const lines = new NearLines(message.slice(0, widestLine).split('\n'));
    const toNear = (): NearLines => new NearLines([failure.commandLine ?? '', ...lines.lines]);
    return this.findInLines(lines, toNear, (rule) => fits(rule, 'message', failure));
  }

  /**
   * Finds the first rule that matches one of a few lines, and that `applies`.
   * @param toNear returns the lines near these, which are needed only if one may match
   */
  findInLines(
    searched: NearLines,
    toNear: () => NearLines,
    applies: (rule: OwnRule) => boolean = () => true,
  ): OwnCause | undefined {
    let near: NearLines | undefined;
    for (const [rank, rule] of this.rules.entries()) {
      const possible = searched.filter(rule.match);
      if (possible.length === 0 || !applies(rule)) continue;
      near ??= toNear();
      if (rule.program.length > 0 && near.filter(rule.program).length === 0) continue;
      const index = searched.lines.findIndex((line) => matchAny(possible, line) !== undefined);
      if (index === -1 || !near.isOf(rule)) continue;
      return { rule, rank, line: index + 1, said: toSaid(searched.lines[index] ?? '') };
    }
    return undefined;
  }

  /** Finds watched literals in a log that isn't searched for those of our rules. */
  #sight({ source }: LogText): readonly Sighting[] {
    return this.watched.flatMap((sought, literal) =>
      [...listPlaces(source, sought)].map((position) => ({ literal, position })),
    );
  }

  #toCandidates(seen: readonly Sighting[]): readonly Candidate[] {
    return seen.flatMap(({ literal, position }) => (this.#ranksOf[literal] ?? []).map((rank) => ({ rank, position })));
  }

  *#findShort(log: string): Generator<Candidate> {
    if (this.#short.length === 0) return;
    // Of all characters, only this one becomes longer in lowercase.
    const lower = log.replaceAll('İ', 'i').toLowerCase();
    for (const { rank, pattern } of this.#short) {
      const { literal, ignoresCase } = pattern;
      const [text, sought] = ignoresCase ? [lower, literal.toLowerCase()] : [log, literal];
      for (const position of listPlaces(text, sought)) yield { rank, position };
    }
  }
}

function* listPlaces(text: string, sought: string): Generator<number> {
  let left = mostPlaces;
  for (let at = text.indexOf(sought); at !== -1 && left > 0; at = text.indexOf(sought, at + 1), left--) yield at;
}

/** Returns literals of which each match of a pattern contains one: for any case, the usual ways to write a word. */
function toAnchors({ literal, ignoresCase }: Pattern): readonly string[] {
  if (!ignoresCase) return literal.length < shortestLiteral ? [] : [literal];
  const words = literal.match(/[a-z]+/gi) ?? [];
  const word = words.reduce((longest, one) => (one.length > longest.length ? one : longest), '');
  const lower = word.toLowerCase();
  return word.length < shortestLiteral
    ? []
    : [...new Set([word, lower, word.toUpperCase(), word.charAt(0).toUpperCase() + lower.slice(1)])];
}

/** Returns the number of steps that some expressions try at each position, at most. */
function sumSteps(patterns: readonly (Pattern | undefined)[]): number {
  return patterns.reduce((sum, pattern) => sum + (pattern?.stepCount ?? 0), 0);
}

function toSaid(line: string): string {
  return withoutSequences(line).trimEnd();
}

function fits({ in: wanted, exitCode, command }: OwnRule, where: RuleText | undefined, failure: RuledFailure): boolean {
  if (wanted !== undefined && where !== undefined && wanted !== where) return false;
  if (wanted === 'message' && where === undefined) return false;
  if (exitCode !== undefined && exitCode !== failure.exitCode) return false;
  return command.length === 0 || matchAny(command, (failure.commandLine ?? '').slice(0, widestLine)) !== undefined;
}
