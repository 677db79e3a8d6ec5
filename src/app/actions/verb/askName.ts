import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { toNotificationText } from '../../messages/notificationText.ts';
import type { WithUi } from '../../ui.ts';

export interface NameQuestion {
  readonly title: string;
  readonly prompt: string;
  /** The name to type. Invisible characters are typed as they are shown. */
  readonly name: string;
}

/** Asks the user to type the name of an item before an action that cannot be undone. Throws `Cancelled`. */
export async function askName(services: WithUi, { title, prompt, name }: NameQuestion): Promise<void> {
  const shown = toVisible(name);
  const isRight = (typed: string | undefined): boolean => typed === name || typed === shown;
  const typed = await services.ui.enter({
    title: toNotificationText(title),
    prompt: toNotificationText(prompt),
    placeholder: shown,
    check: (value) => (isRight(value) ? undefined : toNotificationText(l10n.t('Type {0} to confirm.', shown))),
  });
  if (!isRight(typed)) throw new Cancelled();
}
