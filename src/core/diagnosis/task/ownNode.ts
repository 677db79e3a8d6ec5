import * as l10n from '@vscode/l10n';
import { describeState } from '../../model/states.ts';
import { isSame } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { adviseReplacement, replacement } from '../pool/restart.ts';
import type { TaskContext } from '../process/taskContext.ts';

/**
 * Puts the step for the node first if the node of a failed task reports the error that kept the task from starting:
 * other tasks fail there as well, and this one may run elsewhere.
 */
export function withOwnNode({ node, pool }: TaskContext, draft: Draft): Draft {
  const { code } = draft;
  if (node === undefined || code === undefined || !(node.errors ?? []).some((error) => isSame(error.code, code)))
    return draft;
  const text = joinSentences([
    l10n.t('The node is {state} and reports the same error.', { state: describeState('node', node.state).label }),
    adviseReplacement(pool),
  ]);
  return { ...draft, fixes: [{ text, remedies: replacement(pool) }, ...(draft.fixes ?? [])] };
}
