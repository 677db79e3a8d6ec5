import assert from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { root } from '../workbench/places.ts';
import { walkByKeyboard } from './pageKeyboard.ts';
import { followLinks } from './pageLinks.ts';
import { Workbench } from './workbench.ts';

let workbench: Workbench;

before(async () => {
  workbench = await Workbench.start({ name: 'accountOverview', workspaceFrom: path.join(root, 'media/sample') });
  await workbench.openContainer();
  await workbench.runCommand('Azure Batch: Open the Sample Account');
  await workbench.row('train').waitFor();
});

afterEach(() => workbench.takePicture('after'));
after(() => workbench.close());

const tabOfAccount = 'Overview of sample';

/** Shows the overview with all that fails in the sample account. */
async function openOverview(): Promise<void> {
  const { editor, page } = workbench;
  const tab = page.locator('.tab').filter({ hasText: tabOfAccount });
  if (await tab.isVisible()) await tab.click();
  else
    await workbench.chooseFromMenu(workbench.row('sample'), 'Show Account Overview', () =>
      editor.waitForTab(tabOfAccount),
    );
  await workbench.explanation.waitForTitle(/^\d+ failures in account sample/);
  await workbench.explanation.waitForText('weights.pt is missing: 12 tasks');
}

test('the overview draws failures, pools, jobs and quotas, and leads to each', async () => {
  await openOverview();
  const { editor, explanation } = workbench;
  const headings = await explanation.main.getByRole('heading', { level: 2 }).allInnerTexts();
  for (const heading of ['Causes, most damage first', 'Pools', 'Jobs', 'Quotas', 'Nodes that idle for over an hour'])
    assert.ok(headings.includes(heading), `${heading} is not among ${headings.join(' · ')}`);
  const picture = explanation.main.getByRole('img', { name: /^Failures over time\. From / });
  assert.equal(await picture.count(), 1);
  await workbench.takePicture('overview');
  await explanation.main.filter({ hasText: /Node \d \(tvmps_[0-9a-f]{8}…\) is unusable/ }).waitFor();
  const pool = explanation.main.getByRole('row').filter({ has: explanation.button(/^gpu-train$/) });
  assert.match(await pool.innerText(), /The start task failed on 2 nodes\./);
  await pool.getByRole('button', { name: 'gpu-train' }).click();
  await editor.waitForTab('gpu-train');
  await explanation.waitForText('Nodes by state');
  await openOverview();
  const job = explanation.main.getByRole('row').filter({ has: explanation.button(/^nightly$/) });
  // Until its preparation tasks are read, which a refresh does, its nodes are all that is known of why it waits.
  await workbench.runCommand('Azure Batch: Refresh');
  await job.filter({ hasText: 'the preparation task fails on 4 of 4 nodes' }).waitFor();
  await job.getByRole('button', { name: 'nightly' }).click();
  await editor.waitForTab('nightly');
  await explanation.waitForText('Tasks by state');
});

test('every link of the overview leads to what it names, and Tab to each in its order', async () => {
  await openOverview();
  await walkByKeyboard(workbench);
  const followed = await followLinks(workbench, openOverview);
  assert.ok(followed.length > 5, followed.join(' · '));
});

test('a cause is drawn over time and by place; its numbers are one key away and lead to its tasks', async () => {
  await openOverview();
  const { editor, explanation, page } = workbench;
  await explanation.button(/^weights\.pt is missing/).click();
  await explanation.waitForTitle('weights.pt is missing: 12 tasks');
  const node = explanation.main.getByRole('row').filter({ has: explanation.button(/^node 1$/) });
  assert.match(await node.innerText(), /4\s+1[34]$/);
  await workbench.takePicture('cause');
  const numbers = explanation.main.locator('summary', { hasText: 'The numbers' });
  await numbers.focus();
  await page.keyboard.press('Enter');
  await explanation.button(/^Explain shard-/).click();
  await editor.waitForTab(/^shard-\d+$/);
});
