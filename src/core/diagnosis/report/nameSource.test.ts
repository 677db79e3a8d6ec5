import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setLocale } from '../../text/locale.ts';
import { nameSource } from './nameSource.ts';

before(() => setLocale('en-GB', false));
after(() => setLocale('en', false));

test('a property that the service and users name differently is described in words', () => {
  const sources = ['exitCode', 'siblings', 'resourceFiles', 'jobpreparation', 'stateTransitionTime'];
  assert.deepEqual(
    sources.map((source) => nameSource(source)),
    ['Exit code', 'Other tasks in the job', 'Resource files', 'Job preparation task', 'When it happened'].map(
      (text) => ({
        text,
      }),
    ),
  );
});

test('names of other properties and of files are shown as code, and words as words', () => {
  assert.deepEqual(nameSource('containerSettings.imageName'), { text: 'containerSettings.imageName', isCode: true });
  assert.deepEqual(nameSource('stderr.txt'), { text: 'stderr.txt', isCode: true });
  assert.deepEqual(nameSource('pool cpu-render'), { text: 'pool cpu-render' });
  assert.deepEqual(nameSource('constructor'), { text: 'constructor', isCode: true });
});
