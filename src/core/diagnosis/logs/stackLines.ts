/** Forms of frames in stacks: of Java, JavaScript and .NET, Python, Ruby, C and PHP, Rust, Julia, Go. */
const frames: readonly RegExp[] = [
  /^\s*at \S/,
  /^\s*File "[^"]{1,400}", line \d/,
  /^\s+from \S{1,400}:\d/,
  /^\s*#\d{1,4}\s/,
  /^\s+\d{1,4}: \S/,
  /^\s*\[\d{1,4}\] \S/,
  /^\s+(?:in|@|-->) \S{1,400}:\d/,
  /^(?:goroutine \d|\t\S{1,400}\.go:\d)/,
];
/** Long lines are data. */
const widest = 1000;
/** A stack has at least as many frames; one alone is a place that a line names. */
const leastFrames = 2;

/** A stack of calls, by its first line and its last; both count from 0. */
export interface StackLines {
  readonly first: number;
  readonly last: number;
}

/**
 * Finds the stacks in the lines of a log, each with the line above its frames, which gives the reason; at most `most`.
 */
export function findStacks(lines: readonly string[], most: number): readonly StackLines[] {
  const stacks: StackLines[] = [];
  for (let line = 0; line < lines.length && stacks.length < most; line += 1) {
    if (!isFrame(lines[line])) continue;
    let count = 1;
    let last = line;
    // Indented lines between frames are quoted by them.
    for (let next = line + 1; isFrame(lines[next]) || isIndented(lines[next]); next += 1) {
      if (isFrame(lines[next])) count += 1;
      last = next;
    }
    const hasHead = line > 0 && lines[line - 1]?.trim() !== '';
    if (count >= leastFrames) stacks.push({ first: hasHead ? line - 1 : line, last });
    line = last;
  }
  return stacks;
}

function isFrame(text = ''): boolean {
  return text.length <= widest && frames.some((frame) => frame.test(text));
}

function isIndented(text = ''): boolean {
  return /^\s+\S/.test(text);
}
