import type { WireObject } from '../state/wire.ts';
import type { Call } from './call.ts';
import { invalidQueryValue } from './serviceError.ts';

/** Returns the properties in `$select`; undefined means all. Throws for a property that the resource does not have. */
export function parseSelect(call: Call, properties: readonly string[] | undefined): ReadonlySet<string> | undefined {
  const text = call.query.get('$select');
  if (text === undefined || text === '') return undefined;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(properties ?? []).includes(name));
  if (unknown !== undefined) throw invalidQueryValue('$select', text, `There is no property ${unknown}`);
  return new Set(names);
}

/** Returns the object with only the selected properties. */
export function select(body: WireObject, chosen: ReadonlySet<string> | undefined): WireObject {
  return chosen === undefined ? body : Object.fromEntries(Object.entries(body).filter(([name]) => chosen.has(name)));
}

/** Adds statistics to the object if the request asks for them, and only then. */
export function withStats(call: Call, body: WireObject, stats: () => WireObject): WireObject {
  return call.query.get('$expand')?.trim() === 'stats' ? { ...body, stats: stats() } : body;
}

/** Throws if the request expands anything but statistics. */
export function checkExpand(call: Call): void {
  const text = call.query.get('$expand');
  if (text !== undefined && text !== '' && text.trim() !== 'stats') {
    throw invalidQueryValue('$expand', text, 'Only stats can be expanded');
  }
}
