import type { Job } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import { isObject } from '../model/shape.ts';
import type { Task } from '../model/task.ts';
import { hiddenText } from '../text/hiddenText.ts';
import { quoteForTerminal } from '../text/quoteForShell.ts';
import { redactJson } from '../text/redactJson.ts';
import { toWrittenJson } from '../text/visibleJson.ts';
import { toPoolTemplate } from './poolTemplate.ts';
import { toDefinition } from './resubmit.ts';

/** A task, job or pool as the service returns it. */
export type Copied =
  | { readonly kind: 'task'; readonly jobId: string; readonly value: Task }
  | { readonly kind: 'job'; readonly value: Job }
  | { readonly kind: 'pool'; readonly value: Pool };

/** Form of a copy: the JSON to submit, an Azure CLI command, a Python script, or a Resource Manager template. */
export type CopyForm = 'definition' | 'cli' | 'python' | 'template';

/** Text for the clipboard. */
export interface Copy {
  readonly text: string;
  readonly hidden: number;
}

/** Placeholder for a secret. Unlike the placeholder on pages, no tool parses it as an expression. */
export const placeholder = '<secret>';

type Defined = Copied & { readonly definition: unknown };

/**
 * Returns definitions of items in one of several forms, without secrets: as JSON or as one command per item, or as one
 * script or template for all.
 */
export function toCopy(copied: readonly Copied[], form: CopyForm, account: { readonly name: string }): Copy {
  const shown = copied.map((one) => redactJson(addWithheld(toSubmitted(one), '')));
  const hidden = JSON.stringify(shown).split(hiddenText).length - 1;
  const defined = copied.map((one, index) => ({ ...one, definition: putInPlaceholders(shown[index]) }));
  return { text: write(defined, form, account), hidden };
}

function write(all: readonly Defined[], form: CopyForm, account: { readonly name: string }): string {
  const definitions = all.map(({ definition }) => definition);
  switch (form) {
    case 'definition':
      return toWrittenJson(definitions.length === 1 ? definitions[0] : definitions);
    case 'cli':
      return all.map(toCliCommand).join('\n');
    case 'python':
      return toPython(all);
    case 'template':
      return toWrittenJson(toPoolTemplate(definitions, account.name));
  }
}

/**
 * Required secrets that the service never returns; without them, it refuses the copy (Batch documentation: "Pool -
 * Add").
 */
const withheld: Readonly<Record<string, string>> = {
  userAccounts: 'password',
  containerRegistries: 'password',
  registry: 'password',
  azureFileShareConfiguration: 'accountKey',
  azureBlobFileSystemConfiguration: 'accountKey',
  cifsMountConfiguration: 'password',
};

/** Checks whether the property `name` authenticates by means other than the secret, such as an identity. */
function signsInOtherwise(name: string, object: Readonly<Record<string, unknown>>): boolean {
  if (object['identityReference'] !== undefined || object['sasKey'] !== undefined) return true;
  return /regist/i.test(name) && object['username'] === undefined;
}

/** Adds placeholders for required secrets that the service never returns; `name` is the property of `value`. */
function addWithheld(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => addWithheld(item, name));
  if (!isObject(value)) return value;
  const whole = Object.fromEntries(Object.entries(value).map(([key, held]) => [key, addWithheld(held, key)]));
  const secret = withheld[name];
  return secret === undefined || whole[secret] !== undefined || signsInOtherwise(name, value)
    ? whole
    : { ...whole, [secret]: hiddenText };
}

/** Replaces what `redactJson` has hidden. */
export function putInPlaceholders(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(hiddenText, placeholder);
  if (Array.isArray(value)) return value.map(putInPlaceholders);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [name.replaceAll(hiddenText, placeholder), putInPlaceholders(held)]),
  );
}

function toSubmitted(copied: Copied): unknown {
  if (copied.kind === 'task') return toDefinition(copied.value);
  if (copied.kind === 'job') {
    const definition = toDefinition(copied.value);
    // IDs of jobs that schedules created contain a colon, which other IDs may not.
    return { ...definition, id: definition.id.replaceAll(':', '-') };
  }
  return toPoolDefinition(copied.value);
}

const ofPool: ReadonlySet<string> = new Set(
  (
    'allocationState allocationStateTransitionTime autoScaleRun currentDedicatedNodes currentLowPriorityNodes ' +
    'currentNodeCommunicationMode identity resizeErrors'
  ).split(' '),
);
/**
 * The service refuses the settings of a fixed size together with those of a formula (Batch documentation: "Pool -
 * Add").
 */
const ofFixedSize = ['targetDedicatedNodes', 'targetLowPriorityNodes', 'resizeTimeout'];
const ofFormula = ['autoScaleFormula', 'autoScaleEvaluationInterval'];

/** Returns the definition that recreates a pool. Its identity is omitted because only Resource Manager can set it. */
function toPoolDefinition(pool: Pool): unknown {
  const others = pool.enableAutoScale === true ? ofFixedSize : ofFormula;
  const own = Object.entries(toDefinition(pool)).filter(([name]) => !ofPool.has(name) && !others.includes(name));
  const { virtualMachineConfiguration: machine, ...definition } = Object.fromEntries(own) as unknown as Pool;
  if (machine === undefined) return definition;
  const { exactVersion: _found, ...imageReference } = machine.imageReference ?? {};
  const image = machine.imageReference === undefined ? {} : { imageReference };
  return { ...definition, virtualMachineConfiguration: { ...machine, ...image } };
}

/** Returns POSIX shell commands that write the definition to a file and submit the file. */
function toCliCommand(defined: Defined): string {
  const { kind, definition } = defined;
  const file = `${kind}.json`;
  const of = defined.kind === 'task' ? ` --job-id ${quoteForTerminal(defined.jobId)}` : '';
  return [
    `cat > ${file} <<'JSON'`,
    `${toWrittenJson(definition)}JSON`,
    `az batch ${kind} create${of} --json-file ${file}`,
    '',
  ].join('\n');
}

const pythonModels = { task: 'TaskAddParameter', job: 'JobAddParameter', pool: 'PoolAddParameter' } as const;

/**
 * Returns a script for azure-batch before version 15, which has no stable release yet. The script parses definitions as
 * the service does.
 */
function toPython(all: readonly Defined[]): string {
  return [
    '# pip install "azure-batch<15"',
    'import os',
    '',
    'from azure.batch import BatchServiceClient, models',
    'from azure.batch.batch_auth import SharedKeyCredentials',
    '',
    'credentials = SharedKeyCredentials(os.environ["AZURE_BATCH_ACCOUNT"], os.environ["AZURE_BATCH_ACCESS_KEY"])',
    'client = BatchServiceClient(credentials, batch_url=os.environ["AZURE_BATCH_ENDPOINT"])',
    ...all.flatMap(toPythonCall),
    '',
  ].join('\n');
}

function toPythonCall(defined: Defined): readonly string[] {
  const { kind, definition } = defined;
  const job = defined.kind === 'task' ? `${toPythonLiteral(defined.jobId)}, ` : '';
  return [
    '',
    `definition = ${toPythonLiteral(definition)}`,
    `client.${kind}.add(${job}models.${pythonModels[kind]}.deserialize(definition))`,
  ];
}

/** Returns data as a Python literal; strings use JSON escapes. */
function toPythonLiteral(value: unknown, indent = ''): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null || value === undefined) return 'None';
  const inner = `${indent}    `;
  const wrap = ([open, close]: string, items: readonly string[]): string =>
    items.length === 0
      ? `${open}${close}`
      : `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close}`;
  if (Array.isArray(value))
    return wrap(
      '[]',
      value.map((item) => toPythonLiteral(item, inner)),
    );
  if (isObject(value))
    return wrap(
      '{}',
      Object.entries(value).map(([name, held]) => `${toPythonLiteral(name)}: ${toPythonLiteral(held, inner)}`),
    );
  return toWrittenJson(value).trimEnd();
}
