import * as l10n from '@vscode/l10n';
import { redactText } from '../../../text/redact.ts';
import type { Advice } from './advice.ts';
import { sharedMemory } from './evidence.ts';

/** Advice on files, folders, permissions, disks, and locks. */
export const fileAdvice: readonly Advice[] = [
  {
    category: 'missing-file',
    // Only storage containers, not those that a container runtime starts.
    when: /^(?!.*\b(?:OCI|crun|runc|docker|blob\.c)\b)(?=.*(?:BlobNotFound|ContainerNotFound|\b(?:blob|container|bucket)\b|NoSuchKey|NoSuchBucket|s3:\/\/))/i,
    fix: () => l10n.t('Check the account, container, and blob name letter by letter: blob names are case-sensitive.'),
  },
  {
    category: 'missing-file',
    when: /too many (?:levels of )?symbolic links|\bELOOP\b/i,
    fix: () =>
      l10n.t(
        'Look at the link with `ls -l` and `readlink`: it, or a folder in its path, points back to itself. Create it again with the right target.',
      ),
    isWhole: true,
  },
  {
    category: 'missing-file',
    when: /\.(?:h|hh|hpp|hxx)\b.*No such file|['"<‘][\w/.+-]+\.(?:h|hh|hpp|hxx)['">’] file not found/,
    fix: () =>
      l10n.t(
        "Install the development package that contains the header (its name often ends in -dev or -devel), or specify the header's folder with -I.",
      ),
    isWhole: true,
  },
  {
    category: 'missing-file',
    when: /\brm: cannot remove\b/,
    fix: () => l10n.t('Use rm -f, which does not fail if there is nothing to remove.'),
    isWhole: true,
  },
  {
    category: 'missing-file',
    when: /\b404\b/,
    fix: () =>
      l10n.t(
        'The server has nothing at this address: check it in a browser; anything with a version in its name may have been removed.',
      ),
  },
  {
    category: 'missing-file',
    os: 'linux',
    when: /[A-Za-z]:\\|\\\\/,
    fix: () =>
      l10n.t("A Windows path was given: on a Linux node, use the file's path on that node, with forward slashes."),
  },
  {
    category: 'missing-file',
    when: /\$\{?AZ_BATCH|%AZ_BATCH/,
    fix: () =>
      l10n.t(
        'The variable wasn\'t expanded: Batch doesn\'t start a shell, so wrap the command line in /bin/bash -c "…" or cmd /c.',
      ),
  },
  {
    category: 'missing-file',
    when: /\*\.|\/\*/,
    fix: () =>
      l10n.t(
        'A pattern matched no files, or no shell expanded it: check the inputs, and wrap the command line in a shell.',
      ),
  },
  {
    category: 'missing-file',
    when: /\/mnt\/(?!batch)(?![^\s:,]{0,200}[,:]? line \d)|fsmounts|\/mounts?\//,
    fix: () =>
      l10n.t(
        "If the path is on a mounted file system, check the pool's mount configuration, and that the mount succeeded on this node.",
      ),
  },
  {
    category: 'missing-file',
    when: /^(?!.*\bnot (?:appear to |seem to )?(?:contain|have) ).*?(?:^|[\s'"=:(])\/(?:tmp|shared|mnt\/batch\/tasks\/shared)\//,
    fix: () =>
      l10n.t(
        'Files that another task wrote exist only on the node where it ran: share them through storage, or prepare them in the start task or job preparation task.',
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
    // Other programs than shells name what they can't read in the same way: `cat: data.bin: Permission denied`.
    when: /\bexec \S+ failed: Permission denied|(?:^|sh: |env: ['‘]?|\bline \d{1,9}: |: \d{1,9}: )(?:\.\/\S+|\S+\.(?:sh|py|pl|bin|run|x))['’]?: Permission denied|cannot execute|EACCES.*(?:exec|spawn)|exec format/i,
    fix: () =>
      l10n.t('Files from storage are not executable: run chmod +x first, or call the interpreter (bash script.sh).'),
  },
  {
    category: 'permission',
    when: /(?:^|: )cd: /,
    fix: () =>
      l10n.t(
        "The user that the task runs as can't enter this folder: check the folder's owner and mode, or its mount options, or run the task with an elevated user identity.",
      ),
    isWhole: true,
  },
  {
    category: 'permission',
    when: /\bsudo\b|are you root|superuser|must be root|(?<!\bto |\bnot )run as root|requires? (?:root|admin)|elevat/i,
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
    when: /(?:^|[\s'"“(])\\\\[\w.-]{1,100}\\\S/,
    fix: () =>
      l10n.t(
        'The file server decides here, not the node: check which account the task uses there, and which rights that account has to the share and the file.',
      ),
    isWhole: true,
  },
  {
    category: 'permission',
    when: /read-only file ?system/i,
    fix: () =>
      l10n.t('This location is mounted read-only: write under AZ_BATCH_TASK_WORKING_DIR, or change the mount options.'),
  },
  {
    category: 'permission',
    when: /\/root\b|\/home\/|\$HOME|\.cache|\.config|(?<![\w./])\/\.\w/,
    fix: () =>
      l10n.t(
        "A task has no home directory of its own there: set HOME (or the program's cache folder) to AZ_BATCH_TASK_WORKING_DIR.",
      ),
  },
  {
    category: 'disk-full',
    when: /quota exceeded|EDQUOT/i,
    fix: () => l10n.t("The file share has reached its quota: raise the quota, or delete what isn't needed."),
    isWhole: true,
  },
  {
    category: 'disk-full',
    when: /(?:^|[\s'":(])\/(?!var\/lib\/docker)(?:tmp|var|root|usr|opt|home)\//,
    fix: () =>
      l10n.t('This path is on the small operating system disk: set TMPDIR, and write under AZ_BATCH_TASK_WORKING_DIR.'),
  },
  {
    category: 'disk-full',
    when: sharedMemory,
    fix: () => l10n.t("Increase the container's shared memory (--shm-size or --ipc=host in its run options)."),
    isWhole: true,
  },
  {
    category: 'bad-input',
    when: /\.(?:cfg|conf|ini|toml|ya?ml|properties)\b|\brequirements[\w.-]{0,40}\.txt|\bconfigparser\.|\bNo(?:Section|Option)Error\b/,
    fix: (_, file) =>
      file === undefined
        ? l10n.t(
            'Correct the settings where the message indicates, and check that the task received this version of them.',
          )
        : l10n.t(
            'Correct {0} where the message indicates, and check that the task received this version of it.',
            redactText(file),
          ),
    isWhole: true,
  },
  {
    category: 'encoding-lineendings',
    when: /\^M|\\r\b|\r|bad interpreter|\$'\\r'/,
    fix: () =>
      l10n.t(
        'The script has Windows line endings: convert it (dos2unix or sed -i "s/\\r$//"), and use .gitattributes to keep it that way.',
      ),
    isWhole: true,
  },
  {
    category: 'encoding-lineendings',
    when: /'ascii' codec|ANSI_X3|'charmap'|charmap|LC_ALL|locale/,
    fix: () => l10n.t("Tasks run with a minimal locale: set LANG=C.UTF-8 and PYTHONUTF8=1 in the task's environment."),
  },
  {
    category: 'encoding-lineendings',
    when: /codec can't decode|UnicodeDecodeError|invalid (?:UTF-8|byte)|MalformedInput/i,
    fix: () =>
      l10n.t(
        "The file isn't UTF-8: convert it, or specify its encoding where it's opened; a compressed file read as text causes the same error.",
      ),
  },
  ...(['encoding-lineendings', 'bad-input'] as const).map((category) => ({
    category,
    when: /\bBOM\b|\ufeff|\\ufeff|byte order mark/i,
    fix: () => l10n.t('The file begins with a byte order mark: save it without one, or read it as utf-8-sig.'),
  })),
];
