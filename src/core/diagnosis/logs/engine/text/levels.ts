/** Level that a logger gives a line. Lines of level `debug` are for developers and never count as failures. */
export type Level = (typeof levels)[number];
const levels = ['debug', 'info', 'warning', 'error'] as const;

const levelPrefix =
  /^(?:\[[^\]]*\] ){0,2}(?:[\w./]+[:\s|-]{1,3})?[[<(|]?\s?(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|trace|debug|info|warn|warning|error|fatal|critical)\b(?![.\\-]\w|(?<=[a-z])\/\w)/;

/** Matches a level after names of a logger, module, or process; in capitals, which words of a sentence rarely are. */
const laterLevel = /^(?:\S{1,60} +){0,5}[[(<]?(WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)[\])>]?:?(?: |$)/;

/** Matches the severity in a line of glog, `W0501 12:30:01.5 …`, or of PyTorch's core, `[W socket.cpp:426] …`. */
const glogLevel = /^(?:([IWEF])\d{4} \d\d:|\[([IWEF])\d{0,4} )/;
const severities: Readonly<Record<string, Level>> = { I: 'info', W: 'warning', E: 'error', F: 'error' };

/** Matches a four-letter level with the seconds since the start, as written by logrus: `DEBU[0003] `. */
const shortLevel = /^(TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[\d{4,8}\] /;
const shortLevels: Readonly<Record<string, Level>> = { TRAC: 'debug', DEBU: 'debug', INFO: 'info', WARN: 'warning' };

/**
 * Matches the level after the name of a library for communication between nodes. These libraries warn before they fail,
 * and then print informative info lines while they return to the caller.
 */
const transportLevel = /\b(?:NCCL|RCCL|UCX|UCC) {1,2}(TRACE|DEBUG|DIAG|INFO|WARN|ERROR|ABORT|FATAL)\b/;
const transportErrors = /^(?:WARN|ERROR|ABORT|FATAL)$/;

/** Matches the level before the message in a line of loguru: `vtkXWindow.:464    ERR| bad server`. */
const barredLevel = / (INFO|WARN|ERR|FATL)\| /;

/** Matches a bracketed level, or the end of a bracketed prefix whose time was removed: `(ERR): `, `[08:14:02 DBG] `. */
const boxEnd = /^[[(]?(VRB|DBG|INF|WRN|ERR|FTL)[\])]:? /;

/** Returns the level that the line's own logger gives it. */
export function findLevel(text: string): Level | undefined {
  const glog = glogLevel.exec(text);
  if (glog !== null) return severities[glog[1] ?? glog[2] ?? ''];
  const short = shortLevel.exec(text)?.[1];
  if (short !== undefined) return shortLevels[short] ?? 'error';
  const boxed = boxEnd.exec(text)?.[1];
  if (boxed !== undefined) return levelNamed(boxed.toLowerCase());
  const barred = barredLevel.exec(text)?.[1];
  if (barred !== undefined) return levelNamed(barred.toLowerCase());
  const transport = transportLevel.exec(text)?.[1];
  if (transport !== undefined) return transportErrors.test(transport) ? 'error' : 'debug';
  const word = (levelPrefix.exec(text) ?? laterLevel.exec(text))?.[1];
  return word === undefined ? undefined : levelNamed(word.toLowerCase());
}

const debugging = /^(?:debug|trace|dbg|vrb)$/;
const informing = /^(?:info|notice|inf)$/;

/** Returns the level for a word in lowercase; unknown words are errors. */
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
const levelsByMark: ReadonlyMap<string, Level> = new Map(levels.map((level) => [toMark(level), level]));
/** Prefix of lines from error records, for which readers can search. */
export const errorMark: string = toMark('error');

/** Returns the prefix for a line that was extracted from a record with this level. */
export function toMark(level: Level): string {
  return edge + level + edge;
}

/** Reads the mark at the beginning of a line; undefined if there is none. */
export function readMark(line: string): { readonly level: Level; readonly length: number } | undefined {
  if (!line.startsWith(edge)) return undefined;
  const length = line.indexOf(edge, 1) + 1;
  const level = levelsByMark.get(line.slice(0, length));
  return level === undefined ? undefined : { level, length };
}
