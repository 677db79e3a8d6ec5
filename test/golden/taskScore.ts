import { readFileSync } from 'node:fs';
import path from 'node:path';
import { explainTask } from '../../src/core/diagnosis/explainTask.ts';
import type { Evidence, Explanation } from '../../src/core/diagnosis/explanation/explanation.ts';
import { judgeSuccess } from '../../src/core/diagnosis/task/judgeSuccess.ts';
import { logNames } from '../../src/core/model/logEnd.ts';
import type { Task } from '../../src/core/model/task.ts';
import { escapePattern } from '../../src/core/text/escapePattern.ts';
import type { GoldenTask } from './goldenTasks.ts';
import type { LogPlace, StepKind } from './parseGoldenTasks.ts';

/**
 * Kind of title: it names the right subject, is the failing line, is the name of a kind or of an exit code, or is
 * wrong.
 */
export type TitleKind = 'specific' | 'line' | 'general' | 'false';

/** Explanation of a failed task, and its correctness. */
export interface TaskReading {
  readonly task: GoldenTask;
  readonly explanation: Explanation;
  /** Place of the cause; undefined if the explanation names no line. */
  readonly place: LogPlace | undefined;
  readonly isLineRight: boolean;
  readonly title: TitleKind;
  /** The first step, and its kinds; undefined if `stepKinds.json` doesn't contain its text. */
  readonly step: string;
  readonly stepKinds: readonly StepKind[] | undefined;
  readonly isStepRight: boolean;
  /** Reported follow-on failures. */
  readonly follows: readonly LogPlace[];
}

const taskId = 'task';
const shortestQuote = 8;

/** Explains a task that ended with an exit code other than 0, as its page does when both logs were read. */
export function readTask(task: GoldenTask): TaskReading {
  const { expect } = task;
  const explanation = explainTask({
    task: toTask(task),
    os: 'linux',
    stdout: task.logs['stdout.txt'],
    stderr: task.logs['stderr.txt'],
  });
  const said = listEvidence(explanation);
  const place = said.flatMap((one) => (one.isCause === true ? toPlace(one) : []))[0];
  const isLineRight =
    place === undefined ? expect.places.length === 0 : expect.places.some((one) => isSame(one, place));
  const step = explanation.fixes[0]?.text ?? '';
  const stepKinds = findStepKinds(step);
  return {
    task,
    explanation,
    place,
    isLineRight,
    title: judgeTitle(explanation.title, task),
    step,
    stepKinds,
    isStepRight: stepKinds?.some((kind) => expect.steps.includes(kind)) ?? false,
    follows: said.flatMap((one) => (one.isConsequence === true ? toPlace(one) : [])),
  };
}

/** Checks whether a task with exit code 0 is reported as failed. */
export function isDoubted(task: GoldenTask): boolean {
  const verdict = judgeSuccess({
    task: toTask(task),
    stdout: task.logs['stdout.txt'],
    stderr: task.logs['stderr.txt'],
  });
  return verdict !== undefined && verdict.kind !== 'plain';
}

/** Checks whether title, line and first step are correct. */
export function isAllRight({ title, isLineRight, isStepRight }: TaskReading): boolean {
  return title !== 'false' && isLineRight && isStepRight;
}

export function isSame(one: LogPlace, other: LogPlace): boolean {
  return one.log === other.log && one.line === other.line;
}

function toTask({ exitCode }: GoldenTask): Task {
  return {
    id: taskId,
    state: 'completed',
    commandLine: 'bash job.sh',
    executionInfo: {
      exitCode,
      result: exitCode === 0 ? 'success' : 'failure',
      startTime: '2026-01-01T00:00:00Z',
      endTime: '2026-01-01T00:10:00Z',
    },
  };
}

function listEvidence({ evidence, sections = [] }: Explanation): readonly Evidence[] {
  return [...evidence, ...sections.flatMap(({ items }) => items)];
}

/** Returns the place of evidence: `stderr.txt:14`. */
function toPlace({ source = '' }: Evidence): LogPlace[] {
  return logNames.flatMap((log) =>
    source.startsWith(`${log}:`) ? [{ log, line: Number(source.slice(log.length + 1)) }] : [],
  );
}

function judgeTitle(title: string, { expect, logs }: GoldenTask): TitleKind {
  const said = fold(title.replace(/^task failed: /, ''));
  const names = expect.subjects.flatMap((subject) => [fold(subject), fold(path.posix.basename(subject))]);
  if (names.some((name) => name !== '' && said.includes(name))) return 'specific';
  // Cuts in a long line are marked, and the place in the code follows.
  const words = said.replace(/ \([^()]*\)$/, '');
  const quoted = words.split('…').filter((part) => part.length >= shortestQuote);
  const lines = expect.places.map(({ log, line }) => fold(logs[log].split('\n')[line - 1] ?? ''));
  if (quoted.length > 0 && lines.some((line) => quoted.every((part) => line.includes(part.trim())))) return 'line';
  const isCodeAlone = said.startsWith('exit code ') && !title.includes('“');
  return isCodeAlone || generalTitles.has(words) ? 'general' : 'false';
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/["'“”‘’`]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Kinds of the diagnosis's steps, by their texts in the sources. */
const kindsOfSteps = Object.entries(
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'tasks', 'stepKinds.json'), 'utf8')) as Record<
    string,
    StepKind[]
  >,
).map(([step, kinds]) => ({ form: toForm(step), kinds }));

function findStepKinds(step: string): readonly StepKind[] | undefined {
  return kindsOfSteps.find(({ form }) => form.test(step))?.kinds;
}

/** Converts the text of a step to a pattern: `Install {0}.` matches with any text in place of the braces. */
function toForm(step: string): RegExp {
  const parts = step.split(/\{\w+\}/).map(escapePattern);
  return new RegExp(`^${parts.join('.+')}$`, 's');
}

/** Texts without placeholders: a title with such a text names no subject. */
const generalTitles = new Set(
  Object.keys(
    JSON.parse(readFileSync(path.join(import.meta.dirname, '../../l10n/bundle.l10n.fr.json'), 'utf8')) as object,
  )
    .filter((text) => !text.includes('{'))
    .map(fold),
);
