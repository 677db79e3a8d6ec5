import { isObject } from '../model/shape.ts';

/** API version of Microsoft.Batch that the names below belong to. */
const apiVersion = '2024-07-01';
const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const parameter = 'batchAccountName';

type Json = Readonly<Record<string, unknown>>;

/**
 * Converts pool definitions of the Batch service to a Resource Manager template, which uses other names and values, and
 * another structure for the size.
 */
export function toPoolTemplate(definitions: readonly unknown[], accountName: string): unknown {
  return {
    $schema: schema,
    contentVersion: '1.0.0.0',
    parameters: { [parameter]: { type: 'string', defaultValue: accountName } },
    resources: definitions.filter(isObject).map((pool) => ({
      type: 'Microsoft.Batch/batchAccounts/pools',
      apiVersion,
      name: `[concat(parameters('${parameter}'), '/', '${toQuoted(pool['id'])}')]`,
      properties: toProperties(pool),
    })),
  };
}

/** Properties that are converted separately, or that pools in Resource Manager don't have. */
const placed = new Set(
  (
    'id virtualMachineConfiguration targetDedicatedNodes targetLowPriorityNodes resizeTimeout enableAutoScale ' +
    'autoScaleFormula autoScaleEvaluationInterval enableInterNodeCommunication applicationPackageReferences ' +
    'applicationLicenses certificateReferences cloudServiceConfiguration'
  ).split(' '),
);

function toProperties(pool: Json): Json {
  const others = Object.entries(pool).filter(([name, value]) => !placed.has(name) && value !== null);
  const { virtualMachineConfiguration, enableInterNodeCommunication, applicationPackageReferences: packages } = pool;
  return {
    ...Object.fromEntries(others.map(([name, value]) => [toParameterName(name), toValue(value, name)])),
    ...(virtualMachineConfiguration === undefined
      ? {}
      : { deploymentConfiguration: { virtualMachineConfiguration: toValue(virtualMachineConfiguration, '') } }),
    scaleSettings: toScaleSettings(pool),
    ...(enableInterNodeCommunication === undefined
      ? {}
      : { interNodeCommunication: enableInterNodeCommunication === true ? 'Enabled' : 'Disabled' }),
    ...(Array.isArray(packages) ? { applicationPackages: packages.filter(isObject).map(toPackage) } : {}),
  };
}

function toScaleSettings(pool: Json): Json {
  if (pool['enableAutoScale'] === true) {
    const { autoScaleFormula: formula, autoScaleEvaluationInterval: evaluationInterval } = pool;
    return { autoScale: toValue(withoutUnset({ formula, evaluationInterval }), '') };
  }
  const { targetDedicatedNodes, targetLowPriorityNodes, resizeTimeout } = pool;
  return { fixedScale: withoutUnset({ targetDedicatedNodes, targetLowPriorityNodes, resizeTimeout }) };
}

/** Resource Manager identifies packages by the IDs of their applications. */
function toPackage({ applicationId, version }: Json): Json {
  const id = `[resourceId('Microsoft.Batch/batchAccounts/applications', parameters('${parameter}'), '${toQuoted(applicationId)}')]`;
  return withoutUnset({ id, version });
}

function withoutUnset(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null));
}

/** Property names that differ in Resource Manager, by name in the Batch service. */
const names: Readonly<Record<string, string>> = {
  nodeAgentSKUId: 'nodeAgentSkuId',
  virtualMachineImageId: 'id',
  inboundNATPools: 'inboundNatPools',
  dynamicVNetAssignmentScope: 'dynamicVnetAssignmentScope',
};

function toParameterName(name: string): string {
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name;
}

const words: Readonly<Record<string, readonly string[]>> = {
  access: ['Allow', 'Deny'],
  caching: ['None', 'ReadOnly', 'ReadWrite'],
  elevationLevel: ['NonAdmin', 'Admin'],
  loginMode: ['Batch', 'Interactive'],
  nodeFillType: ['Spread', 'Pack'],
  placement: ['CacheDisk'],
  policy: ['Regional', 'Zonal'],
  protocol: ['TCP', 'UDP'],
  provision: ['BatchManaged', 'UserManaged', 'NoPublicIPAddresses'],
  scope: ['Task', 'Pool'],
  storageAccountType: ['Standard_LRS', 'Premium_LRS', 'StandardSSD_LRS'],
  targetNodeCommunicationMode: ['Default', 'Classic', 'Simplified'],
  targets: ['OsDisk', 'TemporaryDisk'],
  type: ['DockerCompatible', 'CriCompatible'],
  workingDirectory: ['TaskWorkingDirectory', 'ContainerImageDefault'],
};

/** Converts property names and enumeration values to the names and values of Resource Manager. */
function toValue(value: unknown, of: string): unknown {
  if (typeof value === 'string') return escapeExpression(findWord(value, of) ?? value);
  if (Array.isArray(value)) return value.map((item: unknown) => toValue(item, of));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, held]) => held !== null)
      .map(([name, held]) => [toParameterName(name), toValue(held, name)]),
  );
}

function findWord(value: string, of: string): string | undefined {
  const known = Object.hasOwn(words, of) ? words[of] : undefined;
  return known?.find((word) => word.toLowerCase() === value.toLowerCase());
}

/** Doubles a bracket at the start of a string, which Resource Manager would otherwise parse as an expression. */
function escapeExpression(text: string): string {
  return text.startsWith('[') ? `[${text}` : text;
}

/** Escapes a value for a quoted string in an expression, where single quotes are doubled. */
function toQuoted(id: unknown): string {
  return String(id).replaceAll("'", "''");
}
