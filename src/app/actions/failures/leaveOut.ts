import type { FilterTerm } from '../../rows/failures/failureFilter.ts';
import { refuseLostRows, toRows } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Leave Out These Failures',
  icon: 'exclude',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'failureGroup', unless: 'unread', at: 'look@3' }],
};

/** Shows all failures except those of these causes, until the filter is removed. */
export const run: WindowCommand = async ({ trees }, args) => {
  refuseLostRows(args);
  const { failures } = trees;
  const left = toRows(args).flatMap((row): readonly FilterTerm[] => {
    const { fingerprint, title } = failures.findCause(row)?.cluster ?? {};
    if (fingerprint === undefined || title === undefined) return [];
    return [{ kind: 'not', term: { kind: 'cause', fingerprint, title } }];
  });
  if (left.length > 0) failures.filter = [...failures.filter, ...left];
};
