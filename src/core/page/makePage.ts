import * as l10n from '@vscode/l10n';
import { inLanguage } from '../text/locale.ts';
import type { Page, Part } from './page.ts';

const findTextLanguage = inLanguage((locale) => locale);

/** Properties of a page that differ from the defaults. */
export type OwnPage = Pick<Page, 'title'> & Partial<Page>;

/** Returns a part of a page; properties that aren't given are empty. */
export function makePart(own: Pick<Part, 'id' | 'title'> & Partial<Part>): Part {
  return { rows: [], charts: [], quotes: [], ...own };
}

/** Returns a page with the given properties and the defaults that all pages share. */
export function makePage({ tone = 'note', title, ...own }: OwnPage): Page {
  return {
    language: findTextLanguage(),
    tone,
    toneName: nameTone(tone),
    title,
    chips: [],
    why: [],
    isGuess: false,
    steps: [],
    actions: [],
    refusals: [],
    parts: [],
    help: [],
    looks: [],
    words: listWords(),
    ...own,
  };
}

function nameTone(tone: Page['tone']): string {
  switch (tone) {
    case 'failure':
      return l10n.t('Failure');
    case 'waiting':
      return l10n.t('Not finished');
    case 'note':
      return l10n.t('Note');
  }
}

function listWords(): Page['words'] {
  return {
    why: l10n.t('Why'),
    whatToDo: l10n.t('What to do'),
    whatEndsIt: l10n.t('What ends the wait?'),
    checked: l10n.t('Checked and ruled out'),
    about: l10n.t('About this page'),
    seen: l10n.t('Seen in'),
    found: l10n.t('What it says'),
    line: l10n.t('Line'),
    causeLine: l10n.t('This line says why'),
    time: l10n.t('Time'),
    event: l10n.t('Event'),
    none: l10n.t({ message: 'none', comment: ['In a table, where one of two tasks has nothing of a kind'] }),
    more: l10n.t('More'),
    changed: l10n.t('This page has changed.'),
  };
}
