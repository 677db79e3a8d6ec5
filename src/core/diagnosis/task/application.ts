import * as l10n from '@vscode/l10n';
import { taskFailureCodes } from '../catalogue/taskFailure.ts';
import type { Draft } from '../draft.ts';
import { isSame } from '../evidence/time.ts';
import { maskLiterals } from '../mask.ts';
import { categorizeMessage } from '../messageCategory.ts';
import { judgeProcess } from '../processFailure.ts';
import { findDetail } from './commonEvidence.ts';
import type { TaskCase } from './taskCase.ts';

/** A program that ran and failed by itself. */
export function explainApplication(theCase: TaskCase): Draft {
  const { task, stdout, stderr, os } = theCase;
  const verdict = judgeProcess({ exitCode: task.executionInfo?.exitCode, stdout, stderr, os });
  return {
    category: verdict.category,
    code: task.executionInfo?.failureInfo?.code,
    title: l10n.t('{0} failed: {1}', task.id, verdict.what),
    cause: verdict.cause,
    evidence: [...verdict.evidence, nodeEvidence(theCase)],
    fixes: verdict.fixes,
    remedies: ['task.openStderr', 'task.openStdout', 'task.retry', 'task.compare'],
    confidence: verdict.confidence,
    identity: verdict.identity,
  };
}

function nodeEvidence({ node }: TaskCase) {
  if (node === undefined || !isSame(node.state, 'unusable')) return undefined;
  return { text: l10n.t('The node is unusable now.'), source: `node ${node.id}` };
}

/** A container that could not be had or run. Undefined for other codes. */
export function explainContainer(theCase: TaskCase): Draft | undefined {
  const { task } = theCase;
  const info = task.executionInfo?.failureInfo;
  const code = info?.code ?? '';
  const known = Object.keys(taskFailureCodes).find((name) => isSame(name, code));
  const entry = known === undefined || !/^(container|mount)/i.test(known) ? undefined : taskFailureCodes[known];
  if (entry === undefined) return undefined;
  const { meaning, causes, fixes } = entry.text();
  const image = task.containerSettings?.imageName;
  const error = task.executionInfo?.containerInfo?.error;
  const detail = findDetail(info?.details, 'Message', 'Reason');
  const message = `${info?.message ?? ''} ${detail ?? ''} ${error ?? ''}`;
  const category = entry.category === 'other' ? (categorizeMessage(message) ?? 'other') : entry.category;
  return {
    category,
    code,
    title:
      image === undefined
        ? l10n.t('{0} failed: {1}', task.id, meaning)
        : l10n.t('{0} failed: {1} Image: {2}', task.id, meaning, image),
    cause: [meaning, ...causes].join(' '),
    evidence: [
      image === undefined ? undefined : { text: image, source: 'containerSettings.imageName' },
      error === undefined || error === '' ? undefined : { text: error, source: 'containerInfo' },
    ],
    fixes: fixes.map((text) => ({ text, property: ['containerSettings'] })),
    remedies: entry.remedies,
    confidence: category === 'other' ? 'guess' : 'certain',
    identity: `${image ?? ''}|${maskLiterals(detail ?? error ?? '')}`,
  };
}
