import type { Cause } from '../diagnosis/causes/causes.ts';
import type { Failing } from '../diagnosis/causes/failing.ts';
import { findJobId, findNodeId, findPoolId } from '../failures/narrowCause.ts';
import { isUnread } from '../failures/unreadFailures.ts';
import { toVisible } from '../text/escape.ts';
import { redactText } from '../text/redact.ts';

/** Failures of an account, and the number of its failed tasks that were not read. */
export interface AccountFailures {
  readonly account: string;
  readonly causes: readonly Cause[];
  /** Number of failed tasks that are counted but not listed. */
  readonly unlisted: number;
  /** False if there may be more than `unlisted`, because not everything was counted. */
  readonly isWhole: boolean;
}

/** Column names, which are the same in all languages because programs read them. */
const columns = [
  'account',
  'kind',
  'job',
  'task',
  'pool',
  'node',
  'cause',
  'category',
  'known',
  'exitCode',
  'errorCode',
  'created',
  'failedAt',
  'message',
  'note',
] as const;
type Row = Partial<Readonly<Record<(typeof columns)[number], string | number | undefined>>>;

/** Byte order mark, without which Excel reads UTF-8 in the code page of its computer. */
const byteOrderMark = '\ufeff';

/**
 * Renders failures as comma-separated values (RFC 4180), one line per failure, and at the end of each account the
 * number of failures that are not listed. Spreadsheet programs treat no cell as a formula, and no cell contains a
 * secret.
 */
export function renderFailuresCsv(accounts: readonly AccountFailures[]): string {
  const rows = accounts.flatMap((one): readonly Row[] => [
    ...one.causes.flatMap((cause) => toRows(one, cause)),
    ...toRest(one),
  ]);
  const lines = rows.map((row) => columns.map((name) => toCell(row[name])));
  return byteOrderMark + [columns, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function toRows({ account }: AccountFailures, { cluster, failures, note }: Cause): readonly Row[] {
  return failures.map(({ failing, known }) => ({
    account,
    kind: failing.kind,
    job: findJobId(failing),
    task: failing.kind === 'task' ? failing.resource.taskId : undefined,
    pool: findPoolId(failing),
    node: findNodeId(failing),
    cause: isUnread(cluster) ? undefined : cluster.title,
    category: isUnread(cluster) ? undefined : cluster.category,
    known,
    failedAt: failing.at,
    ...toFailureEnd(failing),
    note,
  }));
}

function toFailureEnd(failing: Failing): Row {
  switch (failing.kind) {
    case 'task': {
      const { executionInfo, creationTime: created } = failing.task;
      const { code, message } = executionInfo?.failureInfo ?? {};
      return { exitCode: executionInfo?.exitCode, errorCode: code, message, created };
    }
    case 'node': {
      const { startTaskInfo, errors = [], allocationTime: created } = failing.node;
      const { code, message } = startTaskInfo?.failureInfo ?? errors[0] ?? {};
      return { exitCode: startTaskInfo?.exitCode, errorCode: code, message, created };
    }
    case 'pool': {
      const { resizeErrors = [], autoScaleRun, creationTime: created } = failing.pool;
      const { code, message } = resizeErrors[0] ?? autoScaleRun?.error ?? {};
      return { errorCode: code, message, created };
    }
    case 'job': {
      const { code, message } = failing.job.executionInfo?.schedulingError ?? {};
      return { errorCode: code, message, created: failing.job.creationTime };
    }
  }
}

function toRest({ account, unlisted, isWhole }: AccountFailures): readonly Row[] {
  if (unlisted === 0 && isWhole) return [];
  const count = isWhole ? `${unlisted}` : `at least ${unlisted}`;
  return [{ account, kind: 'not read', message: `${count} failed tasks are not in this list` }];
}

/** Matches the first character of a formula; East Asian spreadsheets also accept full-width signs. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
/** Matches a formula after a semicolon, because in many languages semicolons separate cells, even within quotes. */
const formulaInside = /(;["\s]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** Escapes a cell. One that is a formula to a spreadsheet gets an apostrophe first, as spreadsheets themselves do. */
function toCell(value: string | number | undefined): string {
  if (typeof value === 'number') return String(value);
  const text = toVisible(redactText(value ?? '')).replace(formulaInside, "$1'");
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
