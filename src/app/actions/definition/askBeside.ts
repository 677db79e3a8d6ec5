import * as l10n from '@vscode/l10n';
import { listPlain } from '../../../core/text/lists.ts';
import { wrapWords } from '../../../core/text/wrap.ts';
import { toPickDetail, toPickText } from '../../messages/notificationText.ts';
import type { Choice } from '../../ui.ts';
import { describeRequests } from '../run/dryRun.ts';
import { toFirst } from '../verb/judge.ts';
import type { WindowApp } from '../verb/window.ts';

/** Number of characters that VS Code shows in a row of a pick, which has the same width in every window. */
const rowLength = 80;

type AskServices = Pick<WindowApp, 'ui' | 'whileShown'>;

/** The question before a definition is applied. Not escaped. */
interface BesideQuestion {
  readonly message: string;
  readonly names: readonly string[];
  readonly notes: readonly string[];
  /** Items that are left out, with the reason, one per line. */
  readonly leftOut?: readonly string[];
  readonly confirm: string;
  /** The requests that would be sent, one per line. */
  readonly requests: readonly string[];
  /** True if the effect can be undone, so that Enter alone confirms. */
  readonly canBeUndone: boolean;
  readonly instead?: Choice & { readonly act: () => Promise<void> };
}

/**
 * Asks for confirmation in a quick pick, so that the document and its changes can still be read and scrolled, and lists
 * the requests that would be sent if the user wants to see them. Resolves to whether the user confirmed.
 */
export async function askBeside(services: AskServices, question: BesideQuestion): Promise<boolean> {
  const plan = { label: l10n.t('Show the Plan'), detail: l10n.t('Lists what would be sent. Nothing is sent yet.') };
  const { instead } = question;
  const answer = await ask(services, question, instead === undefined ? [plan] : [plan, instead]);
  if (answer !== undefined && answer === instead) await instead.act();
  if (answer !== plan) return answer === 'yes';
  return services.whileShown(
    question.confirm,
    toBesideText(question),
    async () => (await ask(services, question, [])) === 'yes',
  );
}

function toBesideText({ message, names, notes, leftOut = [], requests }: BesideQuestion): string {
  const left = leftOut.length === 0 ? [] : [l10n.t('Not submitted:'), ...leftOut];
  return [message, '', ...names, '', ...notes, ...left, ...describeRequests(requests), ''].join('\n');
}

async function ask(
  services: AskServices,
  question: BesideQuestion,
  others: readonly Choice[],
): Promise<'yes' | Choice | undefined> {
  const { message, names, notes, leftOut = [], confirm, canBeUndone } = question;
  const yes = { label: toPickText(confirm) };
  const no = { label: l10n.t('Cancel'), detail: l10n.t('Nothing is sent. The definition stays open.') };
  const rows: readonly Choice[] = [
    ...(canBeUndone ? [yes, no] : [no, yes]),
    ...others,
    ...toRows(l10n.t('Things to know:'), notes),
    ...toRows(l10n.t('Not submitted:'), toFirst(leftOut)),
  ];
  const chosen = await services.ui.choose(rows, {
    title: toPickText(message),
    placeholder: toPickText(listPlain(toFirst(names))),
  });
  // Other rows only display text.
  if (chosen === undefined || chosen === no) return undefined;
  if (chosen === yes) return 'yes';
  return others.includes(chosen) ? chosen : ask(services, question, others);
}

/** A row shows one line, and VS Code cuts off a longer one, so text continues in the next row. */
function toRows(title: string, texts: readonly string[]): readonly Choice[] {
  if (texts.length === 0) return [];
  const lines = texts.flatMap((text) => wrapWords(toPickDetail(text), rowLength));
  return [{ label: title, isHeading: true }, ...lines.map((label) => ({ label }))];
}
