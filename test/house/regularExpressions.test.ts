import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { tokenizer } from 'acorn';
import { transformSync } from 'esbuild';
import { analyse } from 'scslre';
import type { Rule } from '../../src/core/diagnosis/logs/engine/rule.ts';
import { families } from '../../src/core/diagnosis/logs/rules/rules.ts';
import { commandRules, hereString } from '../../src/core/text/commandSecrets.ts';
import { continuation } from '../../src/core/text/continuedLines.ts';
import { address, plainUser, userInfo } from '../../src/core/text/redact.ts';
import { message } from '../../src/core/text/secretMessages.ts';
import { namedRules } from '../../src/core/text/secretNamed.ts';
import { endsWithName, nameBehind, pairedValue } from '../../src/core/text/secretPairs.ts';
import { dividedSignature, secretRules } from '../../src/core/text/secretRules.ts';
import { unseen } from '../../src/core/text/unseen.ts';

/*
 * Logs, names and messages are hostile: no regular expression that sees them may take more than linear time. The
 * analysis finds repetitions that can trade characters with each other, and those that can start anywhere.
 */
const core = path.join(import.meta.dirname, '../../src/core');

interface Expression {
  readonly file: string;
  readonly source: RegExp;
}

function listExpressions(file: string): readonly Expression[] {
  const { code } = transformSync(readFileSync(path.join(core, file), 'utf8'), { loader: 'ts' });
  return [...tokenizer(code, { ecmaVersion: 'latest', sourceType: 'module' })].flatMap((token) => {
    const value: unknown = Reflect.get(token, 'value');
    if (token.type.label !== 'regexp' || typeof value !== 'object' || value === null) return [];
    const { pattern, flags } = value as { readonly pattern: string; readonly flags: string };
    return [{ file, source: new RegExp(pattern, flags) }];
  });
}

function isSuperLinear({ source }: Expression): boolean {
  return analyse(source, { maxReports: 1 }).reports.length > 0;
}

test('the analysis knows a slow expression when it sees one', () => {
  assert.ok(isSuperLinear({ file: '', source: /^(?:a+)+$/ }));
  assert.ok(isSuperLinear({ file: '', source: /\s+$/ }));
  assert.ok(!isSuperLinear({ file: '', source: /^[a-z]+:/ }));
});

test('A9-29 every regular expression of core is linear in the length of the text', () => {
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test|\.d)\.ts$/.test(file),
  );
  const expressions = files.flatMap(listExpressions);
  assert.ok(expressions.length > 300, `${expressions.length} found`);
  const slow = expressions.filter(isSuperLinear).map(({ file, source }) => `${file}: ${source}`);
  assert.deepEqual(slow, []);
});

test('so are those that are put together from parts', () => {
  const patterns = [
    ...[...secretRules, dividedSignature].map(({ pattern }) => pattern),
    ...[address, userInfo, plainUser, continuation, pairedValue, nameBehind, endsWithName, message, hereString, unseen],
    ...namedRules.map(({ introduction }) => introduction),
    ...commandRules.flatMap(({ program, option }) => [program, option]),
    ...families.flatMap((rules) => Object.values<Rule>(rules)).flatMap(listPatterns),
  ];
  const slow = patterns.filter((source) => isSuperLinear({ file: '', source }));
  assert.deepEqual(slow, []);
});

function listPatterns(rule: Rule): readonly RegExp[] {
  if ('read' in rule) return [];
  return [rule.match, rule.unless].flat().filter((pattern) => pattern !== undefined);
}
