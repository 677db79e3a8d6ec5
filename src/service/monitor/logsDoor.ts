import { BatchError } from '../../core/model/batchError.ts';
import { isObject } from '../../core/model/shape.ts';
import { malformedResponse } from '../azure/errors/toBatchError.ts';
import type { Json, ResourceManagerClient } from '../resourceManager/resourceManagerClient.ts';

/**
 * The only place that knows how logs of an account are queried (Azure documentation: "Querying logs for Azure
 * resources"): through the account at Resource Manager, in a preview version. The newer address
 * (`api.loganalytics.azure.com`) requires tokens for another audience, which means another sign-in in each cloud.
 */
const version = '2018-03-01-preview';

/** Without this header, sources that the user may not read are left out silently. */
const headers = { prefer: 'include-permissions=true' };

/** One row of a response, by column name. */
export type LogRow = Readonly<Record<string, unknown>>;

export interface LogAnswer {
  readonly rows: readonly LogRow[];
  /** Azure's reason why some rows are missing, if any. */
  readonly partial?: string;
  /** Set if there is a source of such logs that the user may not read. */
  readonly isHidden: boolean;
}

/** A query of Log Analytics, and the time span that it covers (ISO 8601, `from/to`). */
export interface LogQuestion {
  readonly query: string;
  readonly timespan: string;
}

/**
 * Queries the logs of an account. Throws `BatchError`, including for a table that doesn't exist yet (`isUnknownTable`).
 */
export async function queryLogs(
  client: ResourceManagerClient,
  resourceId: string,
  { query, timespan }: LogQuestion,
  signal: AbortSignal,
): Promise<LogAnswer> {
  const path = `${resourceId}/providers/microsoft.insights/logs`;
  const answer = await client.post(path, version, { query, timespan }, signal, headers);
  const { tables } = answer;
  if (!Array.isArray(tables)) throw malformedResponse(answer);
  const table: unknown = tables.find((one) => isObject(one) && one['name'] === 'PrimaryResult') ?? tables[0];
  const partial = toPartial(answer['error']);
  return {
    rows: table === undefined ? [] : toRows(table),
    ...(partial === undefined ? {} : { partial }),
    isHidden: hasHiddenSource(answer['permissions']),
  };
}

/** Returns true if nothing was ever logged: there is no table with that name yet. */
export function isUnknownTable(error: unknown): boolean {
  const isSemantic = ({ value }: { readonly value: string }): boolean => /^(?:SemanticError|SEM\d{4})$/.test(value);
  return BatchError.is(error) && error.status === 400 && error.details.some(isSemantic);
}

function toRows(table: unknown): readonly LogRow[] {
  if (!isObject(table)) throw malformedResponse(table);
  const { columns, rows } = table;
  if (!Array.isArray(columns) || !Array.isArray(rows)) throw malformedResponse(table);
  const names = columns.map((column) => (isObject(column) && typeof column['name'] === 'string' ? column['name'] : ''));
  return rows.flatMap((row) =>
    Array.isArray(row) ? [Object.fromEntries(names.map((name, index) => [name, row[index]]))] : [],
  );
}

/** `PartialError` means that some of the sources failed or were cut off. */
function toPartial(error: unknown): string | undefined {
  if (!isObject(error)) return undefined;
  const { message, code } = error;
  return typeof message === 'string' && message !== '' ? message : typeof code === 'string' ? code : 'PartialError';
}

/** Returns true if the user may not query a workspace with logs of the account, or is denied a table. */
function hasHiddenSource(permissions: unknown): boolean {
  if (!isObject(permissions)) return false;
  const [resources, sources] = [listObjects(permissions['resources']), listObjects(permissions['dataSources'])];
  const allowed = new Set(sources.map(({ resourceId }) => toColumnKey(resourceId)));
  return (
    [...resources, ...sources].some(({ denyTables }) => listValues(denyTables).some(isTable)) ||
    resources.some(({ dataSources }) => listValues(dataSources).some((source) => !allowed.has(toColumnKey(source))))
  );
}

function isTable(name: unknown): boolean {
  return toColumnKey(name) === 'azurediagnostics';
}

function toColumnKey(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}

function listValues(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function listObjects(value: unknown): readonly Json[] {
  return listValues(value).filter(isObject);
}
