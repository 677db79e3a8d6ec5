/** A line shorter than this ends sooner than a search for its end has begun. */
const shortLine = 16;
const lineEnd = 0x0a;

/** Where each line of a text begins. A mebibyte may be a line, or a million of them. */
export function findLineStarts(text: string): Int32Array {
  let starts = new Int32Array(Math.max(16, text.length >> 5));
  let count = 1;
  for (let start = 0, isShort = false; ; count++) {
    const end: number = isShort ? findEndNear(text, start) : text.indexOf('\n', start);
    if (end === -1) return starts.subarray(0, count);
    if (count === starts.length) {
      const wider = new Int32Array(starts.length * 2);
      wider.set(starts);
      starts = wider;
    }
    isShort = end - start < shortLine;
    start = end + 1;
    starts[count] = start;
  }
}

/** The end of a line that follows a short one, and so is mostly short, too. */
function findEndNear(text: string, start: number): number {
  for (let at = start; at < start + shortLine; at++) if (text.charCodeAt(at) === lineEnd) return at;
  return text.indexOf('\n', start + shortLine);
}
