import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { type McpProgram, makeServer } from './makeServer.ts';

/** Serves standard input and output until the input ends. No other code may write to standard output. */
export async function serveStdio(program: McpProgram): Promise<void> {
  const server = makeServer(program);
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve;
  });
  process.stdin.once('end', () => void server.close());
  await server.connect(new StdioServerTransport());
  await closed;
}
