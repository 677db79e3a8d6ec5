import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { makeNpmPackage } from './npmPackage.mjs';
import { out, tool } from './places.mjs';
import { run } from './run.mjs';

/** The bundle of the package, which is both a program and a module. */
const bundle = 'simulatorMain';
const entry = `dist/${bundle}.cjs`;

const content = {
  manifest: {
    name: 'azure-batch-simulator',
    description: 'An Azure Batch service on your computer, for tests, CI and development without Azure',
    keywords: ['azure', 'batch', 'azure-batch', 'emulator', 'simulator', 'mock', 'testing'],
    bin: { 'azure-batch-simulator': entry },
    main: entry,
    types: 'types/main.d.ts',
    exports: { '.': { types: './types/main.d.ts', default: `./${entry}` }, './package.json': './package.json' },
  },
  bundles: [bundle],
  readme: 'docs/simulatorPackage.md',
  files: {
    'docs/simulator.md': 'docs/simulator.md',
    'docs/scenario.schema.json': 'docs/scenario.schema.json',
    'docs/scenario.example.json': 'docs/scenario.example.json',
    'docs/simulator.Dockerfile': 'Dockerfile',
  },
  addMore: (staged) => copyTypes(path.join(staged, 'types')),
};

/** Makes the npm package of the simulator. */
export const makeSimulatorPackage = (folder, repository) => makeNpmPackage(content, folder, repository);

const declared = path.join(out, 'types/simulator');
const importedFile = /(?<=from '|import\(["'])(\.[^'"]+)\.ts(?=['"])/g;

/** Copies the types that the entry reaches, under names that every module resolution finds. */
async function copyTypes(folder) {
  const { code, output } = await run(process.execPath, [tool.tsc, '-b', 'src/simulator', '--pretty', 'false']);
  if (code !== 0) throw new Failure('Types of the simulator', output.trim());
  const wanted = new Set(['main.d.ts']);
  for (const file of wanted) {
    const text = readFileSync(path.join(declared, file), 'utf8');
    for (const [, imported] of text.matchAll(importedFile))
      wanted.add(path.posix.join(path.posix.dirname(file), `${imported}.d.ts`));
    const copy = path.join(folder, file);
    mkdirSync(path.dirname(copy), { recursive: true });
    writeFileSync(copy, text.replace(/^#!.*\n/, '').replaceAll(importedFile, '$1.js'));
  }
}
