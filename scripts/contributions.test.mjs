import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { describeStale, findStale } from './contributions.mjs';
import { agentTableFile } from './lib/agentTools.mjs';
import { commandFolders } from './lib/commandFiles.mjs';
import { root } from './lib/places.mjs';

const names = 'src/app/commandName.ts';
const table = 'src/extension/commands/table.ts';
const [actions] = commandFolders;
const retry = `${actions}/task/retry.ts`;

/** Copies the files that are read and written, so that a test may change them. */
function copyFiles(context) {
  const folder = mkdtempSync(path.join(tmpdir(), 'contributions-'));
  context.after(() => rmSync(folder, { recursive: true }));
  for (const name of ['package.json', 'package.nls.json', ...commandFolders, names, agentTableFile]) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  const read = (file) => readFileSync(path.join(folder, file), 'utf8');
  const change = (file, toText) => writeFileSync(path.join(folder, file), toText(read(file)));
  const settle = () => {
    for (const { file, text } of findStale(folder)) writeFileSync(path.join(folder, file), text);
  };
  return { folder, read, change, settle };
}

test('the generated parts match the commands', () => {
  assert.deepEqual(describeStale(), []);
});

test('a copied and edited command file is contributed everywhere', (context) => {
  const { folder, read, change, settle } = copyFiles(context);
  const copy = `${actions}/task/retryLater.ts`;
  writeFileSync(path.join(folder, copy), read(retry).replace("'Retry Task…'", "'Retry Task Later…'"));
  change(copy, (text) =>
    text.replace('  effect:', "  keybinding: { key: 'ctrl+alt+r', in: ['explorer'] },\n  effect:"),
  );
  assert.equal(describeStale(folder).length, 4);
  settle();
  assert.deepEqual(describeStale(folder), []);
  const { commands, keybindings, menus } = JSON.parse(read('package.json')).contributes;
  const command = 'azureBatch.task.retryLater';
  assert.ok(commands.some((entry) => entry.command === command && entry.icon === '$(debug-restart)'));
  const when = 'focusedView == azureBatch.explorer';
  assert.deepEqual(
    keybindings.filter((entry) => entry.command === command),
    [{ command, key: 'ctrl+alt+r', when, args: { pressedIn: 'explorer' } }],
  );
  assert.equal(menus['view/item/context'].filter((entry) => entry.command === command).length, 2);
  assert.equal(JSON.parse(read('package.nls.json'))['command.task.retryLater'], 'Retry Task Later…');
  assert.match(read(table), /^ {2}'task\.retryLater': taskRetryLater,$/m);
  rmSync(path.join(folder, copy));
  settle();
  for (const file of ['package.json', 'package.nls.json', table, names]) {
    assert.equal(read(file), readFileSync(path.join(root, file), 'utf8'), file);
  }
});

test('a command file whose name begins with a capital letter is refused', (context) => {
  const { folder, read } = copyFiles(context);
  writeFileSync(path.join(folder, `${actions}/task/Retry2.ts`), read(retry));
  assert.match(describeStale(folder).join(), /task\/Retry2\.ts: its name begins with a capital/);
});

test('a command without a contribution is reported, and so is a contribution without a command', (context) => {
  const { folder, change } = copyFiles(context);
  change(retry, (text) => text.replace('export const contribution', 'const contribution'));
  assert.match(describeStale(folder).join(), /task\/retry\.ts: it runs something but exports no `contribution`/);
  change(retry, (text) =>
    text.replace('const contribution', 'export const contribution').replace('const run', 'const go'),
  );
  assert.match(describeStale(folder).join(), /task\/retry\.ts: it exports a `contribution` but no `run`/);
  change(retry, (text) => text.replace('const go', 'const run').replace("'Retry Task…'", 'toTitle()'));
  assert.match(describeStale(folder).join(), /task\/retry\.ts: its contribution is not a plain literal .*: toTitle/);
  change(retry, (text) => `<<<<<<< ours\n${text}`);
  assert.match(describeStale(folder).join(), /task\/retry\.ts: its contribution is not a plain literal/);
});

test('merge conflicts in generated parts are resolved, and other parts are left alone', (context) => {
  const { folder, read, change, settle } = copyFiles(context);
  const whole = { manifest: read('package.json'), titles: read('package.nls.json') };
  const conflict = (ours, theirs) => `<<<<<<< ours\n${ours}=======\n${theirs}>>>>>>> theirs\n`;
  change('package.json', (text) =>
    text.replace(/^.*"azureBatch\.task\.retry",.*\n/m, (line) => conflict(line, '      { "command": "x" },\n')),
  );
  change('package.nls.json', (text) =>
    text.replace(/^.*"command\.task\.retry".*\n/m, (line) => conflict(line, line.replace('Retry', 'Repeat'))),
  );
  assert.throws(() => JSON.parse(read('package.json')));
  settle();
  assert.equal(read('package.json'), whole.manifest);
  assert.equal(read('package.nls.json'), whole.titles);
  change('package.json', (text) => text.replace('  "license"', conflict('', '').concat('  "license"')));
  settle();
  assert.match(read('package.json'), /^<{7} ours$/m);
  assert.equal(describeStale(folder).length, 0);
});
