import * as l10n from '@vscode/l10n';
import { planRequests } from '../../../core/changes/bulk/plannedRequests.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { AnyVerb } from '../verb/verb.ts';
import { describeKept, type KeepingVerb } from './keptLine.ts';

/** A planned bulk action, with the user's choices. */
export interface Planned {
  readonly verb: Pick<AnyVerb, 'sends'> & KeepingVerb;
  readonly choices: object;
}

/**
 * Lists what a dry run adds to a question: the data saved first, and each request that would be sent.
 * @param kept lines about the data saved first; by default, those of an action that starts now
 */
export function describeDryRun(
  { verb, choices }: Planned,
  resources: readonly Resource[],
  kept: readonly string[] = describeKept(verb, choices, resources.length),
): readonly string[] {
  const requests = verb.sends === 'definitions' ? [] : planRequests(verb.sends, resources);
  return [...kept, ...describeRequests(requests)];
}

/** Lists each request that would be sent, and notes that none was sent. */
export function describeRequests(requests: readonly string[]): readonly string[] {
  return [
    ...(requests.length === 0
      ? []
      : [
          '',
          plural(requests.length, {
            one: l10n.t('{count} request would make changes:', asCount(requests.length)),
            other: l10n.t('{count} requests would make changes:', asCount(requests.length)),
          }),
          ...requests,
        ]),
    '',
    l10n.t('This is a dry run: nothing that makes changes has been sent.'),
  ];
}
