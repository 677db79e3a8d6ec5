import * as l10n from '@vscode/l10n';
import { findCores, findMemory } from '../definitions/vmSizes.ts';
import { toPlain, toSpans } from '../page/links.ts';
import { makePart, type OwnPage } from '../page/makePage.ts';
import type { Part } from '../page/page.ts';
import { joinParts } from '../text/lists.ts';
import { redactText } from '../text/redact.ts';
import { toDurationWords } from '../words/durations.ts';
import { formatBytes, formatNumber, formatRounded } from '../words/numbers.ts';
import { formatTime } from '../words/times.ts';
import type { Share, VitalSigns } from './vitalSigns.ts';

/** The state of a node, or a sentence about why it is unknown, with the node's name in the explorer. */
export interface NodeSigns {
  readonly name: string;
  readonly vmSize?: string | undefined;
  readonly signs: VitalSigns | { readonly reason: string };
  readonly note?: string | undefined;
}

/** Share in use at which the next large file or program may no longer fit. */
const nearlyFull = 0.9;
/** Load per core above which processes wait at least as long as they run. */
const crowded = 2;
/** Largest share of a machine's memory that the firmware and the kernel use. */
const shareOfSystem = 0.15;

/** Describes the problems of a machine's state, as sentences; empty if there are none. */
export function findConcerns(signs: VitalSigns, vmSize?: string): readonly string[] {
  const { load, cores, memory, disks, gpus } = signs;
  const [sizeCores, sizeMemory] = [findCores(vmSize), findMemory(vmSize)];
  return [
    ...(memory !== undefined && isNearlyFull(memory)
      ? [l10n.t('Memory is nearly used up: {used}.', { used: describeShare(memory) })]
      : []),
    ...disks
      .filter(isNearlyFull)
      .map((disk) => l10n.t('{mount} is nearly full: {used}.', { mount: disk.mount, used: describeShare(disk) })),
    ...gpus
      .filter(isNearlyFull)
      .map((gpu) => l10n.t('{gpu} memory is nearly used up: {used}.', { gpu: gpu.name, used: describeShare(gpu) })),
    ...(load !== undefined && cores !== undefined && load > crowded * cores
      ? [l10n.t('More programs are ready to run than there are cores: {load}.', { load: describeLoad(signs) })]
      : []),
    ...(cores !== undefined && sizeCores !== undefined && cores < sizeCores
      ? [
          l10n.t('It has fewer cores ({cores}) than its size, {size}, provides ({expected}).', {
            cores: formatNumber(cores),
            size: vmSize ?? '',
            expected: formatNumber(sizeCores),
          }),
        ]
      : []),
    ...(memory !== undefined && sizeMemory !== undefined && memory.total < sizeMemory * (1 - shareOfSystem)
      ? [
          l10n.t('It has less memory ({memory}) than its size, {size}, provides ({expected}).', {
            memory: formatBytes(memory.total),
            size: vmSize ?? '',
            expected: formatBytes(sizeMemory),
          }),
        ]
      : []),
  ];
}

/** Describes the state of a machine in one line, starting with problems. */
export function describeVitalSigns(signs: VitalSigns, vmSize?: string): string {
  const concerns = findConcerns(signs, vmSize);
  const fullest = findFullest(signs);
  return [
    ...concerns,
    joinParts(
      signs.load === undefined ? undefined : l10n.t('load {load}', { load: describeLoad(signs) }),
      signs.memory && l10n.t('memory {used}', { used: describeShare(signs.memory) }),
      fullest && l10n.t('fullest disk {used}', { used: describeDisk(fullest) }),
      ...signs.gpus.map((gpu) => describeGpu(gpu)),
      signs.uptimeMs === undefined ? undefined : l10n.t('up for {time}', { time: toDurationWords(signs.uptimeMs) }),
    ) ?? '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Returns the state of nodes as a page, starting with nodes that have problems. */
export function toVitalSignsPage(nodes: readonly NodeSigns[], asOf: Date): OwnPage {
  const read = nodes.flatMap((node) => ('reason' in node.signs ? [] : [{ ...node, signs: node.signs }]));
  const unread = nodes.flatMap(({ name, signs }) => ('reason' in signs ? [{ name, text: signs.reason }] : []));
  const judged = read
    .map((node) => ({ ...node, concerns: findConcerns(node.signs, node.vmSize) }))
    .sort((one, other) => other.concerns.length - one.concerns.length);
  const wrong = judged.flatMap(({ name, concerns }) => concerns.map((text) => ({ name, text })));
  const notes = nodes.flatMap(({ name, note }) => (note === undefined ? [] : [{ name, text: note }]));
  const time = formatTime(asOf.toISOString());
  return {
    title: l10n.t('Node vital signs'),
    notice: l10n.t(
      'As of {time}. Nothing was installed on the nodes. A temporary user without administrator rights was added to each node that responded, and removed afterward.',
      { time },
    ),
    parts: [
      ...(wrong.length === 0 ? [] : [toSaidPart('attention', l10n.t('What needs attention'), wrong)]),
      ...(judged.length === 0 ? [] : [toTablePart('nodes', l10n.t('Nodes'), nodeColumns(), judged.map(toSignRow))]),
      ...judged
        .filter(({ signs }) => signs.processes.length > 0)
        .map(({ name, signs }, index) =>
          toTablePart(`processes ${index}`, name, processColumns(), signs.processes.map(toProcessRow)),
        ),
      ...(unread.length === 0 ? [] : [toSaidPart('unread', l10n.t('What could not be read'), unread)]),
      ...(notes.length === 0 ? [] : [toSaidPart('notes', l10n.t('What else happened'), notes)]),
    ],
  };
}

function toSaidPart(id: string, title: string, said: readonly { name: string; text: string }[]): Part {
  const rows = said.map(({ name, text }) => ({ source: { text: toPlain(name) }, text: toSpans(redactText(text)) }));
  return makePart({ id, title, rows });
}

/** Creates a table. The first cell of a row is its name. */
function toTablePart(
  id: string,
  title: string,
  columns: readonly string[],
  rows: readonly (readonly [string, ...(readonly string[])])[],
): Part {
  const table = {
    columns,
    rows: rows.map(([name, ...cells]) => ({
      name: toPlain(redactText(name)),
      cells: cells.map((text) => (text === '' ? [] : [{ text: toPlain(redactText(text)) }])),
    })),
  };
  return makePart({ id, title: toPlain(title), table });
}

function nodeColumns(): readonly string[] {
  return [
    l10n.t('Node'),
    l10n.t('Size'),
    l10n.t('Load'),
    l10n.t('Memory used'),
    l10n.t('Fullest disk'),
    l10n.t('GPU'),
    l10n.t('Up for'),
  ];
}

function toSignRow({
  name,
  vmSize = '',
  signs,
}: NodeSigns & { readonly signs: VitalSigns }): readonly [string, ...(readonly string[])] {
  const fullest = findFullest(signs);
  return [
    name,
    vmSize,
    signs.load === undefined ? '' : describeLoad(signs),
    signs.memory === undefined ? '' : describeShare(signs.memory),
    fullest === undefined ? '' : describeDisk(fullest),
    signs.gpus.map(describeGpu).join('; '),
    signs.uptimeMs === undefined ? '' : toDurationWords(signs.uptimeMs),
  ];
}

function processColumns(): readonly string[] {
  return [l10n.t('Process'), l10n.t('PID'), l10n.t('Memory'), l10n.t('CPU (of one core)')];
}

function toProcessRow({
  name,
  pid,
  memory,
  cpuPercent,
}: VitalSigns['processes'][number]): readonly [string, ...(readonly string[])] {
  const percent = formatNumber(Math.round(cpuPercent));
  return [name, String(pid), formatBytes(memory), l10n.t('{percent}%', { percent })];
}

function findFullest({ disks }: VitalSigns): VitalSigns['disks'][number] | undefined {
  return disks.toSorted((one, other) => toShare(other) - toShare(one))[0];
}

function isNearlyFull(share: Share): boolean {
  return toShare(share) >= nearlyFull;
}

function toShare({ used, total }: Share): number {
  return total === 0 ? 0 : used / total;
}

function describeShare({ used, total }: Share): string {
  const parts = {
    used: formatBytes(used),
    total: formatBytes(total),
    percent: formatNumber(Math.round(toShare({ used, total }) * 100)),
  };
  return l10n.t('{used} of {total} ({percent}%)', parts);
}

function describeDisk(disk: VitalSigns['disks'][number]): string {
  return `${disk.mount} ${describeShare(disk)}`;
}

function describeGpu(gpu: VitalSigns['gpus'][number]): string {
  return l10n.t('{gpu} {percent}% busy, memory {used}', {
    gpu: gpu.name,
    percent: formatNumber(gpu.busyPercent),
    used: describeShare(gpu),
  });
}

function describeLoad({ load = 0, cores }: VitalSigns): string {
  const shown = formatRounded(load);
  return cores === undefined ? shown : l10n.t('{load} on {cores} cores', { load: shown, cores: formatNumber(cores) });
}
