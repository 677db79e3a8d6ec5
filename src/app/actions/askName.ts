import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../core/model/cancelled.ts';
import { toVisible } from '../../core/text/escape.ts';
import { toNotificationText } from '../notificationText.ts';
import type { WithUi } from '../ui.ts';

export interface NameQuestion {
  readonly title: string;
  /** What is lost; says that the name has to be typed. */
  readonly prompt: string;
  /** What has to be typed; characters of it that are not seen are typed as they are shown. */
  readonly name: string;
}

/** The question before what cannot be undone: the user types the name of the thing. Throws `Cancelled`. */
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
