import * as l10n from '@vscode/l10n';
import { toleratesStartTask } from '../../model/computeNode.ts';
import { findOperatingSystem } from '../evidence/operatingSystem.ts';
import { isLackAtStart } from '../explanation/category.ts';
import { atMostLikely, type Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeElsewhere, explainStartTask, isContrasted } from '../pool/startTask.ts';
import type { TaskCase } from '../process/taskCase.ts';

/**
 * Explains the failure of a task whose node runs tasks although its start task failed: that is evidence, and the link
 * leads to the start task, which should have installed the missing thing.
 */
export function withOwnStartTask(theCase: TaskCase, draft: Draft): Draft {
  const { node, pool, startLogs = {}, startedElsewhere } = theCase;
  if (node === undefined || !toleratesStartTask(node)) return draft;
  const os = findOperatingSystem(pool);
  const started = explainStartTask({ node, pool, os, startedElsewhere, ...startLogs[node.id] });
  const isRight = isContrasted({ node, pool, startedElsewhere });
  const said = { text: started.title, source: `node ${node.id}` };
  const evidence = [...(draft.evidence ?? []), said, ...(started.evidence ?? []).map(withoutCause)];
  if (!isLackAtStart(draft.category)) return { ...draft, evidence };
  const { exitCode } = node.startTaskInfo ?? {};
  return {
    ...draft,
    evidence,
    cause: joinSentences([
      draft.cause,
      exitCode === undefined
        ? l10n.t(
            'The start task failed on this node, which still runs tasks: what the start task brings may be missing.',
          )
        : l10n.t(
            'The start task failed on this node with exit code {exitCode}, and the node still runs tasks: what the start task brings may be missing.',
            { exitCode },
          ),
      startedElsewhere === undefined ? '' : describeElsewhere(startedElsewhere),
    ]),
    fixes: isRight
      ? [runAgain()]
      : [
          {
            text: l10n.t(
              "Find out why the start task failed on the task's node, and correct it unless it succeeded on other nodes: it may have to install what is missing.",
            ),
            ofSeveral: l10n.t(
              "Find out why the start task failed on the tasks' nodes, and correct it unless it succeeded on other nodes: it may have to install what is missing.",
            ),
            remedies: ['pool.editStartTask'],
          },
          {
            text: l10n.t('Then reboot the node, so that it runs the start task again, and retry the task.'),
            ofSeveral: l10n.t('Then reboot the nodes, so that they run the start task again, and retry the tasks.'),
            remedies: ['node.reboot', 'task.retry'],
          },
        ],
    change: undefined,
    confidence: atMostLikely(draft.confidence),
    identity: `${draft.identity ?? ''} start task failed`,
  };
}

/** Advises on a start task that other nodes ran without a failure. */
function runAgain(): Fix {
  return {
    text: l10n.t('Reboot the node, so that it runs the start task again, then retry the task.'),
    ofSeveral: l10n.t('Reboot the nodes, so that they run the start task again, then retry the tasks.'),
    remedies: ['node.reboot', 'task.retry'],
  };
}

/** A line of the start task is not the line at fault of the task. */
function withoutCause<T extends { readonly isCause?: boolean | undefined }>(piece: T | undefined): T | undefined {
  return piece && { ...piece, isCause: false };
}
