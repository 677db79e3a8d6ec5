import * as l10n from '@vscode/l10n';
import { toLinuxVariable, toPackageVariable } from '../../definitions/packageVariable.ts';
import type { Task } from '../../model/task.ts';
import type { Fix } from '../explanation/explanation.ts';
import { quoteWord } from '../explanation/sentences.ts';
import type { PlaceVerdict } from './placeVerdict.ts';
import type { ProcessVerdict } from './processFailure.ts';
import type { TaskContext } from './taskContext.ts';

type PackageReference = NonNullable<Task['applicationPackageReferences']>[number];

const packageVariable = /AZ_BATCH_APP_PACKAGE_([\w.#-]{1,200})/g;

/**
 * Explains the variable of an application package whose version is written as on Windows, so that Linux shells read
 * only part of the name.
 */
export function judgePackageName({ task, os, pool }: TaskContext): PlaceVerdict | undefined {
  if (os !== 'linux') return undefined;
  const written = /\$(AZ_BATCH_APP_PACKAGE_\w{1,100}[.#-][\w.#-]{0,60}\w)/.exec(
    (task.commandLine ?? '').slice(0, 8000),
  )?.[1];
  if (written === undefined) return undefined;
  const right = toLinuxVariable(written);
  const references = listPackages({ task, pool });
  const isMeant = references.some(
    ({ applicationId, version = '' }) =>
      flatten(`AZ_BATCH_APP_PACKAGE_${applicationId}_${version}`) === right.toLowerCase(),
  );
  if (!isMeant) return undefined;
  return {
    what: l10n.t("The variable {0} isn't set", written),
    why: l10n.t(
      'On Linux nodes the variable is {right}: a name in a shell ends before the first dot, number sign or hyphen of {written}.',
      { right, written },
    ),
    fixes: [
      { text: l10n.t('Write {0}: on Linux nodes these characters are underscores.', right), property: ['commandLine'] },
    ],
    change: 'definition',
  };
}

/**
 * Explains the variable of an application package that no reference sets, which Windows shells leave as it is and Linux
 * shells replace with nothing (Batch documentation: "Deploy applications to compute nodes with Batch application
 * packages").
 */
export function judgePackage({ task, pool }: TaskContext, { category }: ProcessVerdict): PlaceVerdict | undefined {
  if (category !== 'missing-file' && category !== 'missing-program') return undefined;
  if (pool === undefined) return undefined;
  const references = listPackages({ task, pool });
  const set = new Set(references.map((one) => flatten(toPackageVariable(one, true))));
  const used = [...(task.commandLine ?? '').slice(0, 8000).matchAll(packageVariable)].map(([, name = '']) => name);
  const unset = used.find((name) => !set.has(flatten(`AZ_BATCH_APP_PACKAGE_${name}`)));
  if (unset === undefined) return undefined;
  const variable = `AZ_BATCH_APP_PACKAGE_${unset}`;
  const alike = references.find(({ applicationId }) => flatten(unset).startsWith(flatten(applicationId)));
  const fix: Fix =
    alike === undefined
      ? {
          text: l10n.t(
            'Add the application to the `applicationPackageReferences` of the task or the pool, in the version that {0} names.',
            variable,
          ),
          property: ['applicationPackageReferences'],
        }
      : {
          text: l10n.t(
            'Name one version in both places: use the variable of {0} in the command line, or change the reference in `applicationPackageReferences`.',
            nameReference(alike),
          ),
          property: ['commandLine'],
        };
  return {
    what: l10n.t("The variable {0} isn't set", variable),
    why:
      alike === undefined
        ? l10n.t('The command line uses {0}, but neither the pool nor the task references that application.', variable)
        : l10n.t('The command line uses {variable}, but {reference} is what the pool or the task references.', {
            variable,
            reference: nameReference(alike),
          }),
    fixes: [fix],
    change: 'definition',
  };
}

const pathInPackage = /[%$]\{?(AZ_BATCH_APP_PACKAGE_[\w.#-]{1,200})[%}]?"?([\\/][^\s"'&|;<>()]{1,300})/g;
/** Matches a command in which `cmd` itself starts a program in a package. */
const calledFromPackage = /^\s*"?cmd(?:\.exe)?"?\s+\/c\s+"{0,2}%AZ_BATCH_APP_PACKAGE_[\w.#-]{1,200}%[\\/]/i;

/**
 * Explains a path in the folder of an application package that isn't there, although the package is: `cmd` doesn't name
 * it, and other programs name where Batch unpacked the package.
 */
export function judgePackagePath(
  { task, os, stdout = '', stderr = '' }: TaskContext,
  { category, subject = '' }: ProcessVerdict,
): PlaceVerdict | undefined {
  if (category !== 'missing-file' && category !== 'missing-program') return undefined;
  const command = (task.commandLine ?? '').slice(0, 8000);
  const paths = [...command.matchAll(pathInPackage)].map(([, variable = '', path = '']) => ({ variable, path }));
  const named = paths.find(({ path }) => flattenPath(subject).endsWith(flattenPath(path)));
  // The only output is that of `cmd`, which found no program to start.
  const isSilent = os === 'windows' && calledFromPackage.test(command) && isOneLine(`${stdout}${stderr}`);
  const missing = named ?? (isSilent && !/[\\/]/.test(subject) ? paths[0] : undefined);
  if (missing === undefined) return undefined;
  const path = missing.path.slice(1);
  return {
    what: l10n.t("{0} isn't in the application package", quoteWord(path)),
    why: l10n.t('The command line names {path} in the folder {variable}, and the package has nothing there.', {
      path: quoteWord(path),
      variable: missing.variable,
    }),
    ...(category === 'missing-program' || named === undefined ? { isUnstarted: true } : {}),
    fixes: [
      {
        text: l10n.t(
          'Correct the path after {0}: compare it with the archive that was uploaded, whose files may be in a folder of their own.',
          missing.variable,
        ),
        property: ['commandLine'],
      },
    ],
    change: 'definition',
  };
}

function flattenPath(path: string): string {
  return path.replaceAll('\\', '/').toLowerCase();
}

function isOneLine(text: string): boolean {
  const line = text.trim();
  return line !== '' && !line.includes('\n');
}

/**
 * Explains a program that is called by its bare name although a package may contain it, because package folders aren't
 * on PATH (Batch documentation: "Deploy applications to compute nodes with Batch application packages").
 */
export function judgePackageFolder(
  { task, pool, os, role }: TaskContext,
  { category, subject }: ProcessVerdict,
): PlaceVerdict | undefined {
  const references = listPackages({ task, pool });
  if (category !== 'missing-program' || subject === undefined || task.containerSettings !== undefined) return undefined;
  const fix = callFromPackage(subject, references, os);
  if (fix === undefined || task.commandLine?.includes('AZ_BATCH_APP_PACKAGE') === true) return undefined;
  return {
    why: l10n.t("An application package is on the node, but its folder isn't on PATH."),
    fixes: [
      fix,
      ...(role === undefined
        ? [{ text: l10n.t('Otherwise install {0} in the start task.', quoteWord(subject)), isChoice: true as const }]
        : []),
    ],
    change: 'definition',
  };
}

/** Returns the step to call a program in a package's folder; undefined for a path, or without packages. */
function callFromPackage(
  program: string,
  references: readonly PackageReference[],
  os: TaskContext['os'],
): Fix | undefined {
  const [first, ...others] = references;
  if (first === undefined || /[\\/]/.test(program)) return undefined;
  const alike =
    others.find(({ applicationId }) => program.toLowerCase().includes(applicationId.toLowerCase())) ?? first;
  const variable = toPackageVariable(alike, os === 'windows');
  const call = os === 'windows' ? `%${variable}%\\${program}` : `$${variable}/${program}`;
  return {
    text: l10n.t('If {program} is in the application package {name}, call it by the folder of the package: {call}.', {
      program: quoteWord(program),
      name: nameReference(alike),
      call,
    }),
    property: ['commandLine'],
  };
}

function listPackages({ task, pool }: Pick<TaskContext, 'task' | 'pool'>): readonly PackageReference[] {
  return [...(pool?.applicationPackageReferences ?? []), ...(task.applicationPackageReferences ?? [])];
}

/** Makes names comparable; the documentation is inconsistent about their case. */
function flatten(name: string): string {
  return toLinuxVariable(name).toLowerCase();
}

function nameReference({ applicationId, version }: PackageReference): string {
  return version === undefined ? applicationId : `${applicationId} ${version}`;
}
