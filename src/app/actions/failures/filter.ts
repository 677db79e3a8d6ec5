import * as l10n from '@vscode/l10n';
import { capitalize } from '../../../core/text/locale.ts';
import { toPickText } from '../../messages/notificationText.ts';
import { describeTerm, type FailureFilter, type FilterTerm } from '../../rows/failures/failureFilter.ts';
import type { PickRow, WithUi } from '../../ui.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Filter Failures…',
  icon: 'filter',
  effect: 'reads',
  views: [{ on: 'failures', at: 'navigation@1' }],
};

/** Asks for the filter's terms: listed terms, or a typed text to match against causes, categories, and IDs. */
export const run: WindowCommand = async (services) => {
  const failures = services.trees.failures;
  failures.filter = await pickTerms(services, failures.filter, failures.listTerms());
};

async function pickTerms(services: WithUi, present: FailureFilter, choices: FailureFilter): Promise<FailureFilter> {
  const keys = new Set(choices.map(toTermKey));
  // Terms of the current filter may no longer match any cause.
  const terms = [...present.filter((term) => !keys.has(toTermKey(term))), ...choices];
  const isPresent = new Set(present.map(toTermKey));
  return services.ui.pick({
    title: l10n.t('Show which failures?'),
    placeholder: l10n.t('Select or type what to show'),
    many: true,
    ticked: terms.filter((term) => isPresent.has(toTermKey(term))),
    toTyped: (value) => findTyped(value, terms),
    sections: [...new Set(terms.map(toTermTitle))].map((title) => ({
      title,
      load: async () => ({ rows: terms.filter((term) => toTermTitle(term) === title).map(toTermRow), hasMore: false }),
    })),
    nothing: '',
  });
}

/** Returns a row for the typed text, unless it is already listed. */
function findTyped(value: string, terms: FailureFilter): PickRow<FilterTerm> | undefined {
  const isListed = terms.some((term) => term.kind === 'text' && term.value === value);
  return isListed ? undefined : toTermRow({ kind: 'text', value });
}

function toTermKey(term: FilterTerm): string {
  return JSON.stringify(term);
}

function toTermRow(term: FilterTerm): PickRow<FilterTerm> {
  return { value: term, label: toPickText(capitalize(describeTerm(term))) };
}

function toTermTitle({ kind }: FilterTerm): string {
  switch (kind) {
    case 'new':
    case 'news':
    case 'since':
    case 'created':
      return l10n.t('Time');
    case 'exitCode':
    case 'state':
      return l10n.t('Exit code or state');
    case 'cause':
      return l10n.t('Cause');
    case 'not':
      return l10n.t({ message: 'Excluded', comment: ['Heading over failures that are not shown'] });
    case 'job':
      return l10n.t('Job');
    case 'pool':
      return l10n.t('Pool');
    case 'category':
      return l10n.t('Category');
    case 'text':
      return l10n.t('Text');
  }
}
