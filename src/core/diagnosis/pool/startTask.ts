import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import type { OperatingSystem } from '../catalogue/exitCodes.ts';
import type { Draft } from '../draft.ts';
import { isSame } from '../evidence/time.ts';
import type { Fix } from '../explanation.ts';
import { judgeProcess } from '../processFailure.ts';
import { explainContainer } from '../task/application.ts';
import { describeFailureInfo } from '../task/commonEvidence.ts';
import { explainFileUpload } from '../task/fileUpload.ts';
import { explainPreProcessing } from '../task/preProcessing.ts';
import type { TaskCase } from '../task/taskCase.ts';

export interface StartTaskEvidence {
  readonly node: ComputeNode;
  readonly pool?: Pool | undefined;
  readonly os?: OperatingSystem | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
}

/** The start task of a node that failed: the same causes as those of a task, with remedies that fit a node. */
export function explainStartTask(evidence: StartTaskEvidence): Draft {
  const { node, pool, os } = evidence;
  const info = node.startTaskInfo;
  const asTask = toTaskCase(evidence);
  const draft =
    explainPreProcessing(asTask) ?? explainFileUpload(asTask) ?? explainContainer(asTask) ?? explainProcess(evidence);
  const blocks = isSame(node.state, 'starttaskfailed');
  return {
    ...draft,
    title: l10n.t('The start task of node {0} failed: {1}', node.id, withoutSubject(draft.title, asTask.task.id)),
    cause: [
      draft.cause,
      blocks
        ? l10n.t('The pool waits for the success of its start task, so this node runs no tasks.')
        : l10n.t('The pool does not wait for the success of its start task, so the node runs tasks all the same.'),
    ].join(' '),
    evidence: [
      describeFailureInfo(info?.failureInfo, 'startTaskInfo'),
      ...(draft.evidence ?? []),
      pool?.startTask === undefined ? undefined : { text: pool.startTask.commandLine, source: 'startTask.commandLine' },
      (info?.retryCount ?? 0) > 0
        ? { text: l10n.t('Batch retried it {0} times.', info?.retryCount ?? 0), source: 'startTaskInfo' }
        : undefined,
    ],
    fixes: [
      ...(draft.fixes ?? []).filter((fix) => !/\bretry the task\b/i.test(fix.text)).map(inStartTask),
      ...finalFixes(os),
    ],
    remedies: ['node.reboot', 'node.reimage', 'node.connectSsh', 'node.remove'],
  };
}

/** The start task, seen as a task without an id, so that the same explainers fit. */
function toTaskCase({ node, pool, os, stdout, stderr }: StartTaskEvidence): TaskCase {
  const { startTask } = pool ?? {};
  return {
    task: {
      id: 'starttask',
      ...(startTask?.commandLine === undefined ? {} : { commandLine: startTask.commandLine }),
      ...(startTask?.resourceFiles === undefined ? {} : { resourceFiles: startTask.resourceFiles }),
      ...(startTask?.containerSettings === undefined ? {} : { containerSettings: startTask.containerSettings }),
      ...(node.startTaskInfo === undefined ? {} : { executionInfo: node.startTaskInfo }),
    },
    pool,
    node,
    nodes: [],
    preparation: [],
    siblings: [],
    stdout,
    stderr,
    os,
    failed: true,
  };
}

function explainProcess({ node, os, stdout, stderr }: StartTaskEvidence): Draft {
  const verdict = judgeProcess({ exitCode: node.startTaskInfo?.exitCode, os, stdout, stderr });
  return {
    category: verdict.category === 'other' ? 'node' : verdict.category,
    code: node.startTaskInfo?.failureInfo?.code,
    title: verdict.what,
    cause: verdict.cause,
    evidence: verdict.evidence,
    fixes: verdict.fixes,
    confidence: verdict.confidence,
    identity: verdict.identity,
  };
}

/** `starttask could not start: X` becomes `X`. */
function withoutSubject(title: string, id: string): string {
  const colon = title.indexOf(': ');
  return title.startsWith(id) && colon > 0 ? title.slice(colon + 2) : title;
}

function inStartTask(fix: Fix): Fix {
  return fix.property === undefined ? fix : { ...fix, property: ['startTask', ...fix.property] };
}

function finalFixes(os: OperatingSystem | undefined): readonly Fix[] {
  const logs =
    os === 'windows'
      ? l10n.t('Read startup\\stderr.txt and startup\\stdout.txt among the files of the node.')
      : l10n.t('Read startup/stderr.txt and startup/stdout.txt among the files of the node.');
  return [
    { text: logs },
    {
      text: l10n.t(
        'Correct the start task of the pool, then reboot the node: a changed start task reaches nodes only when they restart.',
      ),
      property: ['startTask'],
    },
  ];
}
