import type { WorldEvent } from '../state/eventLog.ts';
import { isoTime } from '../state/time.ts';
import { isObject, type WireObject } from '../state/wire.ts';
import { type Column, KustoError, queryTable, type Row, type Table, toJson, type Value } from './kusto.ts';
import { type ArmReply, armError } from './message.ts';
import type { Monitoring } from './monitoring.ts';

/** Names of the events that the service logs; all other events count only in metrics. */
const logged = /^(?:Task|Pool|SpecialTask)/;
/** Maximum number of columns in a table (Azure documentation: "AzureDiagnostics"). */
const mostColumns = 500;

const always: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'ResourceId', type: 'string' },
  { name: 'Category', type: 'string' },
  { name: 'OperationName', type: 'string' },
  { name: 'ResourceProvider', type: 'string' },
  { name: 'Type', type: 'string' },
];

export interface LogSource {
  readonly events: readonly WorldEvent[];
  readonly nowMs: number;
  readonly resourceId: string;
}

/** Answers a query of the account's logs, from either address. */
export function logsReply(
  body: string,
  prefer: string | undefined,
  source: LogSource,
  monitoring: Monitoring,
): ArmReply {
  const asked = parseLogQuery(body);
  if (asked === undefined) return armError(400, 'BadArgumentError', 'The request has no query.');
  const isSent = (monitoring.serviceLog ?? 'workspace') === 'workspace';
  const isSeen = isSent && monitoring.hidesWorkspace !== true;
  const table = isSeen ? toTable(source, asked.timespan, monitoring) : undefined;
  // The table exists even in a workspace that the user may not read.
  const known = isSent && !isSeen ? { columns: always, rows: [] } : table;
  try {
    const answer = queryTable(asked.query, 'AzureDiagnostics', known, source.nowMs);
    const most = monitoring.partialRows ?? Number.POSITIVE_INFINITY;
    return {
      status: 200,
      body: {
        tables: [toPrimaryResult(answer, most)],
        ...(answer.rows.length > most ? { error: partialError } : {}),
        ...(/include-permissions=true/.test(prefer ?? '')
          ? { permissions: toPermissions(source, isSent, isSeen) }
          : {}),
      },
    };
  } catch (error) {
    if (!(error instanceof KustoError)) throw error;
    return badQuery(error);
  }
}

const partialError = {
  code: 'PartialError',
  message: 'There were some errors when processing your query.',
  details: [{ code: 'EngineError', message: 'Something went wrong processing your query on the server.' }],
};

function badQuery({ code, message }: KustoError): ArmReply {
  const isSyntax = code.startsWith('SYN');
  return {
    status: 400,
    body: {
      error: {
        code: 'BadArgumentError',
        message: 'The request had some invalid properties',
        innererror: {
          code: isSyntax ? 'SyntaxError' : 'SemanticError',
          message: isSyntax ? 'A recognition error occurred in the query.' : 'A semantic error occurred.',
          innererror: { code, message },
        },
      },
    },
  };
}

function parseLogQuery(body: string): { readonly query: string; readonly timespan?: string } | undefined {
  try {
    const { query, timespan } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    if (typeof query !== 'string') return undefined;
    return { query, ...(typeof timespan === 'string' ? { timespan } : {}) };
  } catch {
    return undefined;
  }
}

function toPermissions({ resourceId }: LogSource, isSent: boolean, isSeen: boolean) {
  const group = resourceId.replace(/\/providers\/.*/s, '');
  const workspace = `${group}/providers/Microsoft.OperationalInsights/workspaces/logs`;
  return {
    resources: [{ resourceId, dataSources: isSent ? [workspace] : [] }],
    dataSources: isSeen ? [{ resourceId: workspace }] : [],
  };
}

function toPrimaryResult({ columns, rows }: Table, most: number) {
  return {
    name: 'PrimaryResult',
    columns,
    rows: rows.slice(0, most).map((row) => columns.map(({ name }) => toJson(row[name] ?? null))),
  };
}

/** Returns the current table; undefined before anything was logged. A column exists once it has had a value. */
function toTable(source: LogSource, timespan: string | undefined, monitoring: Monitoring): Table | undefined {
  const [from = '', to = ''] = timespan?.split('/') ?? [];
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const all = source.events.filter(({ name }) => logged.test(name)).map((event) => toFlat(event, source));
  if (all.length === 0) return undefined;
  const types = new Map<string, string>();
  for (const { own } of all) for (const [name, value] of own) types.set(name, toType(value));
  const most = (monitoring.mostColumns ?? mostColumns) - always.length;
  const kept = [...types].slice(0, Math.max(0, most));
  const names = new Set(kept.map(([name]) => name));
  const isCut = names.size < types.size;
  // Text columns are never null.
  const empty = Object.fromEntries(kept.flatMap(([name, type]) => (type === 'string' ? [[name, '']] : [])));
  return {
    columns: [
      ...always,
      ...kept.map(([name, type]) => ({ name, type })),
      ...(isCut ? [{ name: 'AdditionalFields', type: 'dynamic' }] : []),
    ],
    rows: all
      .filter(({ atMs }) => !(atMs < fromMs) && !(atMs > toMs))
      .map(({ head, own }): Row => {
        const more = Object.fromEntries(
          own.filter(([name]) => !names.has(name)).map(([name, value]) => [name, toJson(value)]),
        );
        return {
          ...empty,
          ...head,
          ...Object.fromEntries(own.filter(([name]) => names.has(name))),
          ...(isCut ? { AdditionalFields: more } : {}),
        };
      }),
  };
}

interface Flat {
  readonly atMs: number;
  readonly head: Row;
  readonly own: readonly (readonly [string, Value])[];
}

function toFlat({ atMs, name, body }: WorldEvent, { resourceId }: LogSource): Flat {
  const head: Row = {
    TimeGenerated: new Date(atMs),
    ResourceId: resourceId.toUpperCase(),
    Category: 'ServiceLog',
    OperationName: name,
    ResourceProvider: 'MICROSOFT.BATCH',
    Type: 'AzureDiagnostics',
  };
  return { atMs, head, own: flatten('', body) };
}

/** Makes each property a column, whose name ends with the type of its values; lists become texts. */
function flatten(prefix: string, body: WireObject): readonly (readonly [string, Value])[] {
  return Object.entries(body).flatMap(([name, value]): readonly (readonly [string, Value])[] => {
    if (isObject(value)) return flatten(`${prefix}${name}_`, value);
    const column = `${prefix}${name}`;
    if (typeof value === 'number') return [[`${column}_d`, value]];
    if (typeof value === 'boolean') return [[`${column}_b`, value]];
    if (Array.isArray(value)) return [[`${column}_s`, JSON.stringify(value)]];
    if (typeof value !== 'string') return [];
    // Only a time with a time zone is recognized as one.
    const isTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
    return [isTime ? [`${column}_t`, new Date(isoTime(Date.parse(value)))] : [`${column}_s`, value]];
  });
}

function toType(value: Value): string {
  if (value instanceof Date) return 'datetime';
  return typeof value === 'number' ? 'real' : typeof value === 'boolean' ? 'bool' : 'string';
}
