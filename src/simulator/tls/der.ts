/** Functions that write DER, the binary form of certificates (ITU-T X.690): each returns one encoded value. */
export function sequence(...parts: readonly Buffer[]): Buffer {
  return value(0x30, ...parts);
}

export function set(...parts: readonly Buffer[]): Buffer {
  return value(0x31, ...parts);
}

/** Encodes a constructed value with a context-specific tag. */
export function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  return value(0xa0 + tag, ...parts);
}

/** Encodes a value with a context-specific tag and plain content. */
export function taggedBytes(tag: number, bytes: Buffer): Buffer {
  return value(0x80 + tag, bytes);
}

/**
 * Encodes a non-negative integer, big-endian. Readers refuse leading zeros, except for one that keeps the value from
 * being negative.
 */
export function integer(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.of(0) : bytes.subarray(first);
  const isNegative = ((digits[0] ?? 0) & 0x80) !== 0;
  return isNegative ? value(0x02, Buffer.of(0), digits) : value(0x02, digits);
}

export function octets(bytes: Buffer): Buffer {
  return value(0x04, bytes);
}

export function bits(bytes: Buffer): Buffer {
  return value(0x03, Buffer.of(0), bytes);
}

export function truth(): Buffer {
  return value(0x01, Buffer.of(0xff));
}

export function utf8(text: string): Buffer {
  return value(0x0c, Buffer.from(text, 'utf8'));
}

/** Encodes a time in the format of certificates before 2050. */
export function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14);
  return value(0x17, Buffer.from(`${digits}Z`, 'ascii'));
}

/** Encodes an object identifier such as `2.5.4.3`. */
export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return value(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(arc: number): readonly number[] {
  const digits = [arc & 0x7f];
  for (let left = arc >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

function value(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), length(content.length), content]);
}

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.of(size);
  const digits: number[] = [];
  for (let left = size; left > 0; left >>>= 8) digits.unshift(left & 0xff);
  return Buffer.from([0x80 | digits.length, ...digits]);
}
