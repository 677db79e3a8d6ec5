import { type Level, levelNamed } from '../levels.ts';

const known =
  /^(?:trace|trce|verbose|debug|dbug|dbg|vrb|info|information|informational|notice|inf|warn|warning|wrn|error|err|fatal|critical|crit|severe|panic|dpanic|alert|emerg|emergency|fail|ftl)$/;

/** Numbers of syslog, of GELF and of journald go from 0, an emergency, to 7. */
const syslog: readonly Level[] = ['error', 'error', 'error', 'error', 'warning', 'info', 'info', 'debug'];

/** Words that are remembered at most: loggers have few. */
const mostKnown = 200;
const longestKnown = 24;
const remembered = new Map<string, Level | undefined>();

/** What a record says of itself: in a word, as a number of syslog, or as Node.js and Python number levels (10 to 60). */
export function toLevel(said: unknown): Level | undefined {
  if (typeof said === 'number') return fromNumber(said);
  if (typeof said !== 'string') return undefined;
  if (remembered.has(said)) return remembered.get(said);
  const level = fromText(said);
  if (remembered.size < mostKnown && said.length <= longestKnown) remembered.set(said, level);
  return level;
}

function fromText(said: string): Level | undefined {
  if (/^\d{1,5}$/.test(said)) return fromNumber(Number(said));
  const word = said.toLowerCase();
  if (!known.test(word)) return undefined;
  if (word.startsWith('info')) return 'info';
  return /^(?:verbose|trce|dbug)$/.test(word) ? 'debug' : levelNamed(word);
}

function fromNumber(number: number): Level | undefined {
  if (number < 10) return syslog[number];
  if (number >= 50) return 'error';
  if (number >= 40) return 'warning';
  return number >= 30 ? 'info' : 'debug';
}
