import * as l10n from '@vscode/l10n';
import { findMemory } from '../../definitions/vmSizes.ts';
import { formatBytes, formatNumber } from '../../words/numbers.ts';
import { adviseMemory } from '../catalogue/exit.ts';
import type { Fix } from '../explanation/explanation.ts';
import { compareMemory } from '../logs/rules/system/kernel.ts';
import { withEdit } from './proposedEdits.ts';
import type { TaskContext } from './taskContext.ts';

/** Number of characters of a command line that are searched. */
const maxCommandLine = 20_000;
const bytes: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/**
 * Finds the peak memory in bytes that a program reports: `Peak 6624.40M` (Blender), `Maximum resident set size
 * (kbytes): 6783385` (GNU time). Undefined without a report.
 */
export function findPeak(...logs: readonly (string | undefined)[]): number | undefined {
  const pattern =
    /\bPeak:? ?(?<size>\d{1,9}(?:\.\d{1,6})?) ?(?<unit>[KMG])|Maximum resident set size \(kbytes\): (?<kilobytes>\d{1,15})/g;
  const found = logs.flatMap((log = '') =>
    [...log.matchAll(pattern)].map(({ groups = {} }) => {
      const { size, unit = 'K', kilobytes } = groups;
      return Number(size ?? kilobytes) * (bytes[unit] ?? 0);
    }),
  );
  return found.length === 0 ? undefined : found.reduce((most, one) => Math.max(most, one));
}

/**
 * Replaces general steps about memory with steps for the peak of the task and the memory of the node, based on the log,
 * the VM size, and the pool. Mentions task slots only if a node has several. A change of the task alone, with Fix and
 * Resubmit, comes before one that requires another pool.
 */
export function withMemory(context: TaskContext, fixes: readonly Fix[]): readonly Fix[] {
  const { pool } = context;
  const [asked, more] = [compareMemory(), adviseMemory()];
  const isOfMemory = ({ text }: Fix): boolean => text === asked || text === more;
  if (!fixes.some(isOfMemory)) return fixes;
  const short = findShort(context);
  const ofPool = pool === undefined ? more : adviseOfPool(context, short !== undefined);
  if (short === undefined)
    return fixes.map((fix) => {
      if (fix.text === asked) return { ...fix, text: comparePeak(context) ?? asked };
      return fix.text === more ? { ...fix, text: ofPool } : fix;
    });
  const raised = raiseSlots(context, short);
  const first = raised === undefined ? [{ text: askMemory(short) }] : [raised, { text: ofPool }];
  return [...first, ...fixes.filter((fix) => !isOfMemory(fix))];
}

/** Options that limit the memory of a program, by the message of a program that reached the limit. */
const memoryOptions: readonly (readonly [message: RegExp, option: RegExp])[] = [
  [/Java heap|GC overhead|java\.lang\.OutOfMemoryError/, /(?:^|[\s"'])(-Xmx\d{1,15}[kmgt]?)\b/i],
  [/JavaScript heap|Ineffective mark-compacts/, /(?:^|[\s"'=])(--max[-_]old[-_]space[-_]size[= ]\d{1,15})\b/],
  [/Allowed memory size/, /(?:^|[\s"'])(memory_limit=\d{1,15}[kmg]?)\b/i],
];

/**
 * Returns the step that raises the memory limit in a command line, which a retry would use unchanged; undefined without
 * such a limit, or if `message` is about other memory.
 */
export function raiseMemoryOption(commandLine: string | undefined, message: string | undefined): Fix | undefined {
  const wanted = memoryOptions.find(([said]) => said.test(message ?? ''))?.[1];
  const option = wanted?.exec((commandLine ?? '').slice(0, maxCommandLine))?.[1];
  if (option === undefined) return undefined;
  return {
    text: l10n.t("Raise {option} in the command line, but keep it below the node's memory: the program reached it.", {
      option: `\`${option}\``,
    }),
    property: ['commandLine'],
  };
}

/** Tasks that need more memory than their node has, judging by the log of one of them. */
interface Short {
  readonly peak: number;
  readonly memory: number;
  readonly vmSize: string;
  /** Number of such tasks that run on a node at the same time. */
  readonly together: number;
}

function findShort({ task, stdout, stderr, pool, node }: TaskContext): Short | undefined {
  const peak = findPeak(stdout, stderr);
  const vmSize = node?.vmSize ?? pool?.vmSize;
  const memory = vmSize === undefined ? undefined : findMemory(vmSize);
  const together = Math.max(1, Math.floor((pool?.taskSlotsPerNode ?? 1) / (task.requiredSlots ?? 1)));
  if (peak === undefined || vmSize === undefined || memory === undefined) return undefined;
  return peak * together > memory ? { peak, memory, vmSize, together } : undefined;
}

/** Advises running fewer tasks at the same time so that they fit; undefined if not even one does. */
function raiseSlots({ task, pool }: TaskContext, { peak, memory, vmSize, together }: Short): Fix | undefined {
  const fitting = Math.floor(memory / peak);
  if (fitting < 1) return undefined;
  const [own, needed] = [task.requiredSlots ?? 1, Math.floor((pool?.taskSlotsPerNode ?? 1) / (fitting + 1)) + 1];
  const text = l10n.t(
    "Raise `requiredSlots` from {own} to {needed} so that fewer tasks share a node's memory: the log shows a peak of {peak}, and {count} tasks like this don't fit in the {memory} of {vmSize}.",
    {
      own: formatNumber(own),
      needed: formatNumber(needed),
      peak: formatBytes(peak),
      count: formatNumber(together),
      memory: formatBytes(memory),
      vmSize,
    },
  );
  return withEdit({ text }, { path: ['requiredSlots'], value: needed });
}

function askMemory({ peak, memory, vmSize }: Short): string {
  return l10n.t('Use a VM size with more memory: the log shows a peak of {peak}, and {vmSize} has {memory}.', {
    peak: formatBytes(peak),
    memory: formatBytes(memory),
    vmSize,
  });
}

/** Returns advice about the pool. With one task slot per node, or a task that uses all, only more memory helps. */
function adviseOfPool({ task, pool }: TaskContext, areSlotsRaised: boolean): string {
  const slots = pool?.taskSlotsPerNode ?? 1;
  if (slots < 2) return l10n.t('Use a VM size with more memory.');
  const mayRaise = !areSlotsRaised && (task.requiredSlots ?? 1) < slots;
  return mayRaise
    ? l10n.t(
        "Raise the task's `requiredSlots` so that fewer tasks share a node's memory; or use a VM size with more memory, or fewer task slots per node.",
      )
    : adviseMemory();
}

/** Compares the peak in the log with the memory of the node; undefined if one of them is unknown. */
function comparePeak({ stdout, stderr, pool, node }: TaskContext): string | undefined {
  const peak = findPeak(stdout, stderr);
  const vmSize = node?.vmSize ?? pool?.vmSize;
  if (peak === undefined || vmSize === undefined) return undefined;
  const [mostUsed, slots] = [formatBytes(peak), pool?.taskSlotsPerNode ?? 1];
  if (slots < 2)
    return l10n.t('Compare the peak of {peak} in the log with the memory of {vmSize}.', { peak: mostUsed, vmSize });
  return l10n.t('Compare the peak of {peak} in the log with the memory of {vmSize}, which {slots} task slots share.', {
    peak: mostUsed,
    vmSize,
    slots: formatNumber(slots),
  });
}
