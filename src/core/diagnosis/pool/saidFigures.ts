/** Numbers of a quota from a message by Azure. */
export interface SaidFigures {
  /** The quota's own name: `Total Regional Cores`. */
  readonly name?: string;
  readonly location?: string;
  readonly limit: number;
  readonly used?: number;
  readonly asked?: number;
}

const maxLength = 4000;

/** Labels in Resource Manager's messages, current and earlier. */
const labels = {
  limit: ['current limit:', 'maximum allowed:'],
  used: ['current usage:', 'current in use:'],
  asked: ['additional required:', 'additional requested:'],
  location: ['location:'],
} as const;

/**
 * Finds the numbers in a message such as "… exceeding approved Total Regional Cores quota … Location: westeurope,
 * Current Limit: 10, Current Usage: 8, Additional Required: 4". Undefined if it has no limit.
 */
export function findSaidFigures(texts: readonly (string | undefined)[]): SaidFigures | undefined {
  for (const text of texts) {
    const said = text === undefined ? undefined : readFigures(text.slice(0, maxLength));
    if (said !== undefined) return said;
  }
  return undefined;
}

function readFigures(text: string): SaidFigures | undefined {
  const limit = readNumber(text, labels.limit);
  if (limit === undefined) return undefined;
  const used = readNumber(text, labels.used);
  const asked = readNumber(text, labels.asked);
  const location = readAfter(text, labels.location);
  const name = readName(text);
  return {
    limit,
    ...(used === undefined ? {} : { used }),
    ...(asked === undefined ? {} : { asked }),
    ...(location === undefined ? {} : { location }),
    ...(name === undefined ? {} : { name }),
  };
}

function readNumber(text: string, after: readonly string[]): number | undefined {
  const value = readAfter(text, after);
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** Returns the text after the first of the labels, up to the next comma, period, or space. */
function readAfter(text: string, after: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  for (const label of after) {
    const at = lower.indexOf(label);
    if (at === -1) continue;
    const [value = ''] = text
      .slice(at + label.length)
      .trimStart()
      .split(/[,.;\s]/, 1);
    if (value !== '') return value;
  }
  return undefined;
}

/** Returns the name in "approved … quota", formerly "quota limits of …". */
function readName(text: string): string | undefined {
  return readBetween(text, 'approved ', ' quota') ?? readBetween(text, 'quota limits of ', '.');
}

function readBetween(text: string, before: string, after: string): string | undefined {
  const start = text.indexOf(before);
  const end = start === -1 ? -1 : text.indexOf(after, start + before.length);
  const name = end === -1 ? '' : text.slice(start + before.length, end);
  return name !== '' && name.length <= 60 ? name : undefined;
}

/** Finds the VM family that a text names: `… VM series core quota for standardDSv5Family`. */
export function findSaidFamily(texts: readonly (string | undefined)[]): string | undefined {
  const words = texts.flatMap((text) => (text ?? '').slice(0, maxLength).split(/[^\w-]/));
  return words.find((word) => word.length > 'Family'.length && /family$/i.test(word));
}
