import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { Workbench } from './workbench.ts';

let workbench: Workbench;

before(async () => {
  workbench = await Workbench.start({ name: 'palette' });
});

after(() => workbench.close());

test('the empty explorer leads to the walkthrough', async () => {
  const { page } = workbench;
  await workbench.openContainer();
  await page.locator('.part.sidebar .welcome-view a').filter({ hasText: 'See how it works, step by step' }).click();
  await page.locator('.getting-started-step.expanded').filter({ hasText: 'Open the sample account' }).waitFor();
  await workbench.takePicture('walkthrough');
});

test('a command without an account says what to do first', async () => {
  await workbench.runCommand('Azure Batch: Explain Task');
  await workbench.toast('There is no Batch account yet').waitFor();
  await workbench.runCommand('Notifications: Clear All Notifications');
});

test('a command of the palette asks for its task, failed ones first', async () => {
  const { quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Open the Sample Account');
  await workbench.row(/^frames.*failed/).waitFor();
  // The account is selected and focused last; a pick that is open by then would lose the focus and close.
  await workbench.page
    .locator('.part.sidebar .monaco-list:focus .monaco-list-row.selected')
    .filter({ hasText: 'sample' })
    .waitFor();
  await workbench.runCommand('Azure Batch: Explain Task');
  await quickInput.waitForTitle('Job of sample');
  await quickInput.choose(/^frames/);
  await quickInput.waitForTitle('Tasks of job frames');
  await quickInput.entry(/^frame-.*failed.*BlobNotFound/).waitFor();
  await workbench.takePicture('tasks');
  await quickInput.choose(/^frame-0001/);
  await workbench.editor.waitForTab(/^frame-0001$/);
  await workbench.explanation.waitForTitle('frame-0001 could not start');
});

test('a file of a task is found folder by folder', async () => {
  const { quickInput } = workbench;
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Azure Batch: Open File');
  await quickInput.choose(/^train/);
  await quickInput.choose(/^shard-02/);
  await quickInput.waitForTitle('Files of shard-02');
  await workbench.takePicture('files');
  await quickInput.choose('stderr.txt');
  await workbench.editor.waitForTab('stderr.txt');
});

test('a thing is found in the explorer by its id', async () => {
  const { quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Find a Pool, Node, Job or Task');
  await quickInput.waitForTitle('Find in all accounts');
  await quickInput.filter('encode/');
  const id =
    (await quickInput
      .entry(/failed/)
      .locator('.label-name')
      .first()
      .textContent()) ?? '';
  await quickInput.filter(`encode/${id}`);
  const entry = quickInput.entry(new RegExp(`^${id}.*task · job encode · failed`));
  await workbench.takePicture('finding');
  assert.notEqual(id, '');
  await entry.click();
  const selected = workbench.page.locator('.part.sidebar .monaco-list-row.selected').filter({ hasText: id });
  await selected.waitFor();
  assert.match((await selected.getAttribute('aria-label')) ?? '', /failed/);
  await workbench.takePicture('found');
});

test('a command acts on the selected row, and on the page in front, and what takes away names it first', async () => {
  const { editor, explanation } = workbench;
  await workbench.runCommand('Azure Batch: Explain Job');
  await editor.waitForTab(/^encode$/);
  await explanation.waitForTitle(/job encode/);
  await workbench.runCommand('Azure Batch: Terminate Job…');
  await workbench
    .modal()
    .filter({ hasText: /Terminate job encode/ })
    .waitFor();
  await workbench.answerModal('Cancel');
});

/** The walkthrough, opened at a step. */
async function openStep(title: string): Promise<Locator> {
  const { page, quickInput } = workbench;
  await workbench.runCommand('Welcome: Open Walkthrough...');
  await quickInput.choose('Get to Know Azure Batch Troubleshooter');
  const step = page.locator('.getting-started-step').filter({ hasText: title });
  await step.waitFor();
  await workbench.repeatUntilShown(
    async () => {
      if (!(await step.and(page.locator('.expanded')).isVisible())) await step.click();
    },
    step.and(page.locator('.expanded')),
  );
  return step;
}

test('each step of the walkthrough has a picture and buttons that work, and is done by them', async () => {
  const { editor, explanation, page, quickInput } = workbench;
  const failures = page.locator('.part.sidebar .pane').filter({ has: page.getByText('Failures', { exact: true }) });
  const cancel = async (title: string): Promise<void> => {
    await quickInput.waitForTitle(title);
    await quickInput.cancel();
    await quickInput.box.waitFor({ state: 'hidden' });
  };
  for (const [title, shown, buttons] of [
    ['Open the sample account', 'Failures', { 'Open the Sample Account': () => workbench.row('sample').waitFor() }],
    [
      'See why a task failed',
      'What to do',
      {
        'Show the Failures': async () => {
          await failures.locator('.monaco-list:focus').waitFor();
          const cause = failures.locator('.monaco-list-row').filter({ hasText: 'weights.pt is missing' });
          await workbench.pressRowButton(cause, 'Explain This Cause', () =>
            explanation.waitForTitle('weights.pt is missing'),
          );
        },
      },
    ],
    ['Retry a failed task', 'Retry task shard-01?', { 'Retry a Task': () => cancel('Job of sample') }],
    [
      "Check an account's health",
      'Failures over time',
      { 'Show Account Overview': () => editor.waitForTab('Overview of sample') },
    ],
    [
      'Connect your own account',
      'Sign in to Azure: Batch accounts',
      { 'Sign In': () => cancel('Sign in to Azure: Batch accounts') },
    ],
  ] as const) {
    for (const [button, effect] of Object.entries(buttons)) {
      const step = await openStep(title);
      const picture = page
        .frameLocator('iframe.webview.ready:visible')
        .last()
        .frameLocator('iframe#active-frame')
        .locator('svg');
      await picture.getByText(shown).first().waitFor();
      await workbench.takePicture(`step ${button}`);
      await step.locator('.monaco-button').filter({ hasText: button }).click();
      await effect();
    }
    await (await openStep(title)).locator('.codicon.complete').waitFor();
  }
  await workbench.takePicture('all steps done');
});
