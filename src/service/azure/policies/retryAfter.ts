/**
 * How long a `Retry-After` header asks to wait, in milliseconds from `nowMs`: it holds whole seconds or an HTTP date
 * (RFC 9110 §10.2.3). Undefined for a header that is missing or is neither; a time in the past means 0.
 */
export function toRetryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse takes much that is no date ('-1' is a year), so the form is checked first: it begins with a weekday.
  if (!/^[A-Z][a-z]{2,8}[, ]/.test(text)) return undefined;
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
