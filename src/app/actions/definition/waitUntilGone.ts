import * as l10n from '@vscode/l10n';
import { type Clock, lookUntilSeen } from '../../../core/clock.ts';
import { BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { WithUi } from '../../ui.ts';

type GoneServices = WithUi & { readonly clock: Clock };

/**
 * Waits until items that are being deleted are gone, and lets the user cancel. Throws a `BatchError` with the known
 * facts and a next step if another item has taken the ID, the user stops waiting, or polling fails.
 * @param ids not escaped
 */
export async function waitUntilGone(
  services: GoneServices,
  ids: readonly string[],
  look: (signal: AbortSignal) => Promise<'gone' | 'taken' | undefined>,
): Promise<void> {
  const id = toVisible(ids[0] ?? '');
  const title = plural(ids.length, {
    '=1': l10n.t('Waiting until {0} is deleted', id),
    other: l10n.t('Waiting until {count} tasks are deleted', asCount(ids.length)),
  });
  if ((await services.ui.progress({ title }, ({ signal }) => lookOn(services, ids, look, signal))) === 'taken')
    throw toInvalidInput(
      plural(ids.length, {
        '=1': l10n.t('Someone else has created {0} again. Nothing more was done.', id),
        other: l10n.t('Someone else has added some of these tasks again. Nothing more was done.'),
      }),
    );
}

async function lookOn(
  services: GoneServices,
  ids: readonly string[],
  look: Parameters<typeof waitUntilGone>[2],
  signal: AbortSignal,
): Promise<'gone' | 'taken'> {
  const id = toVisible(ids[0] ?? '');
  try {
    return await lookUntilSeen(() => look(signal), { clock: services.clock, signal });
  } catch (error) {
    if (Cancelled.is(error))
      throw toInvalidInput(
        plural(ids.length, {
          '=1': l10n.t(
            "{0} is still being deleted and wasn't created again. Submit its definition once it's gone.",
            id,
          ),
          other: l10n.t(
            "{count} tasks are still being deleted and weren't added again. Submit the definition once they're gone.",
            asCount(ids.length),
          ),
        }),
      );
    if (!BatchError.is(error)) throw error;
    const unknown = plural(ids.length, {
      '=1': l10n.t(
        "Batch has accepted the deletion of {0}. Whether it's already gone is unknown, and it wasn't created again. Its definition is still open: submit it once the deletion is complete.",
        id,
      ),
      other: l10n.t(
        "Batch has accepted the deletion of {count} tasks. Whether they're already gone is unknown, and they weren't added again. The definition is still open: submit it once the deletion is complete.",
        asCount(ids.length),
      ),
    });
    throw new BatchError({ ...error, message: `${error.message} ${unknown}`, cause: error });
  }
}

/** Reports that items were deleted and could not be created again. */
export function notifyLost(services: WithUi, ids: readonly string[]): void {
  services.ui.notify(
    'warning',
    plural(ids.length, {
      '=1': l10n.t(
        '{0} was deleted but not created again. Its definition is still open: correct and submit it.',
        toVisible(ids[0] ?? ''),
      ),
      other: l10n.t(
        '{count} tasks were deleted but not added again. The definition is still open: correct and submit it.',
        asCount(ids.length),
      ),
    }),
  );
}
