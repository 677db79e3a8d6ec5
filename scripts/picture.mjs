import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { out, root } from './lib/places.mjs';
import { cleanEnvironment, run } from './lib/run.mjs';
import { setup } from './setup.mjs';

const usage = `npm run picture

Takes the pictures for the README, in docs/pictures: an animated one and stills, with the texts that they show in
texts.json, from the journey that npm start -- --smoke runs. Then takes the pictures for the walkthrough in each language,
in media/walkthrough.`;
const limit = { processorS: 10 * 60, hangS: 60 * 60 };

await runMain({ usage }, async () => {
  const host = await setup({ server: true });
  await build();
  const env = cleanEnvironment({ PLAIN_NODE: process.execPath });
  for (const journey of ['galleryPictures.ts', 'smoke.ts', 'walkthroughPictures.ts']) {
    const { code } = await run(host.node, [`test/journeys/${journey}`], { env, show: true, limit });
    if (code !== 0) throw new Failure('npm run picture', 'the journey failed, as shown above');
  }
  copyFileSync(path.join(out, 'smoke/texts.json'), path.join(root, 'docs/pictures/texts.json'));
});
