import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { continueAfterColon } from './afterColon.ts';
import { setLocale } from './locale.ts';

afterEach(() => setLocale('en', true));

for (const [locale, sentence, continued] of [
  ['fr', 'Le disque est plein', 'le disque est plein'],
  ['fr-FR', 'L’image n’existe pas', 'l’image n’existe pas'],
  ['fr', 'Azure n’a plus de capacité', 'Azure n’a plus de capacité'],
  ['fr', 'Réduisez le lot', 'réduisez le lot'],
  ['fr', 'Lopez.csv est introuvable', 'Lopez.csv est introuvable'],
  ['fr', 'Leslie a échoué', 'Leslie a échoué'],
  ['fr', 'The disk is full', 'The disk is full'],
  ['nl', 'Het geheugen is op', 'het geheugen is op'],
  ['nl', 'Batch kan het knooppunt niet bereiken', 'Batch kan het knooppunt niet bereiken'],
  ['sv', 'En fil saknas', 'En fil saknas'],
  ['en', 'Des Moines is full', 'Des Moines is full'],
] as const)
  test(`after a colon, “${sentence}” becomes “${continued}” in ${locale}`, () => {
    setLocale(locale, true);
    assert.equal(continueAfterColon(sentence), continued);
  });
