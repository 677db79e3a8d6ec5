import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import { journey } from './journey.ts';
import { findStale, type Overview, readOverview } from './overview.ts';
import { walkSample } from './sampleWalk.ts';

journey(
  'the sample account leads from the welcome view to the cause of a failure, and a retry succeeds',
  { name: 'sample', workspaceFrom: path.join(root, 'media/sample') },
  async (workbench) => {
    await walkSample(workbench);
    const { texts }: Overview = JSON.parse(readFileSync(path.join(workbench.pictures, 'overview.json'), 'utf8'));
    assert.deepEqual(findStale(readOverview(), texts), [], 'docs/overview.png is out of date: npm run picture');
  },
);
