import { readdirSync, readFileSync } from 'node:fs';

/** Ticks per second of the times in /proc (`USER_HZ`): 100 on all architectures that Node supports. */
const ticksPerS = 100;

/**
 * The process with this ID and its descendants, each with its command line and with the seconds of processor time used by it and by
 * those of its children that have ended. Empty on systems without /proc.
 * @param {number} root
 * @returns {readonly {pid: number, parent: number, processorS: number, command: string}[]}
 */
export function listProcessTree(root) {
  const processes = listFolder('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readProcess(name) ?? []) : []));
  const tree = processes.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...processes.filter(({ parent }) => parent === pid));
  return tree;
}

function listFolder(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Undefined if the process has ended. */
function readProcess(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in parentheses, may itself contain spaces and parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return { pid: Number(pid), parent: Number(fields[1]), processorS: ticks / ticksPerS, command };
  } catch {
    return undefined;
  }
}
