import type { ApiVersion } from './apiVersion.ts';

export type Verb = (typeof verbs)[number];
export const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export type Support = 'full' | `partial: ${string}` | `refused: ${string}`;

/** An operation in the table, without its handler. */
export interface Operation {
  /**
   * Operation ID in the specification of 2022-10-01.16.0 (`Pool_Add`); later operations are named in the same style.
   */
  readonly id: string;
  readonly verb: Verb;
  /** Path with variables: `/jobs/{jobId}/tasks/{taskId}`. */
  readonly path: string;
  readonly versions: readonly ApiVersion[];
  readonly support: Support;
  /** Query parameters in addition to `api-version` and `timeout`, in lower case. */
  readonly query: readonly string[];
  /** Maximum of `maxresults`. */
  readonly maxResults: Readonly<Record<ApiVersion, number>>;
  readonly conditions: readonly ConditionHeader[];
  readonly body?: { readonly model: string; readonly isRequired: boolean };
}

export type ConditionHeader = (typeof allConditions)[number];
export const allConditions = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'] as const;
