import type { ContainerInfo } from '../executors/executor.ts';
import type { RunFailure } from '../executors/outcome.ts';
import type { ContainerImage } from '../scenarios/scenario.ts';
import type { NodeRecord } from '../state/records.ts';
import { findObject, findText, findTexts, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

/** The state of the container that a command line runs in. */
export interface Container {
  readonly failure?: RunFailure;
  /** Absent if the failure occurred before there was a container. */
  readonly info?: ContainerInfo;
}

const containerIdLength = 64;

/**
 * Returns the container that these task settings require on the node; undefined if they don't. Nothing is pulled or
 * created: the account's table of images defines how each behaves, and any other image works.
 */
export function openContainer(world: World, node: NodeRecord, spec: WireObject): Container | undefined {
  const settings = findObject(spec, 'containerSettings');
  if (settings === undefined) return undefined;
  const configuration = findObject(findObject(node.pool.spec, 'virtualMachineConfiguration'), 'containerConfiguration');
  const early = earlyFailure(world, settings, configuration);
  if (early !== undefined) return { failure: early };
  const containerId = world.ids.hex(containerIdLength);
  const error = startError(settings, findImage(world, settings));
  return error === undefined
    ? { info: { containerId, state: 'running' } }
    : { failure: error.failure, info: { containerId, state: 'created', error: error.text } };
}

/** Returns the state of a container whose program has ended, or was ended. */
export function closedContainer(info: ContainerInfo): ContainerInfo {
  return info.state === 'running' ? { ...info, state: 'exited' } : info;
}

/** Returns the failure that prevents the container from being created. */
function earlyFailure(world: World, settings: WireObject, configuration: WireObject | undefined) {
  if (configuration === undefined) {
    return failed('ContainerPoolNotSupported', 'The specified pool does not support container tasks.');
  }
  const name = toContainerName(settings);
  if (!imageReference.test(name)) return invalidImage('invalid reference format');
  const isOnNode = findTexts(configuration, 'containerImageNames').some((known) => fullName(known) === fullName(name));
  return (isOnNode ? undefined : pullFailure(name, findImage(world, settings))) ?? optionsFailure(settings);
}

/** Grammar of image references: registry, path in lower case, tag, digest. */
const imageReference =
  /^(?:[\w.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::\w[\w.-]{0,127})?(?:@[a-z0-9]+:[0-9a-f]{32,})?$/;

function toContainerName(settings: WireObject): string {
  return findText(settings, 'imageName') ?? '';
}

/** Batch documentation: an image without a tag means the tag `latest`. */
function fullName(name: string): string {
  return /[:@]/.test(name.slice(name.lastIndexOf('/') + 1)) ? name : `${name}:latest`;
}

function findImage(world: World, settings: WireObject): ContainerImage {
  const wanted = fullName(toContainerName(settings));
  return Object.entries(world.containerImages).find(([name]) => fullName(name) === wanted)?.[1] ?? 'ok';
}

function pullFailure(name: string, image: ContainerImage): RunFailure | undefined {
  switch (image) {
    case 'notFound':
      return invalidImage(`manifest for ${fullName(name)} not found: manifest unknown`);
    case 'unauthorized':
      return invalidRegistry(`pull access for ${name} denied: unauthorized: authentication required`);
    case 'unreachable':
      return invalidRegistry(`the registry of ${name} cannot be reached: i/o timeout`);
    default:
      return undefined;
  }
}

/** Options are inserted before the image's name, so the first word must be an option and quotes must be closed. */
function optionsFailure(settings: WireObject): RunFailure | undefined {
  const options = (findText(settings, 'containerRunOptions') ?? '').trim();
  const isFitting = options === '' || (/^--?[a-z]/i.test(options) && /^(?:[^"']|"[^"]*"|'[^']*')*$/.test(options));
  return isFitting ? undefined : invalidSettings(`invalid options for a container: ${options}`);
}

/** Returns the engine's error for a container that was created but cannot start. */
function startError(settings: WireObject, image: ContainerImage) {
  if (image === 'noWorkingDirectory' && findText(settings, 'workingDirectory') === 'containerImageDefault') {
    const text = 'the working directory of the image is invalid, it needs to be an absolute path';
    return { text, failure: invalidSettings(text) };
  }
  if (image === 'noStart') {
    const text = 'failed to create task for container: unable to start container process';
    return { text, failure: failed('ContainerMiscError', 'An unknown container error occurred', text) };
  }
  return undefined;
}

function invalidImage(detail: string): RunFailure {
  return failed('ContainerInvalidImage', 'The specified container image is invalid', detail);
}

function invalidRegistry(detail: string): RunFailure {
  return failed('ContainerInvalidRegistry', 'The specified container registry is invalid', detail);
}

function invalidSettings(detail: string): RunFailure {
  return failed('ContainerInvalidSettings', 'One of the specified container settings is invalid', detail);
}

function failed(code: string, message: string, detail?: string): RunFailure {
  const details = detail === undefined ? {} : { details: [{ name: 'Message', value: detail }] };
  return { category: 'UserError', code, message, ...details };
}
