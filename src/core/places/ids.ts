import * as l10n from '@vscode/l10n';
import { formatNumber } from '../words/numbers.ts';

/** Maximum length of an ID of a pool, job, or task: letters, digits, `-`, and `_` (Batch documentation). */
export const maxIdLength = 64;

/** Describes why `id` can't be the ID of a pool, job, or task; undefined if it can. */
export function findIdProblem(id: string): string | undefined {
  if (id === '') return l10n.t('An ID must have at least one character.');
  if (id.length > maxIdLength) return l10n.t('An ID can have at most {0} characters.', formatNumber(maxIdLength));
  if (!/^[A-Za-z0-9_-]+$/.test(id)) return l10n.t('An ID can contain only letters, digits, hyphens, and underscores.');
  return undefined;
}
