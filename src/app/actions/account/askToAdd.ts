import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { toBatchPath } from '../../../core/query/batchUrl.ts';
import type { WithUi } from '../../ui.ts';

/** An account that an address leads to, as the question names it. */
interface NamedAccount {
  readonly name: string;
  /** Where it is, a line each. */
  readonly facts: readonly string[];
  /** What the user should know of that. */
  readonly note: string;
}

/**
 * Asks before adding the account of an address to the explorer, since anyone could have made the address. Resolves to
 * the button that was pressed; Enter presses the first. Throws `Cancelled`.
 */
export async function askToAdd(
  services: WithUi,
  { name, facts, note }: NamedAccount,
  resource: Resource,
  buttons: readonly string[],
): Promise<string> {
  const detail = [
    l10n.t('The address leads to an account that is not in the explorer.'),
    '',
    ...facts,
    ...describePath(resource),
    '',
    note,
  ];
  const message = l10n.t('Add the Batch account {0} to the explorer?', name);
  const answer = await services.ui.askWhich({ message, detail: detail.join('\n') }, buttons);
  if (answer === undefined) throw new Cancelled();
  return answer;
}

/** Which thing of the account an address is of, in the words of the service; nothing for the account itself. */
export function describePath(resource: Resource): readonly string[] {
  const path = decodeURIComponent(toBatchPath(resource));
  if (path === '') return [];
  return [l10n.t({ message: 'Leads to: {0}', args: [path], comment: ['{0} is a path such as /jobs/job-1'] })];
}
