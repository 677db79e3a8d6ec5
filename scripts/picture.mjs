import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { out, root } from './lib/places.mjs';
import { cleanEnvironment, run } from './lib/run.mjs';
import { setup } from './setup.mjs';

const usage = `npm run picture

Walks the main journey, as npm start -- --smoke does, and takes its picture of the log for the README: docs/overview.png,
and docs/overview.json, what can be read in it. Then takes the pictures of the walkthrough in each
language: media/walkthrough.`;
const timeoutMs = 10 * 60_000;

await runMain({ usage }, async () => {
  const host = await setup({ server: true });
  await build();
  const env = cleanEnvironment({ PLAIN_NODE: process.execPath });
  for (const journey of ['smoke.ts', 'walkthroughPictures.ts']) {
    const { code } = await run(host.node, [`test/journeys/${journey}`], { env, show: true, timeoutMs });
    if (code !== 0) throw new Failure('npm run picture', 'the journey failed, as shown above');
  }
  const pictures = path.join(out, 'smoke');
  const log = readdirSync(pictures).find((name) => /^\d+-log\.png$/.test(name));
  copyFileSync(path.join(pictures, log), path.join(root, 'docs/overview.png'));
  copyFileSync(path.join(pictures, 'overview.json'), path.join(root, 'docs/overview.json'));
  console.log('  took docs/overview.png');
});
