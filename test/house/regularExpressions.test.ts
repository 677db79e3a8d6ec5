import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { tokenizer } from 'acorn';
import { transformSync } from 'esbuild';
import { CharSet, type Concatenation, type Element, isDisjointWith, JS, NFA, type NoParent } from 'refa';
import { analyse } from 'scslre';

/*
 * Logs, names, messages, definitions, and requests may be malicious: no regular expression that processes them may take
 * more than linear time. The analysis of scslre finds repetitions that can trade characters with each other, and those
 * that can start anywhere; `searchesAgain` finds those whose beginning can occur within the repetition after it.
 */
const src = path.join(import.meta.dirname, '../../src');

interface Expression {
  readonly file: string;
  readonly source: RegExp;
}

function listSources(): readonly string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /(?<!\.test|\.examples|\.d)\.ts$/.test(file));
}

function listExpressions(file: string): readonly Expression[] {
  const { code } = transformSync(readFileSync(path.join(src, file), 'utf8'), { loader: 'ts' });
  return [...tokenizer(code, { ecmaVersion: 'latest', sourceType: 'module' })].flatMap((token) => {
    const value: unknown = Reflect.get(token, 'value');
    if (token.type.label !== 'regexp' || typeof value !== 'object' || value === null) return [];
    const { pattern, flags } = value as { readonly pattern: string; readonly flags: string };
    return [{ file, source: new RegExp(pattern, flags) }];
  });
}

function isSuperLinear({ file, source }: Expression): boolean {
  return analyse(source, { maxReports: 1 }).reports.length > 0 || (!seesLines.test(file) && searchesAgain(source));
}

/**
 * Checks whether an unlimited repetition can contain its own prefix and fail after it. The whole text is then searched
 * from each occurrence of the prefix, such as from each `/*` of unclosed comments. Sticky expressions aren't searched
 * for.
 */
function searchesAgain(source: RegExp): boolean {
  if (source.sticky) return false;
  const { expression, maxCharacter } = JS.Parser.fromLiteral(source).parse({ backreferences: 'disable' });
  const toNfa = (elements: readonly NoParent<Element>[]): NFA =>
    NFA.fromRegex({ type: 'Concatenation', elements: [...elements] }, { maxCharacter }, { assertions: 'ignore' });
  const anything: NoParent<Element> = {
    type: 'Quantifier',
    min: 0,
    max: Number.POSITIVE_INFINITY,
    lazy: false,
    alternatives: [
      { type: 'Concatenation', elements: [{ type: 'CharacterClass', characters: CharSet.all(maxCharacter) }] },
    ],
  };

  function searchesIn(before: readonly Element[], { elements }: Concatenation, behind: readonly Element[]): boolean {
    return elements.some((element, index) => {
      const ahead = [...before, ...elements.slice(0, index)];
      const rest = [...elements.slice(index + 1), ...behind];
      if (element.type === 'Alternation') return element.alternatives.some((one) => searchesIn(ahead, one, rest));
      if (element.type !== 'Quantifier' || element.max !== Number.POSITIVE_INFINITY) return false;
      const canFail = rest.some(({ type }) => type === 'Assertion') || !toNfa(rest).test([]);
      const [first, ...others] = ahead;
      if (!canFail || first === undefined || toNfa(ahead).test([])) return false;
      const anywhere = toNfa([anything, toPreceding(first), ...others]);
      return !isDisjointWith(anywhere, toNfa([{ ...element, min: 0 }]));
    });
  }
  return expression.alternatives.some((one) => searchesIn([], one, []));
}

/** Returns what a negated lookbehind requires before a match: `^` means nothing, or the end of a line. */
function toPreceding(first: Element): NoParent<Element> {
  if (first.type !== 'Assertion' || first.kind !== 'behind' || !first.negate) return first;
  const [only, ...others] = first.alternatives.flatMap(({ elements }) => elements);
  if (only?.type !== 'CharacterClass' || others.length > 0) return first;
  return { type: 'CharacterClass', characters: only.characters.negate() };
}

test('the analysis recognizes slow expressions', () => {
  for (const slow of [
    /^(?:a+)+$/,
    /\s+$/,
    /\/\*[\s\S]*?\*\//,
    /"(?:[^"\\]|\\.)*"/,
    /(?:x|"(?:[^"\\]|\\.)*")/,
    /\?.*$/,
    /ab.*c/,
  ])
    assert.ok(isSuperLinear({ file: '', source: slow }), String(slow));
  for (const fast of [/^[a-z]+:/, /^"(?:[^"\\]|\\.)*"/, /"(?:[^"\\]|\\.)*"?/, /"[^"]*"/, /\?.*/, /^a.*b$/m])
    assert.ok(!isSuperLinear({ file: '', source: fast }), String(fast));
});

/** Rules for logs process lines, at most `widestLine` characters of each. */
const seesLines = /^core\/diagnosis\/logs\//;

test('A9-29 every regular expression is linear in the length of the text', () => {
  const expressions = listSources().flatMap(listExpressions);
  assert.ok(expressions.length > 2000, `${expressions.length} found`);
  const slow = expressions.filter(isSuperLinear).map(({ file, source }) => `${file}: ${source}`);
  assert.deepEqual(slow, []);
});

/** Calls that create expressions after loading, by file. */
const makers: Readonly<Record<string, () => Promise<unknown>>> = {
  'core/answers/compareAnswer.ts': async () => {
    const { compareAnswer } = await import('../../src/core/answers/compareAnswer.ts');
    const header = () => undefined;
    compareAnswer({ from: 'account', method: 'GET', url: 'https://a/', status: 200, header, body: '', durationMs: 0 });
  },
  'core/connect/ssh.ts': async () => {
    const { readEntryLookup } = await import('../../src/core/connect/ssh.ts');
    readEntryLookup('');
  },
  'core/connect/sshFailure.ts': async () => {
    const { readSshFailure } = await import('../../src/core/connect/sshFailure.ts');
    const node = { kind: 'node', accountId: 'a', poolId: 'p.q', nodeId: 'n+1' } as const;
    readSshFailure('', { user: 'u', address: '20.1.2.3', port: 1, node, proof: { kind: 'any' }, knownHostsPath: '' });
  },
  'core/diagnosis/lint/valueRules.ts': async () => {
    const { lintDefinition } = await import('../../src/core/diagnosis/lintDefinition.ts');
    const registry = { registryServer: 'a.io', identityReference: { resourceId: '(a+)+' } };
    lintDefinition(JSON.stringify({ containerSettings: { imageName: 'i', registry } }), 'task', { now: new Date(0) });
  },
  'core/diagnosis/logs/own/expression.ts': async () => {
    const { Expression } = await import('../../src/core/diagnosis/logs/own/expression.ts');
    new Expression('cell ([0-9]+)');
  },
  'core/diagnosis/report/wrongCause.ts': async () => {
    const { explainTask } = await import('../../src/core/diagnosis/explainTask.ts');
    const { reportWrongCause } = await import('../../src/core/diagnosis/report/wrongCause.ts');
    const task = { kind: 'task', accountId: 'a', jobId: '(a+)+', taskId: 'b* (c|c)*' } as const;
    reportWrongCause(explainTask({ task: { id: 'b' } }), task, '');
  },
  'core/files/fileSearch.ts': async () => {
    const { toSought } = await import('../../src/core/files/fileSearch.ts');
    toSought('(a+)+ b*');
  },
  'core/definitions/definitionEdits.ts': async () => {
    const { applyEdits, listEdits } = await import('../../src/core/definitions/definitionEdits.ts');
    applyEdits({ a: '(b+)+ x' }, listEdits({ a: '(b+)+ x' }, { a: '(b+)+ y' }), { from: '(b+)+', to: 'c' });
  },
  'simulator/http/pathTemplate.ts': async () => {
    const { toPathTemplate } = await import('../../src/simulator/http/pathTemplate.ts');
    const { operations } = await import('../../src/simulator/operations.ts');
    for (const { path: template } of operations) toPathTemplate(template);
  },
};

/** Matches the position in a stack trace of the call that creates an expression. */
const place = /\/src\/((?:core|app|cli|node|service|simulator|extension)\/[^:?]+\.ts)/;

test('expressions composed from parts are linear too', async () => {
  const made: Expression[] = [];
  const own = globalThis.RegExp;
  globalThis.RegExp = new Proxy(own, {
    construct: (target, given, newTarget) => {
      const source: RegExp = Reflect.construct(target, given, newTarget);
      const file = place.exec(new Error().stack?.split('\n')[2] ?? '')?.[1];
      if (file !== undefined) made.push({ file, source });
      return source;
    },
  });
  try {
    const files = listSources().filter((file) => /\bRegExp\(/.test(readFileSync(path.join(src, file), 'utf8')));
    for (const file of files) await import(pathToFileURL(path.join(src, file)).href);
    for (const make of Object.values(makers)) await make();
    assert.deepEqual(
      files.filter((file) => !made.some((one) => one.file === file)),
      [],
    );
  } finally {
    globalThis.RegExp = own;
  }
  assert.deepEqual(
    made.filter(isSuperLinear).map(({ file, source }) => `${file}: ${source}`),
    [],
  );
});
