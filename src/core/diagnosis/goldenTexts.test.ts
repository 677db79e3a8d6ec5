import { after, before, test } from 'node:test';
import { allCases } from '../../../test/golden/explain/cases/allCases.ts';
import { checkGolden, checkNoneLeftOver, toFolder } from '../../../test/golden/explain/checkGolden.ts';
import { setLocale } from '../text/locale.ts';

before(() => setLocale('en-GB', false));
after(() => setLocale('en', false));

for (const [name, make] of Object.entries(allCases))
  test(`the explanation matches the golden text: ${name}`, () => checkGolden('en', name, make()));

test('every golden text belongs to a case', () => checkNoneLeftOver(toFolder('en')));
