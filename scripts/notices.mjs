import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { bundledPackages } from './lib/bundledPackages.mjs';
import { Failure } from './lib/failure.mjs';
import { findForeignLicenses } from './lib/licenses.mjs';
import { runMain } from './lib/main.mjs';
import { root } from './lib/places.mjs';

/** Shipped third-party packages with their licenses. The file is part of the extension package. */
const noticesFile = path.join(root, 'ThirdPartyNotices.txt');

const line = '='.repeat(80);

/** Returns the text of the notices: every package in a shipped bundle, and its license. */
export function toNotices(packages, product = 'Azure Batch Troubleshooter') {
  const heading = `${product} contains code from these packages, under the terms that follow each name.\n`;
  return [heading, ...packages.map(toNotice)].join('\n');
}

function toNotice({ name, version, license, manifest, texts }) {
  const terms = texts.length > 0 ? texts : [withoutText(license, manifest)];
  return `${line}\n${name} ${version} (${license})\n${line}\n\n${terms.join('\n\n')}\n`;
}

/** Describes a license whose text the package doesn't include. */
function withoutText(license, { author, homepage, repository }) {
  const by = typeof author === 'string' ? author : author?.name;
  const where = homepage ?? repository?.url ?? repository;
  const facts = [by && `Author: ${by}`, where && `Source: ${where}`].filter(Boolean);
  return `${facts.join('\n')}\nThe package names the license ${license} but doesn't include its text:\n\n${textOf(license)}`;
}

/**
 * Returns the text of the only license that dependencies name without including it; for any other license, a person
 * must add the text.
 */
function textOf(license) {
  const ours = readFileSync(path.join(root, 'LICENSE'), 'utf8');
  const terms = ours.slice(ours.indexOf('Permission is hereby granted')).trim();
  if (license !== 'MIT')
    throw new Failure('Notices', `there is no text for the license ${license}`, 'add it to notices.mjs.');
  return terms;
}

/** Throws if the license of a package doesn't allow shipping. */
export function assertLicenses(packages) {
  const foreign = findForeignLicenses(packages);
  if (foreign.length > 0)
    throw new Failure(
      'Licenses',
      `not allowed: ${foreign.join(', ')}`,
      'leave the package out, or allow its license in scripts/lib/licenses.mjs.',
    );
}

/** Checks that the file matches the current bundles in out/meta.json. */
function checkNotices(packages) {
  if (readFileSync(noticesFile, 'utf8').replaceAll('\r\n', '\n') === toNotices(packages)) return;
  throw new Failure('Notices', 'ThirdPartyNotices.txt does not match what is bundled now', 'run npm run notices.');
}

if (process.argv[1] === import.meta.filename) {
  const usage = `npm run notices [-- --check]

Writes ThirdPartyNotices.txt for the bundled packages. --check writes nothing, and fails if the file is out of date.`;
  await runMain({ usage, options: { check: { type: 'boolean' } } }, async ({ values }) => {
    if (!values.check) await build();
    const packages = bundledPackages();
    assertLicenses(packages);
    if (values.check) return checkNotices(packages);
    writeFileSync(noticesFile, toNotices(packages));
    console.log(`  wrote ${path.basename(noticesFile)}: ${packages.length} packages`);
  });
}
