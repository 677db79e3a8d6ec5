/**
 * Types of properties, by the name of the object that has them: `string`, `number`, `boolean`, `duration` (ISO 8601),
 * `time`, `object` (anything), `enum:a|b`, or the name of another object; `[]` for a list, and a last `!` for what has
 * to be there.
 */
export type SchemaTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface PropertyType {
  /** The type without its marks. */
  readonly name: string;
  readonly isList: boolean;
  readonly isRequired: boolean;
  /** Values of an enum, in the service's spelling. */
  readonly values?: readonly string[];
}

/** Reads the notation of a `SchemaTable`. */
export function readType(notation: string): PropertyType {
  const isRequired = notation.endsWith('!');
  const marked = isRequired ? notation.slice(0, -1) : notation;
  const isList = marked.endsWith('[]');
  const name = isList ? marked.slice(0, -2) : marked;
  const values = name.startsWith('enum:') ? name.slice('enum:'.length).split('|') : undefined;
  return {
    name: values === undefined ? name : 'enum',
    isList,
    isRequired,
    ...(values === undefined ? {} : { values }),
  };
}
