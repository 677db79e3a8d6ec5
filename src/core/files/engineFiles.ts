import { longestCommandLine } from '../definitions/shellCommand.ts';
import type { LogName } from '../model/logEnd.ts';
import type { Task } from '../model/task.ts';
import { namesAccountInPath } from '../places/storageHost.ts';
import type { UploadTarget } from './uploadedFiles.ts';

/** Files in which a workflow engine records the step that it ran in a task: paths below the task's folder. */
export interface EngineFiles {
  readonly engine: 'Nextflow' | 'Cromwell';
  readonly script: string;
  /** File that contains only the exit code. */
  readonly exit: string;
  /** File that starts with the name of the step. */
  readonly header?: string;
  /** Output of the step, which replaces the task's own logs. */
  readonly logs: Readonly<Record<LogName, string>>;
}

/** Matches the script that Nextflow runs in a task, in the working directory next to the files that it writes. */
const nextflowScript = /(?:^|[\s'"])(?:\.\/)?\.command\.run(?:$|[\s'";])/;

/** Matches the script of a Cromwell call: `…/cromwell-executions/WORKFLOW/UUID/call-NAME/shard-0/execution/script`. */
const cromwellScript = /[^\s'";=]{0,200}cromwell-executions\/[^\s'";]{1,600}?\/execution\/(?:script|rc)(?=$|[\s'";])/;

type EngineTask = Pick<Task, 'commandLine' | 'resourceFiles' | 'outputFiles'>;

/** Finds the files that show what a task's workflow engine did; undefined for a task without an engine. */
export function findEngineFiles({
  commandLine = '',
  resourceFiles = [],
  outputFiles = [],
}: EngineTask): EngineFiles | undefined {
  const command = commandLine.slice(0, longestCommandLine);
  const brought = resourceFiles.map(({ filePath = '' }) => filePath.replace(/^\.\//, ''));
  const script = brought.find((path) => path === '.command.run' || path.endsWith('/.command.run'));
  if (script !== undefined || nextflowScript.test(command)) {
    const folder = `wd/${(script ?? '').slice(0, -'.command.run'.length)}`;
    return {
      engine: 'Nextflow',
      script: `${folder}.command.run`,
      exit: `${folder}.exitcode`,
      header: `${folder}.command.run`,
      // This log has both streams, as well as the output of the script around the step.
      logs: { 'stderr.txt': `${folder}.command.err`, 'stdout.txt': `${folder}.command.log` },
    };
  }
  const patterns = outputFiles.map(({ filePattern }) => filePattern);
  const path = [...brought, ...patterns, command].flatMap((text) => cromwellScript.exec(text)?.[0] ?? [])[0];
  const below = path === undefined ? undefined : toPathBelow(path);
  if (below === undefined) return undefined;
  const folder = `wd/${below.replace(/(?:script|rc)$/, '')}`;
  return {
    engine: 'Cromwell',
    script: `${folder}script`,
    exit: `${folder}rc`,
    logs: { 'stderr.txt': `${folder}stderr`, 'stdout.txt': `${folder}stdout` },
  };
}

/** Lists an engine's files that are meant for users: the logs, stderr first, and the exit code. */
export function listEngineFiles({ logs, exit }: EngineFiles): readonly string[] {
  return [logs['stderr.txt'], logs['stdout.txt'], exit];
}

/**
 * Returns the path, in the task's folder, of a log that its engine names. Files of steps are in the working directory;
 * undefined for an absolute path outside any working directory.
 */
export function toNamedPath(path: string): string | undefined {
  const below = /(?:^|[\\/])wd[\\/](.+)/s.exec(path)?.[1] ?? (/^(?:[\\/]|[A-Za-z]:)/.test(path) ? undefined : path);
  return below === undefined ? undefined : `wd/${below.replace(/^\.\//, '')}`;
}

/** Reads the exit code that an engine recorded; undefined if the text isn't an exit code. */
export function readEngineExitCode(text: string | undefined): number | undefined {
  const code = /^\s{0,8}(\d{1,3})\s{0,8}$/.exec(text ?? '')?.[1];
  return code === undefined ? undefined : Number(code);
}

/** Returns a path from a command line relative to the task's working directory; undefined for a path elsewhere. */
function toPathBelow(path: string): string | undefined {
  const below = path.replace(/^(?:\$\{?AZ_BATCH_TASK_WORKING_DIR\}?\/|\.\/|\/\S{1,200}?\/wd\/)/, '');
  return below.startsWith('/') || below.startsWith('$') ? undefined : below;
}

/**
 * Finds the storage folder from which an engine downloads its script and in which it keeps its step's files (Nextflow
 * calls it the work directory); undefined if the script comes from elsewhere.
 */
export function findWorkDirectory(task: EngineTask): UploadTarget | undefined {
  const files = findEngineFiles(task);
  if (files === undefined) return undefined;
  const from = task.resourceFiles?.find(
    ({ filePath = '', httpUrl }) => httpUrl !== undefined && `wd/${filePath.replace(/^\.\//, '')}` === files.script,
  );
  const place = from?.httpUrl === undefined ? undefined : splitBlobUrl(from.httpUrl);
  const name = files.script.slice(files.script.lastIndexOf('/') + 1);
  if (place === undefined || !place.blob.endsWith(`/${name}`)) return undefined;
  const inStorage = place.blob.slice(0, -name.length);
  const onNode = files.script.slice(0, -name.length);
  const move = (path: string, from: string, to: string): readonly string[] =>
    path.startsWith(from) && path.length > from.length ? [to + path.slice(from.length)] : [];
  return {
    containerUrl: place.containerUrl,
    blobPrefix: inStorage,
    toBlobs: (path) => move(path, onNode, inStorage),
    toPath: (blob) => move(blob, inStorage, onNode)[0],
  };
}

/** Splits a blob's address into its container, with the signature, and its name; undefined for other addresses. */
function splitBlobUrl(address: string): { readonly containerUrl: string; readonly blob: string } | undefined {
  try {
    const { origin, hostname, pathname, search } = new URL(address);
    const segments = pathname.slice(1).split('/');
    const container = segments.splice(0, namesAccountInPath(hostname) ? 2 : 1).join('/');
    return { containerUrl: `${origin}/${container}${search}`, blob: segments.map(decodeURIComponent).join('/') };
  } catch {
    return undefined;
  }
}
