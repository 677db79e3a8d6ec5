import * as l10n from '@vscode/l10n';
import { hasGpus } from '../../definitions/vmSizes.ts';
import { findEngine } from '../../definitions/workflowEngine.ts';
import { listSome, quoteWord } from '../explanation/sentences.ts';
import { noLoader } from '../logs/lexicon/lexicon.ts';
import { judgeArguments } from './commandArguments.ts';
import { findDeclaredFile, toDeclaredPath } from './declaredFile.ts';
import { judgeEntryPoint } from './entryPoint.ts';
import { judgeEnvironment, judgeLoginShell, judgePattern, judgeUnrunStart } from './environment.ts';
import { judgeOwnPull } from './ownPull.ts';
import { isImageFolder, judgeMountPath, judgeSpace, judgeUnmounted, mountedPath } from './placeNames.ts';
import { judgePackage, judgePackageFolder, judgePackageName, judgePackagePath } from './placePackages.ts';
import type { PlaceVerdict } from './placeVerdict.ts';
import type { ProcessVerdict } from './processFailure.ts';
import { isAdministrator } from './rights.ts';
import { judgeSharedFolder } from './sharedFolder.ts';
import type { TaskContext } from './taskContext.ts';

type Judge = (context: TaskContext, verdict: ProcessVerdict) => PlaceVerdict | undefined;

/** The first one that applies gives the explanation; contradictions in the definition take precedence over the log. */
const judges: readonly Judge[] = [
  judgePackageName,
  judgePackage,
  judgePackagePath,
  judgePackageFolder,
  judgeOtherMachine,
  judgeMount,
  judgeAbsoluteTarget,
  judgeEngineSignature,
  judgeNestedContainer,
  judgeEntryPoint,
  judgeOwnPull,
  judgeInstances,
  judgeSharedFolder,
  judgeSpace,
  judgeMountPath,
  judgeUnmounted,
  judgeImageFolder,
  judgeUnrunStart,
  judgeEnvironment,
  judgePattern,
  judgeLoginShell,
  judgeImageContents,
  judgeContainerUser,
  judgeImageUser,
  judgeShell,
  judgeArguments,
  judgeDriver,
];

/** Explains why a program failed that would have worked in another place; undefined if the place doesn't matter. */
export function judgePlace(context: TaskContext, verdict: ProcessVerdict): PlaceVerdict | undefined {
  for (const judge of judges) {
    const found = judge(context, verdict);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Matches home folders that nodes with each operating system don't have: they are on the computer that submitted the
 * task.
 */
const foreignFolders = {
  windows: /(?<![\w.:/\\])\/(?:Users|home)\/[\w.-]{1,60}\/[^\s"'<>|]{1,300}/,
  linux: /(?<![\w/])(?:[A-Za-z]:\\Users\\|\/Users\/)[\w.-]{1,60}[\\/][^\s"'<>|]{1,300}/,
};

/**
 * Explains a path of the computer that submitted the task, which nodes don't have: `/Users/kim/in.txt`, on Linux
 * `C:\Users\kim\in.txt`.
 */
function judgeOtherMachine(
  { task, os }: TaskContext,
  { category, subject = '', what, cause }: ProcessVerdict,
): PlaceVerdict | undefined {
  if (os === undefined || !['missing-file', 'missing-program', 'bad-arguments', 'other'].includes(category))
    return undefined;
  const [path] = foreignFolders[os].exec((task.commandLine ?? '').slice(0, 8000)) ?? [];
  // `cmd` parses a slash as an option, so its message doesn't contain the path.
  const isNamed = [subject, what, cause].some((words) => path !== undefined && words.includes(path));
  if (path === undefined || !(isNamed || (os === 'windows' && category === 'bad-arguments'))) return undefined;
  const name = path.split(/[\\/]/).at(-1) ?? path;
  return {
    what: l10n.t("The path {0} isn't one of the node", quoteWord(path)),
    why: l10n.t(
      'The command line names {0}, a path of the computer that the task was submitted from.',
      quoteWord(path),
    ),
    fixes: [
      {
        text: l10n.t(
          'Name the file relative to the working directory of the task ({0}) in the command line and in `filePath` of its resource file.',
          quoteWord(name),
        ),
        property: ['commandLine'],
      },
    ],
    change: 'definition',
  };
}

/**
 * Explains denied access below a mounted blob container, which belongs to root unless the mount options say otherwise
 * (Batch documentation: "Mount a virtual file system on a Batch pool").
 */
function judgeMount(
  { task, pool }: TaskContext,
  { category, evidence, subject = '' }: ProcessVerdict,
): PlaceVerdict | undefined {
  if (category !== 'permission' || isAdministrator(task.userIdentity, pool)) return undefined;
  const lines = [subject, ...evidence.flatMap(({ isCause, text }) => (isCause === true ? [text] : []))];
  const name = lines.map((line) => mountedPath.exec(line)?.[1]).find((found) => found !== undefined);
  const mounts = (pool?.mountConfiguration ?? []).flatMap(({ azureBlobFileSystemConfiguration: one }) => one ?? []);
  const mount = mounts.find(({ relativeMountPath = '' }) => relativeMountPath.split(/[\\/]/)[0] === name);
  if (name === undefined || mount === undefined || mount.blobfuseOptions?.includes('allow_other') === true)
    return undefined;
  return {
    why: l10n.t(
      "The file is in the mount {0} of the pool. A mounted blob container belongs to root, and the mount doesn't let other users in.",
      name,
    ),
    fixes: [
      {
        text: l10n.t('Add `-o allow_other` to the `blobfuseOptions` of the mount {0} in the pool.', name),
      },
      {
        text: l10n.t('Or run the task as an administrator (`elevationLevel` admin).'),
        property: ['userIdentity'],
        isChoice: true,
      },
    ],
    change: 'surroundings',
  };
}

const blobContainer = /https:\/\/[\w-]{3,24}\.blob\.[\w.]{1,60}\/([\w$-]{1,63})/g;
const requestedContainer = /\b(?:GET|HEAD|PUT) https:\/\/[\w-]{3,24}\.blob\.[\w.]{1,60}\/([\w$-]{1,63})/g;
/** Matches a signature for a container or a folder in it, not for the whole account. */
const ofContainer = /[?&]sr=[cd](?:&|$)/;

function findContainers(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

/**
 * Explains a container that storage refused to a Nextflow task whose own files came from another container: the
 * signatures that Nextflow creates with Microsoft Entra are only for the container of the work directory.
 */
function judgeEngineSignature(
  { task, job, stdout, stderr }: TaskContext,
  { category }: ProcessVerdict,
): PlaceVerdict | undefined {
  if (category !== 'auth-storage' || findEngine(task, job?.id) !== 'nextflow') return undefined;
  const own = (task.resourceFiles ?? []).flatMap(({ httpUrl = '' }) =>
    ofContainer.test(httpUrl) ? findContainers(httpUrl, blobContainer) : [],
  );
  const asked = [stderr, stdout].flatMap((log) => findContainers((log ?? '').slice(-16_000), requestedContainer));
  const refused = asked.find((name) => !own.includes(name));
  const [work] = own;
  if (work === undefined || refused === undefined) return undefined;
  return {
    what: l10n.t('Storage refused access to the container {0}', refused),
    why: l10n.t(
      "The task's own files came from the container {work}. The signature that Nextflow makes with Microsoft Entra is for that container only, and {refused} is another one.",
      { work, refused },
    ),
    fixes: [
      {
        text: l10n.t(
          'Give Nextflow access to the container {0} as well: set `azure.storage.sasToken` or `azure.storage.accountKey`.',
          refused,
        ),
      },
    ],
    change: 'surroundings',
  };
}

const runtimes = /^(?:docker|nvidia-docker|podman|nerdctl)$/;

function judgeNestedContainer({ task }: TaskContext, verdict: ProcessVerdict): PlaceVerdict | undefined {
  const image = task.containerSettings?.imageName;
  const isRuntime = verdict.category === 'missing-program' && runtimes.test(verdict.subject ?? '');
  if (image === undefined || !isRuntime) return undefined;
  return {
    why: l10n.t('Batch starts the container, so the command line already runs inside the image {0}.', image),
    fixes: [
      {
        text: l10n.t(
          'Remove {0} from the command line: give only the command to run, which is already inside the container.',
          verdict.subject ?? '',
        ),
        property: ['commandLine'],
      },
    ],
    change: 'definition',
  };
}

/** Explains a file that only a multi-instance task's primary has (Batch documentation: "Use multi-instance tasks"). */
function judgeInstances({ task }: TaskContext, { category, subject }: ProcessVerdict): PlaceVerdict | undefined {
  if (task.multiInstanceSettings === undefined || category !== 'missing-file' || subject === undefined)
    return undefined;
  const path = toDeclaredPath(subject);
  const declared = path === undefined ? undefined : findDeclaredFile(path, task.resourceFiles ?? []);
  if (declared?.likeness !== 'same') return undefined;
  return {
    why: l10n.t(
      'Resource files of a multi-instance task are only on the node of its primary: the other instances do not have {0}.',
      quoteWord(declared.path),
    ),
    fixes: [
      {
        text: l10n.t(
          'Move {0} to `commonResourceFiles` and read it from AZ_BATCH_TASK_SHARED_DIR, which all instances have.',
          quoteWord(declared.path),
        ),
        property: ['multiInstanceSettings'],
      },
    ],
    change: 'definition',
  };
}

/** Explains a file in the image's own folder: by default, containers start in the task's working directory. */
function judgeImageFolder({ task }: TaskContext, { category, subject }: ProcessVerdict): PlaceVerdict | undefined {
  const { imageName, workingDirectory } = task.containerSettings ?? {};
  const path = subject === undefined ? undefined : toDeclaredPath(subject);
  if (imageName === undefined || workingDirectory?.toLowerCase() === 'containerimagedefault' || path === undefined)
    return undefined;
  if (category !== 'missing-file' && !(category === 'missing-program' && subject?.includes('/') === true))
    return undefined;
  const isOwn = findDeclaredFile(path, task.resourceFiles ?? []) !== undefined;
  const isCalled = (task.commandLine ?? '').includes(path);
  if (isOwn || !isCalled || (task.resourceFiles ?? []).some(({ filePath }) => filePath === undefined)) return undefined;
  return {
    why: l10n.t(
      "The container starts in the task's working directory, not in the working directory (WORKDIR) of the image {image}, and no resource file is {path}.",
      { image: imageName, path: quoteWord(path) },
    ),
    fixes: [
      {
        text: l10n.t(
          "If {0} is part of the image, set the container's `workingDirectory` to `containerImageDefault`, or call it by its full path in the image.",
          quoteWord(path),
        ),
        property: ['containerSettings'],
      },
      {
        text: l10n.t('Otherwise add {0} to the resource files of the task.', quoteWord(path)),
        property: ['resourceFiles'],
        isChoice: true,
      },
    ],
    change: 'definition',
  };
}

/** Matches messages of container runtimes about a program that is there, unlike what starts it. */
const lacksInterpreter = /\bexec (?:user process caused|[^\s":]{1,300}: no such file)/;

/** Matches shells that images without GNU programs lack. */
const richShell = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|k)sh$/;

/** Matches programs that an MPI launcher starts on other nodes, outside of the image. */
const ofLauncher = /^(?:orted|prted|hydra_\w+|pmi_proxy)$/;

/** Explains a program that the node may have, but the image doesn't. */
function judgeImageContents(
  { task }: TaskContext,
  { category, subject, cause, evidence }: ProcessVerdict,
): PlaceVerdict | undefined {
  const image = task.containerSettings?.imageName;
  if (image === undefined || noLoader.test(cause) || lacksInterpreter.test(cause) || ofLauncher.test(subject ?? ''))
    return undefined;
  const isProgram = category === 'missing-program';
  if (!isProgram && category !== 'missing-module') return undefined;
  // A log line that names no program has its own steps, whereas the steps for an exit code don't cover images.
  if (subject === undefined && (!isProgram || evidence.some(({ isCause }) => isCause === true))) return undefined;
  const why = l10n.t(
    'The program runs inside the image {0}, where what the node or its start task has is not there.',
    image,
  );
  const property = ['containerSettings', 'imageName'];
  if (isProgram && subject !== undefined && richShell.test(subject))
    return {
      why,
      fixes: [
        {
          text: l10n.t('Use /bin/sh in the command line: small images such as those of Alpine have no {0}.', subject),
          property: ['commandLine'],
        },
        { text: l10n.t('Or use an image that has {0}.', subject), property, isChoice: true },
      ],
      change: 'definition',
    };
  const text =
    subject === undefined
      ? l10n.t('Add the program to the image {0}, or call it by its full path in the image.', image)
      : l10n.t('Add {program} to the image {image}, or use an image that has it.', {
          program: quoteWord(subject),
          image,
        });
  return { why, fixes: [{ text, property }], change: 'surroundings' };
}

/** Explains a resource file outside the folders of the task, which the Batch agent puts there as root. */
function judgeAbsoluteTarget(
  { task, pool }: TaskContext,
  { category, subject = '', cause }: ProcessVerdict,
): PlaceVerdict | undefined {
  if (category !== 'permission' || isAdministrator(task.userIdentity, pool)) return undefined;
  const index = (task.resourceFiles ?? []).findIndex(
    ({ filePath = '' }) => /^(?:\/|[a-z]:[\\/])./i.test(filePath) && `${subject} ${cause}`.includes(filePath),
  );
  const path = task.resourceFiles?.[index]?.filePath;
  if (path === undefined) return undefined;
  return {
    why: l10n.t(
      '{0} is the absolute `filePath` of a resource file, which the Batch agent puts there as an administrator, so that other users have no access.',
      path,
    ),
    fixes: [
      {
        text: l10n.t(
          'Give the resource file a relative `filePath`: files in the working directory belong to the user of the task, who can copy them.',
        ),
        property: ['resourceFiles', index, 'filePath'],
      },
      { text: l10n.t('Run the task with an elevated user identity if it needs administrator rights.'), isChoice: true },
    ],
    change: 'definition',
  };
}

/** Matches the user in `docker run -u 1000` or in a task's option, who has no rights in the task's folders. */
const otherUser = /\s(?:-u|--user)[= ]\s?["']?([\w.:-]{1,60})/;

function judgeContainerUser({ task }: TaskContext, { category, cause }: ProcessVerdict): PlaceVerdict | undefined {
  if (category !== 'permission' || !/container|docker/i.test(`${task.commandLine ?? ''} ${cause}`)) return undefined;
  const [option = '', user] =
    otherUser.exec(` ${task.containerSettings?.containerRunOptions ?? ''} ${task.commandLine ?? ''}`) ?? [];
  if (user === undefined || user === 'root' || user === '0') return undefined;
  const named = option.trim();
  return {
    why: l10n.t(
      'The container runs as user {user} ({option}), but the folders of the task belong to the user that Batch runs the task as.',
      { user, option: named },
    ),
    fixes: [
      {
        text: l10n.t('Remove {0}, so that the container runs as the user of the task.', named),
        property: [
          task.containerSettings?.containerRunOptions?.includes(named) === true ? 'containerSettings' : 'commandLine',
        ],
      },
      {
        text: l10n.t(
          'If it has to be that user, let it enter the folder first (chmod), or run the task as an administrator.',
        ),
        isChoice: true,
      },
    ],
    change: 'definition',
  };
}

/** Matches homes that no image has: of the node's users, and of a user without one, whose HOME is `/`. */
const absentHome = /^\/(?:home\/_azbatch|\.\w)/;

/**
 * Explains a folder of the image that the task's user may not write to: containers run as that user, even if the image
 * specifies another (Batch documentation: "Run container applications").
 */
function judgeImageUser(
  { task, pool, os }: TaskContext,
  { category, subject = '' }: ProcessVerdict,
): PlaceVerdict | undefined {
  const image = task.containerSettings?.imageName;
  if (image === undefined || os === 'windows' || category !== 'permission' || !isImageFolder(subject)) return undefined;
  if (absentHome.test(subject)) return undefined;
  if (isAdministrator(task.userIdentity, pool)) return undefined;
  return {
    why: l10n.t(
      'Batch runs the container as the user of the task, and not as the user that the image {image} names, so that {path} may belong to another user.',
      { image, path: quoteWord(subject) },
    ),
    fixes: [
      {
        text: l10n.t(
          'Run the task as a pool administrator (`elevationLevel` admin, `scope` pool), which is root in the container.',
        ),
        property: ['userIdentity'],
      },
      {
        text: l10n.t('Or have the program write below AZ_BATCH_TASK_WORKING_DIR.'),
        isChoice: true,
      },
    ],
    change: 'definition',
  };
}

/** Explains the `ssh` of an MPI launcher, which has no keys in a container and doesn't lead into other containers. */
function judgeShell({ task }: TaskContext, { category, cause, what }: ProcessVerdict): PlaceVerdict | undefined {
  const image = task.containerSettings?.imageName;
  const isSsh = /\bSSH\b|host key|\.ssh\b/i.test(`${what} ${cause}`);
  if (image === undefined || !isSsh || task.multiInstanceSettings === undefined) return undefined;
  if (category !== 'mpi' && category !== 'permission' && category !== 'network' && category !== 'other')
    return undefined;
  return {
    why: l10n.t(
      'The launcher runs inside the container of the primary, which has none of the keys and known hosts of the node, and what it starts by SSH runs on the other nodes outside of their containers.',
    ),
    fixes: [
      {
        text: l10n.t(
          "Give the container the user's .ssh folder of the node (`-v` in `containerRunOptions`), and have the same MPI installed on the nodes: SSH arrives outside of the container.",
        ),
        property: ['containerSettings'],
      },
    ],
    change: 'definition',
  };
}

/** Matches publishers and offers of images with NVIDIA drivers (Batch documentation: "Run container applications"). */
const imagesWithDriver = /hpc|dsvm|data-science|microsoft-azure-batch|nvidia|ngc|gpu|cuda/i;
const lacksDevice = /\bno\b.{0,40}\bdevices?\b|\bdevices? (?:was |were )?not found|driver|no gpu/i;

/** Matches complaints about a driver's version, which show that there is a driver. */
const hasDriver = /\btoo old\b|\bversion mismatch\b/i;

/** Matches a container that the command line starts, and that gets no GPU unless it requests one. */
const startsContainer = /\b(?:docker|podman)\s+run\s(?!.*--gpus)/;

/** Explains a program that found no GPU, on a node with or without a GPU. */
function judgeDriver(
  { task, pool, node }: TaskContext,
  { category, what, cause }: ProcessVerdict,
): PlaceVerdict | undefined {
  if (category !== 'gpu' || !lacksDevice.test(`${what} ${cause}`)) return undefined;
  if (task.containerSettings === undefined && startsContainer.test(task.commandLine ?? ''))
    return {
      why: l10n.t('The command line starts a container by itself, which has no GPU unless it asks for one.'),
      fixes: [{ text: l10n.t('Add `--gpus all` to the options of `docker run`.'), property: ['commandLine'] }],
      change: 'definition',
    };
  const vmSize = node?.vmSize ?? pool?.vmSize;
  if (vmSize === undefined) return undefined;
  if (!hasGpus(vmSize))
    return {
      why: l10n.t('The VM size {0} of its node has no GPU.', vmSize),
      fixes: [{ text: l10n.t('Use a pool with a VM size that has a GPU (the N series).') }],
      change: 'surroundings',
    };
  const { imageReference } = pool?.virtualMachineConfiguration ?? {};
  const words = [imageReference?.publisher, imageReference?.offer, imageReference?.sku].flatMap((word) => word ?? []);
  if (words.length === 0 || hasDriver.test(cause)) return undefined;
  if (imagesWithDriver.test(words.join(' '))) return judgeOwnDriver(vmSize, listSome(words), `${what} ${cause}`);
  return {
    why: l10n.t(
      'The VM size {size} has a GPU, but the image of the pool ({image}) is none that is known to bring its driver.',
      { size: vmSize, image: listSome(words) },
    ),
    fixes: [
      {
        text: l10n.t(
          'Use an image that has the GPU driver, such as microsoft-dsvm ubuntu-hpc, or install the driver with an extension or the start task.',
        ),
      },
    ],
    change: 'surroundings',
  };
}

/** Matches words for a driver that exists but is too old, for which the log's advice fits. */
const tooOld = /insufficient|newer|upgrade/i;

/** Explains an image with a driver on a VM size with a GPU: each driver supports only some GPUs. */
function judgeOwnDriver(size: string, image: string, said: string): PlaceVerdict | undefined {
  if (tooOld.test(said)) return undefined;
  return {
    why: l10n.t(
      'The VM size {size} has a GPU, and the image of the pool ({image}) usually brings a driver, which may not support this GPU.',
      { size, image },
    ),
    fixes: [
      {
        text: l10n.t(
          'Run nvidia-smi on the node. If it finds no GPU either, use another version of the pool image, or a VM size that its driver supports.',
        ),
      },
    ],
    change: 'surroundings',
  };
}
