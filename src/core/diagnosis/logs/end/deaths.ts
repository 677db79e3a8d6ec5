import type { EndLine } from './endLines.ts';

/** Finds, among the last lines of a log, the line that shows how a program died; undefined if there is none. */
type FindDeath = (lines: readonly EndLine[], messageLines: number) => EndLine | undefined;

/** Matches lines that a shell, runtime, or tool prints after the relevant message. */
const afterwards =
  /^(?:\++ (?!true$|:$|FullyQualifiedErrorId\b)\S|note: |help: |\d+\+\d+ records (?:in|out)$|\d+ bytes .*copied|(?:real|user|sys)\s+\d+m|exit status [1-9]|A complete log of this run|Aborted(?: \(core dumped\))?$|make(?:\[\d+\])?: (?:Leaving|Entering) directory|-{3,}$|={3,}$)/;

const ofStack =
  /^\s*(?:at \S|from \S|Stacktrace:$|in expression starting at |Closest candidates are:$|\.{3} \d+ more|Caused by: |Suppressed: |\d{1,4}: (?:0x)?\S|-+> |--- End of |\[\d+\] )|^\s+\S/;

/**
 * Finds the exception that ended a Python program or one of its threads, processes, or tasks. An exception that the
 * program caught and printed begins in the function that caught it.
 */
const findPython: FindDeath = (lines, messageLines) => {
  const at = lines.findLastIndex(({ text }) => /^\s*Traceback \(most recent call last\):$/.test(text));
  if (at === -1) return undefined;
  const { text: above = '', level } = lines[at - 1] ?? {};
  // Loggers print exceptions that the program caught.
  if (/\bignored\b/i.test(above) || level === 'error') return undefined;
  const frame = lines[at + 1]?.text ?? '';
  const isOutermost = /, in <module>$|"<frozen runpy>"|, in _run_module_as_main$/.test(frame);
  if (!isOutermost && !/^Exception in thread |^Process \S{1,80}:$|^future: <Task finished /.test(above))
    return undefined;
  // Scripts use one line of code (`python -c`) to check for a module, and can handle a failure.
  if (/^\s+File "<string>"/.test(frame) && !/^\s+File /.test(lines[at + 2]?.text ?? '')) return undefined;
  const index = lines.findIndex(({ text }, each) => each > at && /^[A-Za-z_][\w.]*(?:: |:?$)/.test(text));
  return index === -1 || lines.length - 1 - index > messageLines ? undefined : lines[index];
};

/** Finds the last line that matches `shape`, if only its stack follows. */
function withStack(shape: RegExp): FindDeath {
  return (lines) => {
    const at = lines.findLastIndex(({ text }) => shape.test(text));
    return at !== -1 && lines.slice(at + 1).every(({ text }) => ofStack.test(text)) ? lines[at] : undefined;
  };
}

/** Creates a search for a line that matches `shape` among the last `count` lines. */
function among(count: number, shape: RegExp): FindDeath {
  return (lines) => lines.slice(-count).findLast(({ text }) => shape.test(text));
}

/** Finds an uncaught exception, after which Node.js prints its version. The message is below a row of carets. */
const findNode: FindDeath = (lines) => {
  if (!/^Node\.js v\d/.test(lines.at(-1)?.text ?? '')) return undefined;
  const mark = lines.findLastIndex(({ text }) => /^\s{0,200}\^+$/.test(text));
  return (
    lines.slice(mark + 1).find(({ text }) => /^(?:Uncaught |\[)?[\w.]*(?:Error|Exception)\b/.test(text)) ?? lines.at(-1)
  );
};

/** Finds the message of a panic, which is below the place where it happened. */
const findRust: FindDeath = (lines) => {
  const at = lines.findLastIndex(({ text }) => /^thread '.{1,80}'(?: \(\d{1,9}\))? panicked at /.test(text));
  if (at === -1) return undefined;
  const said = lines[at]?.text.endsWith(':') === true ? lines[at + 1] : lines[at];
  const rest = lines.slice(at + 2);
  return rest.every(({ text }) => ofStack.test(text) || /^stack backtrace:/.test(text)) ? said : undefined;
};

const findGo: FindDeath = (lines) => {
  const at = lines.findLastIndex(({ text }) => /^panic: /.test(text));
  return at !== -1 && lines.slice(at).some(({ text }) => /^goroutine \d{1,9} \[/.test(text)) ? lines[at] : undefined;
};

/** Matches a shell's message about a program ended by a signal, except SIGTERM, which is usually intended. */
const ofShell =
  /^(?:\S{1,200}: line \d{1,7}: +\d{1,9} +)?(?:Segmentation fault|Bus error|Illegal instruction|Floating point exception|Aborted|Killed)(?: \(core dumped\))?(?:$|\s{2,}(?!timeout )\S|[./]\S)/;

/** Finds a shell's message about a signal. The command in it is printed as written, so it may span more lines. */
const findOfShell: FindDeath = (lines) => {
  const at = lines.findLastIndex(({ text }) => ofShell.test(text));
  const shown = lines.slice(at).map(({ text }) => text);
  const isOpen = (count: number): boolean => (shown.slice(0, count).join('').split('"').length - 1) % 2 === 1;
  let ends = 1;
  while (ends < shown.length && isOpen(ends)) ends++;
  return at !== -1 && shown.length - ends <= 1 ? lines[at] : undefined;
};

/** Finds an uncaught exception, below which Julia prints a stack. */
const findJulia: FindDeath = (lines, messageLines) => {
  const at = withStack(/^ERROR: \S/)(lines, messageLines);
  const isOfJulia = lines.some(({ line, text }) => line > (at?.line ?? line) && /^\s*Stacktrace:$/.test(text));
  return isOfJulia ? at : undefined;
};

/** Finds the message above the stack of Tcl, which ends with the script. */
const findTcl: FindDeath = (lines) => {
  if (!/^\s+\(file "[^"]{1,400}" line \d{1,9}\)$/.test(lines.at(-1)?.text ?? '')) return undefined;
  const stack = lines.findLastIndex(({ text }) => /^\s+while executing$/.test(text));
  return lines[stack - 1];
};

/** Matches harmless failures: cmdlets that clean up, and complaints about work that is already done. */
const tidying = /: ResourceExists: |\[(?:Remove|Stop|Clear)-\w+\]/;

/** Finds the message of a PowerShell error: above its place and category, or, since version 7, below its place. */
const findPowerShell: FindDeath = (lines) => {
  const [category, id] = lines.slice(-2).map(({ text }) => text);
  if (
    id !== undefined &&
    /^\s*\+ FullyQualifiedErrorId\s*: /.test(id) &&
    /^\s*\+ CategoryInfo\s*: /.test(category ?? '')
  ) {
    if (tidying.test((category ?? '').replace(/\s+/g, ' '))) return undefined;
    const place = lines.findLastIndex(({ text }) => /^At \S.{0,400}:\d{1,9} char:\d{1,9}$/.test(text));
    return lines[place - 1] ?? lines.at(-2);
  }
  const mark = lines.findLastIndex(({ text }) => /^\s+\|\s+~+\s*$/.test(text));
  const words = lines.slice(mark + 1);
  const isError = mark > 0 && words.length > 0 && words.every(({ text }) => /^\s+\| \S/.test(text));
  return isError && !/^(?:Remove|Stop|Clear)-/.test(lines[mark - 3]?.text ?? '') ? words[0] : undefined;
};

/** Matches Perl's messages with their place, which both `die` and `warn` print. */
const ofPerl = /^\S.{0,400} at \S{1,300} line \d{1,9}(?:, <[^>]{1,80}> (?:line|chunk) \d{1,9})?\.$/;
const endsPerl =
  /^(?:Can't (?:locate|call method|use)\b|BEGIN failed--|Undefined subroutine|Illegal division by zero|Not an? \w+ reference|Died at |Compilation failed)/;

const findPerl: FindDeath = (lines) => {
  if (!ofPerl.test(lines.at(-1)?.text ?? '') || !endsPerl.test(lines.at(-1)?.text ?? '')) return undefined;
  const before = lines.findLastIndex(({ text }) => !ofPerl.test(text) || !endsPerl.test(text));
  return lines[before + 1];
};

const exceptions: readonly FindDeath[] = [
  findPython,
  findNode,
  withStack(/^Exception in thread "/),
  withStack(/^Unhandled exception\. |^Unhandled Exception: /),
  withStack(/^\S{1,200}:\d{1,7}:in ['`].{1,200}': .{1,400} \([\w:]{1,80}\)$/),
  among(4, /^(?:PHP )?Fatal error: +Uncaught /),
  among(1, /^Execution halted$/),
  findJulia,
  findPerl,
  findPowerShell,
  findTcl,
];

const crashes: readonly FindDeath[] = [
  findRust,
  findGo,
  findOfShell,
  among(4, /^terminate called (?:after|without) |^Fatal Python error: /),
];

/**
 * Finds how a program in a log died and the line that shows this, if the lines end with its death. At most
 * `messageLines` may follow a Python exception, because nothing else marks the end of its message.
 */
export function findDeath(
  lines: readonly EndLine[],
  messageLines: number,
): { kind: 'exception' | 'crash'; at: EndLine } | undefined {
  const last = lines.findLastIndex(({ text }) => !afterwards.test(text.trimStart()));
  const own = lines.slice(0, last + 1);
  const find = (all: readonly FindDeath[]): EndLine | undefined => {
    for (const one of all) {
      const at = one(own, messageLines);
      if (at !== undefined) return at;
    }
    return undefined;
  };
  const exception = find(exceptions);
  if (exception !== undefined) return { kind: 'exception', at: exception };
  const crash = find(crashes);
  return crash && { kind: 'crash', at: crash };
}
