import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../query/durations.ts';
import type { Draft } from '../draft.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence } from '../explanation.ts';
import { describeTerminateReason } from '../job/terminateReason.ts';
import type { TaskCase } from './taskCase.ts';
import { findTimeLimit, type TimeLimit, wasKilled } from './timeLimit.ts';

/** A task that was ended from outside: by a time limit, a person, its job, or its node. Undefined when it ended itself. */
export function explainEnded(theCase: TaskCase): Draft | undefined {
  const info = theCase.task.executionInfo;
  const isEnded = isSame(info?.failureInfo?.code, 'TaskEnded');
  const limit = findTimeLimit(theCase);
  if (limit?.exceeded === true && (isEnded || wasKilled(info?.exitCode)))
    return explainTimeLimit(theCase, limit, isEnded);
  if (!isEnded) return info?.exitCode !== undefined && wasKilled(info.exitCode) ? explainNodeLoss(theCase) : undefined;
  return explainJobEnd(theCase) ?? explainNodeLoss(theCase) ?? explainTerminated(theCase);
}

function exitEvidence({ task }: TaskCase): Evidence | undefined {
  const code = task.executionInfo?.exitCode;
  return code === undefined ? undefined : { text: l10n.t('Exit code {0}', code), source: 'exitCode' };
}

function explainTimeLimit(theCase: TaskCase, limit: TimeLimit, isEnded: boolean): Draft {
  const { task } = theCase;
  const ran = toDurationWords(limit.ranMs);
  const allowed = toDurationWords(limit.limitMs);
  return {
    category: 'timeout',
    code: task.executionInfo?.failureInfo?.code,
    title: l10n.t('{0} failed: it ran longer than the {1} it was allowed', task.id, allowed),
    cause: l10n.t(
      'Batch ended the program because its `maxWallClockTime` of {0} was over; it had run for {1}. The service reports this like a termination by a person.',
      allowed,
      ran,
    ),
    evidence: [
      { text: l10n.t('Ran {0} of {1} allowed.', ran, allowed), source: 'maxWallClockTime' },
      exitEvidence(theCase),
    ],
    fixes: [
      { text: l10n.t('Find out why it takes so long: a hang shows in the last lines of stdout.txt.') },
      {
        text: l10n.t('Raise `maxWallClockTime`, or give the task less work. A retry alone meets the same limit.'),
        property: ['constraints', 'maxWallClockTime'],
      },
    ],
    remedies: ['task.openStdout', 'task.resubmit', 'task.retry'],
    confidence: isEnded ? 'certain' : 'likely',
    identity: 'maxWallClockTime',
  };
}

function explainJobEnd(theCase: TaskCase): Draft | undefined {
  const { task, job } = theCase;
  const reason = job?.executionInfo?.terminateReason;
  const ended = ['terminating', 'completed', 'deleting'].some((state) => isSame(job?.state, state));
  if (!ended || reason === undefined) return undefined;
  const isTimeout = isSame(reason, 'MaxWallClockTimeExpiry');
  const why = describeTerminateReason(reason);
  return {
    category: isTimeout ? 'timeout' : 'interrupted',
    code: task.executionInfo?.failureInfo?.code,
    title: l10n.t('{0} was ended with its job: {1}', task.id, why),
    cause: l10n.t(
      'The program was running when its job ended, and Batch ends running tasks then. The job ended because {0}.',
      why,
    ),
    evidence: [{ text: `terminateReason = ${reason}`, source: `job ${job?.id ?? ''}` }, exitEvidence(theCase)],
    fixes: [{ text: l10n.t('A completed job takes no retries: add the task to a new job.') }],
    remedies: ['task.resubmit', 'task.openStderr'],
    confidence: 'likely',
    identity: reason.toLowerCase(),
  };
}

function explainNodeLoss(theCase: TaskCase): Draft | undefined {
  const { task, node } = theCase;
  const state = node?.state?.toLowerCase();
  const states: Readonly<Record<string, string>> = {
    preempted: l10n.t('its node was preempted'),
    leavingpool: l10n.t('its node is being removed from the pool'),
    rebooting: l10n.t('its node is being rebooted'),
    reimaging: l10n.t('its node is being reimaged'),
  };
  const why = state === undefined ? undefined : states[state];
  if (node === undefined || why === undefined) return undefined;
  return {
    category: 'interrupted',
    code: task.executionInfo?.failureInfo?.code,
    title: l10n.t('{0} was interrupted: {1}', task.id, why),
    cause: l10n.t('The program was ended from outside, and {0}. It did not fail by itself.', why),
    evidence: [{ text: l10n.t('Node state: {0}', node.state ?? ''), source: `node ${node.id}` }, exitEvidence(theCase)],
    fixes: [{ text: l10n.t('Retry the task; make it resume from its own checkpoints if interruptions are frequent.') }],
    remedies: ['task.retry', 'task.openStderr'],
    confidence: 'likely',
    identity: state ?? '',
  };
}

function explainTerminated(theCase: TaskCase): Draft {
  const { task } = theCase;
  return {
    category: 'interrupted',
    code: task.executionInfo?.failureInfo?.code,
    title: l10n.t('{0} was terminated before it was done', task.id),
    cause: l10n.t(
      'Somebody or something asked Batch to end the task: terminate task or job, disable the job, or reboot, remove or take offline the node with the choice "terminate". The service does not keep who it was.',
    ),
    evidence: [exitEvidence(theCase)],
    fixes: [
      { text: l10n.t('If that was a mistake, retry the task; its program starts from the beginning.') },
      { text: l10n.t('The activity log of the account in Azure shows who acted on pools and jobs.') },
    ],
    remedies: ['task.retry', 'task.openStderr', 'task.openStdout'],
    confidence: 'likely',
    identity: 'terminated',
  };
}
