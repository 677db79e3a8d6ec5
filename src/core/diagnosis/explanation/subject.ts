/** Ids of nodes have 64 hexadecimal digits; a title is for people. */
export function shortenNodeIds(text: string): string {
  if (!text.includes('tvm')) return text;
  return text.replace(/\b(tvm[a-z]{0,4}_[0-9a-f]{8})[0-9a-f]{12,64}(?:_[a-z])?/g, '$1…');
}

/** `frame-0001 failed: X` becomes `X`: whose failure it was is told elsewhere, or does not matter. */
export function withoutSubject(title: string, ids: readonly (string | undefined)[]): string {
  const names = ids.filter((id) => id !== undefined && id !== '');
  const colon = title.indexOf(': ');
  if (colon < 0) return title;
  const subject = title.slice(0, colon);
  return names.some((name) => name !== undefined && subject.includes(shortenNodeIds(name)))
    ? title.slice(colon + 2)
    : title;
}
