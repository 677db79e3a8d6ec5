import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

/**
 * Data from the service is shown redacted and escaped. Each way to show text is limited to a few files that do both,
 * and all other code uses these files.
 */
const extension = path.join(import.meta.dirname, '../../src/extension');

const doors: readonly (readonly [door: RegExp, ...files: readonly string[]])[] = [
  [/\bcreateOutputChannel\b|\b(?:Log)?OutputChannel\b/, 'log.ts'],
  [
    /\bwindow\.(?:show(?:Information|Warning|Error)Message|setStatusBarMessage|createStatusBarItem)\b/,
    'ui/messages.ts',
    'ui/question.ts',
    'ui/watchStatus.ts',
  ],
  [/\bwindow\.(?:showInputBox|showQuickPick|createTerminal|withProgress)\b/, 'ui/window.ts'],
  [/\bwindow\.createInputBox\b/, 'ui/textStep.ts'],
  [/\bwindow\.createQuickPick\b/, 'commands/explorer/findBox.ts', 'ui/pick.ts'],
  [
    /\bMarkdownString\(/,
    'bundles/lateDocuments.ts',
    'documents/codeHover.ts',
    'problems/failureActions.ts',
    'views/treeItem.ts',
  ],
  [/\bnew vscode\.TreeItem\(/, 'views/treeItem.ts'],
];

function listSources(): readonly string[] {
  return readdirSync(extension, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /(?<!\.test|\.d)\.ts$/.test(file));
}

for (const [door, ...files] of doors) {
  test(`A9-20 only ${files.join(', ')} uses ${door.source}`, () => {
    const users = listSources().filter((source) => door.test(readFileSync(path.join(extension, source), 'utf8')));
    assert.deepEqual(users.sort(), files);
  });
}
