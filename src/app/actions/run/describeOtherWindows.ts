import * as l10n from '@vscode/l10n';
import { type Resource, toKey } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { runsHere } from './running.ts';

/**
 * Warns in a question that other windows are currently applying `verb` to some of `resources`, and that those are left
 * out. Does not count this window, which shows its own progress.
 */
export async function describeOtherWindows(
  { bulks }: Pick<App, 'bulks'>,
  verb: string,
  resources: readonly Resource[],
): Promise<readonly string[]> {
  const asked = new Set(resources.map(toKey));
  const doing = new Set<string>();
  for (const id of await bulks.listOpen()) {
    const kept = runsHere(id) ? undefined : await bulks.get(id);
    if (kept?.state !== 'running' || kept.record.plan.verb !== verb) continue;
    for (const [index, { resource }] of kept.record.plan.items.entries()) {
      const outcome = kept.record.outcomes[index]?.outcome;
      const key = toKey(resource);
      if (asked.has(key) && (outcome === 'sent' || outcome === 'notBegun')) doing.add(key);
    }
  }
  if (doing.size === 0) return [];
  return [
    plural(doing.size, {
      one: l10n.t(
        'Another window is already doing this to {count} of these items, which is left out.',
        asCount(doing.size),
      ),
      other: l10n.t(
        'Another window is already doing this to {count} of these items, which are left out.',
        asCount(doing.size),
      ),
    }),
  ];
}
