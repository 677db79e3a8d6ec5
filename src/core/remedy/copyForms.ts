import type { Job } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import { isObject } from '../model/shape.ts';
import type { Task } from '../model/task.ts';
import { hiddenText } from '../text/hiddenText.ts';
import { redactJson } from '../text/redactJson.ts';
import { toWrittenJson } from '../text/visibleJson.ts';
import { toPoolTemplate } from './poolTemplate.ts';
import { toDefinition } from './resubmit.ts';

/** A task, job or pool as the service has it. */
export type Copied =
  | { readonly kind: 'task'; readonly jobId: string; readonly value: Task }
  | { readonly kind: 'job'; readonly value: Job }
  | { readonly kind: 'pool'; readonly value: Pool };

/** The JSON that is submitted, a command of the Azure CLI, a script for Python, and a template of Resource Manager. */
export type CopyForm = 'definition' | 'cli' | 'python' | 'template';

/** What goes to the clipboard. */
export interface Copy {
  readonly text: string;
  /** How many secrets were left out. */
  readonly hidden: number;
}

/** Stands for a secret; unlike what is shown elsewhere, no tool takes it for an expression. */
const placeholder = '<secret>';

/** What another thing of the same definition is made from, in one of several forms, without secrets. */
export function toCopy(copied: Copied, form: CopyForm, account: { readonly name: string }): Copy {
  const shown = redactJson(toSubmitted(copied));
  const hidden = JSON.stringify(shown).split(hiddenText).length - 1;
  const definition = putInPlaceholders(shown);
  return { text: write(copied, definition, form, account), hidden };
}

function write(copied: Copied, definition: unknown, form: CopyForm, account: { readonly name: string }): string {
  switch (form) {
    case 'definition':
      return toWrittenJson(definition);
    case 'cli':
      return toCliCommand(copied, definition);
    case 'python':
      return toPython(copied, definition);
    case 'template':
      return toWrittenJson(toPoolTemplate(definition, account.name));
  }
}

function putInPlaceholders(value: unknown): unknown {
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
    // The ids of jobs that schedules make hold a colon, which no other may.
    return { ...definition, id: definition.id.replaceAll(':', '-') };
  }
  return toPoolDefinition(copied.value);
}

/** What the service adds to pools beside what it adds to everything. */
const ofPool: ReadonlySet<string> = new Set([
  'allocationState',
  'allocationStateTransitionTime',
  'autoScaleRun',
  'currentDedicatedNodes',
  'currentLowPriorityNodes',
  'currentNodeCommunicationMode',
  'identity',
  'resizeErrors',
]);
/** The service refuses the settings of one way to set the size beside those of the other (Batch documentation: "Pool - Add"). */
const ofFixedSize = ['targetDedicatedNodes', 'targetLowPriorityNodes', 'resizeTimeout'];
const ofFormula = ['autoScaleFormula', 'autoScaleEvaluationInterval'];

/** What a new pool is sent as to be the same. Its identity is set by Resource Manager alone. */
function toPoolDefinition(pool: Pool): unknown {
  const others = pool.enableAutoScale === true ? ofFixedSize : ofFormula;
  const own = Object.entries(toDefinition(pool)).filter(([name]) => !ofPool.has(name) && !others.includes(name));
  const { virtualMachineConfiguration: machine, ...definition } = Object.fromEntries(own) as unknown as Pool;
  if (machine === undefined) return definition;
  const { exactVersion: _found, ...imageReference } = machine.imageReference ?? {};
  const image = machine.imageReference === undefined ? {} : { imageReference };
  return { ...definition, virtualMachineConfiguration: { ...machine, ...image } };
}

/** For a POSIX shell: writes the definition into a file, and submits that. */
function toCliCommand(copied: Copied, definition: unknown): string {
  const file = `${copied.kind}.json`;
  const of = copied.kind === 'task' ? ` --job-id ${quoteForShell(copied.jobId)}` : '';
  return [
    `cat > ${file} <<'JSON'`,
    `${toWrittenJson(definition)}JSON`,
    `az batch ${copied.kind} create${of} --json-file ${file}`,
    '',
  ].join('\n');
}

/** One word for a POSIX shell. */
function quoteForShell(word: string): string {
  return /^[\w-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

const pythonModels = { task: 'TaskAddParameter', job: 'JobAddParameter', pool: 'PoolAddParameter' } as const;

/** For azure-batch before 15, of which no release is stable yet. The definition is read as the service reads it. */
function toPython(copied: Copied, definition: unknown): string {
  const job = copied.kind === 'task' ? `${toPythonLiteral(copied.jobId)}, ` : '';
  return [
    '# pip install "azure-batch<15"',
    'import os',
    '',
    'from azure.batch import BatchServiceClient, models',
    'from azure.batch.batch_auth import SharedKeyCredentials',
    '',
    'credentials = SharedKeyCredentials(os.environ["AZURE_BATCH_ACCOUNT"], os.environ["AZURE_BATCH_ACCESS_KEY"])',
    'client = BatchServiceClient(credentials, batch_url=os.environ["AZURE_BATCH_ENDPOINT"])',
    '',
    `definition = ${toPythonLiteral(definition)}`,
    `client.${copied.kind}.add(${job}models.${pythonModels[copied.kind]}.deserialize(definition))`,
    '',
  ].join('\n');
}

/** The same data as Python writes them: its texts have the escapes of JSON. */
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
