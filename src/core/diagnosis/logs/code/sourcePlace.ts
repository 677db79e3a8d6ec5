import type { FailureCategory } from '../../explanation/category.ts';
import type { Finding, Frame } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';
import { isOwnFile } from './ownCode.ts';

/**
 * Matches source files in languages that don't have a trace reader of their own. All of them name places in similar
 * ways: `agg.cr:5:3`, `sim.nim(2)`, `file "stat.ml", line 4`, `line 10 of calc.pas`, `{file,"calc.erl"},{line,3}`.
 */
const named =
  /\.(?:mll?|mly|l?hs|exs?|erl|nims?|pas|pp|[dl]pr|ad[bs]|d|cob|cbl|scm|ss|rkt|lisp|lsp|clj[cs]?|cr|pl(?=:\d)|plt|mzn|gms|scad|bats|bash|edp|dart|zig|swift|raku(?:mod)?|gp|gnuplot|coffee|s?vh?|vhdl?|hx|vala|gd|awk|tex|m4|g|asm|[siS]|pml|mp|csd|orc|thrift|capnp|fbs|idl|bas|rexx?|pyx|glsl|hlsl|wgsl|frag|vert|wat|ll|sol|fsx?|groovy|elm|purs|agda|lean|dfy|tla|chpl|ftn|prg|ino|nix|bzl)\b(?:(?::| ?\(|:\()(?<column>\d{1,7})(?!\d|\.\d+[a-z])|['"’]?(?:,|\},\{)? ?line[ ,](?:number )?(?<line>\d{1,7})|(?=['"’)\s.,:]|$))/g;
const lineBefore = /\bline(?: number)? ?:?(?<line>\d{1,7}),? (?:(?:of|in) (?:file )?)["'`‘]?$/;
const widestLead = 60;

/** Matches libraries of these languages, which their traces name without folders. */
const ofLanguage =
  /\((?:elixir|stdlib|kernel|compiler|mix|ex_unit|logger|iex|eex|erts|ecto\w*|db_connection|jason|plug\w*|phoenix\w*) \d|(?:at|from) Stdlib|\((?:dart|package):/;
const libraryFile =
  /(?:^|\/)(?:(?:stdlib|hashtbl|list|array|map|scanf|string|bytes|unix)\.ml|(?:escript|init|lists|gen_\w+|proc_lib|erl_eval|error_handler|maps|dict|file|io)\.erl|[agis]-\w+\.ad[bs]|asm_\w+\.s)$|^(?:ice-9|srfi|rnrs|libraries|Swift|std|core)\/|\/(?:nim[-.\d]*\/lib|zig[-.\w]*\/lib|lib\/std|swi-?prolog|racket\/collects|\.opam|\.nimble|\.hex|deps|\.pub-cache)\//;

/** Finds the place in the user's own source code that a line names. */
export function placeIn(text: string): Frame | undefined {
  if (ofLanguage.test(text)) return undefined;
  for (const found of text.matchAll(named)) {
    const end = found.index + (/^\.\w+/.exec(found[0])?.[0].length ?? 0);
    const start = startOfFile(text, found.index);
    const file = text.slice(start, end).replace(/^\/{3}/, '/');
    const before = lineBefore.exec(text.slice(Math.max(0, start - widestLead), start));
    const line = Number(found.groups?.['column'] ?? found.groups?.['line'] ?? before?.groups?.['line']);
    if (start < found.index && line > 0 && isOwnFile(file) && !libraryFile.test(file)) return { file, line };
  }
  return undefined;
}

/** Returns the index at which the file name that contains index `from` starts, including a drive letter. */
function startOfFile(text: string, from: number): number {
  let start = from;
  while (start > 0 && /[\w./\\~+-]/.test(text.charAt(start - 1))) start--;
  const drive =
    start > 1 && text.charAt(start - 1) === ':' && /(?:^|\W)[A-Za-z]:$/.test(text.slice(0, start).slice(-3));
  return drive ? start - 2 : start;
}

const lead =
  /^(?:\w+: )?(?:\(\w+\) )?(?:(?:(?:fatal|parse|syntax|type) )?error(?:[:,]| -)? )?(?:on |at )?(?:line (?:number )?\d{1,7},? )?(?:in |of )?(?:file )?['"]?$/i;

const longestTrace = 24;
const farthestAbove = 6;

/** Finds the place nearest to the failure: in its line, in the trace below, or right above. */
export function placeNear(log: LogText, line: number): Frame | undefined {
  return placeIn(log.text(line)) ?? search(log, line, 1, longestTrace) ?? search(log, line, -1, farthestAbove);
}

/** Matches warnings of compilers, which name places other than the one that fails. */
const warned = /\bwarning\b/i;

/**
 * Searches lines of the same rank; if `from` has no rank, searches all lines, because numbered code looks like ranks.
 */
function search(log: LogText, from: number, step: 1 | -1, most: number): Frame | undefined {
  const rank = log.rank(from);
  for (let line = from + step; line >= 0 && line < log.lineCount && Math.abs(line - from) <= most; line += step) {
    if ((rank !== '' && log.rank(line) !== rank) || warned.test(log.text(line))) continue;
    const place = placeIn(log.text(line));
    if (place !== undefined) return place;
  }
  return undefined;
}

const blamed: ReadonlySet<FailureCategory> = new Set(['other', 'bad-input', 'bad-arguments']);

/** Blames the code instead of its input if a vague finding is on a line with a place in source code. */
export function blameCode(finding: Finding, log: LogText): Finding {
  const { line, category, narrow } = finding;
  if ((narrow !== 'guess' && narrow !== 'other') || !blamed.has(category)) return finding;
  if (!beginsWithPlace(log.text(line)) && !announcesPlace(log, line)) return finding;
  return { ...finding, category: 'exception-in-user-code', narrow: 'failed' };
}

function beginsWithPlace(text: string): boolean {
  const place = placeIn(text);
  return place !== undefined && lead.test(text.slice(0, text.indexOf(place.file)).trimStart());
}

/** Checks whether a compiler named the place only in a line above: `File "stat.ml", line 3, characters 9-22:`. */
function announcesPlace(log: LogText, line: number): boolean {
  if (!/^\s*error\b/i.test(log.text(line))) return false;
  for (let above = line - 1; above >= Math.max(0, line - farthestAbove); above--)
    if (beginsWithPlace(log.text(above))) return true;
  return false;
}

/** Matches `src/main.cpp:4: `, `grid.c(212): `, and glog's `F1120 08:00:01.000000 12 mesh.cc:88] `. */
const place =
  /^(?:[EFW]\d{4,8} [\d:.]{8,15} +\d{1,9} )?(?<file>[\w./\\-]+\.(?:c|cc|cpp|cxx|cu|h|hh|hpp|f|for|f90|f95|f03|F|F90|go|rs|i))[:(](?<at>\d{1,7})\)?[:\]](?! \[debug\])/;

/** Finds the place in the user's own source code that a program or its logger puts before a message. */
export function placeAtStart(text: string): Frame | undefined {
  const { file, at } = place.exec(text)?.groups ?? {};
  return file === undefined || !isOwnFile(file) ? undefined : { file, line: Number(at) };
}
