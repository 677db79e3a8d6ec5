import * as l10n from '@vscode/l10n';
import { readShellScript } from '../evidence/shellScript.ts';
import type { PlaceVerdict } from './placeVerdict.ts';
import type { ProcessVerdict } from './processFailure.ts';
import type { TaskContext } from './taskContext.ts';

/** Matches commands that change their shell's environment: `module load gcc`, `source vars.sh`, `export PATH=…`. */
const settings =
  /(?:^|[\s;&("'])((?:module (?:load|add) |(?:conda|mamba|micromamba) activate |source |\. |export (?:LD_LIBRARY_PATH|PYTHONPATH|PATH)=)[^\s;&|"')]{1,200})/g;

/** Matches profiles, which only define commands such as `module`. */
const profiles = /\/etc\/profile|\.(?:bashrc|profile|bash_profile)$|modules\.sh$/;

function findSetting(commandLine: string | undefined): string | undefined {
  const found = [...(commandLine ?? '').slice(0, 8000).matchAll(settings)].map(([, command = '']) => command.trim());
  return found.findLast((command) => !profiles.test(command)) ?? found.at(-1);
}

/**
 * Explains a program that lacks its environment because another command of the task or its pool set it: each command
 * runs in its own shell (Batch documentation: "Use multi-instance tasks", "Environment variable visibility").
 */
export function judgeEnvironment({ task, pool }: TaskContext, { category }: ProcessVerdict): PlaceVerdict | undefined {
  if (category !== 'missing-program' && category !== 'missing-module') return undefined;
  const own = task.commandLine ?? '';
  const setting = findSetting(task.multiInstanceSettings?.coordinationCommandLine);
  if (setting !== undefined && !own.includes(setting))
    return {
      why: l10n.t('What the coordination command sets (`{0}`) ends with it.', setting),
      fixes: [
        {
          text: l10n.t('Run `{0}` in the application command itself, before the program.', setting),
          property: ['commandLine'],
        },
      ],
      change: 'definition',
    };
  const started = task.containerSettings === undefined ? findSetting(pool?.startTask?.commandLine) : undefined;
  if (started === undefined || own.includes(started)) return undefined;
  return {
    why: l10n.t("What the start task sets for its shell (`{0}`) doesn't reach tasks.", started),
    fixes: [
      {
        text: l10n.t('Run `{0}` in the command line of the task, before the program.', started),
        property: ['commandLine'],
      },
    ],
    change: 'definition',
  };
}

/** Matches a second `cmd /c`, which becomes an argument of the program before it. */
const secondCmd = /[^\s&|(]\s+cmd(?:\.exe)?\s+(?:\/\w+\s+){0,3}\/[ck]\s+(\S[^&|]{0,500})/i;
const installer = /\b(?:install|add|pip3?|conda|choco|apt-get|setup)\b/i;

/**
 * Explains a missing program or module by a part of the start task that never ran, because it became an argument of the
 * preceding command.
 */
export function judgeUnrunStart({ task, pool }: TaskContext, { category }: ProcessVerdict): PlaceVerdict | undefined {
  if (category !== 'missing-program' && category !== 'missing-module') return undefined;
  const script = readShellScript(pool?.startTask?.commandLine ?? '');
  if (script === undefined || task.containerSettings !== undefined) return undefined;
  const at = script.args.findIndex((word) => /^(?:&&|\|\||;|&)$/.test(word));
  const unrun =
    script.kind === 'cmd' ? secondCmd.exec(script.tail)?.[1] : at < 0 ? '' : script.args.slice(at + 1).join(' ');
  if (unrun === undefined || !installer.test(unrun)) return undefined;
  return {
    why: l10n.t('A part of the start task never ran: `{0}` is only an argument of what is before it.', unrun.trim()),
    fixes: [
      {
        text: l10n.t('Join the commands of the start task with && in one script of one shell, then reboot the nodes.'),
        remedies: ['pool.editStartTask'],
      },
    ],
    change: 'surroundings',
  };
}

/** Names that the profiles of login shells define; `ofModules` has those that exist only on images with modules. */
const ofProfiles: ReadonlySet<string> = new Set(['nvm', 'spack', 'sdk', 'workon']);
const ofModules: ReadonlySet<string> = new Set(['module', 'ml']);
const loginShell =
  /\b(?:ba|z|k|da)?sh\s+(?:-\w*l|--login)|\/etc\/profile|\.bashrc|\.profile|modules\.sh|nvm\.sh|setup-env\.sh|conda\.sh/;

/** Explains a name that only login shells define, if the node's image has it at all. */
export function judgeLoginShell(
  { task, os, pool }: TaskContext,
  { category, subject = '' }: ProcessVerdict,
): PlaceVerdict | undefined {
  const { offer = '' } = pool?.virtualMachineConfiguration?.imageReference ?? {};
  const hasModules = /hpc/i.test(offer) && task.containerSettings === undefined;
  const isDefined = ofProfiles.has(subject) || (hasModules && ofModules.has(subject));
  const isKnown = category === 'missing-program' && isDefined;
  if (!isKnown || os === 'windows' || loginShell.test(task.commandLine ?? '')) return undefined;
  return {
    why: l10n.t("Profiles of login shells define {0}, and the shell of a task doesn't read them.", subject),
    fixes: [
      {
        text: l10n.t(
          'Run the command line in a login shell (`/bin/bash -lc "…"`), or read the profile that defines {0} first (`source /etc/profile`).',
          subject,
        ),
        property: ['commandLine'],
      },
      {
        text: l10n.t('If it is not found there either, use an image that has {0}.', subject),
        isChoice: true,
      },
    ],
    change: 'definition',
  };
}

/** Matches quoted texts, and captures unquoted patterns, which the shell replaces with the names of matching files. */
const unquotedPattern =
  /"(?:\\.|[^"\\]){0,2000}"|'[^']{0,2000}'|\\.|(?<=\s)([^\s"'\\;|&<>$*?]{0,200}[*?][^\s"'\\;|&<>$]{0,200})/g;
/** Matches complaints about more arguments than a program accepts. */
const surplus =
  /\b(?:unrecogni[sz]ed|unexpected|unknown|extra|surplus|too many|additional)\b.{0,30}\b(?:arguments?|operands?|parameters?)\b|\b(?:expect(?:s|ed)|accepts|takes|requires) (?:at most |exactly )?\d+ (?:args?|arguments?|parameters?)/i;

/** Explains surplus arguments: they are the names of files with which the shell replaced a pattern. */
export function judgePattern(
  { task, os }: TaskContext,
  { category, evidence }: ProcessVerdict,
): PlaceVerdict | undefined {
  const said = evidence.find(({ isCause }) => isCause)?.text ?? '';
  const shell = readShellScript(task.commandLine ?? '');
  if (os === 'windows' || shell?.kind !== 'posix' || !surplus.test(said)) return undefined;
  if (category !== 'bad-arguments' && category !== 'other' && category !== 'bad-input') return undefined;
  const patterns = [...shell.script.matchAll(unquotedPattern)].flatMap(([, pattern = '']) =>
    pattern === '' ? [] : [pattern],
  );
  const named = patterns.find((pattern) => said.split(/[\s'"`,:]+/).some((word) => isLike(pattern, word)));
  const pattern = named ?? (/\d|too many/i.test(said) ? patterns[0] : undefined);
  if (pattern === undefined) return undefined;
  return {
    why: l10n.t(
      'The command line has the pattern `{0}` without quotes, so the shell replaces it with the names of all files that match.',
      pattern,
    ),
    fixes: [
      {
        text: l10n.t('Put `{0}` in quotes in the command line, so that the program gets the pattern itself.', pattern),
        property: ['commandLine'],
      },
    ],
    change: 'definition',
  };
}

/** Checks whether a name begins and ends like a pattern. */
function isLike(pattern: string, word: string): boolean {
  const [begin = '', ...rest] = pattern.split(/[*?]/);
  const end = rest.at(-1) ?? '';
  return begin + end !== '' && word.startsWith(begin) && word.endsWith(end);
}
