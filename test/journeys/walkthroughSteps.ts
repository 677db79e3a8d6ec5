import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** Time for the list of walkthroughs to open. */
const listTimeoutMs = 20_000;

/** Opens the walkthrough at a step. */
async function openStep(workbench: Workbench, title: string): Promise<Locator> {
  const { page } = workbench;
  const step = page.locator('.getting-started-step').filter({ hasText: title });
  await workbench.repeatUntilShown(async () => {
    await workbench.runCommand('Welcome: Open Walkthrough...');
    // A page that takes the focus when it has loaded closes the list, which is then reopened.
    await workbench.quickInput.choose('Get to Know Azure Batch Troubleshooter', listTimeoutMs).catch(() => undefined);
  }, step);
  await workbench.repeatUntilShown(
    async () => {
      if (!(await step.and(page.locator('.expanded')).isVisible())) await step.click();
    },
    step.and(page.locator('.expanded')),
  );
  return step;
}

/** Goes through the walkthrough, and asserts that each step has its picture and working buttons that complete it. */
export async function walkSteps(workbench: Workbench): Promise<void> {
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
          await workbench.repeatUntilShown(() => page.keyboard.press('Home'), cause);
          await workbench.pressRowButton(cause, 'Explain This Cause', () =>
            explanation.waitForTitle('weights.pt is missing'),
          );
        },
      },
    ],
    ['Retry a failed task', 'Retry task shard-01?', { 'Retry a Task': () => cancel('Job in sample') }],
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
      const picture = page
        .frameLocator('iframe.webview.ready:visible')
        .last()
        .frameLocator('iframe#active-frame')
        .locator('svg');
      // The editor sometimes omits the picture if the step is opened while another page is drawn.
      await workbench.repeatUntilShown(() => openStep(workbench, title), picture.getByText(shown).first());
      await workbench.takePicture(`step ${button}`);
      await page.locator('.getting-started-step.expanded .monaco-button').filter({ hasText: button }).click();
      await effect();
    }
    await (await openStep(workbench, title)).locator('.codicon.complete').waitFor();
  }
  await workbench.takePicture('all steps done');
}
