import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { NodeFiles } from '../executor.ts';
import type { SessionEnd, SessionHost, SessionRequest } from '../ssh/sessionHost.ts';
import { LineEditor } from './lineEditor.ts';
import { type ConsoleOutput, NodeConsole, nodeRoot } from './nodeConsole.ts';

/** Exit code of a shell after Ctrl+C. */
const interruptedExitCode = 130;

/** Serves SSH sessions with the built-in console. */
export function createConsoleHost(files: NodeFiles): SessionHost {
  return {
    files,
    async serve(request): Promise<SessionEnd> {
      const nodeConsole = new NodeConsole(files);
      const output = toOutput(request);
      if (request.command !== undefined) return { exitCode: await nodeConsole.run(request.command, output) };
      return { exitCode: await serveShell(request, nodeConsole, output) };
    },
  };
}

async function serveShell(request: SessionRequest, nodeConsole: NodeConsole, output: ConsoleOutput): Promise<number> {
  const prompt = (): string => `${request.user}:${nodeConsole.folder.replace(nodeRoot, '~')}$ `;
  const show = async (text: string): Promise<void> => {
    if (request.terminal) await output.write(text);
  };
  const editor = new LineEditor();
  const decoder = new TextDecoder();
  let exitCode = 0;
  await show('Console of a simulated node: no programs, only its files. Try help.\n');
  await show(prompt());
  // Leaving the loop must not destroy the channel: the exit code has not been sent yet.
  for await (const chunk of request.input.iterator({ destroyOnReturn: false })) {
    for (const event of editor.feed(decoder.decode(toBytes(chunk), { stream: true }))) {
      if (event.kind === 'echo') {
        await show(event.text);
        continue;
      }
      await show('\n');
      if (event.kind === 'endOfInput') return exitCode;
      exitCode = event.kind === 'line' ? await nodeConsole.run(event.text, output) : interruptedExitCode;
      if (nodeConsole.exitCode !== undefined) return nodeConsole.exitCode;
      await show(prompt());
    }
  }
  return editor.rest() === '' ? exitCode : nodeConsole.run(editor.rest(), output);
}

function toBytes(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
}

function toOutput({ output, errorOutput, terminal, signal }: SessionRequest): ConsoleOutput {
  return {
    write: (bytes) => send(output, terminal ? withCarriageReturns(bytes) : bytes, signal),
    // A terminal shows both streams together; without one they stay separate.
    writeError: (text) =>
      terminal ? send(output, withCarriageReturns(text), signal) : send(errorOutput, text, signal),
  };
}

function withCarriageReturns(bytes: string | Uint8Array): Buffer {
  const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1');
  return Buffer.from(text.replaceAll('\n', '\r\n'), typeof bytes === 'string' ? 'utf8' : 'latin1');
}

async function send(stream: Writable, bytes: string | Uint8Array, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!stream.write(bytes)) await once(stream, 'drain', { signal });
}
