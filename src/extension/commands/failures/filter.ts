import * as vscode from 'vscode';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { capitalize } from '../../../core/text/locale.ts';
import { toPickText } from '../../notificationText.ts';
import { describeTerm, type FailureFilter, type FilterTerm } from '../../views/failures/failureFilter.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';

export const contribution: Contribution = {
  title: 'Filter Failures…',
  icon: 'filter',
  effect: 'reads',
  palette: 'withAccount',
  views: [{ on: 'failures', at: 'navigation@1' }],
};

interface TermItem extends vscode.QuickPickItem {
  readonly term?: FilterTerm;
}

/** Asks what is to be shown: any of several, and what is typed is looked for in causes and ids. */
export const run: Command = async (services) => {
  const failures = services.failures();
  failures.filter = await pickTerms(failures.filter, failures.listTerms());
};

async function pickTerms(present: FailureFilter, choices: FailureFilter): Promise<FailureFilter> {
  const pick = vscode.window.createQuickPick<TermItem>();
  const keys = new Set(choices.map(toKey));
  // What is filtered by now may be of no cause that is left.
  const others = present.filter((term) => !keys.has(toKey(term)));
  const items = toItems([...others, ...choices]);
  pick.title = vscode.l10n.t('Show which failures?');
  pick.placeholder = vscode.l10n.t('Check or type what to show');
  pick.canSelectMany = true;
  pick.items = items;
  const isPresent = new Set(present.map(toKey));
  pick.selectedItems = items.filter(({ term }) => term !== undefined && isPresent.has(toKey(term)));
  try {
    return await new Promise<FailureFilter>((resolve, reject) => {
      pick.onDidChangeValue((value) => {
        const ticked = pick.selectedItems;
        pick.items = value.trim() === '' ? items : [toItem({ kind: 'text', value: value.trim() }, true), ...items];
        pick.selectedItems = ticked.filter((item) => items.includes(item));
      });
      pick.onDidAccept(() => {
        const ticked = pick.selectedItems.flatMap(({ term }) => term ?? []);
        // Who types and confirms without a check means what was typed.
        const typed = pick.value.trim();
        resolve(ticked.length > 0 || typed === '' ? ticked : [{ kind: 'text', value: typed }]);
      });
      pick.onDidHide(() => reject(new Cancelled()));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

function toKey(term: FilterTerm): string {
  return JSON.stringify(term);
}

/** Rows of terms below the titles of their kinds. */
function toItems(terms: FailureFilter): readonly TermItem[] {
  return terms.flatMap((term, index) => {
    const title = toTitle(term);
    const before = terms[index - 1];
    const isFirst = before === undefined || toTitle(before) !== title;
    return [...(isFirst ? [{ label: title, kind: vscode.QuickPickItemKind.Separator }] : []), toItem(term)];
  });
}

function toItem(term: FilterTerm, alwaysShow = false): TermItem {
  return { label: toPickText(capitalize(describeTerm(term))), term, alwaysShow };
}

function toTitle({ kind }: FilterTerm): string {
  switch (kind) {
    case 'new':
    case 'since':
      return vscode.l10n.t('Time');
    case 'job':
      return vscode.l10n.t('Job');
    case 'pool':
      return vscode.l10n.t('Pool');
    case 'category':
      return vscode.l10n.t('Category');
    case 'text':
      return vscode.l10n.t('Text');
  }
}
