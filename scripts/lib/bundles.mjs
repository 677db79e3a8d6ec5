/**
 * The bundles. VS Code loads `extension` on activation, so it stays small; src/node/load.ts loads the others on first
 * use, with a path that the bundler can't see, so that none is included in another. `simulatorMain` and `cli` are
 * command lines, each in its own npm package.
 */
export const bundles = {
  extension: 'src/extension/activate.ts',
  commands: 'src/extension/commands/commands.ts',
  documents: 'src/extension/bundles/documentFeatures.ts',
  views: 'src/extension/views/views.ts',
  causes: 'src/app/causes/causesBundle.ts',
  service: 'src/service/service.ts',
  auth: 'src/service/auth/auth.ts',
  diagnosis: 'src/core/diagnosis/diagnosis.ts',
  redaction: 'src/core/text/redaction.ts',
  search: 'src/node/searchThread.ts',
  mcp: 'src/node/mcp/mcp.ts',
  simulator: 'src/simulator/simulator.ts',
  simulatorMain: 'src/simulator/main.ts',
  cli: 'src/cli/main.ts',
};
