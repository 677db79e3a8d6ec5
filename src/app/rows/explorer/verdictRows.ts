import * as l10n from '@vscode/l10n';
import { describeState } from '../../../core/model/states.ts';
import { describeVerdictBriefly, type TaskVerdict } from '../../../core/model/taskVerdict.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { Row } from '../row.ts';

/** Adds a contradiction by the engine or the log to the row of a task that counts as succeeded. */
export function withVerdict(row: Row, verdict: TaskVerdict | undefined): Row {
  const said = verdict && describeVerdictBriefly(verdict);
  if (said === undefined) return row;
  const { label } = describeState('taskGroup', 'succeeded');
  const description = joinParts(label, said, row.description) ?? said;
  return {
    ...row,
    description,
    icon: verdict?.kind === 'engineFailed' ? 'error' : 'warning',
    spoken: joinParts(l10n.t('task {id}', { id: row.label }), description) ?? row.label,
    facts: () => [...(row.facts?.() ?? []), { name: l10n.t('Engine or log verdict'), value: said }],
  };
}

/** Adds the number of contradicted tasks to the row of a job or of its succeeded tasks. */
export function withVerdicts(row: Row, verdicts: readonly TaskVerdict[]): Row {
  const found = countVerdicts(verdicts);
  if (found === undefined) return row;
  return {
    ...row,
    description: joinParts(row.description, found) ?? found,
    icon: row.icon === 'error' ? row.icon : 'warning',
    ...(row.spoken === undefined ? {} : { spoken: joinParts(row.spoken, found) ?? found }),
  };
}

/** Describes how many tasks contradict Batch's result, in a few words; undefined when none is known. */
export function countVerdicts(verdicts: readonly TaskVerdict[]): string | undefined {
  const failed = verdicts.filter(({ kind }) => kind === 'engineFailed').length;
  const suspicious = verdicts.filter(({ kind }) => kind === 'suspicious').length;
  return joinParts(
    failed > 0 &&
      l10n.t({
        message: '{count} failed in the engine',
        args: { count: formatNumber(failed) },
        comment: ['Number of tasks that succeeded for Batch, and failed for the workflow engine that ran in them'],
      }),
    suspicious > 0 &&
      l10n.t({
        message: '{count} suspicious',
        args: { count: formatNumber(suspicious) },
        comment: ['Number of tasks that succeeded, and whose logs end in a failure'],
      }),
  );
}
