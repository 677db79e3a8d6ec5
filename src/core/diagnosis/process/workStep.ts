import * as l10n from '@vscode/l10n';
import type { EngineName } from '../../model/taskVerdict.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { TaskContext } from './taskContext.ts';

/** Sources that identify the step of a workflow, and the frames of a scene, in the evidence. */
export const stepSource = 'workflow';
export const framesSource = 'frames';

/** Maximum number of characters read from a command or log; engines name their step at the start of their output. */
const maxCommand = 8000;
const maxLog = 20_000;

interface Texts {
  readonly id: string;
  readonly name: string;
  readonly jobId: string;
  readonly command: string;
  readonly log: string;
  readonly left: string;
  readonly environment: ReadonlyMap<string, string>;
}

interface WorkStep {
  readonly engine: EngineName;
  readonly name: string;
  /** Distinguishes steps with the same name: a tag, wildcards, or a shard number. */
  readonly tag?: string | undefined;
}

/**
 * Describes the task as its submitter knows it, based on its ID, names, environment, command line, and logs: a process
 * of Nextflow, a rule of Snakemake, a call of Cromwell, or the frames of a scene. Undefined for other tasks.
 */
export function describeStep(context: TaskContext): Evidence | undefined {
  const texts = toTexts(context);
  const step = findStepIn(texts);
  if (step !== undefined) return { text: sayStep(step), source: stepSource };
  const frames = findFrames(texts);
  return frames === undefined ? undefined : { text: frames, source: framesSource };
}

/** Returns the name of the step that an engine runs in a task, as written by the engine: `ALIGN (s1)`. */
export function nameStep(context: TaskContext, engine: EngineName): string | undefined {
  const step = findStepIn(toTexts(context));
  if (step?.engine !== engine) return undefined;
  return step.tag === undefined ? step.name : `${step.name} (${step.tag})`;
}

function toTexts({ task, job, stdout, stderr, engineTexts = {} }: TaskContext): Texts {
  return {
    id: task.id,
    name: task.displayName ?? '',
    jobId: job?.id ?? '',
    command: (task.commandLine ?? '').slice(0, maxCommand),
    log: `${(stdout ?? '').slice(0, maxLog)}\n${(stderr ?? '').slice(0, maxLog)}`,
    left: Object.values(engineTexts).join('\n').slice(0, maxCommand),
    environment: new Map((task.environmentSettings ?? []).map(({ name, value = '' }) => [name.toUpperCase(), value])),
  };
}

function findStepIn(texts: Texts): WorkStep | undefined {
  return findProcess(texts) ?? findRule(texts) ?? findCall(texts);
}

function sayStep({ engine, name, tag }: WorkStep): string {
  switch (engine) {
    case 'Nextflow':
      return tag === undefined
        ? l10n.t('Nextflow process {0}', name)
        : l10n.t('Nextflow process {process} ({tag})', { process: name, tag });
    case 'Snakemake':
      return tag === undefined
        ? l10n.t('Snakemake rule {0}', name)
        : l10n.t('Snakemake rule {rule} ({wildcards})', { rule: name, wildcards: tag });
    case 'Cromwell':
      return tag === undefined
        ? l10n.t('Cromwell call {0}', name)
        : l10n.t('Cromwell call {call}, shard {shard}', { call: name, shard: tag });
  }
}

/** Matches a process with its tag: `ALIGN (sample_7)`. */
const processName = /^(?<process>[A-Za-z_][\w:]{0,120})(?: \((?<tag>[^()\n]{1,120})\))?$/;

/**
 * Finds the process of a Nextflow task. Nextflow names its job after the process, and writes `NEXTFLOW TASK: ALIGN
 * (sample_7)` or `### name: 'ALIGN (sample_7)'` at the start of its script.
 */
function findProcess({ name, jobId, command, log, left, environment }: Texts): WorkStep | undefined {
  const isNextflow = /\.command\.run\b|\bnextflow\b|\bNXF_/i.test(`${command}\n${[...environment.keys()].join('\n')}`);
  const said =
    /NEXTFLOW TASK: ([^\n]{1,200})/.exec(`${command}\n${left}\n${log}`)?.[1] ??
    /^### name: '([^'\n]{1,200})'$/m.exec(left)?.[1] ??
    /\bprocess > '?([\w:]{1,120}(?: \([^()\n]{1,120}\))?)/.exec(log)?.[1] ??
    environment.get('NXF_TASK_NAME') ??
    (isNextflow ? (name === '' ? /^(?:nf-)?job-[0-9a-f]{8,40}-(\w{1,120})$/i.exec(jobId)?.[1] : name) : undefined);
  const { process, tag } = processName.exec(said?.trim() ?? '')?.groups ?? {};
  return process === undefined ? undefined : { engine: 'Nextflow', name: process, tag };
}

/** Finds the rule of a Snakemake task, which runs one rule and writes `rule align:` with its wildcards. */
function findRule({ command, log }: Texts): WorkStep | undefined {
  const isSnakemake = /\bsnakemake\b/i.test(command) || /^Building DAG of jobs|^Error in rule /m.test(log);
  if (!isSnakemake) return undefined;
  const rule =
    /--allowed-rules[= ]'?(\w{1,120})/.exec(command)?.[1] ??
    /^Error in rule (\w{1,120}):/m.exec(log)?.[1] ??
    /^(?:local)?(?:rule|checkpoint) (\w{1,120}):/m.exec(log)?.[1];
  if (rule === undefined) return undefined;
  const wildcards = /^ {1,8}wildcards: ([^\n]{1,200})/m.exec(log)?.[1]?.trim();
  return { engine: 'Snakemake', name: rule, tag: wildcards };
}

/** Finds the call of a Cromwell task by its folder: `/cromwell-executions/main/…/call-align/shard-3/execution`. */
function findCall({ command, log, environment }: Texts): WorkStep | undefined {
  const texts = [command, [...environment.values()].join('\n').slice(0, maxCommand), log];
  const found = texts
    .map((text) => /\/call-([\w.]{1,120})(?:\/shard-(\d{1,7}))?\//.exec(text))
    .find((match) => match !== null);
  const [, call, shard] = found ?? [];
  return call === undefined ? undefined : { engine: 'Cromwell', name: call, tag: shard };
}

/** Matches options of rendering programs with the first and last frame. `named` matches frames in task names. */
const ranges: readonly RegExp[] = [
  /(?:^|\s)(?:-s|--frame-start|--start-frame|--first-frame|--start)[= ](\d{1,7})\s[^\n]{0,80}?(?:-e|--frame-end|--end-frame|--last-frame|--end)[= ](\d{1,7})\b/,
  /(?:^|\s)(?:-F|-f|--?frames?|--frame-range)[= ](\d{1,7})(?:-|\.\.|:)(\d{1,7})\b/,
];
const named = /\bframes?[-_ ]?(\d{1,7})(?:[-_–]|\.\.| to )(\d{1,7})$/i;
const startNames = ['FRAME_START', 'START_FRAME', 'FIRST_FRAME'];
const endNames = ['FRAME_END', 'END_FRAME', 'LAST_FRAME'];

function findFrames({ id, name, command, environment }: Texts): string | undefined {
  const start = startNames.map((key) => environment.get(key)).find((value) => value !== undefined);
  const end = endNames.map((key) => environment.get(key)).find((value) => value !== undefined);
  const found = ranges.map((range) => range.exec(command)).find((match) => match !== null);
  const match = found ?? named.exec(name) ?? named.exec(id);
  const [first, last] = [Number(start ?? match?.[1] ?? Number.NaN), Number(end ?? match?.[2] ?? Number.NaN)];
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || last < first) return undefined;
  return first === last ? l10n.t('Frame {0}', String(first)) : l10n.t('Frames {first}–{last}', { first, last });
}
