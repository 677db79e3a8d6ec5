/** What a logger thinks of a line. */
export type Level = 'info' | 'warning' | 'error';

const levelPrefix =
  /^(?:\[[^\]]*\] ){0,2}(?:[\w./]+[:\s|-]{1,3})?[[<(|]?\s?(DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|debug|info|warn|warning|error|fatal|critical)\b/;

/** The level in a line of a logger that writes JSON or logfmt. */
const namedLevel = /"(?:level|severity|lvl)": ?"(\w{1,12})"|\b(?:level|lvl)=(\w{1,12})\b/;

/** A level after the names of a logger, a module, a process; in capitals, as words of a sentence seldom are. */
const laterLevel = /^(?:\S{1,60} +){0,5}[[(<]?(WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)[\])>]?:?(?: |$)/;

/** The severity in a line of glog, `W0501 12:30:01.5 …`, and of PyTorch's core, `[W socket.cpp:426] …`. */
const glogLevel = /^(?:([IWEF])\d{4} \d\d:|\[([IWEF])\d{0,4} )/;
const severities: Readonly<Record<string, Level>> = { I: 'info', W: 'warning', E: 'error', F: 'error' };

/** What the line's own logger says of it. */
export function levelOf(text: string): Level | undefined {
  const glog = glogLevel.exec(text);
  if (glog !== null) return severities[glog[1] ?? glog[2] ?? ''];
  const named = namedLevel.exec(text);
  const word = (named?.[1] ?? named?.[2] ?? (levelPrefix.exec(text) ?? laterLevel.exec(text))?.[1])?.toLowerCase();
  if (word === undefined) return undefined;
  const level = levelNamed(word);
  return level === 'error' && named !== null && !/^(?:err|fatal|crit|panic|severe)/.test(word) ? undefined : level;
}

const informing = /^(?:info|debug|notice|trace|inf|dbg|vrb)$/;

/** The level that a word in small letters stands for; words that aren't known stand for errors. */
export function levelNamed(word: string): Level {
  if (word.startsWith('warn') || word === 'wrn') return 'warning';
  return informing.test(word) ? 'info' : 'error';
}
