/** Orders times, latest first; missing times come last. */
export function newestFirst(one: string | undefined, other: string | undefined): number {
  return toMs(other) - toMs(one);
}

function toMs(time: string | undefined): number {
  return Date.parse(time ?? '') || 0;
}
