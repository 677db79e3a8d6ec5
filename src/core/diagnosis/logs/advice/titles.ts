import * as l10n from '@vscode/l10n';
import { withLabel } from '../../../text/label.ts';
import { redactText } from '../../../text/redact.ts';
import { findStatedExit } from '../../catalogue/readExit.ts';
import type { FailureCategory } from '../../explanation/category.ts';
import { toClause } from '../../explanation/draft.ts';
import {
  countWords,
  cutWords,
  dropFolders,
  dropTag,
  fewWords,
  fitShell,
  fitTitle,
  isWhole,
  maxTitleLength,
  shortenParts,
} from '../../explanation/fitTitle.ts';
import type { Frame, Narrowness } from '../engine/finding.ts';
import { readHost } from '../lexicon/httpStatus.ts';
import { noLoader } from '../lexicon/lexicon.ts';
import { complains, saysWhy } from '../lexicon/ownWords.ts';
import { library } from './absent.ts';
import { saysAbsent, saysUnequal, sharedMemory, unanswered, unavailable } from './evidence.ts';
import { type LoggedRefusal, nameRefusal } from './refusals.ts';

/** Matches words with which frameworks and drivers report that a GPU ran out of memory, which is not their fault. */
const memoryOfGpu =
  /out of memory|OutOfMemory|\bOOM\b|MEMORY_ALLOCATION|MemoryAllocation|RESOURCE_EXHAUSTED|ALLOC_FAILED|VRAM/i;

/**
 * Matches words of runtimes for a program that reached its own limit or was refused memory, although the node may have
 * some left.
 */
const limitOfProgram =
  /Java heap|GC overhead|Metaspace|direct buffer|JavaScript heap|Allowed memory size|memory limit/i;
const refusedMemory = /\bMemoryError|bad_alloc|NoMemoryError|[Cc]annot allocate memory/;
/** Matches limits of the process or the file system, which apply even if the disk has free space. */
const fileTooLarge = /\b[Ff]ile too large|\bEFBIG\b/;

const isBusy = /device or resource busy/i;

/** Sentences that name each kind of failure; `text` is the line that reports it. */
const names: Readonly<Record<FailureCategory, (text: string) => string>> = {
  'missing-file': () => l10n.t('A file does not exist'),
  'missing-program': () => l10n.t('A program is not installed or not on the path'),
  'missing-module': () => l10n.t('A library or module was not found'),
  permission: () => l10n.t('Access was denied by the operating system'),
  'out-of-memory': nameMemory,
  'disk-full': (text) => {
    if (sharedMemory.test(text)) return l10n.t("The container's shared memory is exhausted");
    return fileTooLarge.test(text) ? l10n.t('A file exceeded the maximum size allowed') : l10n.t('The disk is full');
  },
  'network-dns': () => l10n.t('A host name was not found'),
  'network-tls': () => l10n.t('A secure connection could not be established'),
  network: (text) =>
    unanswered.test(text) ? l10n.t("A server didn't respond") : l10n.t('A network connection failed'),
  'auth-storage': (text) => nameRefusal({ text }),
  'sas-expired': () => l10n.t('A shared access signature is not valid at this time'),
  'image-pull': () => l10n.t('A container image could not be pulled'),
  'crash-signal': () => l10n.t('The program crashed'),
  'bad-arguments': () => l10n.t('The program was called with incorrect arguments'),
  'bad-input': () => l10n.t('An input is malformed'),
  license: () => l10n.t('A license could not be obtained'),
  'lock-contention': (text) =>
    isBusy.test(text) ? l10n.t('In use, or mounted') : l10n.t('Something is locked by another process'),
  timeout: () => l10n.t('A time limit was exceeded'),
  'dependency-version': () => l10n.t("Dependency versions aren't compatible with each other"),
  'encoding-lineendings': () => l10n.t('Text has the wrong encoding or line endings'),
  'exception-in-user-code': () => l10n.t('The code failed'),
  gpu: (text) =>
    memoryOfGpu.test(text) ? l10n.t('The GPU memory is exhausted') : l10n.t('The GPU or its driver failed'),
  mpi: () => l10n.t('The MPI job failed'),
  quota: () => l10n.t('A quota is used up'),
  allocation: () => l10n.t('Nodes could not be allocated'),
  node: () => l10n.t('The node is at fault'),
  interrupted: () => l10n.t('The program was interrupted'),
  service: () => l10n.t('A service failed'),
  throttled: (text) =>
    unavailable.test(text)
      ? l10n.t('A service was unavailable or too busy')
      : l10n.t('A service refused requests because there were too many'),
  conflict: () => l10n.t('Something already exists or is in a different state'),
  other: () => l10n.t('The program reported an error'),
};

/** Titles by category, with the subject at or near the start, because a narrow view shows little more. */
const sayings: Partial<Readonly<Record<FailureCategory, (subject: string) => string>>> = {
  // A name that reads like a word of the sentence would be mistaken for one.
  'missing-file': (file) =>
    /^\p{L}+$/u.test(file) ? withLabel(l10n.t('A file does not exist'), file) : l10n.t('{0} is missing', file),
  'missing-program': (program) => l10n.t('The program {0} was not found', program),
  'missing-module': (library) =>
    /^(?:\.{0,2}\/|[A-Za-z]:\\).*\.[cm]?[jt]sx?$/.test(library)
      ? l10n.t('{0} is missing', library)
      : l10n.t('The library {0} was not found', library),
  'network-dns': (host) => l10n.t('The host {0} was not found', host),
};

function nameMemory(text: string): string {
  if (limitOfProgram.test(text)) return l10n.t('The program reached its memory limit');
  return refusedMemory.test(text) ? l10n.t('The program was denied more memory') : l10n.t('The node ran out of memory');
}

/** Categories whose name is sufficient if the line is too long for a title. */
const sufficient: ReadonlySet<FailureCategory> = new Set([
  'out-of-memory',
  'disk-full',
  'auth-storage',
  'sas-expired',
  'image-pull',
  'quota',
  'allocation',
  'node',
  'throttled',
]);

/** Matches words of systems and runtimes for exhausted memory, unlike a program's words about its own tables. */
const memoryRanOut =
  /\bkilled\b|\boom\b|out of memory|OutOfMemory|cannot allocate memory|MemoryError|bad_alloc|NoMemory|heap|memory limit|memory size|exceeded .{0,20}memory|not enough memory/i;
const isBound = /in use|\bbind|\blisten/i;
const isQuota = /quota/i;
const isLoop = /symbolic links/i;

const wordsOf: Partial<Readonly<Record<FailureCategory, RegExp>>> = {
  'out-of-memory': /allocat(?:e|ing|ion)\b|heap|limit|thread|killed by/i,
  'disk-full': /no space|quota|disk|\bfull\b/i,
  gpu: memoryOfGpu,
  network: /time(?:d|s)?[ -]?out|refused|reset|closed|aborted|unreachable|fail|not? respon|hang up|pipe/i,
};

/** Checks whether a line means something other than the name of its category. */
function saysOther(category: FailureCategory, text: string): boolean {
  if (category === 'out-of-memory') return !memoryRanOut.test(text);
  if (category === 'disk-full') return isQuota.test(text);
  if (category === 'missing-file') return isLoop.test(text);
  if (category === 'bad-input') return saysUnequal(text);
  return category === 'network' && isBound.test(text);
}

function saysAll(category: FailureCategory, text: string): boolean {
  if (category === 'network') return unanswered.test(text);
  return sufficient.has(category) || (category === 'gpu' && memoryOfGpu.test(text));
}

/** Levels of precision at which a line about malformed input says more than its category. */
const guessed: ReadonlySet<Narrowness> = new Set(['other', 'guess']);
/** Maximum length of a quotation, because a title is one line. */
const longestSaid = 140;

export interface Titled {
  readonly category: FailureCategory;
  readonly subject?: string | undefined;
  /** The line that reports the cause; may contain secrets and be long. */
  readonly text: string;
  readonly frame?: Frame | undefined;
  readonly narrow: Narrowness;
  readonly refusal?: LoggedRefusal | undefined;
  readonly next?: string | undefined;
  /** True when a launcher only reports that its process ended, not why. */
  readonly isReport: boolean;
}

/**
 * Returns the title of a failure, which names the subject if the line does. Otherwise, returns the line, or its meaning
 * if the important part would be cut off.
 */
export function titleFor({ category, subject, text, frame, narrow, refusal, next, isReport }: Titled): string {
  if (refusal?.kind !== undefined || refusal?.server !== undefined) return nameRefusal(refusal);
  const name = refusal === undefined ? names[category](text) : nameRefusal(refusal);
  const isNamed = saysAll(category, text) && !saysOther(category, text);
  const line = redactText(withNext(text, next)).replace(/\s+/g, ' ').trim();
  const said = fitLine(line, maxTitleLength, isNamed ? undefined : mostBeyond);
  const saysMore =
    category === 'bad-input' && complains(said) && !said.endsWith(ellipsis) && countWords(said) > fewWords;
  const named = subject === undefined || saysMore ? undefined : nameInTitle(subject, { category, text, narrow, name });
  if (named !== undefined) return named;
  const ended = isReport && category === 'crash-signal' ? findStatedExit(text) : undefined;
  if (ended?.category === category) return fitTitle(toClause(ended.meaning));
  if (isReport && !reportsWhy.test(text)) return name;
  const isLess =
    isNamed && (cutsOff(said, category) || noMessage.test(said) || (category === 'disk-full' && bareReport.test(said)));
  return withPlace(isLess || !/\p{L}{2}/u.test(said) ? withHost(name, category, text) : said, frame);
}

/** Adds the host that a line about a connection names to the meaning of the line. */
function withHost(name: string, category: FailureCategory, text: string): string {
  const host = category === 'network' ? (readHost(text) ?? /\bhost='([\w.-]+)'/.exec(text)?.[1]) : undefined;
  return host === undefined ? name : fitTitle(withLabel(name, redactText(host)));
}

/** Number of characters that are enough to recognize a name. */
const leastOfName = 20;

/** Words the title with the name of the subject; undefined if there is no room for the name. */
function nameInTitle(subject: string, titled: Parameters<typeof nameSubject>[1]): string | undefined {
  const shown = redactText(subject).replace(/^file:\/\//, '');
  const named = nameSubject(shown, titled);
  const fitted = named === undefined ? undefined : fitTitle(named);
  return fitted?.includes(toLastPart(shown)) === true ? fitted : undefined;
}

/** Returns the minimum part of a name that a title must show: the beginning of the last part of a path. */
export function toLastPart(name: string): string {
  return (name.split(/[/\\]/).findLast((part) => part !== '') ?? name).slice(0, leastOfName);
}

/** Matches a report of a failure, whose reason is in another line. */
const bareReport = /^(?:\w+(?:Error|Exception): )?[\w.-]+ failed\.?$/i;
const noMessage = /^Exception of type '\S{1,100}' was thrown/;

/** Checks whether the name of the exhausted resource was cut from the line. */
function cutsOff(said: string, category: FailureCategory): boolean {
  return said.endsWith(ellipsis) && wordsOf[category]?.test(said) !== true;
}

const isOpened = /\b(?:open(?:ed|ing)?|read|load(?:ed)?|access(?:ible)?|stat)\b/i;
const isWritten = /\b(?:writ(?:e|ing|ten)|creat(?:e|ing|ed)|save)\b/i;

/** Describes the failure with the name of its subject; undefined if the line says something other than its category. */
function nameSubject(
  subject: string,
  { category, text, narrow, name }: Pick<Titled, 'category' | 'text' | 'narrow'> & { readonly name: string },
): string | undefined {
  if (saysOther(category, text) || (category === 'bad-input' && guessed.has(narrow))) return undefined;
  if (category === 'missing-program' && noLoader.test(text))
    return l10n.t("{0} can't be started: its interpreter or loader is missing", subject);
  if (category === 'missing-module' && orDependency.test(text))
    return l10n.t('The library {0}, or one that it needs, was not found', subject);
  if (category === 'missing-program' && library.test(subject)) return l10n.t('{0} is missing', subject);
  if (category === 'missing-file' && !saysAbsent(text)) {
    if (isOpened.test(text)) return l10n.t('{0} could not be opened', subject);
    if (isWritten.test(text)) return undefined;
  }
  return sayings[category]?.(subject) ?? withLabel(name, subject);
}

/** Matches messages of loaders that don't say which of several libraries is missing. */
const orDependency = /\bor one of its dependencies\b/;

const reportsWhy = /\bsignal\b|\bfatal\b|\babort|\bunable to\b|\bno such\b|\bnot\b|\bfailed:|\bassert|ERR_[A-Z]/i;

const isOfStack = /^\s*(?:at |---|\^|File "|(?:stack ?trace|traceback|backtrace)\b)/i;
/** Matches one of several details below a message, such as `Input files: ['a']`. */
const isDetail = /^\s*[A-Z][\w-]*(?: [A-Z][\w-]*)*: \S/;

const isRemedy =
  /^\s*(?:solution|suggestion|remedy|workaround|hint|try)\s?:|^\s*(?:(?:- )?(?:please|try|consider)|- (?:run|install))\b/i;

const advises = /(?<=\S{3})[.!] (?:(?:please|try) \w+|install)(?: \w+){0,3}:$/i;

/** Matches the end of a heading; some programs add a sad face. */
const heads = /:(?:-?[(/])?$/;

/** Adds the next line to a heading, which is informative only with the line below. */
function withNext(text: string, next: string | undefined, longest = maxTitleLength): string {
  if (advises.test(text)) return text.replace(advises, '');
  if (next !== undefined && /^: \S+ \S/.test(next) && /\ban error occurred\b/i.test(text)) return next.slice(2);
  if (!heads.test(text) || next === undefined || isOfStack.test(next) || isRemedy.test(next) || !/\p{L}{2}/u.test(next))
    return text;
  const both = `${text} ${next.trim()}`;
  if (both.length <= longest || countWords(next) < fewWords) return both;
  return isDetail.test(next) ? text : next.trim();
}

const debris = [
  // Report of a failure, before the reason.
  /^(?:[\w./-]{1,40}: )?[\w '-]{0,60}\b(?:fail(?:ed|ure)|errors?|exception)\b[\w '-]{0,40}\b(?:due to|because of|caused by|with)(?: an?| the)?(?: following)? ?(?:error|exception|reason)s?: (?=\S+ \S)/i,
  // Report that a program ends, before the reason.
  /^(?:(?:now )?(?:exiting|aborting|stopping|terminating|quitting)|(?:exit|abort|stop|terminat)(?:ed|s)?)\b[^:]{0,60}\b(?:errors?|failures?|reasons?|exceptions?)\s?: {0,4}(?=\S+ \S)/i,
  // Report of a success, before what was missing.
  /^(?:job|task|step|process|command)\b[^,:]{0,40}\b(?:completed|finished|succeeded|ended)\b[^,:]{0,20}, but (?=\S+ \S+ \S)/i,
  // The failed task among many, with its number of attempts.
  /^.{0,300}?\bmost recent failure: (?:Lost task \S{1,20} in stage \S{1,20}(?: \([^()]{1,200}\)){1,2}: )?(?=\S+ \S)/,
  // Attempt of a task, and wrappers of the exception that matters.
  /^Lost task \S{1,20} in stage \S{1,20}(?: \([^()]{1,200}\)){0,2}: (?=\S+ \S)/,
  /^(?:[\w$]{1,60}\.)*(?:Runtime|Execution|InvocationTarget|UncheckedIO|Spark)Exception: (?=(?:[\w$]{1,60}\.)+\w{1,80}(?:Exception|Error)\b)/,
  /^terminate called after throwing an instance of (?='(?:\w{1,60}::)+\w{0,60}(?:Exception|Error)')/,
  // Mark of a logger, or the rest of a trace, before the message.
  /^(?:: |[-:|\s[(]*\b(?:ERROR|FATAL|CRITICAL|SEVERE|GRAVE|SCHWERWIEGEND|error|E|F)[\])]? *[-|:\])]+ (?=\S+ \S))/,
  // Statement that a program couldn't carry out, before the reason.
  /^(?:\S{1,40}: )?(?:could not|couldn't|cannot|can't|failed to|unable to|error) \w{1,20}(?: \w{1,20})? (['"`]).{30,2000}\1;?: (?=\S+ \S)/i,
  // PowerShell's report of a failed call, before what it threw.
  /^(?:Exception calling "[^"]{1,80}" with "\d{1,3}" argument\(s\): "|Exception setting "[^"]{1,80}": ")/,
  /(?<=^[^"]{1,2000})\.?"$/,
  // Parts of an ODBC driver, before its message.
  /^(?:\(?'\w{5}', ['"])?(?:Error = )?(?:\[[\w .#-]{2,60}\] ?){2,5}(?=\S+ \S)/,
  // OpenSSL's codes before its reason.
  /\[?\berror:[0-9A-Fa-f]{6,16}:[^:]{0,60}:[^:]{0,80}:(?=\w)|(?<=:[a-z ]{3,60})\](?=\.?$)/g,
  // Beginning of .NET's report.
  /^(?:Unhandled [Ee]xception[.:] +|---> )(?=\S+(?: \(\w{1,20}\))?: \S+ \S)/,
  // Box around the message.
  /^[\s│┃║|*#!>]+(?:\\_+\/\s+)?(?=[\p{L}(])(?!.*\*{3}:)|(?:(?<!\s)\s+|(?<![\s│┃║|*#]))[│┃║|*#]+$/gu,
  // urllib3's report of a broken connection, shown by pip and other programs.
  /^(?:WARNING: )?Retrying \(Retry\([^()]{1,200}\)\) after connection broken by '(?:\w{1,60}\(.{0,20}<[^>]{1,200}>: )?/,
  /^(?:Caused by: |what\(\): +(?=\S* \S|std::)|E {1,3}(?=\p{L})|Exception in thread "[^"]{1,80}" |\S{1,200}:\d{1,7}:in [`'][^'`]{1,80}': )/u,
  /^(?:\d[\d\s/:.,TZ+-]{7,40}|\[[^\]]{8,60}\]) ?(?:[A-Z]{4,8}\b[\s:|\]-]{1,8})?/,
  // Thread and class of a logger.
  /^(?:ERROR|FATAL|CRITICAL|WARNING)\s+\[[\w.]{1,80}\] (?=\S+ \S)/,
  /^(?:\[[\w .#-]{1,60}\] )?(?:[a-z]\w{0,40}\.){1,10}\w{1,60}(?: \[[\w .#-]{1,60}\])? (?:- |: )(?=\S+ \S)/,
  // Span of a tracing library, and a number before the type of an exception.
  /^\w+(?:::\w+)+\{[^{}]{0,200}\}: (?=\S+ \S)|^(?:Code: )?\d{1,5}\. (?=(?:\w+::)+Exception: )/,
  // Place in C++ code, with the signature of its function, before the message.
  /^.{0,400}?\S\.(?:cc|cpp|cxx|cu|hh?|hpp|inl):\d{1,6}:? (?:(?:virtual |static )?(?:[\w:<>*&]+ )?[\w~<>]{1,60}::[\w:~<>]{1,200}\(.{0,400}\)(?: const)?,? )(?=\S+ \S)|^Error in .{1,400} at \S{1,200}:\d{1,6}: (?=\S+ \S)/,
  /^[EFWI]\d{0,8} [^\]\s]{0,40} ?(?:\d+ )?\S{1,80}:\d{1,6}\] /,
  /^\W{0,4}(?:fatal|error|err|critical|severe|warning)(?: (?![45]\d\d: \w+ \w+\.?$)\d{1,5})?\W{0,4}[:!] (?=\S+ \S)/i,
] as const;
/** Matches a clause that only says what could not be done, before the clause that says why. */
const mereReport =
  /^(?:(?:(?:[Ff]ailed|[Uu]nable) to|[Cc]ould not|[Cc]annot) (?:load|read|open|start|run|initiali[sz]e|parse|process|import|compile|build)|[Ee]rror (?:loading|reading|opening|starting|running|initiali[sz]ing|parsing|processing|importing|compiling|building))(?: [a-z]+){1,4}: (?=\S+ \S+ \S)|^[a-z]+ not [a-z]+ed: (?=\S+ \S+ \S)|^[\w :.]{0,40}\b[Rr]eceived from [^\s,]+(?:, [\d.:]+)?\. (?=\S+ \S+ \S)|^(?:[A-Z]\w+ )?(?:[Pp]arse|[Pp]arsing|[Ss]yntax|[Rr]ead) error (?:on|at|in) line \d{1,9} (?:in|of|from) (?:the )?(?:file )?\S{1,200}: (?=\S+ \S+ \S)|^(?:\w+ ){0,2}[Ee]rror: (?=[Ff]ailed to |[Cc]ould not |[Cc]annot |[Uu]nable to )|^(?:[Ff]ailed to|[Cc]ould not|[Cc]annot|[Uu]nable to) \w{2,20}: (?=\S+ \S+ \S)|^[\w :[\]]{0,30}\b[Ee]rror (?:initiali[sz]ing|loading|opening|starting|running|creating) [\w:.-]{2,60}(?: [a-z]+){0,2}: (?=\S+ \S+ \S)/;
/** Matches an exception's message as bytes, or as the second of its arguments. */
const asShown = /^(?:[\w.]{1,80}: )?(?:\(\d{1,6}, |b)["'](?:\[[\d:]{5,12}\] )?(?=\S+ \S+ \S)/;
const speaker = /^(?:\S{1,100}|line \d{1,7}) ?: (?=[\p{L}\d"'`‘“«/]\S*(?: \S+){2})/u;
/** Matches a driver's name before its message, `Driver 18 for SQL Server : `. */
const driver = /^(?:[\w().-]{1,40} ){1,8}: (?=\S+(?: \S+){2})/;
const ellipsis = '…';
/** Minimum length of a shortened line; anything shorter says too little. */
const leastSaid = 30;
/** Number of characters by which a whole sentence may exceed the maximum: its end often says what happened. */
const mostBeyond = 20;

/**
 * Shortens a line to `longest` characters, keeping the error at its beginning, or else its reason; `beyond` is how much
 * longer a whole sentence may be, or undefined if the category says what happened where the line is too long.
 */
function fitLine(line: string, longest: number, beyond: number | undefined): string {
  const most = longest + (beyond ?? 0);
  let fitted = debris.reduce((text, form) => text.replace(form, ''), fitShell(dropTag(line), longest));
  if (fitted.length > longest) fitted = fitted.replace(/^\W{0,4}fatal error:? (?=[\p{L}"']\S* \S)/iu, '');
  if (fitted.length > longest) fitted = fitted.replace(asShown, '');
  for (const lead of [speaker, driver])
    while (fitted.length > longest && lead.test(fitted)) fitted = fitted.replace(lead, '');
  if (fitted.length > longest) fitted = dropFolders(fitted);
  fitted = shortenParts(fitted, longest);
  if (fitted.length > longest) fitted = dropRemark(fitted, most);
  while (fitted.length > most && mereReport.test(fitted)) fitted = fitted.replace(mereReport, '');
  if (fitted.length > most) fitted = dropRemark(beyond === undefined ? fitted : toReasonClause(fitted, most));
  fitted = fitted.replace(/(?<=[\p{L}\d)])\s?:$/u, '');
  if (fitted.length <= most) return fitted;
  fitted = fitted.replace(/ \(line \d[^()]*\)$/, '');
  if (fitted.length <= most) return fitted;
  const cut = cutWords(fitted, longest);
  return beyond === undefined ? cut : cut.replace(afterSentence, '');
}

/** Matches the first words of another sentence, before an ellipsis. */
const afterSentence = /(?<=^.{30,200}[\p{L}\d)"'\]][.!?]) (?:\S{1,40} ?){1,3}…$/u;

/** Drops a remark in brackets from a text that is too long, if the rest says enough, and is short enough. */
function dropRemark(text: string, longest = text.length): string {
  const bare = text.replace(/(?<!\b(?:in|of|from|are|is|be)) \((?!line \d[^()]*\)$)[^()]{1,200}\)/, '');
  const isEnough = bare.length >= leastSaid && countWords(bare) >= fewWords;
  return text.length > maxTitleLength && isEnough && bare.length <= longest ? bare : text;
}

/** Matches the end of a clause before its reason. */
const beforeReason =
  /(?<because>,? (?:because(?: of)?|due to|given that)(?: the(?: following)? (?:error|exception|reason):)? )|(?: : |: |, (?:as|since) |,? message:? (?=['"])| [–—] | - )/g;
/** Matches words of a clause that reports a failure, whose reason may follow. */
const reportsFailure =
  /^\S{1,40}$|\b(?:fail\w*|could ?n[o']t|can ?not|can't|unable|errors?|stopp?ed|abort\w*|terminat\w+|exceptions?|reject\w*|skipp\w+|refus\w+|received)\b/i;

/** Matches the place in an input: `line 4, column 12`, `record #3`. */
const ordinal =
  /\b(?:line|row|record|document|entry|item|object|frame|page)(?: no\.?| number)? #?\d{1,9}(?:,? col(?:umn)? \d{1,6})?\b/i;

/** Matches a system's own words for an error, which say little without what was tried. */
const ofSystem =
  /^(?:resource temporarily unavailable|operation (?:now in progress|not (?:permitted|supported))|invalid argument|permission denied|input\/output error|no such (?:file or directory|device|process)|connection refused|cannot allocate memory|bad file descriptor|device or resource busy)\.?$/i;

/** Checks whether a program only guesses the reason, refers back to the report, or advises; or the report says more. */
function saysLess(head: string, rest: string): boolean {
  return (
    ofSystem.test(rest) ||
    // A quoted command is a remedy.
    (/^["'`]/.test(rest) && /\b(?:with|using|run|running|execute|command)$/.test(head)) ||
    /\b(?:could|may|might|possibly|probably|perhaps|maybe|likely)(?: also)?(?: be| have been)?$|\b(?:codec|convert)\b/i.test(
      head,
    ) ||
    /^(?:object reference not set|perhaps|maybe|probably|possibly|please|try|you|your|did|have|has|see|check|make sure|use|run|it|they|this|these|those)\b/i.test(
      rest,
    )
  );
}

/**
 * Drops the clauses before a reason that would be cut off: `Cannot use the mesh of part 3 of the model — two faces overlap`.
 * Drops as few as let the reason fit into `longest` characters.
 */
function toReasonClause(text: string, longest: number): string {
  let [reason, place] = [text, ''];
  for (const { 0: mark, index, groups } of text.matchAll(beforeReason)) {
    const head = text.slice(0, index);
    const rest = text.slice(index + mark.length);
    if (!isWhole(head) || !isWhole(rest) || countWords(rest) < fewWords || saysLess(head, rest)) continue;
    const isReason = groups?.['because'] === undefined ? reportsFailure.test(head) && complains(rest) : saysWhy(rest);
    if (!isReason) continue;
    reason = rest;
    place = ordinal.exec(head)?.[0] ?? '';
    if (reason.length <= longest) break;
  }
  reason = reason.replace(/^(["'])((?:(?!\1).)*)\1$/, '$2');
  return place === '' || ordinal.test(reason) ? reason : `${reason} (${place})`;
}

/** Maximum length of a quoted line, beyond which a step is hard to read. */
const longestInStep = 110;
/** Maximum length of a heading that says less than the line below it. */
const longestHeading = 80;

/** Quotes a log line as part of a step: without secrets, on one line, beginning with the error; `next` follows a heading. */
export function quoteInStep(text: string, next?: string): string {
  const isHeading = text.length <= longestHeading && next?.includes(text) !== true && !/\bstack:$/.test(text);
  const said = fitLine(
    redactText(isHeading ? withNext(text, next, longestInStep) : text)
      .replace(/\s+/g, ' ')
      .trim(),
    longestInStep,
    0,
  );
  return said.replace(/(?<!\.)\.$/, '');
}

/** Quotes `text` as part of a title: without secrets, on one line, and cut off if long. */
export function quoteInTitle(text: string): string {
  const said = redactText(text).replace(/\s+/g, ' ').trim();
  return said.length > longestSaid ? `${said.slice(0, longestSaid - 1).trimEnd()}…` : said;
}

/**
 * Turns `ValueError: bad sample` into `ValueError: bad sample (train.py:42)`, unless the text already names the file or
 * there is no room.
 */
function withPlace(said: string, frame: Frame | undefined): string {
  const file = frame?.file.split(/[\\/]/).at(-1) ?? '';
  if (frame === undefined || file === '' || said.includes(file)) return said;
  const placed = `${said} (${redactText(file)}:${frame.line})`;
  return placed.length <= maxTitleLength ? placed : said;
}
