import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderText } from './reportParts.ts';

test('a sentence goes on after code as it is; only at the start of the line marks are escaped', () => {
  assert.equal(renderText('Uppgiftens mapp `wd`: det lagras'), 'Uppgiftens mapp `wd`: det lagras');
  assert.equal(renderText('`wd`\u00a0: rien'), '`wd`\u00a0: rien');
  assert.equal(renderText('- `wd` [x](y)'), '\\- `wd` [x\\](y)');
});
