/**
 * Parts of queries in the Kusto Query Language (Azure documentation: "KQL reference"). Values are always written as
 * literals, so that no value can change the meaning of a query.
 */

/**
 * Returns a string literal whose only escape is a doubled quote. Throws `RangeError` for line breaks and control
 * characters.
 */
export function toKustoLiteral(value: string): string {
  if (/\p{Cc}|[\u2028\u2029]/u.test(value)) throw new RangeError('not a literal');
  return `@'${value.replaceAll("'", "''")}'`;
}

/** Returns a time literal. Throws `RangeError` for an invalid date. */
export function toKustoTime(time: Date): string {
  return `datetime(${time.toISOString()})`;
}

/** Refers to a column that may not exist before data has arrived. Throws `RangeError` for an invalid name. */
export function toColumn(name: string, whenAbsent: "''" | 'real(null)' | 'datetime(null)' | 'dynamic(null)'): string {
  if (!/^\w+$/.test(name)) throw new RangeError(`not a column: ${name}`);
  return `column_ifexists('${name}', ${whenAbsent})`;
}
