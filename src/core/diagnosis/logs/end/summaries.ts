import type { EndLine } from './endLines.ts';

/** Number of last lines in which a program reports the outcome of its work as a whole. */
const lastLines = 8;

/** Summaries of programs that install, copy, or test on behalf of others, if the whole operation failed. */
const failures: readonly RegExp[] = [
  // Package managers.
  /^E: (?:[A-Z][a-z][\w-]* \S|dpkg )/,
  /^ERROR: (?:No matching distribution found|Could not (?:build|install|open|find)\b|Failed (?:building|to build)\b|Cannot install )/,
  /^Error: (?:Nothing to do$|Unable to find a match\b|Package: )/,
  /^(?:PackagesNotFoundError|ResolvePackageNotFound|\w{0,20}UnsatisfiableError|CondaHTTPError)\b/,
  /\binstallation of package .{1,80} had non-zero exit status\b/,
  /^Errors were encountered while processing:$/,
  // Programs that copy files; code 24 means that files vanished before they were copied.
  /^Final Job Status: (?:Failed|Cancelled|CompletedWithErrors)/,
  /^(?:failed to|Cannot) perform \w{1,20} (?:command )?due to error\b/,
  /^rsync error: (?!.*\(code 24\))/,
  // Database clients that continue after an error unless ON_ERROR_STOP is set.
  /^(?:psql:\S{1,200}:\d{1,7}: )?(?:ERROR|FATAL): {2}\S/,
  /^(?:upload|download|copy|sync|move) failed: \S/,
  // Archives.
  /^tar: (?:Error is not recoverable: exiting now|Exiting with failure status\b)/,
  /^gzip: \S{1,300}: (?:not in gzip format|unexpected end of file|invalid compressed data)/,
  // A tool's report about a program that it ran, or the place in one of its scripts.
  /^(?:\w{1,20}: )?Error response from daemon: (?!No such (?:container|image|network|volume)\b)/,
  /^Error in \S{1,100} \(line \d{1,6}\)$/,
  // Programs that run tests.
  /^Test(?: Suite)?s:\s{1,10}[1-9]\d{0,8} failed\b/,
  /^\d{1,3}% tests passed, [1-9]\d{0,8} tests? failed\b/,
  /^\s{0,8}[1-9]\d{0,8} failing$/,
  /^(?:--- FAIL: \S|FAIL\t\S+\t\d[\d.]{0,9}s$)/,
  /^Failed!\s+- Failed:\s+[1-9]/,
  /\bTests run: \d{1,9}, Failures: (?:[1-9]|0, Errors: [1-9])/,
  /^\[ FAIL [1-9]/,
  // Programs that distribute work.
  /\ball scheduled cores encountered errors\b/,
  /\b(?:processed|completed|succeeded|successful|passed|ok)[:=]? {0,2}0\b.{1,40}\b(?:failed|errors?|failures?)[:=]? {0,2}[1-9]/i,
];

const allFailed = /\ball [1-9]\d{0,8} (?:\w{2,20} )?failed\b/i;

/** Matches reports that packages are installed after all, after a retry or because they were already installed. */
const installed =
  /^(?:Setting up \S|Successfully installed |Installed:|Complete!$)|\bis already (?:the newest version|installed)\b/;

/** Matches an inner program with its exit code. Requests and optimizations, for example, also have a status. */
const exit =
  /\b(?:(?:exited|died|quit|terminated) (?:with|on) (?:an? )?(?:non-?zero )?(?:exit |return |error )?(?:code|status)|(?:exited|returned|terminated|finished|failed|ended|completed) (?:with )?(?:an? )?(?:error )?(?:non-?zero )?(?:exit|return) (?:code|status))(?: of|:)? {0,2}[=(]?(?<code>-?\d{1,10})\b/i;
const ownExit = /^(?:exit|return)[ -]?(?:code|status)[:=] ?(?<code>-?\d{1,10})$/i;
/** Matches programs whose lowest nonzero exit codes report a result rather than a failure. */
const informs = /\b(?:[efp]?grep|diff|cmp|robocopy|fsck)\b/i;
const ofOthers = /\b(?:https?|requests?|responses?|GET|POST|PUT|HEAD|API|URL|webhook|means?)\b/;

/** Matches words that mean that nothing had to be done, which is not a failure. */
export const idle =
  /\b(?:up[ -]to[ -]date|already|unchanged|cached|skipp\w*|dry[ -]run|nothing (?:new|to)|no (?:changes|new|input|work|anomal\w*|conflicts|differences|duplicates|hits|issues|matches|outliers|violations)|current|expected|since (?:the )?last|filtered|matched)\b/i;

/** Matches `0 of 12 jobs completed` at the beginning or after a colon; after a word, the number would be an ID. */
const noneDone =
  /(?:^|[:(\]] {0,4})0 ?(?:\/|of|out of) ?[1-9]\d{0,11}\b(?: \w{2,20}){0,2} (?:done|completed|converted|processed|succeeded|successful|finished|written|copied|uploaded|downloaded|rendered|passed)\b/i;
const someDone = /\b[1-9]\d{0,11} ?(?:\/|of|out of) ?\d{1,12}\b/;

/** Matches a count of copied files if the source was missing. */
const noneCopied = /^\s{0,20}0 file\(s\) copied\.?$/i;

/**
 * Finds, among the last lines, the line that reports the failure of a program's work as a whole, or of a program within
 * it; undefined if there is none.
 */
export function findSummary(
  lines: readonly EndLine[],
  other: readonly EndLine[],
  isDealtWith: (line: EndLine) => boolean,
): EndLine | undefined {
  const last = lines.slice(-lastLines);
  const isInstalled = [...last, ...other.slice(-lastLines)].some(({ text }) => installed.test(text));
  const failed = isInstalled ? undefined : findFailure(last);
  if (failed !== undefined) return failed;
  const exited = last.findLast((line) => (isFailedExit(line.text) || allFailed.test(line.text)) && !isDealtWith(line));
  if (exited !== undefined) return exited;
  const none = last.some(({ text }) => someDone.test(text) || idle.test(text))
    ? undefined
    : last.find(({ text }) => noneDone.test(text));
  if (none !== undefined) return none;
  const copied = last.findIndex(({ text }) => noneCopied.test(text));
  const above = last[copied - 1];
  return above !== undefined && /\b(?:not found|cannot find)\b/i.test(above.text) ? above : undefined;
}

/** Finds the first failure among the lines. If some report a final job status, only the last status counts. */
function findFailure(lines: readonly EndLine[]): EndLine | undefined {
  const status = lines.findLast(({ text }) => text.startsWith('Final Job Status: '));
  const considered = lines.filter(({ text }) => !text.startsWith('Final Job Status: '));
  const isFailure = ({ text }: EndLine): boolean => failures.some((shape) => shape.test(text));
  return status !== undefined ? [status].find(isFailure) : considered.find(isFailure);
}

function isFailedExit(text: string): boolean {
  const code = Number((exit.exec(text) ?? ownExit.exec(text))?.groups?.['code'] ?? 0);
  return code !== 0 && !ofOthers.test(text) && !(informs.test(text) && code > 0 && code < 8);
}
