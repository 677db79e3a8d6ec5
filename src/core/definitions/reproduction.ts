import type { NameValue, ResourceFile } from '../model/common.ts';
import type { Job } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';
import { toVisible } from '../text/escape.ts';
import { quoteForPowerShell, quoteForScript } from '../text/quoteForShell.ts';
import { redactJson } from '../text/redactJson.ts';
import { toSafePath } from '../text/safePath.ts';
import { allowOptions } from './containerOptions.ts';
import { placeholder, putInPlaceholders } from './copyForms.ts';
import { toPackageVariable } from './packageVariable.ts';
import { findProgram } from './shellCommand.ts';
import { splitCommandLine } from './splitCommandLine.ts';

/** A task to run on this computer, as the service returned it, with its surroundings as far as they are known. */
export interface Reproduced {
  readonly account: { readonly name: string; readonly endpoint: string };
  readonly jobId: string;
  readonly task: Task;
  readonly job: Job | undefined;
  readonly pool: Pool | undefined;
}

/** Contents of a folder to reproduce a task in, without secrets. */
export interface Reproduction extends Reproduced {
  readonly isWindows: boolean;
  readonly script: { readonly name: string; readonly text: string };
  readonly environment: string;
  /** Names of settings in the environment whose value contains a secret. */
  readonly secrets: readonly string[];
  /** Names of settings that no process here can have. */
  readonly unset: readonly string[];
  /** True if the script contains a secret: in the command, an option of the container, or a setting of several lines. */
  readonly hasSecret: boolean;
  /** Options of the container that the script leaves out because they would open this computer to the container. */
  readonly leftOut: readonly string[];
  readonly packages: readonly { readonly name: string; readonly folder: string }[];
}

/** Variables of the primary task of a multi-instance task whose only node is this computer. */
const onlyInstance = {
  AZ_BATCH_HOST_LIST: '127.0.0.1',
  AZ_BATCH_NODE_LIST: '127.0.0.1',
  AZ_BATCH_IS_CURRENT_NODE_MASTER: 'true',
};

export const environmentName = 'environment.env';

/** Folders of a task by their names in container settings: the folder here, below the root, and its variables. */
const folders: Readonly<Record<string, readonly [name: string, variables: Readonly<Record<string, string>>]>> = {
  Task: ['task', { AZ_BATCH_TASK_DIR: '', AZ_BATCH_TASK_WORKING_DIR: 'wd' }],
  Shared: ['shared', { AZ_BATCH_NODE_SHARED_DIR: '' }],
  Startup: ['startup', { AZ_BATCH_NODE_STARTUP_DIR: '', AZ_BATCH_NODE_STARTUP_WORKING_DIR: 'wd' }],
  VfsMounts: ['fsmounts', { AZ_BATCH_NODE_MOUNTS_DIR: '' }],
  Applications: ['applications', {}],
  JobPrep: ['jobprep', { AZ_BATCH_JOB_PREP_DIR: '', AZ_BATCH_JOB_PREP_WORKING_DIR: 'wd' }],
};

/** An input file of a task, and its place relative to the folder. */
export interface PlacedInput {
  readonly file: ResourceFile;
  readonly place: string;
}

/** Lists the input files of a task; those that instances share are in the folder above their working directories. */
export function listInputs({ resourceFiles = [], multiInstanceSettings }: Task): readonly PlacedInput[] {
  const toPlaced =
    (...folder: readonly string[]) =>
    (file: ResourceFile): PlacedInput => ({
      file,
      place: [...folder, ...toSafePath(file.filePath ?? '')].join('/'),
    });
  const shared = multiInstanceSettings?.commonResourceFiles ?? [];
  return [...resourceFiles.map(toPlaced('task', 'wd')), ...shared.map(toPlaced('task'))];
}

/** Returns the files that run a task on this computer as Batch runs it on a node. */
export function toReproduction(given: Reproduced): Reproduction {
  const { account, jobId } = given;
  const [task, job] = [toShown(given.task), given.job && toShown(given.job)];
  const { pool } = given;
  const isWindows = isOfWindows(pool, task);
  const settings = new Map(
    [...(job?.commonEnvironmentSettings ?? []), ...(task.environmentSettings ?? [])].map(toSetting),
  );
  const ofBatch: Readonly<Record<string, string | undefined>> = {
    AZ_BATCH_ACCOUNT_NAME: account.name,
    AZ_BATCH_ACCOUNT_URL: account.endpoint,
    AZ_BATCH_POOL_ID: task.nodeInfo?.poolId ?? pool?.id,
    AZ_BATCH_NODE_ID: task.nodeInfo?.nodeId,
    AZ_BATCH_JOB_ID: jobId,
    AZ_BATCH_TASK_ID: task.id,
    ...(task.multiInstanceSettings === undefined ? {} : onlyInstance),
  };
  for (const [name, value] of Object.entries(ofBatch)) if (value !== undefined) settings.set(name, value);
  const all = [...settings];
  const usable = all.filter(([name, value]) => isVariableName(name) && !value.includes('\0'));
  const [inFile, inScript] = [
    usable.filter(([, value]) => fitsLine(value)),
    usable.filter(([, value]) => !fitsLine(value)),
  ];
  const packages = [...(pool?.applicationPackageReferences ?? []), ...(task.applicationPackageReferences ?? [])].map(
    (one) => ({
      name: toPackageVariable(one, isWindows),
      folder: ['applications', ...toSafePath(one.applicationId), ...toSafePath(one.version ?? '')].join('/'),
    }),
  );
  const options = allowOptions(splitCommandLine(task.containerSettings?.containerRunOptions ?? '') ?? []);
  const written = { ...given, task, job, isWindows, options: options.allowed, inScript, packages };
  const text = isWindows ? toPowerShell(written) : toShell(written);
  return {
    ...given,
    task,
    job,
    isWindows,
    script: { name: isWindows ? 'run.ps1' : 'run.sh', text },
    environment: toEnvironment(inFile),
    secrets: inFile.flatMap(([name, value]) => (isSecret(value) ? [name] : [])),
    unset: all.flatMap((one) => (usable.includes(one) ? [] : [one[0]])),
    hasSecret: text.includes(placeholder),
    leftOut: options.leftOut,
    packages,
  };
}

function toShown<T extends object>(value: T): T {
  return putInPlaceholders(redactJson(value)) as T;
}

function toSetting({ name, value = '' }: NameValue): readonly [string, string] {
  return [name, value];
}

function isOfWindows(pool: Pool | undefined, { nodeInfo }: Task): boolean {
  const agent = pool?.virtualMachineConfiguration?.nodeAgentSKUId?.toLowerCase();
  return agent?.includes('windows') ?? nodeInfo?.taskRootDirectory?.includes('\\') ?? false;
}

function isSecret(value: string): boolean {
  return value.includes(placeholder);
}

/** Checks whether `docker --env-file` and shells can pass on a name. */
function isVariableName(name: string): boolean {
  return /^[^\s=#-][^\s=]{0,1000}$/.test(name) && toVisible(name) === name;
}

/** Longest value in a file of variables: Docker reads lines up to 64 kB. */
const longestLine = 60_000;

function fitsLine(value: string): boolean {
  return value.length <= longestLine && toVisible(value) === value;
}

/** Returns variables in the format of `docker --env-file`, which has no quotes, and secrets without their values. */
function toEnvironment(settings: readonly (readonly [string, string])[]): string {
  const lines = settings.flatMap(([name, value]) =>
    isSecret(value) ? [`# ${toVisible(value)}`, `${name}=`] : [`${name}=${value}`],
  );
  return `${lines.join('\n')}\n`;
}

interface Written extends Pick<Reproduction, 'task' | 'job' | 'pool' | 'jobId' | 'packages'> {
  readonly options: readonly string[];
  readonly inScript: readonly (readonly [string, string])[];
}

interface Mounted {
  readonly name: string;
  readonly isTask: boolean;
  readonly isReadOnly: boolean;
  readonly variables: Readonly<Record<string, string>>;
}

/** Lists the folders that a task sees; a container sees those that its settings name. */
function listMounted({ task, job, packages }: Written): readonly Mounted[] {
  const attached = task.containerSettings?.containerHostBatchBindMounts;
  return Object.entries(folders).flatMap(([source, [name, own]]) => {
    const mount = attached?.find((one) => one.source.toLowerCase() === source.toLowerCase());
    if (attached !== undefined && mount === undefined) return [];
    if (source === 'JobPrep' && job?.jobPreparationTask === undefined) return [];
    const ofPackages = packages.map((one) => [one.name, one.folder.split('/').slice(1).join('/')]);
    const isShared = source === 'Task' && task.multiInstanceSettings !== undefined;
    const variables = {
      ...own,
      ...(isShared ? { AZ_BATCH_TASK_SHARED_DIR: '' } : {}),
      ...(source === 'Applications' ? Object.fromEntries(ofPackages) : {}),
    };
    return [{ name, isTask: source === 'Task', isReadOnly: mount?.isReadOnly === true, variables }];
  });
}

/** Returns the folder of a task on its node, relative to the node's root. */
function toTaskFolder({ task, jobId }: Written): readonly string[] {
  const known = toSafePath(task.nodeInfo?.taskRootDirectory ?? '');
  return known.length > 0 ? known : ['workitems', jobId, 'job-1', task.id].flatMap(toSafePath);
}

/** Checks whether the program of a task starts in the working directory of the task. */
function startsInTask({ task: { containerSettings } }: Written, mounted: readonly Mounted[]): boolean {
  const isOfImage = containerSettings?.workingDirectory?.toLowerCase() === 'containerimagedefault';
  return !isOfImage && mounted.some(({ isTask }) => isTask);
}

/** Checks whether a task runs as an administrator, which is root in its container. */
export function isElevated({ task: { userIdentity }, pool }: Pick<Reproduced, 'task' | 'pool'>): boolean {
  const account = pool?.userAccounts?.find(({ name }) => name === userIdentity?.username);
  return (userIdentity?.autoUser?.elevationLevel ?? account?.elevationLevel)?.toLowerCase() === 'admin';
}

/** Prints words as a shell reads them. */
const show = `show() {
  for word in "$@"; do
    printf "'"
    while :; do
      case $word in
        *\\'*) printf "%s'%s'" "\${word%%\\'*}" "\\\\'"; word=\${word#*\\'} ;;
        *) break ;;
      esac
    done
    printf "%s' " "$word"
  done
  printf '\\n'
}`;

/** Returns the words of a task's command line; without closed quotes, the words between blanks. */
function listWords({ commandLine = '' }: Pick<Task, 'commandLine'>): readonly string[] {
  return splitCommandLine(commandLine) ?? commandLine.split(/\s+/);
}

function toShell(written: Written): string {
  const { task, options, inScript } = written;
  const mounted = listMounted(written);
  const { containerSettings: container } = task;
  const toPlace = ({ name, isTask }: Mounted): string => (isTask ? '$task' : `$root/${name}`);
  const settings = [
    '"AZ_BATCH_NODE_ROOT_DIR=$root"',
    ...mounted.flatMap((one) =>
      Object.entries(one.variables).map(
        ([name, below]) => `${quoteForScript(name)}="${toPlace(one)}"${below && quoteForScript(`/${below}`)}`,
      ),
    ),
    ...inScript.map((one) => quoteForScript(one.join('='))),
  ];
  const words = listWords(task).map(quoteForScript);
  const volumes = mounted.map((one) => `--volume "$here/${one.name}:${toPlace(one)}${one.isReadOnly ? ':ro' : ''}"`);
  const run =
    container === undefined
      ? [
          'if [ -z "$dry_run" ]; then',
          '  while IFS= read -r line || [ -n "$line" ]; do',
          `    case $line in '#'*) ;; *=*) set -- "$@" "$line" ;; esac`,
          `  done <"$here/${environmentName}"`,
          'fi',
          '# shellcheck disable=SC2016',
          toSet(['env "$@"', `/bin/sh -c 'exec "$@"' sh`, ...words]),
        ]
      : [
          'for setting in "$@"; do',
          '  shift',
          '  set -- "$@" --env "$setting"',
          'done',
          toSet([
            `docker run --rm --env-file "$here/${environmentName}" "$@"`,
            ...volumes,
            ...(startsInTask(written, mounted) ? ['--workdir "$task/wd"'] : []),
            `--user ${isElevated(written) ? '0:0' : '"$(id -u):$(id -g)"'}`,
            ...options.map(quoteForScript),
            `-- ${quoteForScript(container.imageName ?? '')}`,
            ...words,
          ]),
        ];
  return [
    '#!/bin/sh',
    ...introduction,
    'set -eu',
    `dry_run=\${1-}`,
    `case $dry_run in '' | --dry-run) ;; *) echo 'usage: sh run.sh [--dry-run]' >&2; exit 2 ;; esac`,
    `here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)`,
    ...(container === undefined
      ? ['root=$here', 'task=$here/task']
      : ['root=/mnt/batch/tasks', `task=$root/${quoteForScript(toTaskFolder(written).join('/'))}`]),
    show,
    toSet(settings),
    ...run,
    'if [ -n "$dry_run" ]; then',
    ...(container === undefined ? [`  echo "# in $task/wd, with the settings in ${environmentName}"`] : []),
    '  show "$@"; exit 0',
    'fi',
    `mkdir -p ${['"$here/task/wd"', ...mounted.map(({ name }) => `"$here/${name}"`)].join(' ')}`,
    'chmod -R u+rwx "$here/task/wd" 2>/dev/null || :',
    ...listInputs(task).flatMap(toModeLine),
    ...(container === undefined ? ['cd "$here/task/wd"'] : []),
    'exec "$@"',
    '',
  ].join('\n');
}

const introduction = [
  '# Runs the command line of the task as Azure Batch does. With --dry-run, only prints what it would run.',
  `# Settings are in ${environmentName}; README.md says what differs from the node.`,
];

function toSet(words: readonly string[]): string {
  return `set -- ${words.join(' \\\n  ')}`;
}

/** Returns a line that sets the permissions of an input file; without it, all are executable, as Batch makes them. */
function toModeLine({ file: { fileMode = '' }, place }: PlacedInput): readonly string[] {
  if (!/^0?[0-7]{3}$/.test(fileMode)) return [];
  const file = `"$here"/${quoteForScript(place)}`;
  return [`[ ! -f ${file} ] || chmod ${fileMode} ${file}`];
}

/** Quotes an argument as programs for Windows parse their command line. */
const quoteArgument = String.raw`function Quote($word) { '"' + ($word -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') + '"' }`;

function toPowerShell(written: Written): string {
  const { task, options, inScript } = written;
  const mounted = listMounted(written);
  const { commandLine = '', containerSettings: container } = task;
  const toPlace = ({ name, isTask }: Mounted): string => (isTask ? '$task' : `"$root\\${name}"`);
  const settings = [
    "('AZ_BATCH_NODE_ROOT_DIR=' + $root)",
    ...mounted.flatMap((one) =>
      Object.entries(one.variables).map(([name, below]) => {
        const end = below === '' ? '' : ` + ${quoteForPowerShell(`\\${below.replaceAll('/', '\\')}`)}`;
        return `(${quoteForPowerShell(`${name}=`)} + ${toPlace(one)}${end})`;
      }),
    ),
    ...inScript.map((one) => quoteForPowerShell(one.join('='))),
  ];
  const toList = (name: string, items: readonly string[]): string => `$${name} = @(\n  ${items.join(',\n  ')}\n)`;
  const program = findProgram(commandLine) ?? '';
  const rest = commandLine
    .trimStart()
    .slice(/^["']/.test(commandLine.trimStart()) ? program.length + 2 : program.length);
  const volumes = mounted.flatMap((one) => [
    "'--volume'",
    `("$here\\${one.name}:" + ${toPlace(one)}${one.isReadOnly ? " + ':ro'" : ''})`,
  ]);
  const run =
    container === undefined
      ? [
          `foreach ($line in [IO.File]::ReadAllLines("$here\\${environmentName}")) {`,
          "  if ($line -match '^[^#=][^=]*=') { $settings += $line }",
          '}',
          'foreach ($line in $settings) {',
          "  $name, $value = $line -split '=', 2",
          '  $start.EnvironmentVariables[$name] = $value',
          '}',
          `$start.FileName = ${quoteForPowerShell(program)}`,
          `$start.Arguments = ${quoteForPowerShell(rest.trimStart())}`,
          '$start.WorkingDirectory = "$task\\wd"',
        ]
      : [
          toList('words', [
            `'run', '--rm', '--env-file', "$here\\${environmentName}"`,
            ...volumes,
            ...(startsInTask(written, mounted) ? [`'--workdir', "$task\\wd"`] : []),
            ...options.map(quoteForPowerShell),
          ]),
          "foreach ($line in $settings) { $words += '--env', $line }",
          `$words += '--', ${quoteForPowerShell(container.imageName ?? '')}`,
          "$start.FileName = 'docker'",
          `$start.Arguments = (($words | ForEach-Object { Quote $_ }) -join ' ') + ' ' + ${quoteForPowerShell(commandLine)}`,
        ];
  const folder = quoteForPowerShell(`\\${toTaskFolder(written).join('\\')}`);
  return [
    // Windows PowerShell reads scripts without this mark in the computer's own encoding.
    `\u{feff}${introduction[0]}`,
    ...introduction.slice(1),
    "$ErrorActionPreference = 'Stop'",
    '$here = $PSScriptRoot',
    ...(container === undefined
      ? ['$root = $here', '$task = "$here\\task"']
      : ["$root = 'C:\\batch\\tasks'", `$task = $root + ${folder}`]),
    quoteArgument,
    '$start = New-Object System.Diagnostics.ProcessStartInfo',
    '$start.UseShellExecute = $false',
    toList('settings', settings),
    ...run,
    "if (@($args | Where-Object { $_ -cne '--dry-run' }).Count -gt 0) {",
    "  [Console]::Error.WriteLine('usage: run.ps1 [--dry-run]'); exit 2",
    '}',
    "if ($args -contains '--dry-run') {",
    ...(container === undefined ? [`  "# in $task\\wd, with the settings in ${environmentName}"`] : []),
    '  "$($start.FileName) $($start.Arguments)"; exit',
    '}',
    ...['task\\wd', ...mounted.map(({ name }) => name)].map(
      (name) => `New-Item -ItemType Directory -Force "$here\\${name}" | Out-Null`,
    ),
    '$process = [System.Diagnostics.Process]::Start($start)',
    '$process.WaitForExit()',
    'exit $process.ExitCode',
    '',
  ].join('\r\n');
}
