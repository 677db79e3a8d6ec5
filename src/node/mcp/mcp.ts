/** The entry point of the bundle with the MCP server. Loaded when the first agent requests it. */

export { serveHttp } from './serveHttp.ts';
export { serveStdio } from './serveStdio.ts';
