/** A longer path at the start of a title would be all that a narrow view shows. */
const longestPath = 20;

/** `/mnt/batch/tasks/shared/rust.png is missing` becomes `rust.png is missing`. */
export function dropLeadingFolders(text: string): string {
  const [first = ''] = text.split(' ', 1);
  return first.length > longestPath ? dropFolder(first) + text.slice(first.length) : text;
}

/** `/data/a.csv` becomes `a.csv`, also behind a quotation mark; `data/a.csv` stays. */
export function dropFolder(word: string): string {
  const [begin = ''] = /^["'“”‘’«]?(?:[a-z]:)?[\\/]/i.exec(word) ?? [];
  const last = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\'));
  return begin === '' || last === word.length - 1 ? word : (/^["'“”‘’«]/.exec(begin)?.[0] ?? '') + word.slice(last + 1);
}
