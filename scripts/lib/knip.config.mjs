import { listCommandFiles, readContributions } from './commandFiles.mjs';
import { root } from './places.mjs';

/** Files of commands, whose exports the table of commands imports as a whole. */
const files = listCommandFiles(root);
const commands = [...readContributions(root).keys()].map((name) => files.get(name));

/** Unused code is found from the entry points: scripts, bundles, commands, tests, and programs that tests start. */
// Knip accepts its configuration only as the default export; biome.json makes the exception for this file.
export default {
  entry: [
    'scripts/*.mjs',
    'scripts/lib/{countingReporter,firstFailure,knip.config,sharedTests}.mjs',
    'src/extension/{activate,commands/commands,pages/webview/main}.ts',
    ...commands,
    'src/cli/main.ts',
    'src/node/{searchThread,mcp/mcp}.ts',
    'src/service/{service,auth/auth}.ts',
    'src/core/{diagnosis/diagnosis,text/redaction}.ts',
    'src/simulator/{simulator,main}.ts',
    '{src,scripts,test}/**/*.test.{ts,mjs}',
    'src/core/diagnosis/logs/rules/**/*.examples.ts',
    'test/host-faults/verdict.ts',
    'test/editor/{index,runEditor}.ts',
    'test/bench/*.ts',
    'test/journeys/smoke.ts',
    'test/journeys/walkthroughPictures.ts',
    'test/journeys/galleryPictures.ts',
    'test/workbench/serve.ts',
    'test/fakes/{taskServer,bulkServer,appendLines}.ts',
    'test/conformance/addFrames.ts',
  ],
  project: ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.mjs'],
  // The first two are run by their paths (places.mjs), and tests run the third in the same way. VS Code provides
  // `vscode`, and the last contains its types.
  ignoreDependencies: ['@biomejs/biome', '@vscode/vsce', 'azurite', '@types/vscode'],
  // Operating system programs that tests of connections, named pipes and terminals start.
  ignoreBinaries: ['Xvfb', 'freerdp-shadow-cli', 'mkfifo', 'script', 'ssh-add', 'ssh-agent', 'ssh-keygen', 'xfreerdp'],
};
