import type { ServerChannel, Session } from 'ssh2';
import type { SessionHost, TerminalSize } from './sessionHost.ts';
import { serveSftp } from './sftp.ts';

/** Exit code of a session that broke inside the server. */
const internalFailure = 255;

/** Answers the requests of one SSH session: a terminal, then a command, a shell or SFTP. */
export function serveSession(session: Session, user: string, host: SessionHost): void {
  let terminal: TerminalSize | undefined;
  session.on('pty', (accept, _reject, info) => {
    terminal = { columns: info.cols, rows: info.rows };
    accept?.();
  });
  // The client's environment is ignored, as sshd does by default; it is not an error.
  session.on('env', (accept) => accept?.());
  session.on('window-change', (accept) => accept?.());
  session.on('exec', (accept, _reject, info) => {
    void serveChannel(accept(), host, { user, command: info.command, ...(terminal && { terminal }) });
  });
  session.on('shell', (accept) => void serveChannel(accept(), host, { user, ...(terminal && { terminal }) }));
  session.on('sftp', (accept) => serveSftp(accept(), host.files));
}

interface ChannelRequest {
  readonly user: string;
  readonly command?: string;
  readonly terminal?: TerminalSize;
}

async function serveChannel(channel: ServerChannel, host: SessionHost, request: ChannelRequest): Promise<void> {
  const gone = new AbortController();
  channel.once('close', () => gone.abort());
  // Writing to a client that has gone is reported here; `close` follows.
  channel.on('error', () => gone.abort());
  channel.stderr.on('error', () => gone.abort());
  const end = await host
    .serve({ ...request, input: channel, output: channel, errorOutput: channel.stderr, signal: gone.signal })
    .catch(() => ({ exitCode: internalFailure }));
  if (gone.signal.aborted) return;
  if ('exitCode' in end) channel.exit(end.exitCode);
  else channel.exit(end.signalName, false, '');
  channel.end();
}
