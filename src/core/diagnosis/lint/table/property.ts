/** Versions of the service's API that definitions can be written for, oldest first. */
export const apiVersions = [
  '2022-10-01.16.0',
  '2023-05-01.17.0',
  '2023-11-01.18.0',
  '2024-02-01.19.0',
  '2024-07-01.20.0',
  '2025-06-01',
] as const;
export type ApiVersion = (typeof apiVersions)[number];

/** The JSON kind of a property: the first four are strings, three of them with a special meaning. */
type PropertyKind =
  | 'text'
  | 'id'
  | 'secret'
  | 'commandLine'
  | 'time'
  | 'duration'
  | 'integer'
  | 'boolean'
  | 'choice'
  | 'object'
  | 'map'
  | 'any';

/** Known facts about a property in addition to its kind. */
export interface Facts {
  /** The service rejects the object without the property. */
  readonly required?: true;
  /** The service rejects the object without the property, unless it has this one, which earlier versions accepted. */
  readonly requiredUnless?: string;
  /** The service's value if the property is left out. */
  readonly default?: string | number | boolean;
  readonly example?: unknown;
  /** Minimum and maximum, both inclusive: numbers or ISO 8601 durations. */
  readonly from?: number | string;
  readonly to?: number | string;
  /** -1 is also allowed and means that there is no limit. */
  readonly orUnlimited?: true;
  /** Maximum number of characters in a string or in all strings of a list, and of items in a list. */
  readonly chars?: number;
  readonly items?: number;
  /** The first and the last API version with the property; all versions by default. */
  readonly since?: ApiVersion;
  readonly until?: ApiVersion;
  /** Every value is a resource ID in the format of the example, with other names in place of those in braces. */
  readonly isResourceId?: true;
  /** The format of every value, including the example. */
  readonly form?: RegExp;
  /** Properties whose values must be unique among the items of a list. */
  readonly unique?: readonly string[];
  /** The only operating system on whose nodes the property has an effect. */
  readonly os?: 'Linux' | 'Windows';
  /**
   * True for a property that only the Azure Batch CLI extensions support; they replace it before they send the
   * definition.
   */
  readonly isExtension?: true;
  /** The name of the property in versions before `apiVersions`. */
  readonly formerly?: string;
}

export interface Property extends Facts {
  readonly kind: PropertyKind;
  readonly isList: boolean;
  /** Name of the object in the table that describes the property or, for a map, each of its values. */
  readonly of?: string;
  /** The allowed values, in the service's spelling, with their meanings. */
  readonly values?: Readonly<Record<string, string>>;
  /** The property's effect, as Markdown in plain English because VS Code doesn't translate the texts of schemas. */
  readonly about: string;
}

/** Properties of an object by their names. */
export type ObjectTable = Readonly<Record<string, Property>>;

function make(kind: PropertyKind, about: string, facts: Facts): Property {
  return { kind, isList: false, about, ...facts };
}

export function text(about: string, facts: Facts = {}): Property {
  return make('text', about, facts);
}

/** Describes an ID that follows Batch's rules for pools, jobs, and tasks. */
export function id(about: string, facts: Facts = {}): Property {
  return make('id', about, facts);
}

/** Describes a string that grants access to something. */
export function secret(about: string, facts: Facts = {}): Property {
  return make('secret', about, facts);
}

/** Describes a command line, whose length the service limits: "Total size of commandLine cannot be more than …". */
export function commandLine(about: string, facts: Facts = {}): Property {
  return make('commandLine', about, { chars: 32_768, ...facts });
}

export function time(about: string, facts: Facts = {}): Property {
  return make('time', about, facts);
}

export function duration(about: string, facts: Facts = {}): Property {
  return make('duration', about, facts);
}

export function integer(about: string, facts: Facts = {}): Property {
  return make('integer', about, facts);
}

export function flag(about: string, facts: Facts = {}): Property {
  return make('boolean', about, facts);
}

export function choice(values: Readonly<Record<string, string>>, about: string, facts: Facts = {}): Property {
  return { ...make('choice', about, facts), values };
}

export function object(of: string, about: string, facts: Facts = {}): Property {
  return { ...make('object', about, facts), of };
}

/** Describes an object that may have any properties. */
export function map(about: string, facts: Facts = {}): Property {
  return make('map', about, facts);
}

/** Describes a map whose values are objects of the table. */
export function mapOf(of: string, about: string, facts: Facts = {}): Property {
  return { ...map(about, facts), of };
}

export function any(about: string, facts: Facts = {}): Property {
  return make('any', about, facts);
}

/** Describes a list of values like `property`. */
export function listOf(property: Property): Property {
  return { ...property, isList: true };
}

export function texts(about: string, facts: Facts = {}): Property {
  return listOf(text(about, facts));
}

export function objects(of: string, about: string, facts: Facts = {}): Property {
  return listOf(object(of, about, facts));
}
