/** As `head` and `tail` have it. */
const defaultLines = 10;

/** A message for the user, who asked for something that cannot be done. */
export class Complaint extends Error {}

/** Parts one-letter flags from paths. */
export function separate(args: readonly string[], known: readonly string[]): { flags: Set<string>; paths: string[] } {
  const flags = new Set<string>();
  const paths: string[] = [];
  for (const arg of args) {
    if (!arg.startsWith('-') || arg === '-') {
      paths.push(arg);
      continue;
    }
    for (const flag of arg.slice(1)) {
      if (!known.includes(flag)) throw new Complaint(`-${flag} is not understood here; try help`);
      flags.add(flag);
    }
  }
  return { flags, paths };
}

/** How much of which files `head` and `tail` show. */
export interface Amount {
  readonly amount: number;
  readonly unit: 'lines' | 'bytes';
  readonly paths: readonly string[];
}

/** Reads `-n 5`, `-n5`, `-5`, `-c 100` and file names, as `head` and `tail` take them. */
export function toAmount(args: readonly string[]): Amount {
  const paths: string[] = [];
  let amount = defaultLines;
  let unit: Amount['unit'] = 'lines';
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('-')) {
      paths.push(arg);
      continue;
    }
    const option = /^-([nc]?)(\d*)$/.exec(arg);
    const digits = option?.[2] === '' && option[1] !== '' ? (args[++at] ?? '') : (option?.[2] ?? '');
    if (!/^\d+$/.test(digits)) throw new Complaint(`${arg} is not understood here; try help`);
    amount = Number(digits);
    unit = option?.[1] === 'c' ? 'bytes' : 'lines';
  }
  return { amount, unit, paths };
}
