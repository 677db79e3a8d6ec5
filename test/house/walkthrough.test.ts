import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../workbench/places.ts';
import { languages, readTexts } from '../workbench/texts.ts';

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const { contributes } = JSON.parse(read('package.json')) as {
  readonly contributes: {
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
    readonly commands: readonly { readonly command: string }[];
  };
};
const texts = readTexts('package.nls.json');
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const commands = new Set(contributes.commands.map(({ command }) => command));
/** Much more than a picture of a page takes. */
const mostBytes = 20_000;

test('each step of the walkthrough says all it says in texts that can be translated', () => {
  assert.ok(steps.length >= 5);
  for (const { title, description, media } of steps)
    for (const text of [title, description, media.svg, media.altText])
      assert.ok(texts[text.replace(/^%|%$/g, '')], `${text} is no text of package.nls.json`);
});

for (const [language, manifest] of [
  ['', 'package.nls.json'],
  ...languages.map((name) => [name, `package.nls.${name}.json`]),
])
  test(`each step has a picture, small and in the colours of any theme, and none is without a step: ${manifest}`, () => {
    const folder = path.posix.join('media/walkthrough', language ?? '');
    const texts = readTexts(manifest ?? '');
    const files = steps.map(({ media }) => texts[media.svg.replace(/^%|%$/g, '')] ?? media.svg);
    const there = readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.svg'));
    assert.deepEqual(there.map((name) => `${folder}/${name}`).sort(), [...files].sort());
    for (const file of files) checkPicture(file);
  });

function checkPicture(file: string): void {
  const picture = read(file);
  assert.ok(picture.length < mostBytes, `${file} has ${picture.length} bytes`);
  assert.ok((picture.match(/<text /g) ?? []).length > 5, `${file} shows nothing`);
  const colors = [...picture.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color = '']) => color);
  assert.deepEqual(
    colors.filter((color) => !/^(?:none|var\(--vscode-[\w-]+, (?:none|var\(--vscode-foreground\))\))$/.test(color)),
    [],
    file,
  );
}

test('each step is done by a command that there is', () => {
  for (const { id, completionEvents } of steps) {
    assert.ok(completionEvents.length > 0, id);
    for (const event of completionEvents) assert.ok(commands.has(event.replace(/^onCommand:/, '')), `${id}: ${event}`);
  }
});
