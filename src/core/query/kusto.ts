/*
 * Parts of queries in the Kusto Query Language (Azure documentation: "KQL reference"). Values are always written as
 * literals, so no value can change the meaning of a query.
 */

/** A string literal in which nothing is an escape but a doubled quote. Throws `RangeError` for what has lines or control characters. */
export function toKustoLiteral(value: string): string {
  if (/\p{Cc}|[\u2028\u2029]/u.test(value)) throw new RangeError('not a literal');
  return `@'${value.replaceAll("'", "''")}'`;
}

/** A time literal. Throws `RangeError` for what is no date. */
export function toKustoTime(time: Date): string {
  return `datetime(${time.toISOString()})`;
}

/** A column that may not exist: columns of logs exist only once data came. */
export function toColumn(name: string, whenAbsent: "''" | 'real(null)' | 'datetime(null)' | 'dynamic(null)'): string {
  if (!/^\w+$/.test(name)) throw new RangeError(`not a column: ${name}`);
  return `column_ifexists('${name}', ${whenAbsent})`;
}
