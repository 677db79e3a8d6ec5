import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../workbench/places.ts';

/** Commands that no test names yet. Only remove entries: a new command comes with a test. */
const untested = [
  'account.checkPermissions',
  'account.openInPortal',
  'account.pauseCounting',
  'account.pin',
  'account.rename',
  'account.resumeCounting',
  'account.unpin',
  'definition.enterUrl',
  'definition.showChanges',
  'diagnostics.report',
  'explanation.copy',
  'explanation.openText',
  'explorer.nextFailure',
  'failures.leaveOut',
  'failures.markSeen',
  'failures.saveCsv',
  'failures.showOnly',
  'failures.unmute',
  'kept.compare',
  'kept.compareSucceeded',
  'log.makeRuleForCause',
  'node.openStartTaskLog',
  'resource.copyAlertRule',
  'resource.copyIds',
  'resource.stopWatching',
  'row.explain',
  'task.compareWith',
  'task.openOtherLog',
  'walkthrough.open',
];

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

test('each command is named by a test, by its ID or its file', () => {
  const names = [...read('src/app/commandName.ts').matchAll(/^ {2}\| '(.+)'/gm)].map(([, name = '']) => name);
  const tests = ['src', 'test/app', 'test/editor', 'test/journeys']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.join(folder, file),
      ),
    )
    .filter((file) => file.endsWith('.test.ts'))
    .map(read)
    .join('\n');
  const missing = names.filter((name) => !tests.includes(name) && !tests.includes(`/${name.replace('.', '/')}.ts'`));
  assert.ok(names.length > 100);
  assert.deepEqual(missing, untested);
});
