import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import { type LogName, logNames } from '../../model/logEnd.ts';
import type { Pool } from '../../model/pool.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { describeRetries } from '../evidence/retries.ts';
import { describeFailureInfo } from '../evidence/serviceWords.ts';
import { isSame } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { explainHelperTask } from '../process/helperTask.ts';
import { elevateStartTask, mayNeedRights } from '../process/rights.ts';
import { canReboot } from './restart.ts';

export interface StartTaskEvidence {
  readonly node: ComputeNode;
  readonly pool?: Pool | undefined;
  readonly os?: OperatingSystem | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  /** Logs that were looked for and could not be read. */
  readonly missingLogs?: readonly LogName[] | undefined;
}

/** The start task of a node that failed: the same causes as those of a task, with remedies that fit a node. */
export function explainStartTask(evidence: StartTaskEvidence): Draft {
  const { node, pool } = evidence;
  const info = node.startTaskInfo;
  const draft = explainHelperTask({
    ...evidence,
    role: 'startTask',
    definition: pool?.startTask,
    executionInfo: info,
  });
  const blocks = isSame(node.state, 'starttaskfailed');
  return {
    ...draft,
    title: l10n.t('The start task of node {0} failed: {1}', node.id, continueAfterColon(draft.title)),
    cause: [
      draft.cause,
      blocks
        ? l10n.t('The pool waits for the success of its start task, so this node runs no tasks.')
        : l10n.t(
            'The pool does not wait for the success of its start task, so the node runs tasks all the same (`waitForSuccess` is false).',
          ),
    ].join(' '),
    evidence: [
      describeFailureInfo(info?.failureInfo, 'startTaskInfo'),
      ...(draft.evidence ?? []),
      pool?.startTask?.commandLine === undefined
        ? undefined
        : { text: pool.startTask.commandLine, source: 'startTask.commandLine' },
      describeRetries(info, pool?.startTask?.maxTaskRetryCount),
    ],
    fixes: [...adviseReading(evidence, draft), ...adviseCause(evidence, draft), adviseCorrection(node)],
    remedies: ['node.connectSsh'],
  };
}

/** What helps against the cause; a start task has remedies of its own where a program ran without rights or lacks another. */
function adviseCause({ node, pool, os }: StartTaskEvidence, { category, fixes = [] }: Draft): readonly Fix[] {
  const general = fixes.map(inStartTask);
  const identity = pool?.startTask?.userIdentity;
  const mayLackRights = mayNeedRights({ exitCode: node.startTaskInfo?.exitCode, identity, pool });
  if (category === 'permission' && mayLackRights) return [elevateStartTask(identity, os)];
  return category === 'missing-program'
    ? [install(), ...general.filter(({ property }) => property !== undefined)]
    : general;
}

function install(): Fix {
  return {
    text: l10n.t(
      'Check the spelling of the program; install it earlier in the same start task, use an image that has it, or call it by its full path. A script must not have Windows line endings (CR LF).',
    ),
    property: ['startTask', 'commandLine'],
  };
}

function inStartTask(fix: Fix): Fix {
  return fix.property === undefined ? fix : { ...fix, property: ['startTask', ...fix.property] };
}

/** Only a program that ran has written something, and only what is there can be read, where it has not told why. */
function adviseReading(
  { node, os, stdout, stderr, missingLogs = [] }: StartTaskEvidence,
  { evidence = [] }: Draft,
): readonly Fix[] {
  if (evidence.some((piece) => piece?.isCause === true)) return [];
  const isEmpty = (stdout ?? '') === '' && (stderr ?? '') === '' && (stdout !== undefined || stderr !== undefined);
  if (node.startTaskInfo?.exitCode === undefined || isEmpty || missingLogs.length === logNames.length) return [];
  return [
    {
      text:
        os === 'windows'
          ? l10n.t('Read startup\\stderr.txt and startup\\stdout.txt among the files of the node.')
          : l10n.t('Read startup/stderr.txt and startup/stdout.txt among the files of the node.'),
      isReading: true,
    },
  ];
}

function adviseCorrection(node: ComputeNode): Fix {
  return {
    text: canReboot(node)
      ? l10n.t(
          'Correct the start task of the pool, then reboot the node: a changed start task reaches nodes only when they restart.',
        )
      : l10n.t(
          'Correct the start task of the pool, then replace the node: Batch may refuse to reboot it in its state.',
        ),
    property: ['startTask'],
    remedies: ['pool.editStartTask', canReboot(node) ? 'node.reboot' : 'node.remove'],
  };
}
