import type { LogName } from '../model/logEnd.ts';
import type { Task } from '../model/task.ts';
import { longestCommandLine } from './shellCommand.ts';
import { namesAccountInPath } from './storageHost.ts';
import type { UploadTarget } from './uploadedFiles.ts';

/** Files in which an engine of workflows leaves what its step did that it ran in a task: paths below the task's folder. */
export interface EngineFiles {
  readonly engine: 'Nextflow' | 'Cromwell';
  /** What the task runs. */
  readonly script: string;
  /** Holds the exit code, and nothing else. */
  readonly exit: string;
  /** Begins with the name of the step. */
  readonly header?: string;
  /** What the step wrote, in place of the task's own logs. */
  readonly logs: Readonly<Record<LogName, string>>;
}

/** What Nextflow runs in a task; it lies in the working directory, beside what it leaves there. */
const nextflowScript = /(?:^|[\s'"])(?:\.\/)?\.command\.run(?:$|[\s'";])/;

/** Where Cromwell runs a call: `…/cromwell-executions/WORKFLOW/UUID/call-NAME/shard-0/execution/script`. */
const cromwellScript = /[^\s'";=]{0,200}cromwell-executions\/[^\s'";]{1,600}?\/execution\/(?:script|rc)(?=$|[\s'";])/;

type EngineTask = Pick<Task, 'commandLine' | 'resourceFiles' | 'outputFiles'>;

/** The files that show what a task's engine did; undefined for a task that none of them runs. */
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
      // The log has both, and what the script around the step wrote.
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

/** What an engine leaves that people read: the logs, those of errors first, and the exit code. */
export function listEngineFiles({ logs, exit }: EngineFiles): readonly string[] {
  return [logs['stderr.txt'], logs['stdout.txt'], exit];
}

/**
 * Where in the folder of a task a log is that its engine names. Files that steps write are in the working directory, or in
 * none of its folders: then undefined.
 */
export function toNamedPath(path: string): string | undefined {
  const below = /(?:^|[\\/])wd[\\/](.+)/s.exec(path)?.[1] ?? (/^(?:[\\/]|[A-Za-z]:)/.test(path) ? undefined : path);
  return below === undefined ? undefined : `wd/${below.replace(/^\.\//, '')}`;
}

/** The exit code in what an engine wrote down; undefined for what is none. */
export function readExitCode(text: string | undefined): number | undefined {
  const code = /^\s{0,8}(\d{1,3})\s{0,8}$/.exec(text ?? '')?.[1];
  return code === undefined ? undefined : Number(code);
}

/** A path in the working directory of a task, as a command line may write it; undefined for one elsewhere. */
function toPathBelow(path: string): string | undefined {
  const below = path.replace(/^(?:\$\{?AZ_BATCH_TASK_WORKING_DIR\}?\/|\.\/|\/\S{1,200}?\/wd\/)/, '');
  return below.startsWith('/') || below.startsWith('$') ? undefined : below;
}

/**
 * The folder in storage that an engine brings its script from, where it also keeps what its step left (Nextflow calls it
 * the work directory); undefined where the script comes from elsewhere.
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

/** The container of a blob, with the signature of its address, and its name. */
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
