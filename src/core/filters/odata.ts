/**
 * A `$filter` expression for the lists of Batch (Batch documentation: "Create efficient list queries"). Values are
 * always written as literals, so that no value can change the meaning of a filter.
 */
export type Filter = string & { readonly filter: unique symbol };

export type FilterOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** Returns a string literal with quotes doubled. */
export function toStringLiteral(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Returns a time literal. Throws `RangeError` for an invalid date. */
function toTimeLiteral(time: Date | string): string {
  return `DateTime'${new Date(time).toISOString()}'`;
}

function toLiteral(value: string | number | boolean | Date): string {
  if (typeof value === 'string') return toStringLiteral(value);
  if (value instanceof Date) return toTimeLiteral(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`not a number literal: ${value}`);
  return String(value);
}

function checkProperty(property: string): string {
  if (!/^[A-Za-z]+(\/[A-Za-z]+)?$/.test(property)) throw new RangeError(`not a property: ${property}`);
  return property;
}

function toFilter(text: string): Filter {
  return text as Filter;
}

/** Returns `property op value`; nested properties use a slash, as in `executionInfo/exitCode`. */
export function compare(property: string, op: FilterOperator, value: string | number | boolean | Date): Filter {
  return toFilter(`${checkProperty(property)} ${op} ${toLiteral(value)}`);
}

/** Returns `property eq value`. */
export function equals(property: string, value: string | number | boolean | Date): Filter {
  return compare(property, 'eq', value);
}

/** Returns `startswith(property, prefix)`. */
export function startsWith(property: string, prefix: string): Filter {
  return toFilter(`startswith(${checkProperty(property)},${toStringLiteral(prefix)})`);
}

function combine(operator: 'and' | 'or', filters: readonly Filter[]): Filter {
  if (filters.length === 0) throw new RangeError('a filter needs at least one condition');
  if (filters.length === 1) return filters[0] ?? toFilter('');
  return toFilter(filters.map((filter) => `(${filter})`).join(` ${operator} `));
}

/** Combines filters that must all match. */
export function and(...filters: readonly Filter[]): Filter {
  return combine('and', filters);
}

/** Combines filters, at least one of which must match. */
export function or(...filters: readonly Filter[]): Filter {
  return combine('or', filters);
}
