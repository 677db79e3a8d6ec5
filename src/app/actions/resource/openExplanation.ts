import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../../core/words/numbers.ts';
import { openSeveral } from '../../documents/openSeveral.ts';
import { resolve, type TargetKind } from '../targets/resolve.ts';
import type { Command } from '../verb/contribution.ts';

/**
 * Creates a command that opens explanations of items of one kind: the selected items, the active document's item, or
 * items that the user picks.
 */
export function openExplanation(kind: TargetKind): Command {
  return async (services, args) => {
    const resources = await resolve(services, kind, args);
    await openSeveral(
      services,
      resources.map((resource) => ({ resource, document: 'explanation' as const })),
      'default',
      (explained, total) =>
        l10n.t('The first {explained} of {total} are explained. The Failures view groups them by cause.', {
          explained: formatNumber(explained),
          total: formatNumber(total),
        }),
    );
  };
}
