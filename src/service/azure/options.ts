import { definedOnly } from '../../core/model/defined.ts';
import type { ListOptions } from '../ports.ts';

interface ListQuery {
  readonly filter?: string;
  readonly select?: string;
  readonly maxResults?: number;
}

/** Converts list options to the client library's names. */
export function toListQuery({ filter, select }: ListOptions, pageSize: number | undefined): ListQuery {
  return definedOnly<ListQuery>({ filter, select: select?.join(','), maxResults: pageSize });
}
