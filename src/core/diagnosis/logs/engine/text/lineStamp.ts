import { withoutSequences } from '../../../../text/terminal.ts';
import { type Level, readMark } from './levels.ts';

const escapeCharacter = 0x1b;

/**
 * Matches prefixes of launchers with ranks, containers, and projects: `[1,3]<stderr>:`, `[rank0]:`, `worker_1  | `,
 * `(train, pid=12) `, `(raylet) `, and `2>` of a build.
 */
const rankPrefix =
  /^(?:\[\d{1,6},\d{1,6}\]<std(?:err|out|diag)>: ?|\[(?:rank)?\d{1,6}\](?:<std(?:err|out)>)?:? |\[(?:rank|default)\d{1,6}\]: ?|\((?:[\w.:-]+,? )?pid=\d+(?:, [^)]+)?\) |\(raylet\) |(?!(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL|SUCCESS) )[\w.-]+ +\| |\d{1,5}: (?!In |[\w.:]{1,80}\()(?=\S|\s{2})| {0,2}\d{1,3}: STD(?:OUT|ERR): |\d{1,3}>(?=[A-Z/-]))/;

const timePrefix =
  /^(?:\[[a-z][\w.-]{0,30}\] (?=\d{4}-\d\d-\d\d[T ])|\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d| UTC)?\]?:? ?(?:[\w.-]{1,64} [\w./-]{1,64}\[\d{1,10}\]: )?|\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?:? |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{6})? (?:[\w.-]+ [\w./-]+(?:\[\d+\])?: )?|(?:std(?:out|err))(?: [FP] |: )|#\d{1,4} \d{1,6}\.\d{1,3} |\[ {0,5}\d{1,6}s\] )/;

/** Matches a progress bar whose line continues with another program's output. */
const progressBar = /^[^|%]{0,120}\d{1,3}%\|[^|]{0,200}\| [^[]{1,60}\[[^\]]{1,200}\](?=\S)/;

/** A line without the prefixes of launchers, terminals, and loggers. */
export interface StampedLine {
  readonly text: string;
  /** The prefix of a launcher or a relaying logger, which distinguishes the lines of one rank from those of others. */
  readonly rank: string;
  readonly isTimed: boolean;
  /** Level given by the logger that relayed or recorded the line. */
  readonly level: Level | undefined;
}

/** Returns the part of a line that remains visible after overwritten progress (`\r`), or that contains the focus. */
export function visiblePart(raw: string, focus: number): string {
  if (raw.indexOf('\r') === -1) return raw;
  const parts = raw.split('\r');
  let at = 0;
  let last = '';
  for (const part of parts) {
    if (focus >= at && focus <= at + part.length) return part;
    if (withoutSequences(part).trim() !== '') last = part;
    at += part.length + 1;
  }
  return last;
}

/** Removes colors, progress, ranks, and times from a line. */
export function toStamped(raw: string): StampedLine {
  const mark = readMark(raw);
  let text = withoutSequences(mark === undefined ? raw : raw.slice(mark.length));
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  if (text.includes('%|')) text = text.replace(progressBar, '');
  let rank = '';
  let isTimed = false;
  for (let turn = 0; turn < 4; turn++) {
    const prefix = prefixOf(text);
    if (prefix === undefined) break;
    rank += prefix.rank;
    isTimed ||= prefix.isTime;
    text = text.slice(prefix.length);
  }
  return { text: text.trimEnd(), rank, isTimed, level: mark?.level };
}

function prefixOf(text: string): { length: number; rank: string; isTime: boolean } | undefined {
  const code = text.charCodeAt(0);
  if (code === escapeCharacter) return { length: 1, rank: '', isTime: false };
  const time = timePrefix.exec(text);
  if (time !== null) return { length: time[0].length, rank: '', isTime: true };
  const rank = rankPrefix.exec(text);
  return rank === null ? undefined : { length: rank[0].length, rank: rank[0].trim(), isTime: false };
}
