import * as l10n from '@vscode/l10n';
import { parseDuration, toDurationWords } from '../../query/durations.ts';
import { findIdProblem } from '../../query/ids.ts';
import { type DefinitionNode, find, listItems, type Rule, toFinding } from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Checks an id by the rule of Batch for pools, jobs and tasks. */
export function checkId(name: string): Rule {
  return (node) => {
    const value = find(node, name);
    if (value?.type !== 'string') return [];
    const problem = findIdProblem(String(value.value));
    return problem === undefined ? [] : [toFinding(value, { code: 'invalid-id', severity: 'error', message: problem })];
  };
}

/** Checks a number, if it is there, against limits that both count as allowed; null means no limit. */
export function checkRange(name: string, least: number, most: number | undefined, integer = true): Rule {
  return (node) => {
    const value = find(node, name);
    if (value?.type !== 'number') return [];
    const number = Number(value.value);
    if (number >= least && (most === undefined || number <= most) && (!integer || Number.isInteger(number))) return [];
    const message =
      most === undefined
        ? l10n.t('"{0}" is a whole number of at least {1}.', name, least)
        : l10n.t('"{0}" is a whole number from {1} to {2}.', name, least, most);
    return [toFinding(value, { code: 'out-of-range', severity: 'error', message })];
  };
}

/** -1 means "no limit"; 0 would let nothing run. */
export function checkLimitOrUnlimited(name: string): Rule {
  return (node) => {
    const value = find(node, name);
    if (
      value?.type !== 'number' ||
      Number(value.value) === -1 ||
      (Number.isInteger(value.value) && Number(value.value) > 0)
    )
      return [];
    return [
      toFinding(value, {
        code: 'out-of-range',
        severity: 'error',
        message: l10n.t('"{0}" is a whole number above 0, or -1 for no limit.', name),
      }),
    ];
  };
}

/** A rule for the length of a property's text, in characters. */
export function checkTextLength(name: string, most: number): Rule {
  return (node) => {
    const value = find(node, name);
    if (value?.type !== 'string' || String(value.value).length <= most) return [];
    return [
      toFinding(value, {
        code: 'too-long',
        severity: 'error',
        message: l10n.t('"{0}" has at most {1} characters.', name, most),
      }),
    ];
  };
}

/** A rule for the number of items in a property's list. */
export function checkListLength(name: string, most: number): Rule {
  return (node) => {
    const value = find(node, name);
    if (value === undefined || listItems(value).length <= most) return [];
    return [
      toFinding(value, {
        code: 'too-many',
        severity: 'error',
        message: l10n.t('"{0}" has at most {1} items.', name, most),
      }),
    ];
  };
}

/** Checks a duration that can be read; one that cannot is reported with its type. Limits are in milliseconds. */
function checkDurationRange(name: string, leastMs: number, mostMs?: number): Rule {
  return (node) => {
    const value = find(node, name);
    const ms = value?.type === 'string' ? parseDuration(String(value.value)) : undefined;
    if (value === undefined || ms === undefined || (ms >= leastMs && (mostMs === undefined || ms <= mostMs))) return [];
    return [
      toFinding(value, {
        code: 'out-of-range',
        severity: 'error',
        message: describeDurationRange(name, leastMs, mostMs),
      }),
    ];
  };
}

function describeDurationRange(name: string, leastMs: number, mostMs: number | undefined): string {
  if (mostMs === undefined) return l10n.t('"{0}" is at least {1}.', name, toDurationWords(leastMs));
  return l10n.t('"{0}" is from {1} to {2}.', name, toDurationWords(leastMs), toDurationWords(mostMs));
}

/** Batch documentation: resize timeout, autoscale interval, limits of tasks, jobs and release tasks. */
export const resizeTimeout = checkDurationRange('resizeTimeout', 5 * minuteMs);
export const autoScaleInterval = checkDurationRange('autoScaleEvaluationInterval', 5 * minuteMs, 168 * hourMs);
export const wallClock = checkDurationRange('maxWallClockTime', 1000);
export const releaseWallClock = checkDurationRange('maxWallClockTime', 1000, 15 * minuteMs);
export const recurrence = checkDurationRange('recurrenceInterval', minuteMs);
export const startWindow = checkDurationRange('startWindow', minuteMs);

/** A range that ends before it starts. */
export function checkStartEnd(startName: string, endName: string): Rule {
  return (node): readonly DefinitionFinding[] => {
    const [start, end] = [find(node, startName), find(node, endName)];
    if (start?.type !== 'number' || end?.type !== 'number' || Number(start.value) <= Number(end.value)) return [];
    return [
      toFinding(end, {
        code: 'contradiction',
        severity: 'error',
        message: l10n.t('"{0}" is before "{1}".', endName, startName),
      }),
    ];
  };
}

/** Says which ids are twice among the definitions it is given one after the other, without case. */
export function watchIds(): (node: DefinitionNode, objectName: string) => readonly DefinitionFinding[] {
  const seen = new Set<string>();
  return (node, objectName) => {
    const value = find(node, 'id');
    if (typeof value?.value !== 'string') return [];
    const id = `${objectName} ${value.value.toLowerCase()}`;
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      toFinding(value, {
        code: 'duplicate-id',
        severity: 'error',
        message: l10n.t('This id is in the list twice; ids that differ only in case are the same.'),
      }),
    ];
  };
}
