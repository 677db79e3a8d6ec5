import { toColumn, toKustoLiteral, toKustoTime } from '../../core/filters/kusto.ts';
import type { EventSubject } from '../../core/model/monitor.ts';

/** Maximum number of rows in a response: the newest ones. */
export const mostEvents = 500;
/** Maximum number of items that are found by an ID. */
export const mostThings = 50;

/** The fields that are read. Each may be a column, a property of `AdditionalFields`, or missing. */
const texts = [
  'id_s',
  'jobId_s',
  'poolId_s',
  'taskName_s',
  'taskType_s',
  'nodeInfo_poolId_s',
  'nodeInfo_nodeId_s',
  'startTime_s',
  'endTime_s',
  'executionInfo_result_s',
  'executionInfo_schedulingError_category_s',
  'executionInfo_schedulingError_code_s',
  'executionInfo_schedulingError_message_s',
  'schedulingError_category_s',
  'schedulingError_code_s',
  'schedulingError_message_s',
  'error_code_s',
  'error_message_s',
  'resultCode_s',
  'resultMessage_s',
  'results_s',
  'formula_s',
] as const;
const numbers = [
  'executionInfo_exitCode_d',
  'executionInfo_retryCount_d',
  'executionInfo_requeueCount_d',
  'constraints_maxTaskRetryCount_d',
  'currentDedicatedNodes_d',
  'currentLowPriorityNodes_d',
  'targetDedicatedNodes_d',
  'targetLowPriorityNodes_d',
] as const;
const times = ['executionInfo_startTime_t', 'executionInfo_endTime_t'] as const;

/** The fields by which rows are found: if a row lacks the column, it is taken from `AdditionalFields`. */
const ids = ['id_s', 'jobId_s', 'nodeInfo_nodeId_s', 'nodeInfo_poolId_s', 'taskName_s'] as const;

const always = ['TimeGenerated', 'OperationName'] as const;

/** Expressions for all columns, including those that the table lacks. */
const columns = [
  ...texts.map((name) => `${name} = ${toColumn(name, "''")}`),
  ...numbers.map((name) => `${name} = ${toColumn(name, 'real(null)')}`),
  ...times.map((name) => `${name} = ${toColumn(name, 'datetime(null)')}`),
  `AdditionalFields = ${toColumn('AdditionalFields', 'dynamic(null)')}`,
];

/**
 * Returns the query for an item's events since a time, newest first. Throws `RangeError` for IDs that Batch doesn't
 * allow.
 */
export function toEventQuery(subject: EventSubject, since: Date): string {
  return toQuery(since, toCondition(subject), [
    `project ${[...always, ...texts, ...numbers, ...times, 'AdditionalFields'].join(', ')}`,
    `top ${mostEvents} by TimeGenerated desc`,
  ]);
}

/**
 * Returns the query that lists each item with an ID once, if the log has named it since a time. Throws as
 * `toEventQuery` does.
 */
export function toThingQuery(id: string, since: Date): string {
  const literal = toKustoLiteral(id);
  const names = ids.filter((name) => name !== 'taskName_s');
  return toQuery(since, names.map((name) => `${name} =~ ${literal}`).join(' or '), [
    `summarize TimeGenerated = max(TimeGenerated) by OperationName, ${ids.join(', ')}`,
    `top ${mostThings} by TimeGenerated desc`,
  ]);
}

function toQuery(since: Date, condition: string, rest: readonly string[]): string {
  return [
    'AzureDiagnostics',
    `where TimeGenerated >= ${toKustoTime(since)} and Category == @'ServiceLog'`,
    `extend ${columns.join(', ')}`,
    `extend ${ids.map((name) => `${name} = coalesce(${name}, tostring(AdditionalFields.${name}))`).join(', ')}`,
    `where ${condition}`,
    ...rest,
  ].join('\n| ');
}

/** Returns the condition for a subject's events. Batch compares IDs without regard to case. */
function toCondition(subject: EventSubject): string {
  const is = (name: (typeof ids)[number], id: string): string => `${name} =~ ${toKustoLiteral(id)}`;
  switch (subject.kind) {
    case 'task':
      return `${is('jobId_s', subject.jobId)} and ${is('id_s', subject.taskId)}`;
    case 'job':
      return is('jobId_s', subject.jobId);
    case 'pool':
      // Tasks that run in the pool are on the pages of its jobs and nodes; start tasks belong to the pool.
      return `jobId_s == '' and (${is('id_s', subject.poolId)} or (${is('nodeInfo_poolId_s', subject.poolId)} and taskName_s != ''))`;
    case 'node':
      return `${is('nodeInfo_poolId_s', subject.poolId)} and ${is('nodeInfo_nodeId_s', subject.nodeId)}`;
  }
}
