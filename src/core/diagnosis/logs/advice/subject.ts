import { findSmallest } from '../../../extremes.ts';
import { findGroup } from '../../../text/findGroup.ts';
import type { FailureCategory } from '../../explanation/category.ts';

type Form = 'file' | 'program' | 'library' | 'host' | 'option';

const forms: Partial<Readonly<Record<FailureCategory, Form>>> = {
  'missing-file': 'file',
  'missing-program': 'program',
  'missing-module': 'library',
  'network-dns': 'host',
  network: 'host',
  permission: 'file',
  'disk-full': 'file',
  'bad-input': 'file',
  'lock-contention': 'file',
  conflict: 'file',
  'encoding-lineendings': 'file',
  'bad-arguments': 'option',
};

/** Categories whose lines may name the file anywhere; in others, lines also name files that were read successfully. */
const ofOneFile: ReadonlySet<FailureCategory> = new Set(['missing-file', 'permission', 'disk-full']);

const longestName = 260;

/** Matches texts that are not names: exception classes, patterns, numbers, clauses, and system placeholders. */
const noName = [
  /(?:Error|Exception|Failure|Warning)$|\.[a-z]{0,20}error$/,
  /[*?${}|<>="`‘“”()]|%[sd]|: /,
  /^E[A-Z]{3,}$/,
  /^(?:std(?:in|out|err)|null|none|nil|n\/a|undefined|line|file|error|open|rb?|wb?)$/i,
  /\S \S+ \S/,
  // Placeholders in instructions, and stages of PDAL, which are named like files.
  /^\/?path\/to\/|^(?:readers|writers|filters)\.\w+$/,
];
const noFile = [
  // Place in the code of ImageMagick.
  /^(?:error|warning)\/\w+\.c\/\w+\/\d+$/,
  /^[\d.,/:-]+ ?[a-zµ]{0,2}$/i,
  /:\d+(?:[:,.]\d+)?(?::in)?$/,
  /^[a-z]\w*(?:\.\w+)*\.\p{Lu}\w*$/u,
];

const isOfForm: Readonly<Record<Form, (name: string) => boolean>> = {
  file: (name) => /[\p{L}\d]/u.test(name) && name.length <= longestName && !noFile.some((one) => one.test(name)),
  // Excludes paths in the working directory, which may be a script, a program, or a file of the task.
  program: (name) => /^(?:[\p{L}\d_][\w.+-]{0,60}|\/\S+|[a-z]:\\\S+)$/iu.test(name),
  library: (name) => /^[-/.@\p{L}\d_][^\s,;]*$/u.test(name) && name.length <= longestName,
  // Excludes types with their modules, and programs for file systems.
  host: (name) =>
    !/\.[A-Z]\w*[a-z]$|^u?mount\./.test(name) && /^\[?[a-z\d][a-z\d.:-]{0,252}\]?$/i.test(name) && !name.includes('..'),
  option: (name) => /^--?[\w-]+$/.test(name),
};

const opening = /[\s"'`‘’“”«»([]/;
const closing = /[\s"'`‘’“”«»)\].,;:!\\]/;
const quoted =
  /"([^"]{1,260})"|'([^']{1,260})'|[`‘]([^`'’]{1,260})['’]|“([^”]{1,260})”|«\s?([^»]{1,260})»|<([^<>\s/][^<>\s]{1,259})>/g;
const anyQuoted = /["`‘“«]|'[^']{1,260}'/;

/** Matches `missing/incomplete`, which is a path only if the line calls it one. */
const anyWords = /^\p{L}+\/\p{L}+$/u;

const complaints = [
  'no such file',
  'no such device',
  'not found',
  'command not found',
  'is a directory',
  'not a directory',
  'permission denied',
  'name or service not known',
];

/**
 * Finds the subject that a log line blames, if its name has the form that the category requires. The name is next to
 * the words of the error, and is never that of the program that reports the error. `named` is the name that the line's
 * rule captured.
 */
export function findSubject(category: FailureCategory, named: string | undefined, said: string): string | undefined {
  const form = forms[category];
  const text = (category === 'disk-full' ? dropCopied(said) : said).replace(quotedCommand, '');
  if (form === undefined) return undefined;
  const isFit = (name: string): boolean =>
    name !== '' &&
    text.includes(name) &&
    !noName.some((one) => one.test(name)) &&
    isOfForm[form](name) &&
    !isSpeaker(name, text) &&
    !isPlace(name, text);
  const own = findStarted(form, text) ?? (named === undefined ? '' : toSubjectName(named, form));
  if (form !== 'file') return isFit(own) ? own : undefined;
  const given = bare.exec(text.trim())?.[1];
  if (given !== undefined && isLikeFile(given)) return given;
  const next = contained.exec(text)?.[1] ?? findComplained(text);
  if (next !== undefined && isFit(next) && !(isFit(own) && own.endsWith(next))) return next;
  if (isNamedAsKey(own, text)) return undefined;
  // A word that doesn't look like a file is a file only if the line says so.
  if (isFit(own) && (isLikeFile(own) || isNamedAsFile(own, text))) return own;
  return ofOneFile.has(category)
    ? listNames(text).find(
        (name) => isFit(name) && isLikeFile(name) && (!anyWords.test(name) || isNamedAsFile(name, text)),
      )
    : undefined;
}

/** Matches programs that print the name of a file without quotes, so that its blanks belong to it. */
const bare =
  /^(?:\/\S{1,60}\/)?(?:cat|cksum|comm|cut|egrep|fgrep|grep|gunzip|gzip|join|md5sum|nl|paste|sha\d{1,3}sum|sum|wc|zcat): ([^:\n"'`‘“]{1,260}): (?:No such file or directory|Permission denied)$/;

/**
 * Finds the program that failed to start, rather than the one that starts it: `helper: failed to exec helper3: No such
 * file or directory`, or `helper: helper3: command not found`.
 */
function findStarted(form: Form, text: string): string | undefined {
  return form === 'program'
    ? (findGroup(
        /(?:^|: )([\w.+-]{2,60}): command not found$|["'`]([\w.+-]{2,60})["'`] (?:executable )?(?:needs to|must|should) be (?:in|on) (?:the |your )?\$?PATH\b/i.exec(
          text.trim(),
        ),
      ) ??
        /\b(?:failed to|can(?:not|'t)|could(?: not|n't)|unable to) (?:exec(?:ute|vp?)?|run|start|spawn|launch)(?: command)? ["'`‘]?(\S{2,100}?)["'`’]?(?:: No such file|: (?:command )?not found|$)/i.exec(
          text,
        )?.[1])
    : undefined;
}

/** Matches a file that a folder should contain, which is missing rather than the folder. */
const contained =
  /\b(?:does not|doesn't|did not|didn't) (?:(?:appear|seem) to )?(?:contain|have) (?:(?:an? |the |any )?["'`‘]?(?=\S{1,80}\.\w)|an? file (?:named|called) ["'`‘]?)([\w.+-]{1,80}\w)/;

/** Matches a command in quotation marks, whose arguments are not what is missing. */
const quotedCommand = /(['"`])[\w./-]{1,100} --?\w(?:(?!\1).){1,2000}\1/g;

/** Removes the source of a copy (`'a' -> 'b'`), because the destination's disk is full. */
function dropCopied(text: string): string {
  return text.replace(/['"][^'"]{1,260}['"] -> (?=['"])/, '');
}

/** Returns a name without quotes and punctuation; for an address, its host if a host is expected. */
function toSubjectName(given: string, form: Form): string {
  const name = withoutSigns(given);
  return form === 'host' ? (/^[a-z][a-z\d+.-]{1,20}:\/\/(?:[^/@]*@)?([^/?#]+)/i.exec(name)?.[1] ?? name) : name;
}

function withoutSigns(name: string): string {
  let [from, to] = [0, name.length];
  while (from < to && opening.test(name.charAt(from))) from++;
  while (to > from && closing.test(name.charAt(to - 1))) to--;
  return name.slice(from, to);
}

/**
 * Finds `/mnt/in` in `job.sh: line 1: cd: /mnt/in: No such file or directory`, or the word before the complaint if it
 * resembles a file, as in `ld: cannot find main.o: No such file or directory` and `FileNotFoundException: a.txt (No
 * such file`.
 */
function findComplained(text: string): string | undefined {
  const low = text.toLowerCase();
  const said = findSmallest(
    complaints.flatMap((words) => [`: ${words}`, ` (${words}`].map((one) => low.indexOf(one)).filter((at) => at > 0)),
  );
  if (said === Number.POSITIVE_INFINITY) return undefined;
  // `tar: a.tar: Cannot open: No such file or directory`
  const before = text.slice(0, said).replace(/: (?:cannot|can't|could not|failed to) [a-z]+$/i, '');
  const part = before.slice(before.lastIndexOf(': ') + 1).trim();
  if (!/\s/.test(part)) return withoutSigns(part);
  const last = listQuoted(part).at(-1);
  const word =
    last !== undefined && part.endsWith(`${last}${part.at(-1)}`) ? last : withoutSigns(part.split(/\s/).at(-1) ?? '');
  return isLikeFile(word) ? word : undefined;
}

function listQuoted(text: string): readonly string[] {
  return [...text.matchAll(quoted)].map((found) => findGroup(found) ?? '');
}

function listNames(text: string): readonly string[] {
  return [...listQuoted(text), ...text.split(/[\s"'`‘’“”«»()=,;]+/)].map(withoutSigns);
}

/** Returns true if the name contains a folder or ends with a file extension. */
function isLikeFile(name: string): boolean {
  return /[\p{L}\d][\\/]|[\\/][\p{L}\d]|[\p{L}\d]\.[\p{L}\d_-]{1,12}$/u.test(name);
}

/** Returns true if the words before the name in `text` introduce a file. */
function isNamedAsFile(name: string, text: string): boolean {
  const before = text.slice(0, Math.max(0, text.indexOf(name)));
  return /(?:file|\b(?:open|opening|read|directory|folder|image|path|to|access|stat)):? ?["'`‘“«]? ?$/i.test(
    before.slice(-20),
  );
}

/** Checks whether the words before a name introduce a setting or another part of a file, whose name may have a path. */
function isNamedAsKey(name: string, text: string): boolean {
  return /\b(?:property|key|setting|parameter|attribute|variable|symbol|class|function|method|entry|section|genome|table|column|field):? ["'`‘“]$/i.test(
    text.slice(0, Math.max(0, text.indexOf(name))).slice(-24),
  );
}

/** Matches words for a failed operation, which describe a program's action and not the state of a file. */
const speaks = /^(?:can(?:not|'t| not)|could(?: not|n't)|unable|failed to)\b(?! be\b)/i;

/** Matches the name of a program with its version, before a level: `fastq-dump.2.4.3 err: item not found`. */
const leveled = /^["'`’”]? (?:err|error|warn|warning|fatal|crit|critical|info|note|int|sys)\b ?: /i;
const levelWord = /^(?:err|error|warn|warning|fatal|crit|critical|info|note)\b ?: /i;

/**
 * Checks whether a name is the prefix of the program that wrote the message: `run.sh: line 2: cd: /solver: No such file
 * or directory`.
 */
function isSpeaker(name: string, text: string): boolean {
  const at = text.indexOf(name);
  if (at >= 0 && leveled.test(text.slice(at + name.length)) && /^[\d\s:.,TZ/+-]*$/.test(text.slice(0, at))) return true;
  if (at < 0 || /[^\s|[]/.test(text.slice(0, at))) return false;
  const [lead] = /^["'`’”]?(?:\[\d+\]|\(\w+\)|[:,] ?(?:line )?\d+){0,3}: /.exec(text.slice(at + name.length)) ?? [];
  if (lead === undefined) return false;
  const rest = text.slice(at + name.length + lead.length);
  return (
    anyQuoted.test(rest) ||
    speaks.test(rest) ||
    levelWord.test(rest) ||
    rest
      .split(': ')
      .slice(0, -1)
      .some((part) => /^(?:\S+|line \d+)$/.test(part))
  );
}

/** Checks whether a name is only the location of the failure: `MissingInputException in file Snakefile, line 4`. */
function isPlace(name: string, text: string): boolean {
  const at = text.indexOf(name);
  const before = text.slice(Math.max(0, at - 20), at);
  if (/\bsearch(?:ed)? (?:path|in):? ?[["'`(]?$/i.test(before)) return true;
  // Name of a logger.
  if (/\b(?:error|fatal|critical|warn(?:ing)?):? +\[$/i.test(before) && text.charAt(at + name.length) === ']')
    return true;
  const isNamedPlace = /\b(?:in|at|from)(?: file)? ["'`]?$/.test(before);
  if (/\bline \d{1,7} (?:of|in) ["'`]?$/.test(before)) return true;
  if (/\w (?:(?:is|was) )?not found in the (?:[\w-]+ ){1,3}(?:at )?["'`]?$/i.test(text.slice(0, at))) return true;
  return isNamedPlace && /^["'`]?(?:,? (?:on |at )?line \d|:\d)/.test(text.slice(at + name.length));
}
