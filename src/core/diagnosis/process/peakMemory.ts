import * as l10n from '@vscode/l10n';
import { formatBytes, formatNumber } from '../../query/numbers.ts';
import { findMemory } from '../../query/vmSizes.ts';
import { adviseMemory } from '../catalogue/exit.ts';
import type { Fix } from '../explanation/explanation.ts';
import { compareMemory } from '../logs/rules/system/kernel.ts';
import type { TaskCase } from './taskCase.ts';

const bytes: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** The most memory that a program says it had: `Peak 6624.40M` (Blender), `Maximum resident set size (kbytes): 6783385` (GNU time). */
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
 * Of `fixes` those about memory as what the log, the VM size and the pool say of it: the peak of the task and the memory of
 * the node, instead of asking for both, and fewer task slots only where a node has several.
 */
export function withMemory({ stdout, stderr, pool, node }: TaskCase, fixes: readonly Fix[]): readonly Fix[] {
  const peak = findPeak(stdout, stderr);
  const vmSize = node?.vmSize ?? pool?.vmSize;
  const slots = pool?.taskSlotsPerNode ?? 1;
  const isOver =
    peak !== undefined && vmSize !== undefined && slots > 1 && peak * slots > (findMemory(vmSize) ?? Infinity);
  const [asked, more] = [compareMemory(), adviseMemory()];
  const isAsked = fixes.some(({ text }) => text === asked);
  return fixes.flatMap((fix) => {
    if (fix.text === asked && peak !== undefined && vmSize !== undefined)
      return [{ ...fix, text: comparePeak(peak, vmSize, slots) }];
    if (fix.text !== more) return [fix];
    // What was compared says so with figures.
    if (isAsked && isOver) return [];
    return [pool === undefined || slots > 1 ? fix : { ...fix, text: l10n.t('Use a VM size with more memory.') }];
  });
}

function comparePeak(peak: number, vmSize: string, slots: number): string {
  const memory = findMemory(vmSize);
  const [mostUsed, share] = [formatBytes(peak), formatNumber(slots)];
  if (slots < 2)
    return l10n.t('Compare the peak of {peak} in the log with the memory of {vmSize}.', { peak: mostUsed, vmSize });
  if (memory === undefined || peak * slots <= memory)
    return l10n.t(
      'Compare the peak of {peak} in the log with the memory of {vmSize}, which {slots} task slots share.',
      {
        peak: mostUsed,
        vmSize,
        slots: share,
      },
    );
  return l10n.t(
    'Use fewer task slots per node, or a VM size with more memory: the log shows a peak of {peak}, and {slots} tasks like this do not fit in the {memory} of {vmSize}.',
    { peak: mostUsed, slots: share, memory: formatBytes(memory), vmSize },
  );
}
