/** Maximum length of a path at the start of a title; a longer path would fill a narrow view. */
const longestPath = 20;

/** Shortens `/mnt/batch/tasks/shared/rust.png is missing` to `rust.png is missing`. */
export function dropLeadingFolders(text: string): string {
  const [first = ''] = text.split(' ', 1);
  return first.length > longestPath ? dropFolder(first) + text.slice(first.length) : text;
}

/** Shortens `/data/a.csv` to `a.csv`, also after a quotation mark; keeps `data/a.csv`, `/tmp` and `"\\u2713"`. */
export function dropFolder(word: string): string {
  const [begin = ''] = /^["'“”‘’«]?(?:[a-z]:)?[\\/]/i.exec(word) ?? [];
  const last = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\'));
  const isFolder = last >= begin.length && /[\p{L}\d]/u.test(word.slice(last));
  return begin === '' || !isFolder ? word : (/^["'“”‘’«]/.exec(begin)?.[0] ?? '') + word.slice(last + 1);
}
