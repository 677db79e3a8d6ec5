import type { Property } from './table/property.ts';
import { table } from './table/table.ts';

export interface NamedProperty extends Property {
  readonly name: string;
}

/** An object of the table, as the checker reads it. */
export interface Shape {
  readonly name: string;
  readonly properties: ReadonlyMap<string, NamedProperty>;
  readonly names: readonly string[];
  readonly required: readonly string[];
  /** Names of properties in earlier versions, mapped to their current names. */
  readonly renamed: ReadonlyMap<string, string>;
}

export const shapes: ReadonlyMap<string, Shape> = new Map(
  Object.entries(table).map(([name, properties]) => {
    const named = Object.entries(properties).map(([own, property]) => ({ ...property, name: own }));
    return [
      name,
      {
        name,
        properties: new Map(named.map((property) => [property.name, property])),
        names: named.map((property) => property.name),
        required: named
          .filter(({ required, requiredUnless }) => required ?? requiredUnless !== undefined)
          .map((property) => property.name),
        renamed: new Map(named.flatMap((property) => (property.formerly ? [[property.formerly, property.name]] : []))),
      },
    ];
  }),
);
