import type { BadEnd, BadEndKind } from '../../../model/taskVerdict.ts';
import { findDeath } from './deaths.ts';
import { type EndLine, readEnd } from './endLines.ts';
import { findSummary, idle } from './summaries.ts';

interface Logs {
  readonly commandLine?: string | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
}

/** Number of last lines in which the failure of a program must be reported. */
const lastLines = 6;
/** Number of last lines in which a program may report that it continued or completed. */
const outcomeLines = 8;
/**
 * Number of lines below an exception that may belong to its message; in output, further lines may show the program's
 * next step.
 */
const messageOfErrors = 3;
const messageOfOutput = 1;
const verdictLines = 3;
/** Number of characters of a line that are searched for words. */
const widest = 500;

const tolerates = /\|\|\s*(?:true|:|exit 0|echo)(?:[\s;"')]|$)/;

/** Checks whether a command line itself ignores failures, in which case they are not reported. */
export function toleratesFailure(commandLine: string): boolean {
  return tolerates.test(commandLine);
}

/** Matches a command that ignores failures, as traced by a shell. */
const tracedTolerance = /^\++ (?:true|:)$/;

const ofOctave = /^error: ignoring const execution_exception& /;

const handled =
  /\b(?:retry|retries|retried|retrying|attempts?|(?:second|next) try|tr(?:y|ies|ying) again|fall(?:s|ing)?[ -]?back|fell back|ignor(?:ed?|es|ing)|skip(?:s|ped|ping)?|optional|continu(?:es?|ed|ing)|(?:go(?:es|ing)?|went|carr(?:y|ies|ied|ying)) on|proceed(?:s|ed|ing)?|restart(?:s|ed|ing)?|us(?:ed?|es|ing) (?:the )?(?:defaults?|cached?|local|backup|mirror|CPU)|instead|recover(?:ed|ing)?|reconnected|resum(?:ed|ing)|as (?:expected|planned|wanted)|expect(?:ed|ing|s) (?:a |an )?(?:fail\w*|errors?)|allowed|not needed|harmless)\b/i;

const complete =
  /\b(\d{1,9}) ?(?:\/|of|out of) ?\1\b(?!\.\d)|\b100 ?%|\bsucce(?:ss|eded)|\ball (?:\w+ ){0,3}(?:passed|ok|done|written|complete)|\b(?:0|no) (?:errors?|failures?|failed)\b|\bpassed\b|^OK(?: \(.{1,80}\))?$/i;

/** Matches the system's message for a full disk as programs quote it, not as other texts mention it. */
const fullDisk =
  /(?:^|[:\]] )(?:No space left on device|Disk quota exceeded|There is not enough space on the disk)|\bENOSPC: |: Wrote only \d{1,12} of \d{1,12} bytes$/;

const products: ReadonlySet<string> = new Set(
  (
    'frame image tile row record line sample file object document page byte result feature sequence read variant ' +
    'entry scene layer polygon point cell'
  ).split(' '),
);

/** Matches `0 frames written`, `no output files were produced`, and `Exported 0 rows`. */
const nothingMade: readonly RegExp[] = [
  /(?<![\d.,:/-])\b(?:0|no|zero) (?:(?:output|video|valid) )?(?<what>[a-z]{3,12})(?: were| was| have been| has been)? (?:written|rendered|exported|produced|encoded|generated|saved)\b/i,
  /\b(?:wrote|rendered|exported|produced|encoded|generated|saved) (?:0|no|zero) (?:(?:output|video|valid) )?(?<what>[a-z]{3,12})\b/i,
];
const somethingMade =
  /\b[1-9]\d{0,11} (?:\w{3,12} )?(?:written|rendered|exported|produced|encoded|generated|saved)\b|\b(?:wrote|rendered|exported|produced|encoded|generated|saved) [1-9]/i;
/** Matches the beginning of a line with which a program reports its next step or a result, not more of a message. */
const goesOn =
  /^(?:\[[^\]]{1,40}\] ?)?(?:done|finished|completed?|ready|(?!(?:during|missing|nothing|something|anything|warning|expecting|string)\b)[a-z]{2,12}ing|saved|wrote|written|created|loaded|built|copied|uploaded|exported|computed|processed)\b/i;
/** Matches the counts in AzCopy's summary, which end with `Completed` even if there was nothing to copy. */
const nothingCopied = /^(?:Total Number of|Number of File) Transfers: 0$/;
const skipped = /^Number of \S+ Transfers Skipped: [1-9]/;
const summaryLines = 16;

const nothingAtAll = /\bnothing was (?:encoded|written|rendered|exported|produced)\b/i;

/**
 * Matches the last message of tools that run builds, tests, and other programs, if one of these failed. A `make`
 * without a target builds nothing.
 */
const verdicts: readonly RegExp[] = [
  /^(?:g?make|mingw32-make)(?:\[\d{1,3}\])?: \*\*\* (?!.*\(ignored\)|No targets\b)/,
  /^ninja: build stopped/,
  /^(?:\[ERROR\] |\[INFO\] )?BUILD FAIL(?:ED|URE)\b/,
  /^npm (?:ERR!|error) /,
  /^error: could not compile /,
  /^FAILED \((?:failures|errors)=[1-9]/,
  /^(?:=+ )?(?:\d{1,9} \w+, ){0,4}[1-9]\d{0,8} (?:failed|errors?)\b.{0,80} in \d[\d.]{0,9}s/,
  /^test result: FAILED\b/,
  /^(?:-- Configuring incomplete, errors occurred|Errors while running CTest)/,
  /^Conversion failed!/,
  /^\S{0,200}python[\d.]{0,6}: (?:can't open file |No module named )/,
  /^(?:mpirun|mpiexec|srun|prterun)\b.{0,200}(?:non-zero (?:status|exit code)|exit code [1-9])/,
];

const perlGaveUp =
  /^(?:can(?:no|')t|could(?: not|n't)|unable|failed|error|fatal|invalid|missing|no such|unknown)\b.{0,400} at \S{1,300} line \d{1,9}(?:, <[^>]{1,80}> (?:line|chunk) \d{1,9})?\.$/i;

/** Matches `Error: cannot read in.vcf`, with or without the name of the program. */
const lastError = /^(?:[\w.-]{1,40}: )?(?:fatal )?(?:error|fatal)[:!] (?!(?:none|no|null|nil|ok|0)\b)\S/i;

/**
 * Matches a final refusal by programs that read and download files. Programs that clean up are excluded, because they
 * often find nothing to do.
 */
const lastRefusal =
  /^(?!(?:rm|rmdir|ls|mkdir|mv|ln|kill|pkill|killall|umount|unlink|stat|find|chmod|chown)[: ])(?:[\w.-]{1,40}: )?(?:(?:cannot|can't|could not|couldn't|unable to|failed to) (?:open|read|load|find|copy|parse|decode|import|locate)\b.{0,300}: \S|\(\d{1,2}\) \S|Error response from daemon: )|\bERROR [45]\d\d: |: Invalid data found when processing input$/i;

/**
 * Matches a shell that does not find a program. Programs that set up an environment or show the GPUs are excluded,
 * because they are often missing where they are not needed.
 */
const notFound =
  /^(?:\S{1,200}: (?:line )?\d{1,7}|(?:\/\S{1,200}\/)?(?:ba|da|k|z)?sh): (?!(?:module|ml|deactivate|nvidia-smi|tput|clear|lspci): )[^\s:]{1,200}: (?:command )?not found$/;
const notFoundOnWindows = /^operable program or batch file\.$/;

/**
 * Finds a failure at the end of the logs of a process that returned 0. Strict, because most programs complain about
 * something and succeed: the end itself must be a failure, and nothing may indicate that it was handled.
 */
export function findBadEnd({ commandLine = '', stdout = '', stderr = '' }: Logs): BadEnd | undefined {
  if (toleratesFailure(commandLine)) return undefined;
  const errors = readEnd(stderr);
  const output = readEnd(stdout);
  return judgeEnd('stderr.txt', errors, output) ?? judgeEnd('stdout.txt', output, errors);
}

/** Matches messages of TensorFlow, PyTorch, and JAX about a GPU that they do without. */
const unusedGpu =
  /\bGPU will not be used\b|\bSkipping registering GPU devices\b|\bNo CUDA runtime is found\b|\bCUDA initialization: .{1,200}UserWarning|\bfailed call to cuInit\b|\bAn NVIDIA GPU may be present .{1,80} but a CUDA-enabled jaxlib is not installed/;

/** Finds the first line that says that a program did without the GPU; matters only on a node that has one. */
export function findUnusedGpu({ stdout = '', stderr = '' }: Omit<Logs, 'commandLine'>): BadEnd | undefined {
  for (const [file, log] of [
    ['stderr.txt', stderr],
    ['stdout.txt', stdout],
  ] as const) {
    const lines = log.split('\n');
    const at = lines.findIndex((text) => unusedGpu.test(text.slice(0, widest)));
    if (at !== -1) return { kind: 'noGpu', file, line: at + 1, text: (lines[at] ?? '').slice(0, widest).trim() };
  }
  return undefined;
}

/** Checks whether the last lines of a log say that a failure was handled, or report success. */
export function endsWell({ stdout = '', stderr = '' }: Logs): boolean {
  return [stdout, stderr].some((text) => readEnd(text).slice(-outcomeLines).some(isDealtWith));
}

/** Finds the bad end of a log, unless later lines or the other log report that it was handled. */
function judgeEnd(file: BadEnd['file'], end: readonly EndLine[], other: readonly EndLine[]): BadEnd | undefined {
  const found =
    findEndOfLog(end, file === 'stderr.txt' ? messageOfErrors : messageOfOutput) ??
    findRecord(end) ??
    (other.length === 0 ? findLastError(end, file) : undefined) ??
    (file === 'stderr.txt' ? findMissingProgram(end) : undefined) ??
    toFailure(findSummary(end, other, isDealtWith));
  if (found === undefined) return undefined;
  const { kind, at } = found;
  const after = end.filter(({ line }) => line > at.line);
  if ([...after, ...other.slice(-outcomeLines)].some(isDealtWith)) return undefined;
  const wentOn = after.some(({ text }) => goesOn.test(text) || somethingMade.test(text));
  // In stdout.txt, it may be the shell that goes on.
  if (kind === 'exception' && file === 'stderr.txt' && wentOn) return undefined;
  return { kind, file, line: at.line, text: at.text.trim() };
}

function toFailure(at: EndLine | undefined): FoundEnd | undefined {
  return at && { kind: 'failure', at };
}

/** Matches counts of failed items, next to which passed items don't indicate success. */
const someFailed = /\b[1-9]\d{0,8} (?:\w{2,20} )?(?:failed|failures?|failing)\b/i;

/** Matches a count in a summary, such as `Number of File Transfers Skipped: 0`. */
const countOfNone = /[:=] {0,2}0$/;

/** Checks whether a line reports success or that the failure was handled. */
function isDealtWith({ text }: EndLine): boolean {
  return (
    (handled.test(text) && !ofOctave.test(text) && !countOfNone.test(text)) ||
    (complete.test(text) && !someFailed.test(text)) ||
    tracedTolerance.test(text)
  );
}

interface FoundEnd {
  readonly kind: BadEndKind;
  readonly at: EndLine;
}

const outcome = /(?:^|[{,\s])"?(?:status|state|result|outcome)"?[=:] ?"?(?<said>[a-z_]{2,20})\b/i;
const isFailure = /^(?:failed|failure|error)$/i;

/** Finds the last line if it is a record of a failure and no other record reports another outcome. */
function findRecord(lines: readonly EndLine[]): FoundEnd | undefined {
  const said = lines.slice(-lastLines).map(({ written }) => outcome.exec(written)?.groups?.['said']);
  const at = lines.at(-1);
  const isVerdict = at !== undefined && isFailure.test(said.at(-1) ?? '');
  return isVerdict && said.every((one) => one === undefined || isFailure.test(one))
    ? { kind: 'failure', at }
    : undefined;
}

/** Finds an error in the last unindented line of a program's only log, unless the log also reports progress. */
function findLastError(lines: readonly EndLine[], file: BadEnd['file']): FoundEnd | undefined {
  // An indented line continues the one above it.
  const at = lines.findLast(({ text }) => !ofOctave.test(text) && !/^\s/.test(text));
  if (at === undefined || isDealtWith(at) || lines.some(({ level }) => level === 'info')) return undefined;
  // Lines in a program's output may be results.
  const isError = file === 'stderr.txt' && (lastError.test(at.text) || lastRefusal.test(at.text));
  const above = lines.at(-2);
  if (above !== undefined && notFoundOnWindows.test(at.text)) return { kind: 'failure', at: above };
  return isError || notFound.test(at.text) || perlGaveUp.test(at.text) ? { kind: 'failure', at } : undefined;
}

/** Matches what follows from a program that didn't run: its result is not there. */
const lacksResult = /: (?:cannot|can't) (?:stat|open|access)\b.{0,300}: No such file or directory$/;

/** Finds a program that the shell didn't find at the end of the error output, whatever other programs printed. */
function findMissingProgram(lines: readonly EndLine[]): FoundEnd | undefined {
  const at = lines.findLast(({ text }) => !lacksResult.test(text));
  return at !== undefined && notFound.test(at.text) ? { kind: 'failure', at } : undefined;
}

function findEndOfLog(lines: readonly EndLine[], messageLines: number): FoundEnd | undefined {
  const last = lines.slice(-lastLines);
  const disk = last.find(({ text, level }) => fullDisk.test(text) && level !== 'warning');
  if (disk !== undefined) return { kind: 'diskFull', at: disk };
  const death = findDeath(lines, messageLines);
  if (death !== undefined) return death;
  const isVerdict = ({ text }: EndLine): boolean => verdicts.some((shape) => shape.test(text));
  const verdict = lines.slice(-verdictLines).some(isVerdict) ? last.find(isVerdict) : undefined;
  if (verdict !== undefined) return { kind: 'failure', at: verdict };
  const nothing = last.findLast(({ text }) => makesNothing(text));
  return nothing === undefined || last.some(({ text }) => idle.test(text) || somethingMade.test(text))
    ? findNothingCopied(lines.slice(-summaryLines))
    : { kind: 'nothing', at: nothing };
}

function findNothingCopied(summary: readonly EndLine[]): FoundEnd | undefined {
  const at = summary.findLast(({ text }) => nothingCopied.test(text));
  return at === undefined || summary.some(({ text }) => skipped.test(text)) ? undefined : { kind: 'nothing', at };
}

/** Checks whether a line says that a program produced none of its results. */
function makesNothing(text: string): boolean {
  const said = nothingMade.flatMap((shape) => shape.exec(text)?.groups?.['what']?.toLowerCase() ?? []);
  return nothingAtAll.test(text) || said.some((what) => products.has(what.replace(/ies$/, 'y').replace(/s$/, '')));
}
