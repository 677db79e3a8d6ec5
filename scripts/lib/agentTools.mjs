import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** Packages are loaded on demand, since importers of this file also run before they are installed. */
const require = createRequire(import.meta.url);

/** File with the list of tools for agents. */
export const agentTableFile = 'src/app/agents/table.ts';

/**
 * Returns the exports of the table below `folder`. The table imports nothing, so that it can be evaluated on its own.
 */
export function readAgentTools(folder) {
  const { transformSync } = require('esbuild');
  const source = readFileSync(path.join(folder, agentTableFile), 'utf8');
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20' });
  const module = { exports: {} };
  vm.runInNewContext(code, { module, exports: module.exports });
  return module.exports;
}

const toKey = ({ referenceName }) => `tool.${referenceName}`;

/** Returns `languageModelTools` for the manifest. Texts for models stay in English; texts for people are translated. */
export function toLanguageModelTools({ agentTools }) {
  return Object.values(agentTools).map((tool) => ({
    name: tool.name,
    toolReferenceName: tool.referenceName,
    displayName: `%${toKey(tool)}%`,
    userDescription: `%${toKey(tool)}.description%`,
    modelDescription: [tool.modelDescription, tool.editorDescription].filter(Boolean).join(' '),
    canBeReferencedInPrompt: true,
    icon: '$(server-environment)',
    tags: ['azure', 'azure-batch'],
    when: 'config.azureBatch.agents.enabled && config.azureBatch.agents.offer != mcp',
    inputSchema: { type: 'object', properties: tool.properties, additionalProperties: false },
  }));
}

/** Returns the English texts of the tools for people, by their keys in package.nls.json. */
export function toToolTexts({ agentTools }) {
  return Object.fromEntries(
    Object.values(agentTools).flatMap((tool) => [
      [toKey(tool), tool.title],
      [`${toKey(tool)}.description`, tool.userDescription],
    ]),
  );
}
