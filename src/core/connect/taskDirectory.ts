import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../model/batchError.ts';
import type { TaskNodeInfo } from '../model/task.ts';
import { quoteForShell } from '../text/quoteForShell.ts';

/**
 * Root directories of task files on Linux nodes. Batch documentation, "Environment variables"
 * (`AZ_BATCH_NODE_ROOT_DIR`): `/mnt/batch`, `/mnt/resource/batch`, or `/opt/batch/data` by VM size and image; its
 * examples continue with `tasks`.
 */
const roots = ['/mnt/batch', '/mnt/resource/batch', '/opt/batch/data'].flatMap((root) => [`${root}/tasks`, root]);

/**
 * Returns a task's working directory, relative to the root of its node. Throws `BatchError` (`InvalidInput`) if the
 * service returns no directory, or one outside that root.
 */
export function toWorkingDirectory({
  taskRootDirectory: directory = '',
}: Pick<TaskNodeInfo, 'taskRootDirectory'>): string {
  const steps = directory.replaceAll('\\', '/').split('/');
  const isInside = steps.every((step) => step !== '' && step !== '.' && step !== '..') && !/\p{Cc}/u.test(directory);
  if (isInside) return [...steps, 'wd'].join('/');
  throw toInvalidInput(l10n.t("Azure Batch doesn't say in which directory of its node the task ran."));
}

/** Messages of a shell in a task's working directory before its first prompt, one line each. */
export interface ShellGreeting {
  readonly isRoot: string;
  readonly isNotRoot: string;
  readonly isGone: string;
}

/** Prints the path of the directory `$1` under any root of nodes. Fails if there is none. */
const findDirectory = `find_directory() {
  for root in "\${AZ_BATCH_NODE_ROOT_DIR:-}" ${roots.join(' ')}; do
    if [ -n "$root" ] && [ -d "$root/$1" ]; then echo "$root/$1"; return 0; fi
  done
  return 1
}`;

/** Changes to directory `$1` and starts a shell. Prints `$2` first or, if there is no such directory, `$3`. */
const becomeShell = `${findDirectory}
if directory=$(find_directory "$1") && cd "$directory"; then echo "$2"; else echo "$3"; fi
if command -v bash >/dev/null 2>&1; then exec bash -i; else exec sh -i; fi`;

/** Runs as root if the user may, otherwise as the user: task files belong to the users as which Batch runs tasks. */
const asRoot = `script=$1; directory=$2; is_root=$3; is_not_root=$4; is_gone=$5
if [ "$(id -u)" = 0 ]; then exec sh -c "$script" sh "$directory" "$is_root" "$is_gone"; fi
if command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || sudo -v; }; then
  exec sudo sh -c "$script" sh "$directory" "$is_root" "$is_gone"
fi
exec sh -c "$script" sh "$directory" "$is_not_root" "$is_gone"`;

/**
 * Returns a command for a node's shell that starts an interactive shell in a task's working directory, as root if the
 * user is an administrator.
 * @param directory result of `toWorkingDirectory`
 */
export function toShellInDirectory(directory: string, { isRoot, isNotRoot, isGone }: ShellGreeting): string {
  return toShellCommand(asRoot, becomeShell, directory, isRoot, isNotRoot, isGone);
}

/**
 * Returns a command for a node's shell that prints the absolute path of a directory if the user can open it, and fails
 * otherwise.
 */
export function toPathOfDirectory(directory: string): string {
  return toShellCommand(
    `${findDirectory}\npath=$(find_directory "$1") && [ -r "$path" ] && [ -x "$path" ] && echo "$path"`,
    directory,
  );
}

function toShellCommand(script: string, ...args: readonly string[]): string {
  return ['exec', 'sh', '-c', script, 'sh', ...args].map(quoteForShell).join(' ');
}
