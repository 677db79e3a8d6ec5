import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { out, root, tool } from './lib/places.mjs';
import { run } from './lib/run.mjs';
import { setup } from './setup.mjs';

/** Makes the `.vsix` of what is built. Returns its path. */
export async function makePackage(folder = out) {
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const file = path.join(folder, `${name}-${version}.vsix`);
  rmSync(file, { force: true });
  const args = [
    tool.vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    file,
  ];
  const { code, output } = await run(process.execPath, args);
  if (code !== 0) throw new Failure('Packaging (vsce)', output.trim(), 'correct what it names, then run it again.');
  return file;
}

if (process.argv[1] === import.meta.filename) {
  const usage = 'npm run package\n\nMakes the .vsix of this version in the top folder.';
  await runMain({ usage }, async () => {
    await setup();
    await build();
    const file = await makePackage(root);
    console.log(`${path.relative(root, file)}  ${(statSync(file).size / 1000).toFixed(0)} kB`);
  });
}
