import { suggest } from '../../text/suggest.ts';

/** Variables for which the service has samples rather than a single number. */
const sampled = [
  '$CPUPercent',
  '$WallClockSeconds',
  '$MemoryBytes',
  '$DiskBytes',
  '$DiskReadBytes',
  '$DiskWriteBytes',
  '$DiskReadOps',
  '$DiskWriteOps',
  '$NetworkInBytes',
  '$NetworkOutBytes',
  '$SampleNodeCount',
  '$ActiveTasks',
  '$RunningTasks',
  '$PendingTasks',
  '$SucceededTasks',
  '$FailedTasks',
] as const;

/** Variables that the service or the formula sets ("Create a formula to automatically scale compute nodes"). */
const variables = [
  '$TargetDedicatedNodes',
  '$TargetLowPriorityNodes',
  '$TargetDedicated',
  '$NodeDeallocationOption',
  ...sampled,
  '$TaskSlotsPerNode',
  '$CurrentDedicated',
  '$CurrentDedicatedNodes',
  '$CurrentLowPriorityNodes',
  '$UsableNodeCount',
  '$PreemptedNodeCount',
] as const;

const units = ['Zero', '100ns', 'Microsecond', 'Millisecond', 'Second', 'Minute', 'Hour', 'Day', 'Week', 'Year'];

const words = [
  ...['avg', 'ceil', 'floor', 'len', 'lg', 'ln', 'log', 'max', 'min', 'norm', 'percentile', 'rand', 'range', 'round'],
  ...['std', 'stop', 'sum', 'time', 'val'],
  ...units.map((unit) => `TimeInterval_${unit}`),
  ...['requeue', 'terminate', 'taskcompletion', 'retaineddata'],
  ...['double', 'doubleVec', 'doubleVecList', 'string', 'timestamp', 'timeinterval', 'true', 'false'],
] as const;

/** All symbols that a formula can use without setting them. */
export const formulaSymbols: { readonly variables: readonly string[]; readonly words: readonly string[] } = {
  variables,
  words,
};

/**
 * Checks whether a formula counts only waiting tasks and thus removes nodes whose tasks run, which start again
 * (Batch documentation: "$NodeDeallocationOption").
 */
export function countsOnlyWaiting(formula: string): boolean {
  return leavesOutRunning(formula) && !/\b(?:taskcompletion|retaineddata)\b/i.test(formula);
}

/** Checks whether the target of a formula leaves out nodes whose tasks run, even if it lets them finish. */
export function leavesOutRunning(formula: string): boolean {
  return (
    /\$ActiveTasks\b/i.test(formula) &&
    !/\$(?:RunningTasks|PendingTasks|Current(?:Dedicated|LowPriority)Nodes)\b/i.test(formula)
  );
}

const countOfTasks = /\$(?:Active|Running|Pending)Tasks\s{0,9}\.\s{0,9}GetSample\b/i;
const assignment = /^\s*(\$?\w{1,100})\s*=(?!=)(.*)$/s;

/**
 * Checks whether a target of the formula is a number of tasks, never divided by the tasks that a node runs at once.
 * Conditions only choose between values, so counts in them don't matter.
 */
export function usesTasksAsNodes(formula: string): boolean {
  const text = formula.slice(0, maxFormulaLength).replace(/\/\/[^\n]*/g, ' ');
  if (/\$TaskSlotsPerNode\b/i.test(text)) return false;
  const counts = new Set<string>();
  for (const statement of text.split(';')) {
    const [, name = '', value = ''] = assignment.exec(statement) ?? [];
    const choices = value.split(':').map((part) => part.slice(part.lastIndexOf('?') + 1));
    const isCount = choices.some(
      (choice) =>
        !/[/*]/.test(choice) &&
        (countOfTasks.test(choice) || choice.match(/\$?\b\w{1,100}/g)?.some((word) => counts.has(word)) === true),
    );
    if (!isCount) continue;
    if (/^\$Target(?:Dedicated|LowPriority)Nodes$/i.test(name)) return true;
    counts.add(name);
  }
  return false;
}

/** Lists what a formula's result depends on: the service's variables that it reads, and the time. */
export function listInputs(formula: string): readonly string[] {
  const read = formula.replace(/\/\/[^\n]*/g, ' ').match(/\$\w{1,40}|\btime\s{0,9}(?=\()/gi) ?? [];
  const inputs = read.flatMap((name) => {
    if (!name.startsWith('$')) return ['time()'];
    return variables.filter(
      (one) => one.toLowerCase() === name.toLowerCase() && !/^\$(?:Target|NodeDealloc)/.test(one),
    );
  });
  return [...new Set(inputs)];
}

/** Maximum length of a formula that Batch accepts (Batch documentation: "autoScaleFormula"). */
const maxFormulaLength = 8192;

/** Finds the symbol of the formula language that `symbol` most likely means; undefined if none is similar. */
export function suggestSymbol(symbol: string): string | undefined {
  return suggest(symbol, symbol.startsWith('$') ? variables : words);
}

/** A symbol that a formula uses without setting it, and that is not defined. */
export interface UnknownSymbol {
  readonly name: string;
  readonly meant?: string | undefined;
}

/** Matches strings, comments, members after a dot, and symbols. */
const token = /"[^"]*"?|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*|\.\s?\w+|\$?[a-z_]\w*/gi;

/**
 * Finds symbols for which the service would reject `formula`. Symbols without a `$` count only if they are similar to a
 * known word, because the language may have more words than its documentation.
 */
export function findUnknownSymbols(formula: string): readonly UnknownSymbol[] {
  const text = formula.slice(0, maxFormulaLength);
  const used = new Set<string>();
  const known = new Set<string>([...variables, ...words].map((name) => name.toLowerCase()));
  for (const { 0: name, index } of text.matchAll(token)) {
    if (!/^[$a-z_]/i.test(name)) continue;
    if (/^\s{0,99}=(?!=)/.test(text.slice(index + name.length, index + name.length + 101)))
      known.add(name.toLowerCase());
    else used.add(name);
  }
  return [...used]
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => ({ name, meant: suggestSymbol(name) }))
    .filter(({ name, meant }) => name.startsWith('$') || meant !== undefined);
}

/** Methods of a series of samples (Batch documentation: "Methods"). */
const methods = ['Count', 'GetSample', 'GetSamplePercent', 'GetSamplePeriod', 'HistoryBeginTime'];

/** Finds methods that `formula` calls on series of samples or on results of calls, but that don't exist. */
export function findUnknownMethods(formula: string): readonly UnknownSymbol[] {
  const text = formula.slice(0, maxFormulaLength).replace(/\/\/[^\n]*/g, ' ');
  const called = [...text.matchAll(/(\$\w{1,40}|\))\s{0,20}\.\s{0,20}([A-Za-z]\w{0,60})\s{0,20}\(/g)].flatMap(
    ([, name = '', method = '']) => {
      const isSeries = name === ')' || sampled.some((variable) => variable.toLowerCase() === name.toLowerCase());
      return isSeries && !methods.some((one) => one.toLowerCase() === method.toLowerCase()) ? [method] : [];
    },
  );
  return [...new Set(called)].map((name) => ({ name, meant: suggest(name, methods) }));
}

/** Finds variables with samples that `formula` uses like single numbers, without a method such as `.GetSample(…)`. */
export function findBareVectors(formula: string): readonly string[] {
  const text = formula.slice(0, maxFormulaLength);
  const bare = [...text.matchAll(token)].flatMap(({ 0: name, index }) => {
    const isAsked = /^\s{0,99}\./.test(text.slice(index + name.length, index + name.length + 100));
    return isAsked ? [] : (sampled.find((variable) => variable.toLowerCase() === name.toLowerCase()) ?? []);
  });
  return [...new Set(bare)];
}
