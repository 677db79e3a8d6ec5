import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import type { MatchingServices } from '../../app/causes/ruleMatches.ts';
import { doInTurns } from '../../app/turns.ts';
import type { Clock } from '../../core/clock.ts';
import type { Event } from '../../core/event.ts';
import { loadCommands } from '../bundles/loadCommands.ts';

export interface MatchedRules extends MatchingServices {
  readonly accounts: Pick<Accounts, 'all' | 'findStore' | 'onDidChangeAccounts'>;
  readonly causes: MatchingServices['causes'] & { readonly onDidChange: Event<string> };
  readonly clock: Clock;
}

/** Shows above each of the user's rules, as it is typed, how many known failures it matches. */
export class RuleLenses implements vscode.CodeLensProvider {
  readonly #services: MatchedRules;

  constructor(services: MatchedRules) {
    this.#services = services;
  }

  onDidChangeCodeLenses(listener: () => void): vscode.Disposable {
    return this.#services.causes.onDidChange(listener);
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    const services = this.#services;
    // Nothing is loaded without accounts. Rules of a workspace that the user doesn't trust match nothing.
    if (services.accounts.all.length === 0 || !vscode.workspace.isTrusted) return [];
    const work = loadCommands().describeMatches(services, document.getText());
    const found = await doInTurns(work, services.clock, () => !token.isCancellationRequested);
    return (found ?? []).map(({ offset, title, detail }) => {
      const at = document.positionAt(offset);
      return new vscode.CodeLens(new vscode.Range(at, at), { title, tooltip: detail, command: '' });
    });
  }
}
