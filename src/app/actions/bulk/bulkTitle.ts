import * as l10n from '@vscode/l10n';
import type { BulkPlan } from '../../../core/remedy/bulk/bulkRecord.ts';
import { toItemName } from '../../../core/remedy/bulk/reasons.ts';
import { verbs } from '../verbs.ts';

/** What a bulk action does: "Retrying 12 tasks", and of a single thing its name as well. Not escaped for Markdown. */
export function toBulkTitle({ verb, items }: BulkPlan): string {
  const title = verbs.get(verb)?.texts.title(items.length) ?? verb;
  const [first, ...others] = items;
  return first === undefined || others.length > 0
    ? title
    : l10n.t('{title}: {name}', { title, name: toItemName(first) });
}
