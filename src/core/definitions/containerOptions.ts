/** Options that change only the container itself. Any other might open the computer to it: its folders, network, … */
const flags = new Set('--init --read-only'.split(' '));
const valued = new Set(
  (
    '--add-host --cpu-shares --cpus --entrypoint --env -e --hostname -h --label -l --memory -m --memory-swap --platform ' +
    '--shm-size --stop-timeout --tmpfs --ulimit --user -u --workdir -w'
  ).split(' '),
);

/**
 * Splits the options of a task's container into those to run it with on the user's computer and those to leave out.
 * Variables without a value are left out, because they would pass on those of this computer. `--rm` is in neither,
 * because a reproduction always has it.
 */
export function allowOptions(words: readonly string[]): {
  readonly allowed: readonly string[];
  readonly leftOut: readonly string[];
} {
  const allowed: string[] = [];
  const leftOut: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--rm') continue;
    const [name = '', joined] = /^(--[^=]*)=(.*)$/s.exec(word)?.slice(1) ?? [word];
    const next = joined ?? words[at + 1];
    // The word after an unknown option is its value unless it is an option.
    const isSeparate =
      joined === undefined && next !== undefined && !flags.has(name) && (valued.has(name) || !next.startsWith('-'));
    const isOwn = valued.has(name) && next !== undefined && (next.includes('=') || !/^(?:--env|-e)$/.test(name));
    const list = isOwn || flags.has(word) ? allowed : leftOut;
    list.push(word);
    if (!isSeparate) continue;
    list.push(next);
    at += 1;
  }
  return { allowed, leftOut };
}
