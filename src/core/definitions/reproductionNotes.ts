import * as l10n from '@vscode/l10n';
import type { Task } from '../model/task.ts';
import { listAll } from '../text/lists.ts';
import { escapeInLine, toCodeSpan } from '../text/markdown.ts';
import { parseDuration, toDurationWords } from '../words/durations.ts';
import { formatNumber } from '../words/numbers.ts';
import { placeholder } from './copyForms.ts';
import { toImageName } from './endOfSupport.ts';
import { environmentName, isElevated, listInputs, type PlacedInput, type Reproduction } from './reproduction.ts';
import { splitCommandLine } from './splitCommandLine.ts';
import { hasGpus } from './vmSizes.ts';
import { findWorkingFile } from './workingFile.ts';

/** The place in the user's code where the task failed; `link` if the workspace has the file. */
export interface FailedPlace {
  readonly file: string;
  readonly line: number;
  readonly link?: string | undefined;
}

/** Writes the Markdown that says how to run a reproduction, and what differs from the node. */
export function toReproductionNotes(reproduction: Reproduction, place: FailedPlace | undefined): string {
  const { task, jobId } = reproduction;
  const inputs = listInputs(task);
  const differences = listDifferences(reproduction);
  const failure = [...describeExit(task), ...(place === undefined ? [] : [describePlace(place)])];
  return [
    `# ${l10n.t('Run {task} of job {job} here', { task: escapeInLine(task.id), job: escapeInLine(jobId) })}`,
    ...(failure.length === 0 ? [] : ['', failure.join(' ')]),
    '',
    ...listSteps(reproduction).map((step, index) => `${index + 1}. ${step}`),
    ...(inputs.length === 0 ? [] : ['', `## ${l10n.t('Input files')}`, '']),
    ...inputs.map((one) => `- ${describeInput(one)}`),
    '',
    `## ${l10n.t('What differs from the node')}`,
    '',
    ...differences.map((one) => `- ${one}`),
    '',
  ].join('\n');
}

function describeExit({ executionInfo }: Task): readonly string[] {
  const code = executionInfo?.exitCode;
  if (code === undefined) return [];
  return [l10n.t('On the node, it ended with exit code {code}.', { code: String(code) })];
}

function describePlace({ file, line, link }: FailedPlace): string {
  const shown = { file: toCodeSpan(file), line: formatNumber(line) };
  return link === undefined
    ? l10n.t('It failed in {file}, line {line}.', shown)
    : l10n.t('It failed in [{file}]({link}), line {line}.', { ...shown, link: `<${link}#L${line}>` });
}

function listSteps({ script, secrets, hasSecret, packages, isWindows, task }: Reproduction): readonly string[] {
  const [name, file] = [toCodeSpan(script.name), toCodeSpan(environmentName)];
  const program = isWindows ? 'powershell -ExecutionPolicy Bypass -File' : 'sh';
  const steps = [
    secrets.length > 0 &&
      l10n.t('Fill in the secrets in {file}: {names}', { file, names: listAll(secrets.map(toCodeSpan)) }),
    hasSecret &&
      l10n.t(
        'Replace {placeholder} in {name}: the command line, the container, or a setting of several lines has a secret there.',
        {
          placeholder: toCodeSpan(placeholder),
          name,
        },
      ),
    ...packages.map(({ name: variable, folder }) =>
      l10n.t('Unpack the application package of {variable} into {folder}.', {
        variable: toCodeSpan(variable),
        folder: toCodeSpan(folder),
      }),
    ),
    ...describeMissing(task),
    listInputs(task).length > 0 && l10n.t("Put the input files that aren't there yet where the list below says."),
    task.containerSettings === undefined
      ? l10n.t('Read {name}: it runs the command line directly on this computer, as you.', { name })
      : l10n.t('Read {name}: it runs the command line in a container, with Docker.', { name }),
    l10n.t('Print what it would run: {command}', { command: toCodeSpan(`${program} ${script.name} --dry-run`) }),
    l10n.t('Run it: {command}', { command: toCodeSpan(`${program} ${script.name}`) }),
    l10n.t('Before you share this folder, read its files: only what is recognized as a secret was left out.'),
  ];
  return steps.filter((step) => step !== false);
}

/** Names the file that the command line needs first, if no input file of the task is known to bring it. */
function describeMissing(task: Task): readonly string[] {
  const name = findWorkingFile(task.commandLine ?? '');
  const place = `task/wd/${name}`;
  const isOfImage = task.containerSettings?.workingDirectory?.toLowerCase() === 'containerimagedefault';
  const isBrought = listInputs(task).some((input) => input.place === place || input.file.httpUrl === undefined);
  if (name === undefined || isOfImage || isBrought) return [];
  return [
    l10n.t('Put {file} at {place}: the command line needs it, and no input file of the task brings it.', {
      file: toCodeSpan(name),
      place: toCodeSpan(place),
    }),
  ];
}

function describeInput(input: PlacedInput): string {
  const { httpUrl, filePath = '' } = input.file;
  const isRenamed = httpUrl !== undefined && !input.place.endsWith(`/${filePath}`);
  const name = toCodeSpan(filePath);
  return [
    describeSource(input),
    isRenamed &&
      l10n.t('On the node, its name is {name}, which not every system allows: rename it, or change the command.', {
        name,
      }),
  ]
    .filter((said) => said !== false)
    .join(' ');
}

function describeSource({ file, place: path }: PlacedInput): string {
  const { httpUrl, storageContainerUrl, autoStorageContainerName, blobPrefix = '' } = file;
  const source = (httpUrl ?? storageContainerUrl ?? autoStorageContainerName ?? '').split('?', 1)[0] ?? '';
  const [address, place] = [toCodeSpan(source), toCodeSpan(path)];
  if (httpUrl !== undefined) return l10n.t('{address} goes to {place}.', { address, place });
  return blobPrefix === ''
    ? l10n.t('Everything in {address} goes into {place}.', { address, place })
    : l10n.t('All blobs in {address} whose names start with {prefix} go into {place}, with their whole names.', {
        address,
        prefix: toCodeSpan(blobPrefix),
        place,
      });
}

/** Lists what is on the node and not here, as sentences; only what applies to the task. */
function listDifferences(reproduction: Reproduction): readonly string[] {
  const { task, job, pool, isWindows, script, leftOut, unset } = reproduction;
  const { containerSettings: container, multiInstanceSettings: multi } = task;
  const machine = pool?.virtualMachineConfiguration;
  const image = machine?.imageReference;
  const size = pool?.vmSize;
  const registry = container?.registry?.registryServer;
  const subnet = pool?.networkConfiguration?.subnetId
    ?.split('/')
    .slice(-3)
    .filter((part) => part !== 'subnets');
  const limitMs = parseDuration(task.constraints?.maxWallClockTime ?? '') ?? Number.POSITIVE_INFINITY;
  const identity = /"identity(?:Reference)?":/.test(JSON.stringify([task, pool, machine]));
  const mounts = (pool?.mountConfiguration ?? []).flatMap((mount) =>
    Object.values(mount).flatMap(({ relativeMountPath }) => relativeMountPath ?? []),
  );
  const differences = [
    image !== undefined &&
      l10n.t('The node runs the image {image} with the node agent {agent}.', {
        image: toCodeSpan(`${image.virtualMachineImageId ?? toImageName(image)} ${image.version ?? ''}`.trim()),
        agent: toCodeSpan(machine?.nodeAgentSKUId ?? ''),
      }),
    isWindows && l10n.t('The node runs Windows, so the script needs PowerShell on Windows.'),
    container !== undefined &&
      l10n.t("Azure Batch doesn't report where the folders of the node are; the script uses the usual place."),
    size !== undefined &&
      l10n.t("The node is a {size}: its processors, memory, and temporary disk aren't those of this computer.", {
        size: toCodeSpan(size),
      }),
    size !== undefined &&
      hasGpus(size) &&
      (container === undefined
        ? l10n.t('The node has GPUs.')
        : l10n.t('The node has GPUs, which Azure Batch gives to containers. To do so here, add {option} in {name}.', {
            option: toCodeSpan('--gpus all'),
            name: toCodeSpan(script.name),
          })),
    subnet !== undefined &&
      l10n.t("The node is in the virtual network {network}, and may reach hosts that this computer can't.", {
        network: toCodeSpan(subnet.join('/')),
      }),
    container === undefined &&
      (isElevated(reproduction)
        ? l10n.t('On the node, the task runs as an administrator; here, it runs as you.')
        : l10n.t('On the node, the task runs as a user without administrator rights; here, it runs as you.')),
    identity && l10n.t("Managed identities of the pool don't exist here, so the program has to sign in differently."),
    task.authenticationTokenSettings !== undefined &&
      l10n.t("{variable} isn't set, so the program can't use the Batch account as it does on the node.", {
        variable: toCodeSpan('AZ_BATCH_AUTHENTICATION_TOKEN'),
      }),
    pool?.startTask !== undefined && l10n.t('What the start task of the pool installs on the node is missing here.'),
    job?.jobPreparationTask !== undefined && l10n.t('What the job preparation task puts on the node is missing here.'),
    task.dependsOn !== undefined && l10n.t('The task runs after other tasks; what they wrote for it is missing here.'),
    mounts.length > 0 &&
      l10n.t('These file systems are mounted on the node, and empty folders here: {names}', {
        names: listAll(mounts.map(toCodeSpan)),
      }),
    multi !== undefined &&
      l10n.t(
        'Several instances run together on nodes; here, only the primary one runs, and its list of nodes is {node}.',
        {
          node: toCodeSpan('127.0.0.1'),
        },
      ),
    multi?.coordinationCommandLine !== undefined &&
      l10n.t("On each node, the coordination command runs first; here, the script doesn't run it: {command}", {
        command: toCodeSpan(multi.coordinationCommandLine),
      }),
    Number.isFinite(limitMs) &&
      l10n.t('On the node, the task is ended after {time}; here, it runs until it ends on its own.', {
        time: toDurationWords(limitMs),
      }),
    (task.outputFiles ?? []).length > 0 &&
      l10n.t("The node uploads output files to storage when the task ends; here, they aren't uploaded."),
    registry !== undefined &&
      l10n.t('The image is in a registry to which you may have to sign in first: {command}', {
        command: toCodeSpan(`docker login ${registry}`),
      }),
    leftOut.length > 0 &&
      l10n.t('Only options of the container that keep this computer closed to it are used. Left out: {options}', {
        options: toCodeSpan(leftOut.join(' ')),
      }),
    unset.length > 0 &&
      l10n.t("These environment settings can't be set here: {names}", { names: listAll(unset.map(toCodeSpan)) }),
    splitCommandLine(task.commandLine ?? '') === undefined &&
      l10n.t('A quote in the command line is not closed, so the node may read it differently.'),
  ];
  return differences.filter((difference) => difference !== false);
}
