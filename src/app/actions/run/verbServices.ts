import type { App } from '../../app.ts';
import type { VerbServices } from './verb.ts';

/** What verbs work with. */
export function toVerbServices({
  accounts,
  journal,
  clock,
  forVerbs,
}: Pick<App, 'accounts' | 'journal' | 'clock' | 'forVerbs'>): VerbServices {
  return {
    clock,
    getService: async (accountId) => (await accounts.getStore(accountId)).service,
    attempts: journal,
    ...forVerbs,
  };
}
