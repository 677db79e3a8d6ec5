import type { Monitoring } from './arm/monitoring.ts';
import { invalidPropertyValue } from './http/serviceError.ts';
import type { ContainerImage, ContainerImages } from './scenarios/scenario.ts';
import { checkAsked } from './schema/checkBody.ts';
import { parseModels } from './schema/models.ts';
import type { SimulatorOptions } from './simulatorOptions.ts';

/** Types of the options, for `parseModels`. Faults, outcomes and roles are parsed where they are kept. */
export const optionTypes: Readonly<Record<keyof SimulatorOptions, string>> = {
  port: 'int',
  host: 'string',
  externalUrl: 'string',
  allowedHosts: 'string[]',
  armPort: 'int',
  allowPlainHttp: 'bool',
  allowRemoteCommands: 'bool',
  isTls: 'bool',
  scenario: 'any',
  executor: 'any',
  speed: 'number',
  accountName: 'string',
  accountKey: 'string',
  clock: 'any',
  startMs: 'number',
  isHeld: 'bool',
  stateFolder: 'string',
  ids: 'any',
  faults: 'any[]',
  nodeArrivalMs: 'number',
  defaultJobAction: 'none|terminate',
  images: 'string[]',
  vmSizes: 'string[]',
  containerImages: 'texts',
  environment: 'texts',
  apiVersions: 'string[]',
  isLenient: 'bool',
  directory: 'object',
  monitoring: 'Monitoring',
  roles: 'object',
  controlToken: 'string',
  outcomes: 'any[]',
  onRequest: 'any',
};

const monitoringTypes: Readonly<Record<keyof Monitoring, string>> = {
  serviceLog: 'workspace|storage|nowhere',
  auditLog: 'workspace|storage|nowhere',
  hidesWorkspace: 'bool',
  partialRows: 'int',
  mostColumns: 'int',
  failingMetrics: 'string[]',
  throttledSeconds: 'int',
};

const models = parseModels(toOptionLine('SimulatorOptions', optionTypes), toOptionLine('Monitoring', monitoringTypes));

function toOptionLine(name: string, types: Readonly<Record<string, string>>): string {
  return `${name}: ${Object.entries(types)
    .map((pair) => pair.join('='))
    .join(' ')}`;
}

/** Parses the options of `startSimulator`. Throws a refusal for one that doesn't exist or has another type. */
export function parseOptions(given: SimulatorOptions): SimulatorOptions {
  const options: SimulatorOptions = checkAsked(models, 'SimulatorOptions', given);
  checkContainerImages(options.containerImages ?? {});
  return options;
}

/** Parses a setup of Azure Monitor. Throws like `parseOptions`. */
export function parseMonitoring(given: Monitoring): Monitoring {
  return checkAsked(models, 'Monitoring', given);
}

const containerImageKinds: Readonly<Record<ContainerImage, true>> = {
  ok: true,
  notFound: true,
  unauthorized: true,
  unreachable: true,
  noWorkingDirectory: true,
  noStart: true,
};

/** Throws a refusal for a kind of container image that doesn't exist. */
export function checkContainerImages(images: ContainerImages): void {
  for (const [name, kind] of Object.entries(images)) {
    if (Object.hasOwn(containerImageKinds, kind)) continue;
    const reason = `The value must be one of ${Object.keys(containerImageKinds).join(', ')}`;
    throw invalidPropertyValue(`containerImages.${name}`, kind, reason);
  }
}
