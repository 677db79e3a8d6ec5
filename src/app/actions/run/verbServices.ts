import type { App } from '../../app.ts';
import type { VerbServices } from '../verb/verb.ts';

/** Returns the services that verbs use. */
export function toVerbServices({
  accounts,
  journal,
  clock,
  hostKeys,
}: Pick<App, 'accounts' | 'journal' | 'clock' | 'hostKeys'>): VerbServices {
  return {
    clock,
    getService: async (accountId) => (await accounts.getStore(accountId)).service,
    attempts: journal,
    hostKeys,
  };
}
