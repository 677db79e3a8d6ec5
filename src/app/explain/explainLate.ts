import * as l10n from '@vscode/l10n';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';

/** That Azure Batch takes long, as a page that others follow. */
export function explainLate(): Explanation {
  return {
    category: 'other',
    title: l10n.t('This is still being read'),
    cause: l10n.t('Azure Batch takes long to answer. What it answers is shown here as soon as it has come.'),
    evidence: [],
    fixes: [],
    remedies: [],
    confidence: 'certain',
    isOfSeveral: true,
    fingerprint: 'late',
  };
}
