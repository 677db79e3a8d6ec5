import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareTexts, findUnseen, keepTextCalls } from './l10n.mjs';

test('missing and unused texts are reported with the fix', () => {
  assert.deepEqual(compareTexts({ a: 'a', b: 'b' }, { b: 'b', c: 'c' }), [
    'not in the file: a',
    'in no source: c',
    'Run npm run l10n, which rewrites l10n/bundle.l10n.json.',
  ]);
  assert.deepEqual(compareTexts({ a: 'a' }, { a: 'a' }), []);
});

test('only the calls with texts are kept, and a different name for l10n is refused', () => {
  const inner = "l10n.t({ message: 'a)', comment: ['b'] })";
  const sources = [`const say = (id) => l10n.t('No {0} (yet)', id) + f(\`\${${inner}}\`);`, 'export const none = 1;'];
  assert.equal(keepTextCalls(sources), `import { l10n } from 'vscode';\nl10n.t('No {0} (yet)', id);\n${inner}`);
  assert.throws(() => keepTextCalls(["import { l10n as texts } from 'vscode';"]), /another name for l10n/);
});

test('a text in a call that translators do not see is reported', () => {
  const seen =
    "l10n.t({ message: 'Open', comment: ['Of a', ' door'] }); l10n.t(known); l10n.t('{0} left', l10n.t('One'))";
  const unseen = "const comment = ['Of a door']; l10n.t({ message: 'Shut', comment });";
  const texts = { 'Open/Of a door': '', '{0} left': '', One: '' };
  assert.deepEqual(findUnseen(texts, [seen]), []);
  assert.deepEqual(findUnseen(texts, [unseen]), [
    'not seen by translators: Shut/ (write message and comment as literals in the call)',
  ]);
});
