import * as l10n from '@vscode/l10n';
import { joinParts, listPlain, splitParts } from '../../core/text/lists.ts';
import type { Row } from './row.ts';

/** Maximum length of a cause that people can follow when listening. */
const maxCauseLength = 80;

/** Matches generated IDs, such as those of nodes, because no one can follow 64 digits read aloud. */
const madeId = /[0-9a-f]{16,}/gi;
/** Number of characters that distinguish one ID from others. */
const shownOfId = 8;

/** Returns the text of a row for screen readers: its kind, name, state and other facts, separated by commas. */
export function toSpoken(row: Row): string {
  const said = row.spoken ?? joinParts(toNamed(row), row.description) ?? row.label;
  return listPlain(splitParts(said)).replace(madeId, (id) => `${id.slice(0, shownOfId)}…`);
}

/** Shortens a title for listening. */
export function toSpokenTitle(title: string): string {
  return title.length <= maxCauseLength ? title : `${title.slice(0, maxCauseLength - 1)}…`;
}

/** Returns the kind and name of a row. Names of some kinds already include the kind. */
export function toNamed({ kind, label, words = [] }: Pick<Row, 'kind' | 'label' | 'words'>): string {
  switch (kind) {
    case 'account':
      return l10n.t('account {name}', { name: label });
    case 'pool':
      return l10n.t('pool {id}', { id: label });
    case 'job':
      return l10n.t('job {id}', { id: label });
    case 'jobSchedule':
      return l10n.t('job schedule {id}', { id: label });
    case 'task':
    case 'missingTask':
      return l10n.t('task {id}', { id: label });
    case 'taskFile':
    case 'nodeFile':
      return words.includes('folder')
        ? l10n.t('folder {name}', { name: label })
        : l10n.t('file {name}', { name: label });
    default:
      return label;
  }
}
