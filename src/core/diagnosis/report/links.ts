import { escapeMarkdown } from '../../text/markdown.ts';
import { percentEncode } from '../../text/percentEncode.ts';

/** A command of ours with its argument. */
export interface ReportLink {
  readonly title: string;
  /** `azureBatch.<noun>.<verb>`. */
  readonly command: string;
  /** Handed to the command as its first argument. */
  readonly argument: unknown;
}

/** The commands that a document may run. What destroys asks before it does. */
const allowed: ReadonlySet<string> = new Set(
  [
    'task.retry task.requeue task.resubmit task.terminate task.delete task.openStdout task.openStderr task.compare task.explain',
    'job.enable job.retryFailed job.terminate job.explain',
    'node.reboot node.reimage node.remove node.disableScheduling node.enableScheduling node.connectSsh node.openRdp node.uploadLogs node.explain',
    'pool.resize pool.stopResize pool.evaluateAutoscale pool.explain account.signIn',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `azureBatch.${name}`),
);

/** The links in one line; a command that is not allowed is left out. */
export function toLinks(links: readonly ReportLink[]): string {
  return links
    .filter(({ command }) => allowed.has(command))
    .map(({ title, command, argument }) => {
      const encoded = percentEncode(JSON.stringify([argument]));
      return `[${escapeMarkdown(title)}](command:${command}?${encoded})`;
    })
    .join(' | ');
}
