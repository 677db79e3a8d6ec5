import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { hourMs, toDurationWords } from '../../../core/words/durations.ts';
import { formatNumber, parseDecimal } from '../../../core/words/numbers.ts';
import type { WithUi } from '../../ui.ts';

/** The service's value for no limit. */
const unlimited = 'P10675199DT2H48M5.4775807S';

/** An item with a time limit that has run for a while. The limit is `Infinity` if there is none. */
export interface TimeLimited {
  readonly limitMs: number;
  readonly ranMs: number;
  readonly title: string;
  readonly placeholder: string;
  readonly prompt: string;
  readonly whenUnlimited: string;
  readonly whenPassed: string;
}

/** Asks for a new time limit, which must not have passed, in the service's format. Throws `Cancelled`. */
export async function pickTimeLimit(services: WithUi, limited: TimeLimited): Promise<string> {
  const { limitMs, title, placeholder, whenUnlimited } = limited;
  const doubled = {
    label: l10n.t('Double the Limit'),
    detail: l10n.t('From {before} to {after}.', {
      before: toDurationWords(limitMs),
      after: toDurationWords(limitMs * 2),
    }),
    pick: async () => toIso(limitMs * 2),
  };
  const none = { label: l10n.t('No Limit'), detail: whenUnlimited, pick: async () => unlimited };
  const another = {
    label: l10n.t('Another Limit…'),
    detail: l10n.t('Enter a number of hours.'),
    pick: () => enterLimit(services, limited),
  };
  const choices = limitMs === Number.POSITIVE_INFINITY ? [another] : [doubled, another, none];
  const chosen = await services.ui.choose(choices, { title, placeholder });
  if (chosen === undefined) throw new Cancelled();
  return chosen.pick();
}

async function enterLimit(services: WithUi, { title, prompt, ranMs, whenPassed }: TimeLimited): Promise<string> {
  const entered = await services.ui.enter({
    title,
    prompt,
    check: (typed) => {
      const hours = parseDecimal(typed) ?? 0;
      if (hours === 0)
        return l10n.t('Enter a number greater than 0, such as {whole} or {decimal}.', {
          whole: formatNumber(12),
          decimal: formatNumber(1.5),
        });
      return hours * hourMs > ranMs ? undefined : whenPassed;
    },
  });
  if (entered === undefined) throw new Cancelled();
  return toIso((parseDecimal(entered) ?? 0) * hourMs);
}

function toIso(ms: number): string {
  return `PT${Math.round(ms / 1000)}S`;
}
