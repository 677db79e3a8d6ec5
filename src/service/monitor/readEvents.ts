import type { EventKind, ServiceEvent } from '../../core/model/monitor.ts';
import { isObject } from '../../core/model/shape.ts';
import { parseJson } from '../../core/text/parseJson.ts';
import type { LogRow } from './logsDoor.ts';

/**
 * The documented event names (Batch documentation: "Batch Analytics"); the names of events of special tasks, and of
 * newer events, are not documented.
 */
const kinds: Readonly<Record<string, EventKind>> = {
  taskstartevent: 'taskStart',
  taskcompleteevent: 'taskComplete',
  taskfailevent: 'taskFail',
  taskrequeueevent: 'taskRequeue',
  taskschedulefailevent: 'taskScheduleFail',
  poolcreateevent: 'poolCreate',
  poolresizestartevent: 'poolResizeStart',
  poolresizecompleteevent: 'poolResizeComplete',
  pooldeletestartevent: 'poolDeleteStart',
  pooldeletecompleteevent: 'poolDeleteComplete',
  poolautoscaleevent: 'autoscale',
};

/**
 * Reads a row of the table `AzureDiagnostics` from a query by `eventQuery`. Returns undefined for a row without a time.
 */
export function readEvent(row: LogRow): ServiceEvent | undefined {
  const read = new RowReader(row);
  const at = read.time('TimeGenerated');
  if (at === undefined) return undefined;
  const name = read.text('OperationName') ?? '';
  const kind = findKind(name, read);
  const isOfTask = kind.startsWith('task');
  const id = read.text('id_s');
  const problem = {
    category: read.text('schedulingError_category_s') ?? read.text('executionInfo_schedulingError_category_s'),
    code:
      read.text('schedulingError_code_s') ??
      read.text('executionInfo_schedulingError_code_s') ??
      read.text('error_code_s'),
    message:
      read.text('schedulingError_message_s') ??
      read.text('executionInfo_schedulingError_message_s') ??
      read.text('error_message_s'),
  };
  const hasProblem = Object.values(problem).some((part) => part !== undefined);
  return withoutUndefined({
    at,
    kind,
    name,
    jobId: read.text('jobId_s'),
    taskId: isOfTask ? id : read.text('taskName_s'),
    poolId: isOfPool(kind) ? (id ?? read.text('poolId_s')) : read.text('nodeInfo_poolId_s'),
    nodeId: read.text('nodeInfo_nodeId_s'),
    taskType: read.text('taskType_s'),
    // Times of pool events are strings without a time zone.
    startTime: read.time('executionInfo_startTime_t') ?? read.time('startTime_s'),
    endTime: read.time('executionInfo_endTime_t') ?? read.time('endTime_s'),
    exitCode: read.number('executionInfo_exitCode_d'),
    result: read.text('executionInfo_result_s'),
    retryCount: read.number('executionInfo_retryCount_d'),
    requeueCount: read.number('executionInfo_requeueCount_d'),
    maxRetryCount: read.number('constraints_maxTaskRetryCount_d'),
    problem: hasProblem ? withoutUndefined(problem) : undefined,
    currentNodes: read.sum('currentDedicatedNodes_d', 'currentLowPriorityNodes_d'),
    targetNodes: read.sum('targetDedicatedNodes_d', 'targetLowPriorityNodes_d'),
    resultCode: read.text('resultCode_s'),
    resultMessage: read.text('resultMessage_s'),
    results: read.text('results_s'),
  });
}

/** Recognizes the kind by the event's name, or by its fields if the name is unknown. */
function findKind(name: string, read: RowReader): EventKind {
  const known = kinds[name.toLowerCase()];
  if (known !== undefined) return known;
  if (read.text('taskName_s') !== undefined && read.text('nodeInfo_nodeId_s') !== undefined) return 'specialTask';
  return read.text('formula_s') === undefined && read.text('results_s') === undefined ? 'other' : 'autoscale';
}

function isOfPool(kind: EventKind): boolean {
  return kind.startsWith('pool') || kind === 'autoscale';
}

/** The columns of a row. Fields without a column are in `AdditionalFields`, under the same names. */
class RowReader {
  readonly #row: LogRow;
  readonly #more: LogRow;

  constructor(row: LogRow) {
    this.#row = row;
    this.#more = toMore(row['AdditionalFields']);
  }

  text(name: string): string | undefined {
    const value = this.#find(name);
    return typeof value === 'string' ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.#find(name);
    const number = typeof value === 'string' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }

  /** Returns the sum of the known numbers, or undefined if none is known. */
  sum(...names: readonly string[]): number | undefined {
    const known = names.map((name) => this.number(name)).filter((value) => value !== undefined);
    return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
  }

  /** Reads a time as ISO 8601; a time without a time zone is in UTC. */
  time(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const isBare = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?$/.test(value);
    const time = Date.parse(isBare ? `${value.replace(' ', 'T')}Z` : value);
    return Number.isNaN(time) ? undefined : new Date(time).toISOString();
  }

  /** An empty value counts as missing, because a column that doesn't exist is read as an empty string. */
  #find(name: string): unknown {
    const value = this.#row[name] ?? this.#more[name];
    return value === '' || value === null ? (this.#more[name] ?? undefined) : value;
  }
}

function toMore(fields: unknown): LogRow {
  if (isObject(fields)) return fields;
  if (typeof fields !== 'string' || fields === '') return {};
  const json = parseJson(fields);
  return isObject(json) ? json : {};
}

type Defined<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}
