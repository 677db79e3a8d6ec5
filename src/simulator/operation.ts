import type { ApiVersion } from './apiVersion.ts';

export type Verb = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Support = 'full' | `partial: ${string}` | `refused: ${string}`;

/** What the table of operations says of one, besides who handles it. */
export interface Operation {
  /** As the description of 2022-10-01.16.0 has it (`Pool_Add`); operations that came later are named in its manner. */
  readonly id: string;
  readonly verb: Verb;
  /** With variables: `/jobs/{jobId}/tasks/{taskId}`. */
  readonly path: string;
  readonly versions: readonly ApiVersion[];
  readonly support: Support;
  /** Query parameters besides `api-version` and `timeout`, in lower case. */
  readonly query: readonly string[];
  /** Largest `maxresults`. */
  readonly maxResults: Readonly<Record<ApiVersion, number>>;
  /** Conditional headers it takes. */
  readonly conditions: readonly ConditionHeader[];
  readonly body?: { readonly model: string; readonly isRequired: boolean };
}

export type ConditionHeader = 'if-match' | 'if-none-match' | 'if-modified-since' | 'if-unmodified-since';

export const allConditions: readonly ConditionHeader[] = [
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
];
