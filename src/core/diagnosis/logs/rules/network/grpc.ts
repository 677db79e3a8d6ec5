import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

const statuses: Readonly<Record<string, FailureCategory>> = {
  ALREADYEXISTS: 'conflict',
  CANCELLED: 'interrupted',
  DATALOSS: 'bad-input',
  DEADLINEEXCEEDED: 'timeout',
  INVALIDARGUMENT: 'bad-arguments',
  NOTFOUND: 'missing-file',
  PERMISSIONDENIED: 'permission',
  RESOURCEEXHAUSTED: 'throttled',
  UNAUTHENTICATED: 'auth-storage',
  UNAVAILABLE: 'network',
  UNIMPLEMENTED: 'dependency-version',
};

/** Rules for messages from gRPC clients about a failed call. */
export const grpcRules = {
  'grpc-call-failed-in-block': { on: ['status = StatusCode.'], read: readBlock },
  'grpc-call-failed': { on: ['rpc error: code = '], read: readLine },
} satisfies Rules;

/** Reads a failure in Python, which prints the status in one line and the server's message in the next. */
function readBlock(log: LogText, line: number): Finding | undefined {
  const status = /^\s*status = StatusCode\.(?<status>[A-Z_]+)/.exec(log.text(line))?.groups?.['status'];
  if (status === undefined) return undefined;
  const below = log.next(line);
  const details = /^\s*details = "(?<details>.*)"/.exec(log.text(below))?.groups?.['details'];
  return toGrpcFinding(details === undefined ? line : below, status, details ?? '');
}

/** Reads a failure in Go, printed in one line: `rpc error: code = Unavailable desc = connection error: …`. */
function readLine(log: LogText, line: number): Finding | undefined {
  const { status, words } = /rpc error: code = (?<status>\w+) desc = (?<words>.*)/.exec(log.text(line))?.groups ?? {};
  return status === undefined ? undefined : toGrpcFinding(line, status, words ?? '');
}

/** Creates a finding based on the server's message rather than the status, which only shows the outcome of the call. */
function toGrpcFinding(line: number, status: string, words: string): Finding {
  const category = statuses[status.replaceAll('_', '').toUpperCase()] ?? 'other';
  return {
    line,
    category: categoryOfLine(words) ?? category,
    weight: 'cause',
    narrow: category === 'other' ? 'failed' : 'exact',
  };
}
