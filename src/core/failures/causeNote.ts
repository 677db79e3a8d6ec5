import * as l10n from '@vscode/l10n';
import type { Cause } from '../diagnosis/causes/causes.ts';
import type { Explanation, Section } from '../diagnosis/explanation/explanation.ts';
import { toShortVisible } from '../text/escape.ts';
import { joinParts } from '../text/lists.ts';
import { nameRecurrence } from './describeRecurrence.ts';

/** Maximum length of a note in a row, which names it more than it shows it. */
const longestInRow = 40;

/** Puts the user's notes on causes before the other sections of a page. */
export function withNotes(explanation: Explanation, causes: readonly Pick<Cause, 'note' | 'cluster'>[]): Explanation {
  const section = toNoteSection(causes);
  return section === undefined ? explanation : { ...explanation, sections: [section, ...(explanation.sections ?? [])] };
}

/** Creates the section of a page with the user's notes on its cause or causes; undefined if there are none. */
export function toNoteSection(causes: readonly Pick<Cause, 'note' | 'cluster'>[]): Section | undefined {
  const items = causes.flatMap(({ note, cluster: { title } }) => {
    if (note === undefined) return [];
    return [{ text: causes.length === 1 ? note : l10n.t('“{title}”: {note}', { title, note }) }];
  });
  return items.length === 0 ? undefined : { id: 'note', title: l10n.t('Note'), items };
}

/** Adds to the line about a cause in a list what its row says of earlier looks, and the beginning of its note. */
export function withPast(text: string, cause: Pick<Cause, 'note' | 'recurrence'>): string {
  return joinParts(text, nameRecurrence(cause.recurrence), nameNote(cause)) ?? text;
}

/** Returns the words for a note in a row: its beginning. */
export function nameNote({ note }: Pick<Cause, 'note'>): string | undefined {
  if (note === undefined) return undefined;
  return l10n.t('note: {text}', { text: toShortVisible(note, longestInRow) });
}
