import { type ApiVersion, apiVersions } from './apiVersion.ts';
import type { Call } from './http/call.ts';
import type { Reply } from './http/reply.ts';
import { ServiceError } from './http/serviceError.ts';
import { allConditions, type ConditionHeader, type Operation, type Support, type Verb } from './operation.ts';

/** One row of the table of operations. */
export interface OperationRow extends Operation {
  readonly handle: (call: Call) => Reply | Promise<Reply>;
}

export interface RowOptions {
  /** Query parameters, separated by spaces. */
  readonly query?: string;
  /** 1000 by default. */
  readonly maxResults?: number;
  /** Value in 2025-06-01, if different. */
  readonly maxResults2025?: number;
  /** Supported conditional headers: none by default. */
  readonly conditions?: 'all' | 'dates';
  /** Model of the body; `!` if it is required. */
  readonly body?: string;
  /** The only version that has the operation. */
  readonly only?: ApiVersion;
  /** `full` by default. */
  readonly support?: Support;
}

const dateConditions: readonly ConditionHeader[] = ['if-modified-since', 'if-unmodified-since'];
const defaultMaxResults = 1000;

/** Returns a row of the table: the operation's name, `VERB /path`, and its handler or the reason why it has none. */
export function operation(
  id: string,
  request: `${Verb} /${string}`,
  handle: OperationRow['handle'] | string,
  options: RowOptions = {},
): OperationRow {
  const [verb = '', path = ''] = request.split(' ');
  const { body, query, only, maxResults = defaultMaxResults, maxResults2025 = maxResults } = options;
  const isRefused = typeof handle === 'string';
  return {
    id,
    verb: verb as Verb,
    path,
    versions: only === undefined ? apiVersions : [only],
    support: isRefused ? `refused: ${handle}` : (options.support ?? 'full'),
    query: query?.split(' ') ?? [],
    maxResults: { '2022-10-01.16.0': maxResults, '2025-06-01': maxResults2025 },
    conditions: toConditions(options),
    ...(body === undefined ? {} : { body: { model: body.replace('!', ''), isRequired: body.endsWith('!') } }),
    handle: isRefused ? () => refuse(id, handle) : handle,
  };
}

function toConditions({ conditions }: RowOptions): readonly ConditionHeader[] {
  return conditions === 'all' ? allConditions : conditions === 'dates' ? dateConditions : [];
}

function refuse(id: string, reason: string): Reply {
  throw new ServiceError('NotImplemented', { Operation: id, Reason: reason });
}
