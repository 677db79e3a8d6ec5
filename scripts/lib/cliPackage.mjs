import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { languages, readTexts, textFiles } from './languages.mjs';
import { makeNpmPackage } from './npmPackage.mjs';

const content = {
  manifest: {
    name: 'azure-batch-why',
    description: 'Explains why Azure Batch pools, jobs and tasks failed, in a terminal, in a pipeline and to agents',
    keywords: ['azure', 'batch', 'azure-batch', 'troubleshooting', 'logs', 'cli', 'sarif', 'mcp'],
    engines: { node: '>=20.12' },
    bin: { 'azure-batch-why': 'dist/cli.cjs' },
  },
  // The program, and the bundles that it loads on first use (src/node/load.ts), as the extension does.
  bundles: ['cli', 'service', 'auth', 'causes', 'diagnosis', 'redaction', 'search', 'mcp'],
  readme: 'docs/cliPackage.md',
  files: Object.fromEntries(
    ['docs/cli.md', 'docs/cli.schema.json', 'docs/pipelines.md', ...languages.map(textFiles.code)].map((file) => [
      file,
      file,
    ]),
  ),
  addMore: addTitles,
};

/** Makes the npm package of the command line. */
export const makeCliPackage = (folder, repository) => makeNpmPackage(content, folder, repository);

/** Adds the titles of VS Code's commands, which explanations mention, without the comments for translators. */
function addTitles(staged) {
  for (const file of [undefined, ...languages].map(textFiles.manifest)) {
    const titles = Object.entries(readTexts(file)).filter(([key]) => key.startsWith('command.'));
    writeFileSync(path.join(staged, file), JSON.stringify(Object.fromEntries(titles)));
  }
}
