import * as l10n from '@vscode/l10n';
import {
  countsOnlyWaiting,
  findBareVectors,
  findUnknownMethods,
  findUnknownSymbols,
  leavesOutRunning,
} from '../evidence/formulaSymbols.ts';
import {
  type FormulaSlip,
  findFormulaSlip,
  findWrongOperand,
  findWrongTarget,
  type WrongOperand,
  type WrongTarget,
} from '../evidence/formulaSyntax.ts';
import { type DefinitionNode, findGiven } from './definitionTree.ts';
import { type DefinitionFinding, replaceWith, toFinding } from './finding.ts';
import { isPlaceholder } from './placeholders.ts';

const current = 'Current(?:Dedicated|LowPriority)Nodes|TaskSlotsPerNode|UsableNodeCount';
const setsOthers = new RegExp(
  `(\\$(?:${current}|PreemptedNodeCount|(?:Active|Running|Pending|Succeeded|Failed)Tasks))\\s{0,9}=(?!=)`,
  'i',
);
const asksNumber = new RegExp(`(\\$(?:${current}|Target(?:Dedicated|LowPriority)Nodes))\\s{0,9}\\.\\s{0,9}Get`, 'i');

/** Checks an autoscale formula. A formula with a mistake fails every time, and the pool keeps its size. */
export function checkFormula(node: DefinitionNode): readonly DefinitionFinding[] {
  const formula = findGiven(node, 'autoScaleFormula');
  if (typeof formula?.value !== 'string') return [];
  const text = formula.value;
  if (isPlaceholder(text)) return [];
  return [
    ...findUnknown(formula, text),
    ...findUnreadable(formula, text),
    ...findBare(formula, text),
    ...findNoTarget(formula, text),
    ...findOthersVariables(formula, text),
    ...findEarlierNames(formula, text),
    ...findUnguarded(formula, text),
    ...findLongTime(formula, text),
    ...findCutTarget(formula, text),
    ...findForgotten(formula, text),
  ];
}

/** Finds a formula that sets no target and therefore never changes the number of nodes. */
function findNoTarget(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const plain = withoutComments(text);
  if (/\$Target(?:Dedicated|LowPriority)Nodes\s*=(?!=)/i.test(plain)) return [];
  if (/\$TargetDedicated\s*=(?!=)/i.test(plain)) return [];
  const target = '$TargetDedicatedNodes';
  const message = l10n.t('The formula sets no target, so it never changes the number of nodes. Set {0}.', target);
  return [toFinding(formula, 'formula-target', message)];
}

/** Finds assignments to read-only variables, and numbers used as samples (Batch documentation: "Variables"). */
function findOthersVariables(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const plain = withoutComments(text);
  const set = setsOthers.exec(plain)?.[1];
  const asked = asksNumber.exec(plain)?.[1];
  return [
    ...(set === undefined
      ? []
      : [toFinding(formula, 'formula-target', l10n.t('Formulas can read {0}, but only the service sets it.', set))]),
    ...(asked === undefined
      ? []
      : [toFinding(formula, 'formula-type', l10n.t('{0} is a number and has no samples.', asked))]),
  ];
}

/** Finds outdated names of variables, which were renamed when Spot nodes were introduced. */
function findEarlierNames(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const used = withoutComments(text).match(/\$(?:Target|Current)Dedicated\b/gi) ?? [];
  return [...new Set(used)].map((earlier) => {
    const present = `${earlier}Nodes`;
    const message = l10n.t('The formula uses {earlier}, a name from before 2017. Rename it to {present}.', {
      earlier,
      present,
    });
    const fix = replaceWith(formula, replaceSymbol(text, earlier, present), l10n.t('Rename to "{0}"', present));
    return toFinding(formula, 'formula-target', message, fix);
  });
}

/**
 * Finds uses of the samples of an interval, which a new pool does not have (Batch documentation: "Obtain sample data").
 * Using only the last sample is allowed.
 */
function findUnguarded(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const plain = withoutComments(text);
  if (/\.\s*GetSamplePercent\s*\(/i.test(plain)) return [];
  const asked = /(\$\w{1,40})\s*\.\s*GetSample\s*\(\s*(?!\d+\s*\))/i.exec(plain)?.[1];
  if (asked === undefined) return [];
  const message = l10n.t(
    "GetSample fails while there are too few samples, as in the first minutes of a pool, and the pool then keeps its size. Ask {0} first, and use a fixed number if it's low.",
    `${asked}.GetSamplePercent(…)`,
  );
  return [toFinding(formula, 'unguarded-sample', message)];
}

/** Finds a target that is a bare quotient. Nodes are whole, so the target is 0 if there are fewer tasks than slots. */
function findCutTarget(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const plain = withoutComments(text);
  const set = /\$Target\w{1,30}Nodes\s*=\s*([^;]{1,300})/i.exec(plain)?.[1] ?? '';
  const named = /^\$?\w+\s*$/.test(set) ? set.trim() : undefined;
  const value =
    named === undefined ? set : (plain.split(';').findLast((one) => one.trim().startsWith(`${named} `)) ?? set);
  const divisor = /\/\s*(\$TaskSlotsPerNode|[2-9]|[1-9]\d+)\b/i.exec(value)?.[1];
  if (
    divisor === undefined ||
    findFormulaSlip(text) !== undefined ||
    /\+|\bround\b|\bmax\s*\(\s*1\b|,\s*1\s*\)|TimeInterval/i.test(value)
  )
    return [];
  const message = l10n.t(
    'With fewer tasks than {divisor}, this target is below 1, which is cut to 0 nodes. Round up: ($tasks + {divisor} - 1) / {divisor}',
    { divisor },
  );
  return [toFinding(formula, 'cut-target', message)];
}

/** Finds a formula that forgets running tasks: it removes the nodes that they run on, or adds none for those that wait. */
function findForgotten(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const plain = withoutComments(text);
  if (!leavesOutRunning(plain) || findFormulaSlip(text) !== undefined) return [];
  const counted = '$PendingTasks';
  const message = countsOnlyWaiting(plain)
    ? l10n.t(
        'The formula counts waiting tasks only: while tasks run, it removes their nodes, and the tasks start over. Count {counted}.',
        { counted },
      )
    : l10n.t(
        'The formula counts waiting tasks only: its target leaves out the nodes whose tasks run, so waiting tasks may get no node until those are done. Count {counted}.',
        { counted },
      );
  return [toFinding(formula, 'forgets-running', message)];
}

/** Finds a time with more decimals than the service's unit of 100 nanoseconds allows. */
function findLongTime(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const time = /\btime\s*\(\s*["']([\d:T -]{8,30}\.\d{8,}[\d:Z+-]{0,8})["']/i.exec(withoutComments(text))?.[1];
  if (time === undefined) return [];
  const message = l10n.t('In the formula, the seconds of the time {0} have more than 7 decimals. Shorten it.', time);
  const shorter = text.replaceAll(time, time.replace(/\.\d+/, ''));
  return [toFinding(formula, 'formula-time', message, replaceWith(formula, shorter, l10n.t('Remove the decimals')))];
}

function withoutComments(formula: string): string {
  return formula.replace(/\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/g, ' ');
}

function findUnreadable(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  const wrong = findWrongTarget(text);
  if (wrong !== undefined) return [toFinding(formula, 'formula-type', describeWrongTarget(wrong))];
  const operand = findWrongOperand(text);
  if (operand !== undefined) return [toFinding(formula, 'formula-type', describeWrongOperand(operand))];
  const slip = findFormulaSlip(text);
  return slip === undefined ? [] : [toFinding(formula, 'formula-syntax', describeSlip(slip))];
}

function describeWrongTarget({ target, type }: WrongTarget): string {
  switch (type) {
    case 'text':
      return /^\$Target/i.test(target)
        ? l10n.t('The formula sets {0} to a string. It must be a number.', target)
        : l10n.t('The formula sets {0} to a string. Write its value without quotation marks.', target);
    case 'time':
      return l10n.t('The formula sets {0} to a time. It must be a number.', target);
    case 'samples':
      return l10n.t(
        'The formula sets {0} to a series of samples. Get a number from it, for example with avg().',
        target,
      );
  }
}

function describeWrongOperand({ kind, sign }: WrongOperand): string {
  switch (kind) {
    case 'text':
      return l10n.t('In the formula, {0} is applied to a string. It accepts only numbers.', sign);
    case 'interval':
      return l10n.t(
        'In the formula, {0} is between a number and a time interval. Multiply the number by an interval.',
        sign,
      );
  }
}

function describeSlip({ kind, sign }: FormulaSlip): string {
  switch (kind) {
    case 'parenthesis':
      return l10n.t('In the formula, {0} is missing its matching parenthesis.', sign);
    case 'operator':
      return l10n.t("Formulas don't support the operator {0}.", sign);
    case 'separator':
      return l10n.t('In the formula, a semicolon is missing before {0}.', sign);
    case 'operand':
      return l10n.t('In the formula, a value is missing after {0}.', sign);
  }
}

/** Finds sample variables that are used as numbers, which makes the formula fail every time. */
function findBare(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  return findBareVectors(text).map((name) => {
    const message = l10n.t('{0} is a series of samples, not a number. Write {1}.', name, `avg(${name}.GetSample(1))`);
    return toFinding(formula, 'vector-without-sample', message);
  });
}

function findUnknown(formula: DefinitionNode, text: string): readonly DefinitionFinding[] {
  // A word in place of an operator is reported separately.
  const slip = findFormulaSlip(text)?.sign;
  const unknown = [...findUnknownSymbols(text), ...findUnknownMethods(text)].filter(({ name }) => name !== slip);
  return unknown.map(({ name, meant }) =>
    toFinding(
      formula,
      'unknown-symbol',
      meant === undefined
        ? l10n.t("The formula uses {0}, which isn't defined in the formula or by Batch.", name)
        : l10n.t("The formula uses {name}, which isn't defined in the formula or by Batch. Did you mean {meant}?", {
            name,
            meant,
          }),
      meant === undefined
        ? undefined
        : replaceWith(formula, replaceSymbol(text, name, meant), l10n.t('Rename to "{0}"', meant)),
    ),
  );
}

function replaceSymbol(formula: string, name: string, meant: string): string {
  return formula.replace(/\$?\b\w+/g, (symbol) => (symbol === name ? meant : symbol));
}
