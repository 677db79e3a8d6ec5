/**
 * The bundles. `extension` is what VS Code loads on activation and stays small; the others are loaded on first use
 * by src/node/load.ts with a path that the bundler can't see, so that none ends up inside another.
 * `simulatorMain` and `cli` are command lines, each in an npm package of its own.
 */
export const bundles = {
  extension: 'src/extension/activate.ts',
  commands: 'src/extension/commands/commands.ts',
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
