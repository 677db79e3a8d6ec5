import * as l10n from '@vscode/l10n';
import { redactText } from '../../../core/text/redact.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { findCause, pickCause } from './findTasks.ts';
import { toCauseTarget } from './toCauseTarget.ts';

export const contribution: Contribution = {
  title: 'Note on This Cause…',
  icon: 'note',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'failureGroup', unless: 'unread', at: 'look@4' }],
};

const longest = 500;

/** Saves a note on a cause, such as who fixes it or the address of an issue, or removes it if the text is empty. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const target = toCauseTarget(orInFront(services, args)[0]) ?? (await pickCause(services));
  const cause = await findCause(services, target);
  const entered = await services.ui.enter({
    title: l10n.t('Note on This Cause'),
    prompt: l10n.t(
      'Shown with this cause in VS Code on this computer: who fixes it, what was tried, the address of an issue. Leave it empty to remove it.',
    ),
    value: cause.note ?? '',
    check: (text) =>
      text.length > longest ? l10n.t('A note has at most {count} characters.', { count: longest }) : undefined,
  });
  if (entered === undefined) return;
  const typed = entered.replace(/\s+/g, ' ').trim();
  const note = redactText(typed);
  await services.causes.annotate(cause, note);
  if (note !== typed) services.ui.notify('warning', l10n.t('“{0}” was saved: what may be a secret was hidden.', note));
  else services.ui.notify('status', note === '' ? l10n.t('The note was removed.') : l10n.t('The note was saved.'));
};
