import * as l10n from '@vscode/l10n';
import type { Cause } from '../diagnosis/causes/causes.ts';
import type { Section } from '../diagnosis/explanation/explanation.ts';

/** Maximum length of a note in a row, which names it more than it shows it. */
const longestInRow = 40;

type Noted = Pick<Cause, 'note'>;

/** Creates the section of a page with the user's note on a cause. */
export function toNoteSection({ note }: Noted): Section | undefined {
  return note === undefined ? undefined : { id: 'note', title: l10n.t('Note'), items: [{ text: note }] };
}

/** Returns the words for a note in a row: its beginning. */
export function nameNote({ note }: Noted): string | undefined {
  if (note === undefined) return undefined;
  const text = note.length > longestInRow ? `${note.slice(0, longestInRow).trimEnd()}…` : note;
  return l10n.t('note: {text}', { text });
}
