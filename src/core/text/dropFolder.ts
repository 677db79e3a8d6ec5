/** Maximum length of a path at the start of a title; a longer path would fill a narrow view. */
const longestPath = 20;

/** Shortens `/mnt/batch/tasks/shared/rust.png is missing` to `rust.png is missing`. */
export function dropLeadingFolders(text: string): string {
  const [first = ''] = text.split(' ', 1);
  return first.length > longestPath ? dropFolder(first) + text.slice(first.length) : text;
}

/** Matches a path under which the Linux kernel shows devices and drivers; programs put files only in `/dev/shm`. */
const kernelPath = /^["'“”‘’«]?\/(?:dev\/(?!shm\b|std|fd\b)|proc\/(?!self\b|\d)|sys\/)\w/;

/** Checks whether the kernel provides a path: no file at this path can be missing, only a device or driver. */
export function isKernelPath(path: string): boolean {
  return kernelPath.test(path);
}

/** Shortens `/data/a.csv` to `a.csv`, also after a quotation mark; keeps `data/a.csv`, `/tmp`, `/a/b/07`, `/sys/block/sda`. */
export function dropFolder(word: string): string {
  const [begin = ''] = /^["'“”‘’«]?(?:[a-z]:)?[\\/]/i.exec(word) ?? [];
  const last = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\'));
  const isFolder = last >= begin.length && /\p{L}/u.test(word.slice(last)) && !isKernelPath(word);
  return begin === '' || !isFolder ? word : (/^["'“”‘’«]/.exec(begin)?.[0] ?? '') + word.slice(last + 1);
}
