import path from 'node:path';
import { build } from './build.mjs';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { root } from './lib/places.mjs';
import { cleanEnvironment, run } from './lib/run.mjs';
import { setup } from './setup.mjs';

const usage = `npm start [-- --smoke | --port P]

Starts a real VS Code with the sample account.
  --smoke   the same, but headless, running the main journey (failed task → cause → log → retry → success), with
            pictures in out/smoke/ and exit code 0 or 1
  --port P  the port that VS Code listens on if the machine has no screen; a free port by default`;

const smokeLimit = { processorS: 5 * 60, hangS: 30 * 60 };

async function start({ values: { smoke, port } }) {
  if (port !== undefined && (smoke || !/^\d+$/.test(port)))
    throw new Failure('npm start', '--port takes a number, and cannot be used with --smoke', 'npm start -- --help');
  const host = await setup();
  console.log('Building');
  await build({ minify: smoke });
  if (!smoke && host.kind === 'desktop') return openDesktop(host.code);
  if (smoke && host.kind === 'desktop')
    throw new Failure('npm start -- --smoke', 'it drives the server build of VS Code', 'unset DISPLAY on Linux x64.');
  const program = smoke ? 'test/journeys/smoke.ts' : 'test/workbench/serve.ts';
  const { code, output } = await run(host.node, [program, ...(port === undefined ? [] : ['--port', port])], {
    env: cleanEnvironment({ PLAIN_NODE: process.execPath }),
    show: true,
    ...(smoke ? { limit: smokeLimit } : {}),
  });
  if (smoke && code === 124) console.error(`✗ the journey did not end: ${output.trimEnd().split('\n').at(-1)}`);
  return code;
}

async function openDesktop(code) {
  console.log(`Opening ${code} with the extension; its view container is "Azure Batch" in the activity bar`);
  const extensions = [root, path.join(root, 'test/startOnSample')];
  const args = extensions.map((folder) => `--extensionDevelopmentPath=${folder}`);
  return (await run(code, [path.join(root, 'media/sample'), ...args, '--new-window'], { show: true })).code;
}

await runMain({ usage, options: { smoke: { type: 'boolean' }, port: { type: 'string' } } }, start);
