import path from 'node:path';

/** Locations. All generated files are in `dist/`, `out/` or the two ignored folders of `test/host/`. */
export const root = path.resolve(import.meta.dirname, '../..');
export const dist = path.join(root, 'dist');
export const out = path.join(root, 'out');

/** The real VS Code that setup.mjs assembles on machines without a desktop. */
export const hostFolder = path.join(root, 'test/host');
export const hostPackages = path.join(hostFolder, 'node_modules');
export const hostBinaries = path.join(hostFolder, 'bin');
const codeServer = path.join(hostPackages, 'code-server');
export const vscodeServer = path.join(codeServer, 'lib/vscode');
export const chromium = path.join(hostBinaries, 'chromium');
/** Result of setup.mjs: `{ kind: 'server' | 'desktop', node, code? }`. */
export const hostStamp = path.join(out, 'host.json');

/** Programs of development dependencies, run by Node. */
export const tool = {
  tsc: path.join(root, 'node_modules/typescript/bin/tsc'),
  biome: path.join(root, 'node_modules/@biomejs/biome/bin/biome'),
  knip: path.join(root, 'node_modules/knip/bin/knip.js'),
  vsce: path.join(root, 'node_modules/@vscode/vsce/vsce'),
};
