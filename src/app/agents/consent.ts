import * as l10n from '@vscode/l10n';
import { type Account, toShownName } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Ui } from '../ui.ts';
import { Refusal } from './answer.ts';

/** The user's permissions for agents to read accounts. A temporary permission is valid only in this program. */
export class Consents {
  readonly #accounts: Accounts;
  readonly #session = new Set<string>();
  readonly #asking = new Map<string, Promise<void>>();

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  /** Resolves when agents may read an account, after asking the user if this is undecided. Throws `Refusal`. */
  async ensure(account: Account, ui: Ui): Promise<void> {
    if (account.agents === 'never')
      throw new Refusal(
        'The user does not let agents read this account. Do not ask for it again. They can change that with "Let Agents Read…" in the account menu.',
      );
    if (account.agents === 'allowed' || this.#session.has(account.id)) return;
    // Simultaneous calls ask only once.
    const asking = this.#asking.get(account.id) ?? this.#ask(account, ui);
    this.#asking.set(account.id, asking);
    try {
      await asking;
    } finally {
      if (this.#asking.get(account.id) === asking) this.#asking.delete(account.id);
    }
  }

  /** Saves the user's choice; undefined means to ask again. */
  async set(accountId: string, choice: 'allowed' | 'session' | 'never' | undefined): Promise<void> {
    if (choice === 'session') this.#session.add(accountId);
    else this.#session.delete(accountId);
    await this.#accounts.wish(accountId, { agents: choice === 'session' ? undefined : choice });
  }

  async #ask(account: Account, ui: Ui): Promise<void> {
    const name = toShownName(account);
    const [session, always, never] = [l10n.t('Allow for This Session'), l10n.t('Always Allow'), l10n.t('Never Allow')];
    const answer = await ui.askWhich(
      {
        message: l10n.t('Let agents read the Batch account {0}?', name),
        detail: [
          l10n.t(
            'An agent is asking for access. What it reads goes to the language model that the agent uses: IDs, states, times, failure reasons, definitions, and log lines, all without secrets.',
          ),
          l10n.t('Nothing is changed. “Show What Agents Were Given” lists what agents received.'),
        ].join('\n'),
      },
      [session, always, never],
    );
    const choice = answer === session ? 'session' : answer === always ? 'allowed' : undefined;
    if (choice !== undefined || answer === never) await this.set(account.id, choice ?? 'never');
    if (choice === undefined)
      throw new Refusal(
        'The user did not let agents read this account. Do not call again unless they ask you to. Work with what they tell you.',
      );
  }
}

/** Creates the error for changes by an agent in a window that the user does not trust. */
export function toUntrusted(): BatchError {
  return new BatchError({
    code: 'ReadOnly',
    message: l10n.t("In Restricted Mode, agents can't change anything. Trust this workspace first."),
  });
}
