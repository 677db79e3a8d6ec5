import { isOwnFile } from '../../code/ownCode.ts';
import type { BlockRule, Finding, Frame, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfException } from '../../lexicon/lexicon.ts';
import { classifyException } from './pythonExceptions.ts';

interface Wording {
  readonly on: readonly string[];
  readonly head: RegExp;
  /** Matches the first line at or below the head that has the expectation; absent if the head itself has it. */
  readonly said?: RegExp;
  /** Matches a line with a place, with groups `file` and `at`; the first place in the user's own code counts. */
  readonly place: RegExp;
  /** Set if the place is above the head. */
  readonly above?: true;
}

const inScript =
  /^\s{0,40}(?:at:?|›|❯|location:|stack:) (?:.{0,200}[\s('"])?(?:file:\/\/)?(?<file>(?:[A-Za-z]:)?[^\s():'"]{1,300}):(?<at>\d{1,9}):\d{1,9}['")]{0,4}$/;

/** Rules for failed tests as reported by their runners. A matching line alone is not enough: its place must be near. */
export const testRunnerRules = {
  'jest-expectation-failed': readAs({
    on: ['    expect('],
    head: /^\s+expect\(.+\)\.(?:\w+\.)*\w+\(/,
    place: /^\s+at (?:.*\()?(?<file>[^\s():]+):(?<at>\d+):\d+\)?$/,
  }),
  'ava-test-failed': readAs({ on: ['Difference (- actual'], head: /^\s+Difference /, place: inScript }),
  'uvu-test-failed': readAs({ on: [' FAIL  "'], head: /^\s+FAIL {2}"/, said: /^\s{4}\S/, place: inScript }),
  'jasmine-test-failed': readAs({ on: ['  Message:'], head: /^\s+Message:$/, said: /^\s{4}\S/, place: inScript }),
  'tap-test-failed': readAs({
    on: ['not ok '],
    head: /^\s{0,40}not ok \d{1,9}(?!.{0,300}# (?:TODO|SKIP))/,
    place: inScript,
  }),
  'rspec-test-failed': readAs({
    on: ['Failure/Error: ', 'Failure/ERROR: '],
    head: /^\s+Failure\/(?:Error|ERROR): /,
    place: /^\s+# (?<file>[^\s:]+):(?<at>\d+):in /,
  }),
  'minitest-test-failed': readAs({
    on: [') Failure:'],
    head: /^\s+\d+\) Failure:$/,
    said: /^(?!.* \[[^\s:]+:\d+\]:$|\s+\d+\) )/,
    place: / \[(?<file>[^\s:]+):(?<at>\d+)\]:$/,
  }),
  'phpunit-test-failed': readAs({
    on: ['There was 1 ', 'There were '],
    head: /^There (?:was|were) \d+ (?:failure|error)s?:$/,
    said: /^(?:Failed asserting that |(?:\w+\\)*\w*(?:Error|Exception): )/,
    place: /^(?<file>\S+\.php):(?<at>\d+)$/,
  }),
  'perl-test-failed': readAs({
    on: ['  Failed test'],
    head: /^#\s+Failed test\b/,
    place: /^#\s+(?:Failed test )?at (?<file>\S+) line (?<at>\d+)\.$/,
  }),
  'behave-step-failed': readAs({
    on: ['Assertion Failed: '],
    head: /^\s+Assertion Failed: /,
    place: /\S # (?<file>\S+\.py):(?<at>\d+)$/,
    above: true,
  }),
  'doctest-example-failed': readAs({
    on: ['Failed example:'],
    head: /^Failed example:$/,
    place: /^File "(?<file>[^"]+)", line (?<at>\d+), in /,
    above: true,
  }),
  'exunit-test-failed': readAs({
    on: ['Assertion with '],
    head: /^\s+Assertion with \S+ failed$/,
    place: /^\s+(?<file>\S+\.exs?):(?<at>\d+): /,
  }),
  'eunit-test-failed': readAs({
    on: ['*failed*'],
    head: /\.\.\.\*failed\*$/,
    said: /^\*\*\w+:/,
    place: /^in (?:function|call from) .{0,200}\((?<file>(?!eunit)[^\s(),]{1,200}\.erl), line (?<at>\d{1,9})\)/,
  }),
  'plunit-test-failed': readAs({
    on: ['\ttest '],
    head: /^(?:ERROR: )?\ttest \S.*: (?:wrong answer|received error|must |failed)/,
    place: /^(?:ERROR: )?(?<file>\S+\.\w+):(?<at>\d+):$/,
    above: true,
  }),
  'busted-test-failed': readAs({
    on: ['Failure -> ', 'Error -> '],
    head: /^(?:Failure|Error) -> \S+ @ \d+$/,
    said: /^\S+\.lua:\d+: /,
    place: /^(?<file>\S+\.lua):(?<at>\d+): /,
  }),
  'dotnet-test-failed': readAs({
    on: ['Error Message:'],
    head: /^\s+Error Message:$/,
    said: /^(?!\s+Error Message:$)/,
    place: /^\s+at .* in (?<file>.+):line (?<at>\d+)$/,
  }),
} satisfies Rules;

function readAs(wording: Wording): BlockRule {
  return { on: wording.on, read: (log, line) => readFailedTest(log, line, wording) };
}

const longestReport = 80;

function readFailedTest(log: LogText, head: number, wording: Wording): Finding | undefined {
  if (!wording.head.test(log.text(head))) return undefined;
  const { frame, lines } = findTestPlace(log, head, wording);
  if (frame === undefined) return undefined;
  const said = findSaid(log, head, wording);
  if (said === undefined) return undefined;
  const raised = lines.find((line) => line >= head && namedAlone.test(log.text(line)));
  const line = raised === undefined ? said : log.next(raised);
  const category = testCategoryOf(`${raised === undefined ? '' : log.text(raised)} ${log.text(line)}`);
  return {
    line,
    category: category ?? 'exception-in-user-code',
    weight: 'cause',
    narrow: category === undefined ? 'failed' : 'kind',
    frame,
    covers: lines,
  };
}

/** Finds the line with the expectation: the head, or the first matching line below. */
function findSaid(log: LogText, head: number, { said }: Wording): number | undefined {
  if (said === undefined) return head;
  for (let line = head, seen = 0; line !== -1 && seen < longestReport; line = log.next(line), seen++)
    if (said.test(log.text(line))) return line;
  return undefined;
}

/** Matches the type of an exception that a test raised, with its message in the next line: `Errno::ENOENT:`. */
const namedAlone = /^\s+[A-Z]\w*(?:(?:::|\.)\w+)*(?:Error|Exception|::E[A-Z]+):$/;
const exception =
  /^\s{0,40}(?:\w{1,60}(?:::|\\|\.)){0,9}(?<type>\w{0,60}(?:Error|Exception)|E[A-Z]{3,30}):\s{1,20}(?<message>.*)$/;

function testCategoryOf(text: string): Finding['category'] | undefined {
  const { type, message = '' } = exception.exec(text)?.groups ?? {};
  return type === undefined ? undefined : categoryOfException(type, message);
}

/** Finds the first place in the user's own code, and the lines from the head to it, in order. */
function findTestPlace(log: LogText, head: number, { place, above }: Wording): Report {
  const lines: number[] = [];
  const step = (line: number) => (above === true ? log.previous(line) : log.next(line));
  for (let line = head; line !== -1 && lines.length < longestReport; line = step(line)) {
    lines.push(line);
    const { file, at } = place.exec(log.text(line))?.groups ?? {};
    if (file !== undefined && isOwnFile(file))
      return { frame: { file, line: Number(at) }, lines: lines.toSorted((one, other) => one - other) };
  }
  return { frame: undefined, lines: [] };
}

interface Report {
  readonly frame: Frame | undefined;
  readonly lines: readonly number[];
}

/** Matches the failure as marked by pytest below the source: `E       assert 3 == 4`, `E   KeyError: 'x'`. */
const failedLine = /^E {2,}(?!\d+ \/ \d+ \()(?<said>\S.*)$/;
const named =
  /^(?<name>[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning)|(?:[a-z_]\w*\.)+[A-Z]\w*): ?(?<message>.*)$/;
/** Matches the place of a failure, `a.py:4: AssertionError`, or of a caller, `a.py:9: ` or `a.py:1: in <module>`. */
const place = /^(?<file>[^\s:]+\.py):(?<at>\d+): ?(?<how>\w*(?:Error|Exception|Exit)|in [^ ]+|)$/;
const nextTest = /^_{5,}|^={5,}/;
const longestView = 120;

/** Rules for failed tests of pytest, which reports them without a traceback. */
export const pytestRules = {
  'pytest-failure': { on: ['\nE   ', ' E   ', ':E   '], read: readFailure },
} satisfies Rules;

/** Reads a failure; the literal is at the end of the previous line, or after the prefix of this line. */
function readFailure(log: LogText, seen: number): Finding | undefined {
  const line = failedLine.test(log.text(seen)) ? seen : log.next(seen);
  const before = log.previous(line);
  const said = failedLine.exec(log.text(line))?.groups?.['said'];
  if (said === undefined || failedLine.test(log.text(before)) || !mayFail(log.text(before))) return undefined;
  const { name, message } = named.exec(said)?.groups ?? {};
  const { category, narrow } = classifyException(name ?? 'AssertionError', message ?? '', []);
  return { line, category, narrow, weight: 'cause', frame: raisedAt(log, line) ?? calledAt(log, line), covers: [line] };
}

/** Checks whether a line can precede a failure: the line of code that failed, a place, or an empty line. */
function mayFail(above: string): boolean {
  return /^(?:>|\s|$)|:\d{1,7}: /.test(above);
}

/** Returns the place of an exception, which is below the message. */
function raisedAt(log: LogText, first: number): Frame | undefined {
  for (let line = log.next(first), seen = 0; line !== -1 && seen < longestView; line = log.next(line), seen++) {
    const text = log.text(line);
    if (nextTest.test(text)) return undefined;
    const found = place.exec(text)?.groups;
    if (found !== undefined) return toTestFrame(found);
  }
  return undefined;
}

/** Returns the nearest caller in the user's own code. */
function calledAt(log: LogText, first: number): Frame | undefined {
  for (let line = log.previous(first), seen = 0; line !== -1 && seen < longestView; line = log.previous(line), seen++) {
    const text = log.text(line);
    if (nextTest.test(text)) return undefined;
    const frame = toTestFrame(place.exec(text)?.groups);
    if (frame !== undefined) return frame;
  }
  return undefined;
}

function toTestFrame(found: Record<string, string> | undefined): Frame | undefined {
  const { file, at } = found ?? {};
  return file !== undefined && isOwnFile(file) ? { file, line: Number(at) } : undefined;
}
