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
/** Far above the size of a picture of a page. */
const mostBytes = 20_000;

test("all texts of the walkthrough's steps can be translated", () => {
  assert.ok(steps.length >= 5);
  for (const { title, description, media } of steps)
    for (const text of [title, description, media.svg, media.altText])
      assert.ok(texts[text.replace(/^%|%$/g, '')], `${text} is no text of package.nls.json`);
});

test('steps mark code with two backticks, as VS Code requires in the walkthrough', () => {
  for (const manifest of ['package.nls.json', ...languages.map((name) => `package.nls.${name}.json`)]) {
    const inLanguage = readTexts(manifest);
    for (const { description } of steps) {
      const text = inLanguage[description.replace(/^%|%$/g, '')] ?? '';
      assert.doesNotMatch(text.replace(/``[^`]+``/g, ''), /`/, manifest);
    }
  }
});

for (const [language, manifest] of [
  ['', 'package.nls.json'],
  ...languages.map((name) => [name, `package.nls.${name}.json`]),
])
  test(`each step has a small picture in the theme's colors, and every picture has a step: ${manifest}`, () => {
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

/**
 * Texts of the product in each picture, as in its sources. After changing one, retake the pictures (`npm run picture`),
 * and update this list.
 */
const shown: Readonly<Record<string, readonly string[]>> = {
  sample: ['{count} failed tasks', '{count} jobs are stuck', '{count} succeeded', '{tasks} tasks waiting', 'Failures'],
  explain: [
    'Confidence: likely.',
    'Application error',
    'The program ran and ended with exit code {name}. {meaning}',
    'An uncaught exception, or sys.exit(1).',
    'Open {property} in the Definition',
    'Then retry the task. If its definition is at fault, correct it and submit it again: a retry runs the same definition.',
    'Retry This Task',
    'Retry All {count} Tasks with This Cause…',
  ],
  retry: [
    'Retry task {0}?',
    'The task fails again unless the cause is fixed: {cause}.',
    'First, the properties, the end of the logs, and the diagnosis are saved on this computer.',
    'Show the Plan',
  ],
  overview: [
    'Failures over time',
    'From {start} until now. Still failing.',
    'Each bar covers {step}.',
    'The numbers',
    'other causes',
  ],
  connect: ['Sign in to Azure: Batch accounts'],
};

/** Texts that fit only in English: in other languages they are truncated in their row. */
const onlyInEnglish: Readonly<Record<string, readonly string[]>> = {
  sample: ['{tasks} tasks waiting'],
};

const english = { ...readTexts('l10n/bundle.l10n.json'), ...texts };

for (const language of ['', ...languages])
  test(`the pictures show current texts: ${language === '' ? 'en' : language}`, () => {
    const said: Readonly<Record<string, string>> =
      language === ''
        ? english
        : { ...readTexts(`l10n/bundle.l10n.${language}.json`), ...readTexts(`package.nls.${language}.json`) };
    assert.deepEqual(Object.keys(shown).sort(), steps.map(({ id }) => id).sort());
    for (const [id, messages] of Object.entries(shown)) {
      const file = path.posix.join('media/walkthrough', language, `${id}.svg`);
      const lines = read(file).matchAll(/<text [^>]*>([^<]*)</g);
      const picture = withPlainSpaces([...lines].map(([, line]) => line).join(' '));
      for (const message of messages) {
        const keys = Object.keys(english).filter((key) => english[key] === message);
        assert.ok(keys.length > 0, `${file} shows “${message}”, which the product says no more: npm run picture`);
        const isCutOff = language !== '' && onlyInEnglish[id]?.includes(message) === true;
        assert.equal(
          keys.some((key) => toPattern(said[key] ?? '').test(picture)),
          !isCutOff,
          `${file} ${isCutOff ? 'shows' : 'does not show'} “${said[keys[0] ?? '']}”: npm run picture`,
        );
      }
    }
  });

const withPlainSpaces = (text: string): string => text.replace(/\s+/g, ' ');

function toPattern(text: string): RegExp {
  const parts = withPlainSpaces(text)
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('.{1,200}?'));
}

test('each step is completed by a command or a context key of the extension', () => {
  const keys = [...read('src/extension/ui/context.ts').matchAll(/'(azureBatch\.\w+)': boolean/g)].map(([, key]) => key);
  for (const { id, completionEvents } of steps) {
    assert.ok(completionEvents.length > 0, id);
    for (const event of completionEvents) {
      const [, kind, name = ''] = /^on(Command|Context):(.+)$/.exec(event) ?? [];
      assert.ok(kind === 'Context' ? keys.includes(name) : commands.has(name), `${id}: ${event}`);
    }
  }
});
