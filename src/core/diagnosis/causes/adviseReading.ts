import * as l10n from '@vscode/l10n';
import { plural } from '../../text/plural.ts';
import { asCount } from '../../words/numbers.ts';
import type { Fix } from '../explanation/explanation.ts';

/** Advises on failed tasks whose logs were not read; empty if there are none. */
export function adviseReading(unread: number): readonly Fix[] {
  if (unread === 0) return [];
  const text = plural(unread, {
    one: l10n.t('Read the log of {count} failed task with an unknown cause.', asCount(unread)),
    other: l10n.t('Read the logs of {count} failed tasks with unknown causes.', asCount(unread)),
  });
  return [{ text, remedies: ['failures.readLogs'] }];
}
