import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, suite, test } from 'node:test';
import { assertLinear } from '../../../../../test/builders/assertLinear.ts';
import { explainLog } from '../../explainLog.ts';
import { failureCategories } from '../../explanation/category.ts';
import { retryAdvice } from '../../explanation/explanation.ts';
import { holdRules } from './heldRules.ts';
import { ruleTexts } from './ownRule.ts';
import { findRuleProblem } from './proposeRule.ts';
import { readRules, rulesFile } from './readRules.ts';

const plain = { match: 'negative volume', title: 'Bad mesh', step: 'Repair the mesh.' };

function toFile(...rules: readonly unknown[]): string {
  return JSON.stringify({ rules });
}

function readMistakes(rule: unknown): readonly string[] {
  const text = toFile(rule);
  return readRules(text).findings.map(
    ({ offset, length, message }) => `${text.slice(offset, offset + length)}: ${message}`,
  );
}

suite('files of rules', () => {
  test('comments and trailing commas are allowed, and a list without a name too', () => {
    const text = `[ // our solver\n ${JSON.stringify(plain)}, ]`;
    const { rules, findings } = readRules(text);
    assert.deepEqual([rules.length, findings], [1, []]);
  });

  test('a file that is not valid JSON has no other mistake', () => {
    assert.deepEqual(
      readRules('{bro').findings.map(({ message }) => message),
      ['This is not valid JSON.'],
    );
  });

  test('words that look like a secret are marked, because pages hide them', () => {
    const step = 'Set password=value first.';
    const [mistake = ''] = readMistakes({ ...plain, step });
    assert.match(mistake, /^"Set password=value first\.": Part of this text looks like a secret/);
    assert.equal(readRules(toFile({ ...plain, step })).rules.length, 1, 'the rule applies');
    assert.deepEqual(readMistakes(plain), []);
  });

  test('a broken rule is marked where it is broken, and the others are read', () => {
    const { rules, findings } = readRules(toFile({ ...plain, retry: 'sometimes' }, plain, 7));
    assert.equal(rules.length, 1);
    assert.deepEqual(
      findings.map(({ message }) => message),
      ['"retry" is one of: never, afterFix, anytime.', 'A rule is an object with "match", "title" and "step".'],
    );
  });

  test('each mistake is explained', () => {
    for (const [rule, mistake] of [
      [{ ...plain, match: '/(a+)+ failed/' }, /repetition directly within a repetition/],
      [{ ...plain, match: '/failed (?=x)/' }, /look ahead or behind/],
      [{ ...plain, match: '/(failed) \\1/' }, /refer to its groups/],
      [{ ...plain, match: '/failed (/' }, /not a valid regular expression: Unterminated group\./],
      [{ ...plain, match: '/.*/' }, /matches too much/],
      [{ ...plain, match: '/failed/gs' }, /no flags but i/],
      [{ ...plain, match: '/(?:failed.{0,900}){0,900}/' }, /repeats too much/],
      [{ ...plain, match: 7 }, /"match" is a text/],
      [{ ...plain, title: 'Mesh {1}' }, /stands for a group/],
      [{ ...plain, category: 'mesh' }, /"category" is one of: missing-file/],
      [{ ...plain, in: 'log' }, /"in" is one of: stderr, stdout, message/],
      [{ ...plain, exitCode: '7' }, /"exitCode" needs a whole number/],
      [{ ...plain, link: 'javascript:alert(1)' }, /begins with https/],
      [{ ...plain, color: 'red' }, /"color": A rule has no property "color"/],
      [{ ...plain, examples: ['all is well'] }, /"all is well": The rule doesn't match this example/],
      [{ match: 'failed' }, /needs "title"/],
    ] as const)
      assert.match(readMistakes(rule).join('\n'), mistake);
  });

  test('words that programs print when nothing is wrong are marked, unless the rule is limited otherwise', () => {
    for (const match of [
      'the',
      'error',
      '/^.*error/i',
      '/(\\d+) failed/',
      'exit code',
      'Starting',
      '/line \\d/',
      ['E42', 'warn'],
    ])
      assert.match(
        readMistakes({ ...plain, match }).join(),
        /: Programs without failures print this, too/,
        String(match),
      );
    for (const match of [
      'OOM',
      'E42',
      'out of memory',
      'Segmentation fault',
      'license',
      '/cell (\\d+) failed/',
      'FATAL',
    ])
      assert.deepEqual(readMistakes({ ...plain, match }), [], match);
    for (const limit of [{ command: 'solve' }, { program: 'Solver 9' }, { exitCode: 42 }])
      assert.deepEqual(readMistakes({ ...plain, match: 'error', ...limit }), []);
    assert.equal(readRules(toFile({ ...plain, match: 'error' })).rules.length, 1, 'it applies all the same');
    assert.equal(findRuleProblem({ match: 'error' }), undefined);
  });

  test('a file in UTF-16 is read, and one that is no text is said to be none', () => {
    const bytes = Buffer.from(`\ufeff${toFile(plain)}`, 'utf16le');
    holdRules([{ name: rulesFile, text: bytes }]);
    assert.equal(explainLog('negative volume\n', { exitCode: 1 })?.own?.title, plain.title);
    holdRules([]);
    const { rules, findings } = readRules(bytes.toString('latin1'));
    assert.deepEqual(
      [rules, findings.map(({ message }) => message)],
      [[], ['This is not readable text. Save the file as UTF-8.']],
    );
  });

  test('terminal sequences in texts are removed, and control characters made visible', () => {
    const [rule] = readRules(toFile({ ...plain, title: 'Bad\u001b[31m mesh\nnow' })).rules;
    assert.equal(rule?.title, 'Bad mesh now');
  });

  test('files that are too large, too deep, or of anything else give findings and no rules', () => {
    const large = readRules(`[${`${JSON.stringify(plain)},`.repeat(150_000)}]`);
    assert.deepEqual([large.rules, large.findings.length], [[], 1]);
    for (const text of ['', '[', '{"rules": 5}', '\u0000', '['.repeat(200_000), '{"rules": [{"match": '])
      assert.deepEqual(readRules(text).rules, [], text.slice(0, 20));
    assert.equal(readRules(toFile(...Array.from({ length: 1200 }, () => plain))).rules.length, 1000);
  });
});

suite('rules are searched for', () => {
  afterEach(() => holdRules([]));
  const find = (rules: readonly unknown[], log: string, context: Parameters<typeof explainLog>[1] = {}) => {
    holdRules([{ name: rulesFile, text: toFile(...rules) }]);
    const { own, rootCause } = explainLog(log, { exitCode: 1, stream: 'stderr', ...context }) ?? {};
    return own && rootCause && { title: own.title, ...rootCause };
  };

  test('the first rule in the file speaks, wherever its line is', () => {
    const log = 'step 1\nwarning: cell 7\nerror: negative volume\n';
    const cell = { match: '/CELL (\\d+)/i', title: 'Cell {1}', step: 'Look.' };
    assert.equal(find([plain, cell], log)?.title, 'Bad mesh');
    assert.deepEqual(find([cell, plain], log), { title: 'Cell {1}', line: 2, text: 'warning: cell 7' });
  });

  test('expressions that ignore the case find a word however it is usually written, and short texts too', () => {
    for (const said of ['SOLVER STOPPED', 'Solver Stopped', 'solver stopped', 'SolVer stopped'])
      assert.ok(find([{ ...plain, match: '/SolVer stopped/i' }], `a\n${said}\n`), said);
    for (const said of ['x: nAn', 'İNAN']) assert.ok(find([{ ...plain, match: '/nan/i' }], `a\n${said}\n`), said);
    assert.ok(find([{ ...plain, match: 'NaN' }], 'x NaN y'));
    assert.equal(find([{ ...plain, match: 'NaN' }], 'x nan y'), undefined);
  });

  test('a rule applies only to its log, exit code and command', () => {
    const context = { stream: 'stdout', exitCode: 3, commandLine: '/bin/sh -c "solve --all"' } as const;
    for (const [more, applies] of [
      [{ in: 'stdout' }, true],
      [{ in: 'stderr' }, false],
      [{ in: 'message' }, false],
      [{ exitCode: 3 }, true],
      [{ exitCode: 4 }, false],
      [{ command: 'solve' }, true],
      [{ command: '/solve --(all|one)/' }, true],
      [{ command: 'mesh' }, false],
    ] as const)
      assert.equal(
        find([{ ...plain, ...more }], 'negative volume', context) !== undefined,
        applies,
        JSON.stringify(more),
      );
  });

  test('a rule may have several wordings, of one program, except beside other words', () => {
    const wordings = { ...plain, match: ['/(cell) turned/', 'inside out'], title: 'Bad {1}' };
    for (const [line, title] of [
      ['the cell turned', 'Bad cell'],
      ['all inside out', 'Bad …'],
    ] as const) {
      assert.ok(find([wordings], line));
      assert.equal(explainLog(line, { exitCode: 1 })?.title, title);
    }
    const log = ['MESHER 2.1', ...Array.from({ length: 99 }, () => 'meshing'), 'negative volume', 'giving up'].join(
      '\n',
    );
    for (const [more, applies] of [
      [{ program: 'MESHER' }, true],
      [{ program: '/mesh(er)? --all/' }, true],
      [{ program: 'Solver' }, false],
      [{ unless: 'giving up' }, false],
      [{ program: 'meshing', unless: 'going on' }, true],
    ] as const)
      assert.equal(
        find([{ ...plain, ...more }], log, { commandLine: 'mesh --all' }) !== undefined,
        applies,
        JSON.stringify(more),
      );
  });

  test('many rules for the same lines of a long log take linear time, and leave our own findings as they are', () => {
    const slow = Array.from({ length: 1000 }, (_, index) => ({ ...plain, match: `/volume a*a*.*.*.*.*${index}!/` }));
    const everywhere = Array.from({ length: 900 }, (_, index) => ({ ...plain, match: `/volum.*${index}!/` }));
    holdRules([{ name: rulesFile, text: toFile(...slow) }]);
    assertLinear((size) => explainLog(`volume ${'a'.repeat(80)}\n`.repeat(size / 64)), 'rules', 65_536);
    assertLinear((size) => explainLog(`volume ${'a'.repeat(size)}\n`), 'long lines', 65_536);
    const near = Array.from({ length: 1000 }, () => ({ ...plain, match: 'volume', program: '/a*a*.*.*.*.*!/' }));
    holdRules([{ name: rulesFile, text: toFile(...near) }]);
    assertLinear((size) => explainLog(`volume ${'a'.repeat(80)}\n`.repeat(size / 64)), 'lines nearby', 65_536);
    const log = `${'a volume\n'.repeat(3000)}cp: error writing 'x': No space left on device\n${'a volume\n'.repeat(3000)}`;
    const ours = explainLog(log, { exitCode: 1 });
    holdRules([{ name: rulesFile, text: toFile(...everywhere) }]);
    assert.deepEqual(explainLog(log, { exitCode: 1 }), ours);
    assert.equal(ours?.category, 'disk-full');
  });
});

test('the schema for editors knows the fields and words that are read', () => {
  const file = new URL('../../../../../schemas/rules.json', import.meta.url);
  const { properties } = JSON.parse(readFileSync(file, 'utf8')).definitions.rule;
  const read = Object.keys(properties).filter((name) =>
    readMistakes({ ...plain, [name]: [] }).every((said) => !/has no property/.test(said)),
  );
  assert.deepEqual(read, Object.keys(properties));
  assert.equal(read.length, 14);
  assert.deepEqual(properties.category.anyOf[0].enum, failureCategories);
  assert.deepEqual(properties.retry.anyOf[0].enum, retryAdvice);
  assert.deepEqual(properties.in.anyOf[0].enum, ruleTexts);
});
