import * as l10n from '@vscode/l10n';
import { isSucceeded } from '../model/task.ts';
import { type Draft, toExplanation, toUnknownState } from './explanation/draft.ts';
import type { Explanation, ProposedEdit, RemedyId } from './explanation/explanation.ts';
import { describeFailureInfo } from './explanation/serviceWords.ts';
import { explainContainer } from './process/container.ts';
import { explainFileUpload } from './process/fileUpload.ts';
import { withOwnRule } from './process/ownCause.ts';
import { explainPreProcessing } from './process/preProcessing.ts';
import { explainPreparationFailure } from './process/preparation.ts';
import {
  type GivenTask,
  readTaskEvidence,
  type TaskContext,
  type TaskEvidence,
  toTaskContext,
} from './process/taskContext.ts';
import { explainUnknownFailure } from './process/unknownFailure.ts';
import { describeStep } from './process/workStep.ts';
import { explainApplication, toFailedTitle } from './task/application.ts';
import {
  describeAttempts,
  describeEffects,
  describeSiblings,
  describeSubtasks,
  withExpected,
} from './task/commonEvidence.ts';
import { type ComparedRuns, withComparisons } from './task/comparisons.ts';
import { withElsewhere } from './task/elsewhere.ts';
import { explainEnded } from './task/ended.ts';
import { describeLastGoodRun } from './task/lastGoodRun.ts';
import { describeNodeHistory } from './task/nodeHistory.ts';
import { withOwnNode } from './task/ownNode.ts';
import { withOwnPreparation, withOwnStartTask } from './task/ownStartTask.ts';
import { withRecovery } from './task/recovered.ts';
import { withLastStep } from './task/retries.ts';
import { explainRunning } from './task/running.ts';
import { explainSchedulingConstraint } from './task/schedulingConstraint.ts';
import { submitFirst, toSuccessSection } from './task/seemingSuccess.ts';
import { explainSucceeded } from './task/succeeded.ts';
import { withSuspects } from './task/suspectEvidence.ts';
import { withUnfinishedDependencies } from './task/unfinishedDependencies.ts';
import { explainWaiting } from './task/waiting.ts';

/**
 * Explains why a task failed, why it does not run yet, or that nothing is wrong with it. Never throws, regardless of
 * the evidence; more evidence makes the explanation more certain. Contains no secrets from the evidence.
 */
export function explainTask(given: GivenTask): Explanation {
  return explainTaskEvidence(readTaskEvidence(given));
}

/**
 * Explains a task based on evidence whose shape has been checked, and on the runs that a failed task is compared with.
 */
export function explainTaskEvidence(evidence: TaskEvidence, { compared }: ComparedRuns = {}): Explanation {
  const context = toTaskContext(evidence);
  const draft = draftFor(context);
  const isOffered = (remedy: RemedyId): boolean => remedy !== 'task.compare' || mayHaveSuccess(evidence);
  const explanation = toExplanation(
    {
      ...draft,
      remedies: draft.remedies?.filter(isOffered),
      evidence: [...(draft.evidence ?? []), describeStep(context)],
    },
    context,
  );
  const seeming = toSuccessSection(evidence.judged);
  const said = seeming === undefined ? explanation : { ...explanation, related: [seeming] };
  return withComparisons(said, compared);
}

/** Lists the changes that Fix and Resubmit makes to a task's definition, including secrets. */
export function proposeEdits(evidence: TaskEvidence): readonly ProposedEdit[] {
  return (draftFor(toTaskContext(evidence)).fixes ?? []).flatMap(({ edit }) => edit ?? []);
}

function draftFor(context: TaskContext): Draft {
  const { state } = context.task;
  if (context.failed) return explainFailed(context);
  if (state === 'completed') return explainSucceeded(context);
  if (state === 'running') return explainRunning(context);
  if (state === 'active' || state === 'preparing') return explainWaiting(context);
  return explainUnknownState(context);
}

/** Explains a failed task, preferring certain facts from the service over logs. */
function explainFailed(context: TaskContext): Draft {
  const draft =
    explainSchedulingConstraint(context) ??
    explainPreProcessing(context) ??
    explainPreparationFailure(context) ??
    explainFileUpload(context) ??
    explainEnded(context) ??
    explainContainer(context) ??
    explainUnknownFailure(context) ??
    explainApplication(context);
  const ruled = withOwnRule(draft, { ...context, ...context.task }, (what) => toFailedTitle(context.task, what));
  const beside = withElsewhere(
    context,
    withSuspects(context, {
      ...ruled,
      evidence: [
        describeFailureInfo(context.task.executionInfo?.failureInfo),
        ...(ruled.evidence ?? []),
        describeSiblings(context),
        describeSubtasks(context),
      ],
    }),
  );
  const compared = withRecovery(context, beside);
  const dependent = withUnfinishedDependencies(context, compared);
  const ofOwners = withOwnPreparation(context, withOwnStartTask(context, withOwnNode(context, dependent)));
  const withShared = withExpected(context.task, ofOwners);
  return withLastStep(context, {
    ...withShared,
    fixes: [...submitFirst(context.judged), ...(withShared.fixes ?? [])],
    evidence: [
      ...(withShared.evidence ?? []),
      ...describeLastGoodRun(context),
      describeNodeHistory(context, draft.category),
      ...describeEffects(context),
      ...describeAttempts(context),
    ],
  });
}

/**
 * Checks whether a succeeded task may exist to compare this one with. Without counts, any tasks that were read must
 * include one.
 */
function mayHaveSuccess({ siblings = [], counts }: TaskEvidence): boolean {
  if (counts !== undefined) return counts.succeeded > 0;
  return siblings.length === 0 || siblings.some((sibling) => isSucceeded(sibling));
}

function explainUnknownState({ task }: TaskContext): Draft {
  return toUnknownState(
    l10n.t('The state of {0} is unknown', task.id),
    l10n.t("The service reports no state, or one that this version doesn't recognize. Check the task's properties."),
    task.state,
  );
}
