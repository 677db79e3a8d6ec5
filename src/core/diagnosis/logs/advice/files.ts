import * as l10n from '@vscode/l10n';
import { redactText } from '../../../text/redact.ts';
import type { Advice } from './advice.ts';

/** Files, folders, rights, disks and locks. */
export const fileAdvice: readonly Advice[] = [
  {
    category: 'missing-file',
    when: /BlobNotFound|ContainerNotFound|\b(?:blob|container|bucket)\b|NoSuchKey|NoSuchBucket|s3:\/\//i,
    fix: () =>
      l10n.t('Check account, container and name of the blob, letter by letter: names of blobs are case-sensitive.'),
  },
  {
    category: 'missing-file',
    when: /\.(?:h|hh|hpp|hxx)\b.*No such file|['"<‘][\w/.+-]+\.(?:h|hh|hpp|hxx)['">’] file not found/,
    fix: () =>
      l10n.t(
        'Install the development package that has the header (often its name ends in -dev or -devel), or name its folder with -I.',
      ),
    isWhole: true,
  },
  {
    category: 'missing-file',
    when: /\b404\b/,
    fix: () =>
      l10n.t(
        'The server has nothing at this address: check it in a browser; what had a version in its name may have been removed.',
      ),
  },
  {
    category: 'missing-file',
    when: /[A-Za-z]:\\|\\\\/,
    fix: () =>
      l10n.t('A Windows path was given: on a Linux node use the path of the file there, with forward slashes.'),
  },
  {
    category: 'missing-file',
    when: /\$\{?AZ_BATCH|%AZ_BATCH/,
    fix: () =>
      l10n.t(
        'The variable was not expanded: Batch starts no shell, so wrap the command line in /bin/bash -c "…" or cmd /c.',
      ),
  },
  {
    category: 'missing-file',
    when: /\*\.|\/\*/,
    fix: () =>
      l10n.t(
        'A pattern matched no file, or no shell expanded it: check the inputs, and wrap the command line in a shell.',
      ),
  },
  {
    category: 'missing-file',
    when: /\/mnt\/(?!batch)|fsmounts|\/mounts?\//,
    fix: () =>
      l10n.t(
        'If the path is on a mounted file system, check the mount configuration of the pool, and that the mount succeeded on this node.',
      ),
  },
  {
    category: 'missing-file',
    when: /\/(?:tmp|shared|mnt\/batch\/tasks\/shared)\//,
    fix: () =>
      l10n.t(
        'Files that another task wrote are only on the node where it ran: pass them on through storage, or prepare them in the start task or preparation task.',
      ),
  },
  {
    category: 'missing-file',
    when: [/\b(?:writ|sav|creat|output)\w*/i, /\b(?:directory|folder|dir)\b|No such file/i],
    fix: () =>
      l10n.t(
        'Create the output folder before the program writes to it (mkdir -p): the working directory is empty at the start.',
      ),
  },
  {
    category: 'permission',
    when: /(?:^|\s)(?:\.\/\S+|\S+\.(?:sh|py|pl|bin|run|x)): Permission denied|cannot execute|EACCES.*(?:exec|spawn)|exec format/i,
    fix: () =>
      l10n.t('Files from storage are not executable: run chmod +x first, or call the interpreter (bash script.sh).'),
  },
  {
    category: 'permission',
    when: /(?:^|: )cd: /,
    fix: () =>
      l10n.t(
        'The user that the task runs as may not enter this folder: check the owner and mode of the folder, or the options of its mount, or run the task with an elevated user identity.',
      ),
    isWhole: true,
  },
  {
    category: 'permission',
    when: /\bsudo\b|are you root|superuser|must be root|run as root|requires? (?:root|admin)|elevat/i,
    fix: () =>
      l10n.t('Run the task with an elevated user identity (elevationLevel admin), or do this in the start task.'),
  },
  {
    category: 'permission',
    when: /\b40[13]\b|unauthori[sz]ed|forbidden|\bAADSTS\d|az login|client secret|credential/i,
    fix: () =>
      l10n.t(
        'A server refused the request: check the token, secret or identity that the task uses, and that it has not expired.',
      ),
  },
  {
    category: 'permission',
    when: /read-only file ?system/i,
    fix: () =>
      l10n.t(
        'The place is mounted read-only: write below AZ_BATCH_TASK_WORKING_DIR, or change the options of the mount.',
      ),
  },
  {
    category: 'permission',
    when: /\/root\b|\/home\/|\$HOME|\.cache|\.config/,
    fix: () =>
      l10n.t(
        'A task has no home of its own there: set HOME (or the cache folder of the program) to AZ_BATCH_TASK_WORKING_DIR.',
      ),
  },
  {
    category: 'disk-full',
    when: /quota exceeded|EDQUOT/i,
    fix: () => l10n.t('The file share is at its quota: raise it, or delete what is not needed.'),
  },
  {
    category: 'disk-full',
    when: /(?:^|[\s'":(])\/(?:tmp|var|root|usr|opt|home)\//,
    fix: () =>
      l10n.t(
        'This path is on the small disk of the operating system: set TMPDIR, and write below AZ_BATCH_TASK_WORKING_DIR.',
      ),
  },
  {
    category: 'disk-full',
    when: /\/dev\/shm|shared memory/i,
    fix: () => l10n.t('Raise the shared memory of the container (--shm-size or --ipc=host in its run options).'),
  },
  {
    category: 'bad-input',
    when: /\.(?:cfg|conf|ini|toml|ya?ml|properties)\b|\brequirements[\w.-]{0,40}\.txt|\bconfigparser\.|\bNo(?:Section|Option)Error\b/,
    fix: (_, file) =>
      file === undefined
        ? l10n.t('Correct the settings where the message says, and check that the task got this version of them.')
        : l10n.t(
            'Correct {0} where the message says, and check that the task got this version of it.',
            redactText(file),
          ),
    isWhole: true,
  },
  {
    category: 'encoding-lineendings',
    when: /\^M|\\r\b|\r|bad interpreter|\$'\\r'/,
    fix: () =>
      l10n.t(
        'The script has Windows line endings: convert it (dos2unix or sed -i "s/\\r$//"), and keep it so with .gitattributes.',
      ),
    isWhole: true,
  },
  {
    category: 'encoding-lineendings',
    when: /'ascii' codec|ANSI_X3|'charmap'|charmap|LC_ALL|locale/,
    fix: () =>
      l10n.t('Tasks run with a bare locale: set LANG=C.UTF-8 and PYTHONUTF8=1 in the environment of the task.'),
  },
  {
    category: 'encoding-lineendings',
    when: /codec can't decode|UnicodeDecodeError|invalid (?:UTF-8|byte)|MalformedInput/i,
    fix: () =>
      l10n.t(
        'The file is not UTF-8: convert it, or name its encoding where it is opened; a compressed file read as text gives the same error.',
      ),
  },
  {
    category: 'encoding-lineendings',
    when: /\bBOM\b|\\ufeff|byte order mark/i,
    fix: () => l10n.t('The file begins with a byte order mark: save it without, or read it as utf-8-sig.'),
  },
];
