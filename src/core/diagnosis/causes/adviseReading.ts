import * as l10n from '@vscode/l10n';
import { asCount } from '../../query/numbers.ts';
import { isUnread } from '../../query/unreadFailures.ts';
import { plural } from '../../text/plural.ts';
import type { Fix } from '../explanation/explanation.ts';
import type { Cause } from './causes.ts';

/** Failed tasks whose logs were not read, so that their causes are not known. */
export function countUnread(causes: readonly Cause[]): number {
  return causes.filter(({ cluster }) => isUnread(cluster)).reduce((sum, { failures }) => sum + failures.length, 0);
}

/** What to do about failed tasks whose logs were not read; nothing where there are none. */
export function adviseReading(unread: number): readonly Fix[] {
  if (unread === 0) return [];
  const text = plural(unread, {
    one: l10n.t('Read the log of {count} failed task whose cause is not known.', asCount(unread)),
    other: l10n.t('Read the logs of {count} failed tasks whose causes are not known.', asCount(unread)),
  });
  return [{ text, remedies: ['failures.readLogs'] }];
}
