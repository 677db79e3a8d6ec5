import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import { journey } from './journey.ts';
import { findStale, pictureTexts, readSavedTexts } from './pictureTexts.ts';
import { walkSample } from './sampleWalk.ts';

journey(
  'the sample account leads from the welcome view to the cause of a failure, and a retry succeeds',
  { name: 'sample', workspaceFrom: path.join(root, 'media/sample') },
  async (workbench) => {
    await walkSample(workbench);
    const shown = readSavedTexts(path.join(workbench.pictures, 'texts.json'));
    assert.deepEqual(
      findStale(readSavedTexts(pictureTexts), shown),
      [],
      'docs/pictures is out of date: npm run picture',
    );
  },
);
