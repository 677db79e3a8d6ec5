/** A logger's level of a line; a line of level `debug` is for developers and never a failure, whatever its words. */
export type Level = 'debug' | 'info' | 'warning' | 'error';

const levelPrefix =
  /^(?:\[[^\]]*\] ){0,2}(?:[\w./]+[:\s|-]{1,3})?[[<(|]?\s?(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|trace|debug|info|warn|warning|error|fatal|critical)\b(?![.\\-]\w|(?<=[a-z])\/\w)/;

/** A level after the names of a logger, a module, a process; in capitals, as words of a sentence seldom are. */
const laterLevel = /^(?:\S{1,60} +){0,5}[[(<]?(WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)[\])>]?:?(?: |$)/;

/** The severity in a line of glog, `W0501 12:30:01.5 …`, and of PyTorch's core, `[W socket.cpp:426] …`. */
const glogLevel = /^(?:([IWEF])\d{4} \d\d:|\[([IWEF])\d{0,4} )/;
const severities: Readonly<Record<string, Level>> = { I: 'info', W: 'warning', E: 'error', F: 'error' };

/** The level in four letters and the seconds since the start, as logrus writes: `DEBU[0003] `. */
const shortLevel = /^(TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[\d{4,8}\] /;
const shortLevels: Readonly<Record<string, Level>> = { TRAC: 'debug', DEBU: 'debug', INFO: 'info', WARN: 'warning' };

/**
 * The level after the name of a library for messages between nodes. It warns before it fails, and its lines on the way
 * back to its caller are informative.
 */
const transportLevel = /\b(?:NCCL|RCCL|UCX|UCC) {1,2}(TRACE|DEBUG|DIAG|INFO|WARN|ERROR|ABORT|FATAL)\b/;
const transportErrors = /^(?:WARN|ERROR|ABORT|FATAL)$/;

/** A box, or the end of one whose time was taken off: `(ERR): `, `[08:14:02 DBG] `. */
const boxEnd = /^[[(]?(VRB|DBG|INF|WRN|ERR|FTL)[\])]:? /;

/** Returns the level that the line's own logger gives it. */
export function findLevel(text: string): Level | undefined {
  const glog = glogLevel.exec(text);
  if (glog !== null) return severities[glog[1] ?? glog[2] ?? ''];
  const short = shortLevel.exec(text)?.[1];
  if (short !== undefined) return shortLevels[short] ?? 'error';
  const boxed = boxEnd.exec(text)?.[1];
  if (boxed !== undefined) return levelNamed(boxed.toLowerCase());
  const transport = transportLevel.exec(text)?.[1];
  if (transport !== undefined) return transportErrors.test(transport) ? 'error' : 'debug';
  const word = (levelPrefix.exec(text) ?? laterLevel.exec(text))?.[1];
  return word === undefined ? undefined : levelNamed(word.toLowerCase());
}

const debugging = /^(?:debug|trace|dbg|vrb)$/;
const informing = /^(?:info|notice|inf)$/;

/** Returns the level of a word in lowercase; unknown words mean errors. */
export function levelNamed(word: string): Level {
  if (word.startsWith('warn') || word === 'wrn') return 'warning';
  if (debugging.test(word)) return 'debug';
  return informing.test(word) ? 'info' : 'error';
}

/** Checks whether a level means that nothing is wrong. */
export function isCalm(level: Level | undefined): boolean {
  return level === 'info' || level === 'debug';
}

const edge = '\u0001';
const levels: ReadonlyMap<string, Level> = new Map(
  (['debug', 'info', 'warning', 'error'] as const).map((level) => [toMark(level), level]),
);
/** The prefix of lines from records of errors, for readers to look for. */
export const errorMark: string = toMark('error');

/** Returns the prefix of a line that was taken out of a record, for the level that the record gave it. */
export function toMark(level: Level): string {
  return edge + level + edge;
}

/** Reads the mark that a line begins with. */
export function readMark(line: string): { readonly level: Level; readonly length: number } | undefined {
  if (!line.startsWith(edge)) return undefined;
  const length = line.indexOf(edge, 1) + 1;
  const level = levels.get(line.slice(0, length));
  return level === undefined ? undefined : { level, length };
}
