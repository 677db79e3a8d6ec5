import * as l10n from '@vscode/l10n';
import { toText, type Word } from '../../model/words.ts';
import type { Draft } from './draft.ts';

/** Without a state, or with one of the future, nothing is said to be right. */
export function toUnknownState(title: string, cause: string, state: Word<string> | undefined): Draft {
  return {
    category: 'other',
    title,
    cause,
    evidence: [state === undefined ? undefined : { text: toText(state), source: 'state' }],
    fixes: [{ text: l10n.t('Refresh the view.') }],
    confidence: 'guess',
    identity: 'unknown state',
  };
}
