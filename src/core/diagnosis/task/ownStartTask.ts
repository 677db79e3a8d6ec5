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
  const ofStart = [pool?.startTask?.commandLine ?? '', started.title, ...listCauseTexts(started.evidence)];
  const isLack = isLackAtStart(draft.category);
  const isBrought =
    isLack || (draft.category === 'missing-file' && isBelow([draft.title, ...listCauseTexts(draft.evidence)], ofStart));
  if (!isBrought) return { ...draft, evidence };
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
              "Find out why the start task failed on the task's node, and correct it unless it succeeded on other nodes: it may have to bring what is missing.",
            ),
            ofSeveral: l10n.t(
              "Find out why the start task failed on the tasks' nodes, and correct it unless it succeeded on other nodes: it may have to bring what is missing.",
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
    // Logs that only some readers have don't make it another cause.
    identity: isLack ? `${draft.identity ?? ''} start task failed` : draft.identity,
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

const path = /(?<![\w./:-])(?:[A-Za-z]:)?(?:[\\/][\w.-]+)+/g;
/** Folders of every system, below which anything may lie. */
const systemFolder = /^\/(?:bin|dev|etc|home|lib|lib64|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|usr\/bin|var)$/;

/** Checks whether texts about a missing file name a path in a folder that the start task names, such as its mount. */
function isBelow(missing: readonly string[], ofStart: readonly string[]): boolean {
  const listPaths = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => text.match(path) ?? []).map((one) => one.replaceAll('\\', '/'));
  const folders = listPaths(ofStart).filter((folder) => !systemFolder.test(folder));
  return listPaths(missing).some((one) => folders.some((folder) => one === folder || one.startsWith(`${folder}/`)));
}

function listCauseTexts(evidence: Draft['evidence'] = []): readonly string[] {
  return evidence.flatMap((piece) => (piece?.isCause === true ? [piece.text] : []));
}

/** A line of the start task is not the line at fault of the task. */
function withoutCause<T extends { readonly isCause?: boolean | undefined }>(piece: T | undefined): T | undefined {
  return piece && { ...piece, isCause: false };
}
