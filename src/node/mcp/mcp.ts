/* The entry of the bundle that speaks the Model Context Protocol. Loaded with the first agent that asks for it. */

export { serveHttp } from './serveHttp.ts';
export { serveStdio } from './serveStdio.ts';
