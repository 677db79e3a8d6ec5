import * as l10n from '@vscode/l10n';
import type { DamagedItem } from '../../core/model/damagedItem.ts';
import { isObject } from '../../core/model/shape.ts';
import { plural } from '../../core/text/plural.ts';
import { toVisibleJson } from '../../core/text/visibleJson.ts';
import { asCount } from '../../core/words/numbers.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';

/** Maximum number of items shown. A whole list may be damaged, and no one reads more. */
const maxItems = 100;

/** Parses the list in a document's address: its scope as JSON. Throws when the address is invalid. */
export function toScope(list: string): Scope {
  const scope: unknown = JSON.parse(list);
  if (!isScope(scope)) throw new Error(`${list} isn't a list in an account`);
  return scope;
}

/** Renders the damaged items of a list as JSON without secrets. Loads the list if necessary. */
export async function renderDamaged(store: AccountStore, list: string): Promise<string> {
  const scope = toScope(list);
  await store.load(scope);
  const { damaged = [] } = store.snapshot.slice(scope);
  return toVisibleJson({
    notShown: toJson(damaged.filter(({ isLeftOut }) => isLeftOut)),
    shownInPart: toJson(damaged.filter(({ isLeftOut }) => !isLeftOut)),
  });
}

function toJson(items: readonly DamagedItem[]): readonly unknown[] {
  const rest = items.length - maxItems;
  const shown: readonly unknown[] = items.slice(0, maxItems).map(({ json }) => json);
  return rest > 0
    ? [
        ...shown,
        plural(rest, {
          one: l10n.t('{count} more item is damaged.', asCount(rest)),
          other: l10n.t('{count} more items are damaged.', asCount(rest)),
        }),
      ]
    : shown;
}

function isScope(value: unknown): value is Scope {
  return isObject(value) && typeof value['kind'] === 'string';
}
