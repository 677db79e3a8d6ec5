import * as l10n from '@vscode/l10n';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';

/** Describes how ending jobs affects their running and waiting tasks, as lines of a question. */
export function describeEndOfTasks(running: number, waiting: number): readonly string[] {
  if (running + waiting === 0) return [l10n.t('No tasks are running or waiting.')];
  return [
    plural(running, {
      '=0': '',
      one: l10n.t('{count} running task ends now.', asCount(running)),
      other: l10n.t('{count} running tasks end now.', asCount(running)),
    }),
    plural(waiting, {
      '=0': '',
      one: l10n.t('{count} waiting task will never run.', asCount(waiting)),
      other: l10n.t('{count} waiting tasks will never run.', asCount(waiting)),
    }),
  ].filter((line) => line !== '');
}
