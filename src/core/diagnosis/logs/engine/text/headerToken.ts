/** Part of the prefix before a logger's line: a level, a name in brackets or before a separator, or a separator. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** The part with its level and numbers masked. */
  readonly key: string;
  readonly level?: string;
  readonly sender?: string;
  /** Certainty that a logger wrote the token. `loose`: a name and a colon, which also begin programs' own messages. */
  readonly kind: 'clear' | 'level' | 'loose';
  /** True when the header cannot end here. */
  readonly goesOn?: boolean;
}

interface Before {
  readonly key: string;
  readonly end: number;
  readonly level: string | undefined;
  readonly sender: string;
  readonly kind: Token['kind'];
  /** True when a time precedes the whole header. */
  readonly isTimed: boolean;
}

const levels = 'TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE';
const bareLevel = new RegExp(`(${levels}|STDERR|STDOUT)(?::|(?= |$))`, 'y');
const smallLevel = /(trace|debug|info|notice|warn|warning|error):(?= |$)/y;
/** Matches the end of a bracketed prefix whose time was removed: `[08:14:02 INF] `, as written by Serilog. */
const boxedLevel = new RegExp(`(${levels}|VRB|DBG|INF|WRN|ERR|FTL)\\](?= |$)`, 'y');
const isLevel = new RegExp(`^(?:${levels})$`, 'i');

const box = /[[(<] ?([^\][()<>]{1,60})[\])>]:?(?=[\s:[(<-]|$)/y;
const squareName = /^[\w.$@#:/ -]+$/;
const roundName = /^[A-Za-z][\w.$@#:-]*$/;
/** Matches a name in brackets at the beginning of a line; elsewhere, programs put their own text in brackets. */
const firstName = /^[a-z][\w./-]*(?: \d{1,6})?$/;

const name = /([A-Za-z_][\w.$@/-]{0,60}(?:\[\d{1,10}\])?)( {1,40}-| {0,40}[:|]|>)(?= |$)/y;
/** Matches Python's default format: `INFO:root:`. */
const tightName = /([A-Za-z_][\w.$-]{0,60}):/y;
const nameBeforeLevel = new RegExp(`([\\w.$@/-]{1,60}:?) +(?=[[(<]?(?:${levels})\\b)`, 'y');
const notName =
  /(?:Error|Exception|Exit|Interrupt|Warning)$|^(?:error|fatal|panic|warning|abort|failed|line|usage|note|hint)$/i;

/** Matches programs that readers recognize by the name in front of each message. */
const program =
  /^(?:g?make|ninja|cmake|xargs|env|sudo|su|nohup|timeout|tar|find|sed|g?awk|jq|luac?|perl|php|ruby|(?:ba|da|z|k)?sh|ssh|curl|wget|git|docker|srun|mpirun)(?:\.exe)?(?:\[\d+\])?$/;

const processId = /\d{1,10}(?:#\d{1,10}:(?= )|(?= (?:---|- |\[)))/y;
/** Matches the place from which a logger was called: `worker:run.py:88 `. */
const location = /(?:[\w.$<>-]{1,60}:){1,2}[\w.$<>-]{1,60}:\d{1,6}(?= |$)|[\w-]{1,60}\.\w{1,4}:\d{1,6}(?= |$)/y;
const dash = /(?:-{1,3}|:)(?= |$)/y;
const bar = /\|(?= |$)/y;
/** Matches the mark of quoted output, as in email. */
const quote = /[|>](?= |$)/y;

const space = 0x20;

/** Returns the next token of a header; undefined at its end. */
export function tokenAfter(before: Before, text: string): Token | undefined {
  let at = before.end;
  while (text.charCodeAt(at) === space) at++;
  const gap = at - before.end;
  if (at === text.length || !mayFollow(before, gap, text.charAt(at))) return undefined;
  const level = before.level === undefined ? levelAt(text, at) : undefined;
  if (level !== undefined) return level;
  if (before.end === 0) return gap > 0 ? movedAt(before, text, at) : firstAt(before, text);
  return (
    boxAt(before, text, at) ??
    (gap === 0 && before.key.endsWith('L:') ? tightAt(text, at) : undefined) ??
    numberAt(before, text, at) ??
    separatorAt(before, text, at) ??
    nameAt(before, text, at) ??
    namedLevelAt(before, text, at)
  );
}

/** Checks whether text may continue the header: after a wide gap, only if a level precedes it or it is a separator. */
function mayFollow({ kind, end, isTimed }: Before, gap: number, next: string): boolean {
  return gap <= 1 || (end === 0 ? isTimed || next === '[' : kind === 'level' || '-:'.includes(next));
}

/** Finds a box that is moved to the right, because Ant right-aligns the names of its steps. */
function movedAt(before: Before, text: string, at: number): Token | undefined {
  const box = boxAt({ ...before, isTimed: false }, text, at);
  return box !== undefined && text.startsWith('] ', box.end - 1) ? box : undefined;
}

function firstAt(before: Before, text: string): Token | undefined {
  const box = boxAt(before, text, 0);
  if (box !== undefined) return box;
  if (before.isTimed)
    return (
      numberAt(before, text, 0) ??
      separatorAt(before, text, 0) ??
      nameAt(before, text, 0) ??
      namedLevelAt(before, text, 0)
    );
  return quoteAt(text) ?? nameAt(before, text, 0) ?? namedLevelAt(before, text, 0);
}

function exec(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}

function mask(words: string): string {
  return words.replaceAll(/\d+/g, '0');
}

function isLogged({ isTimed, level }: Before): boolean {
  return isTimed || level !== undefined;
}

function levelAt(text: string, start: number): Token | undefined {
  const [boxed, short] = start === 0 ? (exec(boxedLevel, text, start) ?? []) : [];
  if (boxed !== undefined) return { start, end: boxed.length, key: 'L]', level: short ?? '', kind: 'clear' };
  const [all, level] = exec(bareLevel, text, start) ?? exec(smallLevel, text, start) ?? [];
  if (all === undefined || level === undefined) return undefined;
  return { start, end: start + all.length, key: all.endsWith(':') ? 'L:' : 'L', level, kind: 'level' };
}

function boxAt(before: Before, text: string, start: number): Token | undefined {
  const found = exec(box, text, start);
  const content = found?.[1]?.trim();
  if (found === null || content === undefined) return undefined;
  const end = start + found[0].length;
  if (isLevel.test(content))
    return before.level === undefined ? { start, end, key: '[L]', level: content, kind: 'clear' } : undefined;
  const inBrackets = text.charAt(start) === '[' ? squareName : roundName;
  const allowed = before.end === 0 && !before.isTimed ? firstName : inBrackets;
  if (!allowed.test(content) || isCode(before, text, start)) return undefined;
  return { start, end, key: `[${mask(content)}]`, sender: `[${content}]`, kind: 'clear' };
}

/** Checks for an error code in place of a name, as written by clients of services: `ERROR: (ResourceNotFound) …`. */
function isCode({ key }: Before, text: string, start: number): boolean {
  return text.charAt(start) === '(' && key.endsWith('L:');
}

function tightAt(text: string, start: number): Token | undefined {
  const [all, sender] = exec(tightName, text, start) ?? [];
  if (all === undefined || sender === undefined) return undefined;
  return { start, end: start + all.length, key: `${sender}:`, sender, kind: 'clear' };
}

function numberAt(before: Before, text: string, start: number): Token | undefined {
  if (!isLogged(before)) return undefined;
  const [number] = exec(processId, text, start) ?? [];
  if (number !== undefined) return { start, end: start + number.length, key: '0', kind: 'clear' };
  const [place] = exec(location, text, start) ?? [];
  if (place === undefined) return undefined;
  const sender = place.slice(0, place.lastIndexOf(':'));
  return { start, end: start + place.length, key: `${sender}:0`, sender, kind: 'clear' };
}

function separatorAt(before: Before, text: string, start: number): Token | undefined {
  const isNamed = before.sender !== '';
  const found = exec(dash, text, start) ?? (isLogged(before) && !isNamed ? exec(bar, text, start) : null);
  if (found === null) return undefined;
  const goesOn = before.level === undefined && !isNamed;
  return { start, end: start + found[0].length, key: found[0].charAt(0), kind: 'clear', goesOn };
}

function quoteAt(text: string): Token | undefined {
  const found = exec(quote, text, 0);
  return found === null ? undefined : { start: 0, end: 1, key: '>', kind: 'loose' };
}

function nameAt(before: Before, text: string, start: number): Token | undefined {
  const [all, sender, separator] = exec(name, text, start) ?? [];
  if (all === undefined || sender === undefined || separator === undefined) return undefined;
  if (isLevel.test(sender) || notName.test(sender)) return undefined;
  if (separator.endsWith('|') && before.sender !== '') return undefined;
  const isLoose = separator === ':' || !isLogged(before);
  // Programs write `ERROR samtools: ` themselves.
  if (isLoose && (before.key === 'L' || program.test(sender))) return undefined;
  const key = mask(sender) + separator.trimStart();
  return { start, end: start + all.length, key, sender, kind: isLoose ? 'loose' : 'clear' };
}

function namedLevelAt(before: Before, text: string, start: number): Token | undefined {
  const [, sender] = before.level === undefined ? (exec(nameBeforeLevel, text, start) ?? []) : [];
  if (sender === undefined) return undefined;
  return { start, end: start + sender.length, key: mask(sender), sender, kind: 'clear', goesOn: true };
}
