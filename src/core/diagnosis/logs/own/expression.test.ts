import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { assertLinear } from '../../../../../test/builders/assertLinear.ts';
import { Expression, UnsafeExpression } from './expression.ts';

const piece = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^b]',
  '\\w',
  '\\d',
  ' ',
  '(a)',
  '(?:b|ab)',
  '(a|)',
  '\\b',
  '^',
  '$',
);
const sign = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,3}', '*?', '+?', '{2,}');
const expressions = fc
  .array(fc.tuple(piece, sign), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.map(([one, times]) => (/^(?:\\b|\^|\$)$/.test(one) ? one : one + times)).join(''));
const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '1'), maxLength: 12 });

suite('expressions of own rules', () => {
  test('match like those of JavaScript', () => {
    fc.assert(
      fc.property(expressions, texts, fc.constantFrom('', 'i'), (source, text, flags) => {
        const own = new Expression(source, flags).match(text);
        const found = new RegExp(source, flags).exec(text);
        assert.equal(own === undefined, found === null, source);
        if (!source.includes('(a|)'))
          assert.deepEqual(
            own?.slice(1),
            found?.slice(1).map((group) => group ?? ''),
            source,
          );
      }),
      { numRuns: 3000 },
    );
  });

  test('every match contains the literal part', () => {
    for (const [source, flags, literal] of [
      ['Mesh (\\S+) has negative volume', '', ' has negative volume'],
      ['mesh (?:one|two) FAILED!', 'i', ' FAILED!'],
      ['a\\.b(cd)+ef', '', 'a.b'],
      ['x|y', '', ''],
    ] as const)
      assert.equal(new Expression(source, flags).literal, literal);
  });

  test('what would take longer than linear time is refused, or takes linear time', () => {
    for (const [source, problem] of [
      ['(a+)+$', 'nested'],
      ['(?=a)b', 'lookaround'],
      ['(?<!a)b', 'lookaround'],
      ['(a)\\1', 'reference'],
      ['((a{0,50}){0,50}){0,50}x', 'nested'],
      ['(?:ab{0,500}c){0,500}', 'tooLarge'],
    ] as const)
      assert.throws(
        () => new Expression(source),
        (error) => error instanceof UnsafeExpression && error.problem === problem,
        source,
      );
    for (const source of ['(?:a|a)*x', '(?:a|aa)+x', '.*.*.*.*=x', '(?:.a?)*x', 'a*a*a*a*a*x']) {
      const expression = new Expression(source);
      assertLinear((size) => expression.match('a'.repeat(size)), source, 65_536);
    }
  });
});
