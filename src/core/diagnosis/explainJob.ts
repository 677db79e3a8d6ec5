import * as l10n from '@vscode/l10n';
import { readAs } from '../model/shape.ts';
import type { Task } from '../model/task.ts';
import type { Cause } from './causes/causes.ts';
import { findOperatingSystem } from './evidence/operatingSystem.ts';
import { type Given, unnamed } from './evidence/shapes.ts';
import { toExplanation } from './explanation/draft.ts';
import type { Explanation, Section } from './explanation/explanation.ts';
import {
  chartTaskCounts,
  type JobContext,
  type JobEvidence,
  type KnownOfTasks,
  readJobEvidence,
} from './job/jobContext.ts';
import { explainJobCase } from './job/jobState.ts';
import { describeGone } from './process/preparation.ts';
import { withComparisons } from './task/comparisons.ts';
import { toSuccessSection } from './task/seemingSuccess.ts';

/** Explains why a job makes no progress, how it ended, or its most frequent failure. Never throws. */
export function explainJob(given: Given<JobEvidence, 'job' | 'tasks' | 'preparation' | 'pool' | 'nodes'>): Explanation {
  return explainJobEvidence(readAs(readJobEvidence, given).value ?? { job: unnamed });
}

/** Explains a job based on evidence whose shape has already been checked. */
export function explainJobEvidence(evidence: JobEvidence, known: KnownOfTasks = {}): Explanation {
  const { tasks, preparation = [], pool, nodes = [] } = evidence;
  const context: JobContext = {
    ...evidence,
    ...known,
    tasks: tasks ?? [],
    areTasksKnown: tasks !== undefined,
    preparation,
    os: findOperatingSystem(pool),
    nodes,
  };
  const draft = explainJobCase(context);
  const chart = chartTaskCounts(context.job.id, context.counts);
  const byState: Section | undefined = chart && {
    id: 'counts',
    title: l10n.t('Tasks by state'),
    items: [],
    charts: [chart],
  };
  const explanation = toExplanation(
    {
      ...draft,
      evidence: [...(draft.evidence ?? []), ...describeGone(evidence.gonePreparation)],
      sections: [byState, ...(draft.sections ?? []), toSuccessSection(known.judged)],
    },
    {
      task: context.tasks.find(({ id }) => id === draft.wait?.taskId),
      job: context.job,
      pool,
      counts: context.counts,
      siblings: [...context.tasks, ...listTasks(context.causes)],
    },
  );
  return withComparisons(explanation, known.compared);
}

function listTasks(causes: readonly Cause[] = []): readonly Task[] {
  return causes.flatMap(({ failures }) =>
    failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.task] : [])),
  );
}
