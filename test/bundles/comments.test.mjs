import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { toOptions } from '../../scripts/build.mjs';
import { bundles } from '../../scripts/lib/bundles.mjs';
import { dist } from '../../scripts/lib/places.mjs';
import { withoutComments } from '../../scripts/lib/sources.mjs';

const leaveOutComments = {
  name: 'leave-out-comments',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path: file }) =>
      file.includes('node_modules')
        ? undefined
        : { contents: withoutComments(readFileSync(file, 'utf8')), loader: 'ts' },
    );
  },
};

/** The unminified package of the simulator keeps some comments, for whoever reads it in a debugger. */
const minified = Object.keys(bundles).filter((name) => toOptions(name).minify);

for (const name of minified)
  test(`comments in the sources do not change a byte of ${name}.cjs`, async () => {
    const options = toOptions(name, { plugins: [leaveOutComments] });
    const { outputFiles } = await build({ ...options, write: false, sourcemap: false });
    const written = readFileSync(path.join(dist, `${name}.cjs`), 'utf8');
    const isSame = outputFiles[0].text === written.replace(/\/\/# sourceMappingURL=.*\n$/, '');
    assert.ok(isSame, 'the bundle of the sources without their comments differs');
  });
