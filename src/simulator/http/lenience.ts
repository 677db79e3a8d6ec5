import { type ApiVersion, findNearestVersion } from '../apiVersion.ts';
import type { PropertyLenience } from '../schema/checkBody.ts';
import type { WireObject } from '../state/wire.ts';

/** Names of properties before and after the service renamed them in a version. */
const renamed = [
  { before: '2018-12-01', older: 'blobSource', newer: 'httpUrl' },
  { before: '2020-09-01', older: 'maxTasksPerNode', newer: 'taskSlotsPerNode' },
] as const;

/** Before this version, task counts were returned alone, without slot counts. */
const slotsCountedSince = '2020-09-01';

/** Limits for ignored names, because a client may make up many names and long ones. */
const mostIgnored = 20;
const longestIgnored = 120;

/** A request of a client with an unsupported version, served as the nearest supported one. */
export class Lenience implements PropertyLenience {
  readonly servedAs: ApiVersion;
  readonly asked: string;
  readonly #ignored = new Set<string>();

  constructor(asked: string, servedAs: ApiVersion) {
    this.asked = asked;
    this.servedAs = servedAs;
  }

  /**
   * Record for the log. `ignored` are properties that the nearest version doesn't have; those of all items of a list
   * count as one.
   */
  get record() {
    const ignored = [...this.#ignored];
    return { askedVersion: this.asked, servedAs: this.servedAs, ...(ignored.length === 0 ? {} : { ignored }) };
  }

  findNewerName(name: string): string | undefined {
    return this.#renamed().find(({ older }) => older === name)?.newer;
  }

  ignore(path: string): void {
    const shown = path.replaceAll(/\[\d+\]/g, '[]').replaceAll(/[^\w.[\]@$-]/g, '?');
    if (this.#ignored.size < mostIgnored) this.#ignored.add(shown.slice(0, longestIgnored));
  }

  /** Adds the older names of renamed properties to the body of a response, in addition to the newer ones. */
  toOlder(body: WireObject): WireObject {
    const { taskCounts } = body;
    const counts = this.asked < slotsCountedSince && taskCounts instanceof Object ? taskCounts : {};
    return { ...counts, ...this.#withOlderNames(body) };
  }

  #renamed() {
    return renamed.filter(({ before }) => this.asked < before);
  }

  #withOlderNames(body: WireObject): WireObject {
    const names = new Map<string, string>(this.#renamed().map(({ older, newer }) => [newer, older]));
    return names.size === 0 ? body : addNames(body, names);
  }
}

/** Creates the lenience for a version; undefined for an invalid version, which is refused even with lenience. */
export function findLenience(asked: string, spoken: readonly ApiVersion[]): Lenience | undefined {
  const nearest = findNearestVersion(asked, spoken);
  return nearest === undefined ? undefined : new Lenience(asked, nearest);
}

function addNames(body: WireObject, names: ReadonlyMap<string, string>): WireObject {
  const entries = Object.entries(body).flatMap(([name, value]) => {
    const converted = addNamesBelow(value, names);
    const older = names.get(name);
    return older === undefined
      ? [[name, converted]]
      : [
          [name, converted],
          [older, converted],
        ];
  });
  return Object.fromEntries(entries);
}

function addNamesBelow(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => addNamesBelow(item, names));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return addNames(value as WireObject, names);
}
