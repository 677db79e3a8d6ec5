import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServiceError } from '../http/serviceError.ts';
import { checkBody } from './checkBody.ts';
import { parseModels } from './models.ts';

const models = parseModels(`
Thing: id=string! size=int kind=small|large tags=string[] when=date lasts=duration extra=object
    inner=Part parts=Part[] isOn=bool
Part: name=string!
`);

test("a body is returned without nulls, with the service's spelling of enums and normalized durations", () => {
  const body = {
    id: 'x',
    size: null,
    kind: 'LARGE',
    tags: ['a'],
    lasts: 'PT60S',
    extra: { any: [1] },
    inner: { name: 'n' },
    parts: [{ name: 'p' }],
    isOn: false,
  };
  const { size: _null, ...rest } = body;
  assert.deepEqual(checkBody(models, 'Thing', body), { ...rest, kind: 'large', lasts: 'PT1M' });
});

const refused: readonly (readonly [body: unknown, code: string, property?: string])[] = [
  [[], 'InvalidRequestBody'],
  ['text', 'InvalidRequestBody'],
  [{}, 'MissingRequiredProperty', 'id'],
  [{ id: null }, 'MissingRequiredProperty', 'id'],
  [{ id: 'x', colour: 1 }, 'UnsupportedProperty', 'colour'],
  [{ id: 'x', __proto__x: 1 }, 'UnsupportedProperty', '__proto__x'],
  [{ id: 5 }, 'InvalidPropertyValue', 'id'],
  [{ id: 'x', size: 1.5 }, 'InvalidPropertyValue', 'size'],
  [{ id: 'x', size: 2 ** 31 }, 'InvalidPropertyValue', 'size'],
  [{ id: 'x', size: '1' }, 'InvalidPropertyValue', 'size'],
  [{ id: 'x', kind: 'huge' }, 'InvalidPropertyValue', 'kind'],
  [{ id: 'x', tags: 'a' }, 'InvalidPropertyValue', 'tags'],
  [{ id: 'x', tags: [1] }, 'InvalidPropertyValue', 'tags[0]'],
  [{ id: 'x', when: 'soon' }, 'InvalidPropertyValue', 'when'],
  [{ id: 'x', lasts: 60 }, 'InvalidPropertyValue', 'lasts'],
  [{ id: 'x', isOn: 'yes' }, 'InvalidPropertyValue', 'isOn'],
  [{ id: 'x', inner: {} }, 'MissingRequiredProperty', 'inner.name'],
  [{ id: 'x', parts: [{ name: 'a' }, { nmae: 'b' }] }, 'UnsupportedProperty', 'parts[1].nmae'],
];
for (const [body, code, property] of refused) {
  test(`the body ${JSON.stringify(body)} gives ${code}`, () => {
    assert.throws(
      () => checkBody(models, 'Thing', body),
      (error) =>
        error instanceof ServiceError &&
        error.code === code &&
        error.values.find(({ key }) => key === 'PropertyName')?.value === property,
    );
  });
}
