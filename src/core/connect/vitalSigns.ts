/**
 * Script that prints the state of a node. It installs, changes, and writes nothing there. Each part prints its name,
 * followed by the output of the node's programs. The part of a missing program is empty.
 */
export const vitalSignsScript = [
  'LC_ALL=C; export LC_ALL',
  'echo "[load]"; cat /proc/loadavg',
  'echo "[cores]"; nproc',
  'echo "[uptime]"; cat /proc/uptime',
  'echo "[memory]"; cat /proc/meminfo',
  'echo "[disks]"; df -P -k',
  'echo "[gpus]"; nvidia-smi --query-gpu=name,utilization.gpu,memory.used,memory.total --format=csv,noheader,nounits',
  'echo "[processes]"; ps -eo pid=,pcpu=,rss=,comm= --sort=-rss | head -n 8',
]
  .map((line) => `${line} 2>/dev/null`)
  .join('; ');

/** State of a machine at one time; unknown values are absent. Sizes in bytes. */
export interface VitalSigns {
  /** Average number of running and waiting processes over one minute. */
  readonly load?: number;
  readonly cores?: number;
  readonly uptimeMs?: number;
  readonly memory?: Share;
  readonly disks: readonly (Share & { readonly mount: string })[];
  readonly gpus: readonly (Share & { readonly name: string; readonly busyPercent: number })[];
  /** Processes, sorted by memory use, largest first. */
  readonly processes: readonly RunningProcess[];
}

export interface Share {
  readonly used: number;
  readonly total: number;
}

interface RunningProcess {
  readonly pid: number;
  /** Percentage of one core over the lifetime of the process. */
  readonly cpuPercent: number;
  readonly memory: number;
  readonly name: string;
}

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
/** Matches file systems without task files: those of the kernel, images, and boot partitions. */
const ofSystem = /^(?:tmpfs|devtmpfs|udev|overlay|squashfs|none|\/dev\/loop\d+)$/;
const bootMount = /^\/boot(?:\/|$)/;

/**
 * Parses the output of `vitalSignsScript`; undefined if nothing in it is recognized, for example because another
 * program answered.
 */
export function parseVitalSigns(printed: string): VitalSigns | undefined {
  const parts = split(printed);
  const readFirst = (name: string): number | undefined => toNumber(parts.get(name)?.[0]?.split(' ')[0]);
  const [load, cores, uptimeSeconds] = ['load', 'cores', 'uptime'].map(readFirst);
  const memory = parseMemory(parts.get('memory') ?? []);
  const signs: VitalSigns = {
    ...(load !== undefined && { load }),
    ...(cores !== undefined && { cores }),
    ...(uptimeSeconds !== undefined && { uptimeMs: uptimeSeconds * 1000 }),
    ...(memory && { memory }),
    disks: (parts.get('disks') ?? []).flatMap(parseDisk),
    gpus: (parts.get('gpus') ?? []).flatMap(parseGpu),
    processes: (parts.get('processes') ?? []).flatMap(parseProcess),
  };
  const isKnown = load !== undefined || memory !== undefined || signs.disks.length > 0;
  return isKnown ? signs : undefined;
}

function split(printed: string): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of printed.split(/\r?\n/)) {
    const name = /^\[([a-z]+)\]$/.exec(line)?.[1];
    if (name !== undefined) {
      lines = [];
      parts.set(name, lines);
    } else if (line.trim() !== '') lines.push(line.trim());
  }
  return parts;
}

function toNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}(?:\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
}

/** Parses memory information. Available memory includes freeable caches (Linux documentation: "proc_meminfo"). */
function parseMemory(lines: readonly string[]): Share | undefined {
  const find = (name: string): number | undefined => {
    const line = lines.find((one) => one.startsWith(`${name}:`));
    return toNumber(line === undefined ? undefined : /^\w+:\s+(\d+) kB$/.exec(line)?.[1]);
  };
  const [total, available] = [find('MemTotal'), find('MemAvailable')];
  if (total === undefined || available === undefined || total < available) return undefined;
  return { used: (total - available) * kibibyte, total: total * kibibyte };
}

/** Parses a line of `df -P`: file system, blocks, used, available, capacity, mount (POSIX). */
function parseDisk(line: string): VitalSigns['disks'] {
  const [, system = '', , used = '', available = '', mount = ''] =
    /^(\S+)\s+(\d{1,15})\s+(\d{1,15})\s+(\d{1,15})\s+\S+\s+(\/.*)$/.exec(line) ?? [];
  if (system === '' || ofSystem.test(system) || bootMount.test(mount)) return [];
  // Reserved blocks are neither used nor free, and programs can't use them.
  const total = Number(used) + Number(available);
  return total === 0 ? [] : [{ mount, used: Number(used) * kibibyte, total: total * kibibyte }];
}

function parseGpu(line: string): VitalSigns['gpus'] {
  const [name = '', ...figures] = line.split(',').map((part) => part.trim());
  const [busyPercent, usedMiB, totalMiB] = figures.map(toNumber);
  if (busyPercent === undefined || usedMiB === undefined || totalMiB === undefined) return [];
  return [{ name, busyPercent, used: usedMiB * mebibyte, total: totalMiB * mebibyte }];
}

function parseProcess(line: string): readonly RunningProcess[] {
  const [pidText, cpuText, memoryText, ...name] = line.split(' ').filter((word) => word !== '');
  const [pid, cpuPercent, memory] = [pidText, cpuText, memoryText].map(toNumber);
  if (pid === undefined || cpuPercent === undefined || memory === undefined || name.length === 0) return [];
  return [{ pid, cpuPercent, memory: memory * kibibyte, name: name.join(' ') }];
}
