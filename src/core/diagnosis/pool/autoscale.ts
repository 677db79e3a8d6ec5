import * as l10n from '@vscode/l10n';
import { sum } from '../../extremes.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import { mayFormulaAskFor, type Pool } from '../../model/pool.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import type { Count } from '../../words/count.ts';
import { formatNumber } from '../../words/numbers.ts';
import { findCode } from '../catalogue/find.ts';
import { findBareVectors, listInputs, suggestSymbol, usesTasksAsNodes } from '../evidence/formulaSymbols.ts';
import { maskLiterals } from '../evidence/mask.ts';
import { isSame, toTime, toTimeText } from '../evidence/time.ts';
import { type Draft, quoteInSentence, toSentence } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { type Instruction, toFix } from '../explanation/instruction.ts';
import { joinSentences, listSome } from '../explanation/sentences.ts';
import { describeProblem } from '../explanation/serviceWords.ts';
import { withOwnMessages } from '../process/ownCause.ts';

/** Reads the targets from the results of an autoscale run, which have the format `$Name=value;$Name=value`. */
export function readAutoscaleResults(results: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of (results ?? '').slice(0, 20_000).split(';')) {
    const equalsAt = part.indexOf('=');
    if (equalsAt > 0) found.set(part.slice(0, equalsAt).trim(), part.slice(equalsAt + 1).trim());
  }
  return found;
}

/** Explains a failing autoscale formula; undefined if the last run had no error. */
export function explainAutoscaleError(pool: Pool): Draft | undefined {
  const run = pool.autoScaleRun;
  if (run?.error === undefined) return undefined;
  const known = findCode('poolAutoscale', run.error.code);
  const text = known?.entry.text();
  const place = run.error.values?.find(({ value }) => value !== undefined)?.value;
  const symbol = /\bUndefined symbol: (\$?\w{1,100})/i.exec(place ?? '')?.[1];
  const draft: Draft = {
    category: known?.entry.category ?? 'bad-input',
    code: run.error.code,
    title: l10n.t("Pool {0} isn't being resized: the autoscale formula is failing", pool.id),
    cause: joinSentences([
      text?.meaning ?? toSentence(run.error.message ?? ''),
      place === undefined ? '' : l10n.t('The service says: “{0}”.', quoteInSentence(place)),
      symbol === undefined ? '' : describeSymbol(symbol),
    ]),
    evidence: [
      { ...describeProblem(run.error), source: 'autoScaleRun' },
      describeRunTime(run.timestamp),
      pool.autoScaleFormula === undefined ? undefined : { text: pool.autoScaleFormula, source: 'autoScaleFormula' },
      run.results === undefined || run.results === ''
        ? undefined
        : { text: l10n.t('Last results: {0}', run.results), source: 'autoScaleRun' },
    ],
    fixes: [
      ...(symbol === undefined
        ? listAutoscaleFixes(text?.fixes, place, pool.autoScaleFormula)
        : [adviseSymbol(symbol)]),
      ...adviseVectors(pool.autoScaleFormula),
    ].map((fix, index) => ({
      ...toFix(fix),
      property: ['autoScaleFormula'],
      ...(index === 0 ? { remedies: ['pool.evaluateAutoscale', 'pool.enableAutoscale'] as const } : {}),
    })),
    confidence: 'certain',
    identity: maskLiterals(place ?? ''),
  };
  return withOwnMessages(draft, [run.error], 'autoScaleRun', (what) =>
    l10n.t("Pool {0} isn't being resized: {1}", pool.id, continueAfterColon(what)),
  );
}

function describeSymbol(symbol: string): string {
  const meant = suggestSymbol(symbol);
  return meant === undefined
    ? l10n.t("Batch doesn't define anything with that name, and the formula doesn't set it beforehand.")
    : l10n.t('Did you mean {0}?', meant);
}

function adviseSymbol(symbol: string): string {
  const meant = suggestSymbol(symbol);
  return meant === undefined
    ? l10n.t('Correct {0} in the formula, or set it before it is used, and evaluate the formula.', symbol)
    : l10n.t("Replace {symbol} with {meant} in the formula, and evaluate the formula before it's used.", {
        meant,
        symbol,
      });
}

function describeRunTime(timestamp: string | undefined): Evidence | undefined {
  const time = toTime(timestamp);
  return time === undefined
    ? undefined
    : { text: l10n.t('The formula was evaluated on {0}.', toTimeText(time)), source: 'autoScaleRun' };
}

/**
 * Checks whether the last evaluation failed only because there were too few samples, so that the next one may succeed
 * (Batch documentation: "Automatic scaling formulas").
 */
export function lacksSamples({ autoScaleRun: run }: Pool): boolean {
  return (
    isSame(run?.error?.code, 'InsufficientSampleData') ||
    (run?.error?.values ?? []).some(({ value }) => saysShort(value))
  );
}

function saysShort(place = ''): boolean {
  return /insufficient (?:sample )?data|wanted \d|\bsamples? (?:cannot|could not|can't) be found/i.test(place);
}

/** Lists the fixes. Too few samples are not a mistake at one place: the formula lacks a guard, or the pool is new. */
function listAutoscaleFixes(
  known: readonly Instruction[] | undefined,
  place: string | undefined,
  formula: string | undefined,
): readonly Instruction[] {
  if (saysShort(place)) {
    const takesNone = formula !== undefined && !/\.\s?GetSample\b/i.test(formula);
    return [
      ...(takesNone
        ? []
        : [
            l10n.t(
              'Guard `GetSample` with `GetSamplePercent`: there are not always as many samples as the formula asks for.',
            ),
          ]),
      l10n.t('For a new pool, wait a few minutes: samples are taken every 30 seconds.'),
    ];
  }
  return known ?? [l10n.t('Evaluate the formula, and act on what the service says.')];
}

/** Advises on variables with samples that are used as numbers. */
function adviseVectors(formula: string | undefined): readonly string[] {
  const [vector] = findBareVectors(formula ?? '');
  return vector === undefined
    ? []
    : [
        l10n.t(
          '{0} holds all the samples of that variable, not a single number: use `GetSample` to take what you need from them, such as the highest of the last 5 minutes.',
          vector,
        ),
      ];
}

/** Describes what isn't known of a formula that may later ask for this many nodes; empty if it never does. */
export function describeOpenTarget(pool: Pool, nodes: number): string {
  const inputs = listInputs(pool.autoScaleFormula ?? '');
  if (inputs.length === 0 || !mayFormulaAskFor(nodes, pool)) return '';
  return l10n.t(
    "The autoscale formula depends on {variables}. Batch doesn't report these values, so what the formula asks for next isn't known.",
    { variables: listSome(inputs.map((input) => `\`${input}\``)) },
  );
}

/** Explains a formula that works but requests no nodes at all. */
export function explainAutoscaleToZero(pool: Pool): Draft | undefined {
  if (pool.enableAutoScale !== true || (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0) > 0)
    return undefined;
  if ((pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0) > 0) return undefined;
  const { results, timestamp } = pool.autoScaleRun ?? {};
  const isEvaluated = results !== undefined || timestamp !== undefined;
  return {
    category: 'allocation',
    title: l10n.t('Pool {0} has no nodes because its autoscale formula asks for none', pool.id),
    cause: joinSentences([
      isEvaluated
        ? l10n.t('The formula was evaluated without errors and returned a target of 0 nodes, so no task can run.')
        : l10n.t(
            "Batch reports no evaluation of the formula so far, and the pool's target is 0 nodes, so no task can run.",
          ),
      describeOpenTarget(pool, 1),
    ]),
    evidence: [
      results === undefined
        ? undefined
        : {
            text: [...readAutoscaleResults(results)].map(([name, value]) => `${name} = ${value}`).join(', '),
            source: 'autoScaleRun',
          },
      pool.autoScaleFormula === undefined ? undefined : { text: pool.autoScaleFormula, source: 'autoScaleFormula' },
    ],
    fixes: [
      ...adviseVectors(pool.autoScaleFormula).map((text) => ({
        text,
        property: ['autoScaleFormula'],
        remedies: ['pool.enableAutoscale'] as const,
      })),
      {
        text: l10n.t(
          'If tasks should run, evaluate the formula and see why it returns 0; pending tasks are in `$PendingTasks`.',
        ),
        property: ['autoScaleFormula'],
        remedies: ['pool.evaluateAutoscale', 'pool.enableAutoscale'],
      },
    ],
    confidence: isEvaluated ? 'certain' : 'likely',
    identity: 'autoscale to zero',
  };
}

interface SlotEvidence {
  readonly pool: Pool;
  readonly nodes?: readonly ComputeNode[] | undefined;
  readonly areAllNodes?: boolean | undefined;
  /** Tasks that wait for nodes of the pool. */
  readonly waiting?: Count | undefined;
}

/**
 * Adds to the draft of a pool without errors that its formula asks for a node for each task, if the tasks fit on fewer
 * nodes; returns other drafts unchanged. Slots in use show whether tasks need several.
 */
export function withTasksAsNodes(draft: Draft, evidence: SlotEvidence): Draft {
  const { pool, nodes = [], areAllNodes = false, waiting } = evidence;
  const { taskSlotsPerNode: slots = 1, autoScaleFormula: formula = '' } = pool;
  const able = nodes.filter(({ state }) => state === 'idle' || state === 'running');
  const used = sum(able.map((node) => node.runningTaskSlotsCount ?? node.runningTasksCount ?? 0));
  const tasks = sum(able.map((node) => node.runningTasksCount ?? 0)) + (waiting?.count ?? 0);
  const isTooMany = tasks > 1 && used + (waiting?.count ?? 0) <= slots * (able.length - 1);
  if (!areAllNodes || slots < 2 || !isTooMany || !usesTasksAsNodes(formula)) return draft;
  return {
    ...draft,
    category: 'allocation',
    title: l10n.t('The autoscale formula of pool {pool} asks for a node per task, but each node has {slots} slots', {
      pool: pool.id,
      slots: formatNumber(slots),
    }),
    cause: joinSentences([
      draft.cause,
      l10n.t(
        'The formula uses the number of tasks as the number of nodes. Tasks that need one slot each fit on fewer nodes, and idle nodes cost as much as busy ones.',
      ),
    ]),
    evidence: [...(draft.evidence ?? []), { text: formula, source: 'autoScaleFormula' }],
    fixes: [
      {
        text: l10n.t(
          'Divide the number of tasks by `$TaskSlotsPerNode` in the formula; count tasks that need several slots (requiredSlots) as often.',
        ),
        property: ['autoScaleFormula'],
        remedies: ['pool.evaluateAutoscale', 'pool.enableAutoscale'],
      },
    ],
    confidence: 'likely',
    identity: 'tasks as nodes',
  };
}
