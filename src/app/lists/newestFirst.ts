/** The order of times, the latest first; what has no time comes last. */
export function newestFirst(one: string | undefined, other: string | undefined): number {
  return toMs(other) - toMs(one);
}

function toMs(time: string | undefined): number {
  return Date.parse(time ?? '') || 0;
}
