import * as l10n from '@vscode/l10n';
import type { PlaceVerdict } from './placeVerdict.ts';
import type { ProcessVerdict } from './processFailure.ts';
import type { TaskCase } from './taskCase.ts';

/** Commands that change the environment of their own shell: `module load gcc`, `source setvars.sh`, `export PATH=…`. */
const settings =
  /(?:^|[\s;&("'])((?:module (?:load|add) |(?:conda|mamba|micromamba) activate |source |\. |export (?:LD_LIBRARY_PATH|PYTHONPATH|PATH)=)[^\s;&|"')]{1,200})/g;

/** Reading a profile only makes such commands known. */
const profiles = /\/etc\/profile|\.(?:bashrc|profile|bash_profile)$|modules\.sh$/;

function findSetting(commandLine: string | undefined): string | undefined {
  const found = [...(commandLine ?? '').slice(0, 8000).matchAll(settings)].map(([, command = '']) => command.trim());
  return found.findLast((command) => !profiles.test(command)) ?? found.at(-1);
}

/**
 * Explains a program whose environment another command of the task or its pool set: each command runs in a shell of its
 * own (Batch documentation: "Use multi-instance tasks", "Environment variable visibility").
 */
export function judgeEnvironment({ task, pool }: TaskCase, { category }: ProcessVerdict): PlaceVerdict | undefined {
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

/** Names that profiles of login shells define, as functions or in PATH; those of modules where the image has them. */
const ofProfiles: ReadonlySet<string> = new Set(['nvm', 'spack', 'sdk', 'workon']);
const ofModules: ReadonlySet<string> = new Set(['module', 'ml']);
const loginShell =
  /\b(?:ba|z|k|da)?sh\s+(?:-\w*l|--login)|\/etc\/profile|\.bashrc|\.profile|modules\.sh|nvm\.sh|setup-env\.sh|conda\.sh/;

/** Explains a name that only login shells know; images without it lack it there as well. */
export function judgeLoginShell(
  { task, os, pool }: TaskCase,
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
