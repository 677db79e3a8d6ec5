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
/** Maximum length of a frame; longer lines are data. */
const widest = 1000;
/** Minimum number of frames in a stack; a single frame is only a place that a message mentions. */
const leastFrames = 2;

/** A call stack, by its first and last line; both are counted from 0. */
export interface StackLines {
  readonly first: number;
  readonly last: number;
}

/** Finds up to `most` stacks in the lines of a log, each with the line above its frames, which gives the reason. */
export function findStacks(lines: readonly string[], most: number): readonly StackLines[] {
  const stacks: StackLines[] = [];
  for (let line = 0; line < lines.length && stacks.length < most; line += 1) {
    if (!isFrame(lines[line])) continue;
    let count = 1;
    let last = line;
    // Indented lines between frames are source code.
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
