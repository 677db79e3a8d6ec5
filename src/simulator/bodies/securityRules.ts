import { isIP } from 'node:net';
import { invalidPropertyValue } from '../http/serviceError.ts';
import { findNumber, findText, findTexts, type WireObject } from '../state/wire.ts';
import { checkRange, requireAtMost, requireDistinct } from './rules.ts';

const mostRules = 25;
const leastPriority = 150;
const mostPriority = 4096;
const mostPort = 65_535;

/** Batch documentation: the security rules of all endpoints of a pool. Throws the service's refusals. */
export function checkSecurityRules(rules: readonly WireObject[]): void {
  requireAtMost('networkSecurityGroupRules', rules, mostRules);
  requireDistinct(
    'priority',
    rules.map((rule) => findNumber(rule, 'priority')),
  );
  for (const rule of rules) {
    checkRange(rule, 'priority', leastPriority, mostPriority);
    const prefix = findText(rule, 'sourceAddressPrefix') ?? '';
    if (!isSource(prefix)) {
      throw invalidPropertyValue('sourceAddressPrefix', prefix, 'The value is no address, subnet or tag');
    }
    checkPorts(findTexts(rule, 'sourcePortRanges'));
  }
}

/** All addresses, one, those of a subnet, or those of a service tag. */
function isSource(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0) return text === '*' || /^[A-Za-z][A-Za-z0-9.]*$/.test(text);
  const mostBits = family === 4 ? 32 : 128;
  return bits === undefined || (rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= mostBits);
}

/** Ranges overlap neither each other nor single ports. */
function checkPorts(texts: readonly string[]): void {
  let taken: readonly (readonly [first: number, last: number])[] = [];
  for (const text of texts) {
    const range = toPorts(text);
    const isFree = range !== undefined && taken.every(([first, last]) => range[1] < first || last < range[0]);
    if (!isFree) throw invalidPropertyValue('sourcePortRanges', text, 'The value is no range of ports of its own');
    taken = [...taken, range];
  }
}

function toPorts(text: string): readonly [first: number, last: number] | undefined {
  if (text === '*') return [0, mostPort];
  const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const first = Number(from);
  const last = Number(to);
  return first <= last && last <= mostPort ? [first, last] : undefined;
}
