import type { CommandName } from '../commandName.ts';
import type { ContextWord, RowKind } from './contextValue.ts';
import type { Row } from './row.ts';

/*
 * A click on the row of an item or a cause opens the most informative document about it; a row that only groups others
 * expands. VS Code expands a row that has a command only by its twistie, the arrow keys, or a double-click; it expands a
 * row without a command also by a click or Enter. Therefore, groups, accounts, and folders have no command.
 */

/** Returns the command that a click on a row, or Enter, runs; undefined if this expands the row or does nothing. */
export function toPrimaryCommand(row: Pick<Row, 'kind' | 'words' | 'children'>): CommandName | undefined {
  const { kind, words = [], children } = row;
  return rules[kind]?.({ words: new Set(words), isLeaf: children === 'none' });
}

interface State {
  readonly words: ReadonlySet<ContextWord>;
  /** True if the row has no children, so that a click could not expand it. */
  readonly isLeaf: boolean;
}

const rules: { readonly [K in RowKind]?: (state: State) => CommandName | undefined } = {
  task: ({ words }) => {
    if (words.has('failed') || words.has('active') || words.has('preparing')) return 'task.explain';
    return words.has('hasFiles') ? 'task.openStdout' : 'resource.openProperties';
  },
  subtask: ({ words, isLeaf }) => (words.has('failed') || isLeaf ? 'task.explain' : undefined),
  jobTask: ({ words, isLeaf }) => (words.has('failed') || isLeaf ? 'job.explain' : undefined),
  job: () => 'job.explain',
  pool: () => 'pool.explain',
  node: () => 'node.explain',
  jobSchedule: () => 'jobSchedule.explain',
  failureGroup: () => 'failures.explain',
};
