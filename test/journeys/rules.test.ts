import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { addAccountByKey } from './addAccount.ts';
import { journey } from './journey.ts';
import type { Workbench } from './workbench.ts';

const failedBy = (id: string, stderr: string) => completedTask(id, failed(1, 1000, { stderr }), {});
const world = smallWorld('rules', 'Tasks that a rule of the user is about.', {
  job: {
    tasks: [
      failedBy('a', 'E42 Mesh wing7 has negative volume\n'),
      failedBy('b', 'E42 Mesh tail3 has negative volume\nMemoryError\n'),
    ],
  },
});

journey(
  'a rule is made from a line of a log, joins tasks, warns of a retry, is gone when it is undone, and is made again for a cause',
  {
    name: 'rules',
    settings: {
      'azureBatch.refreshInterval': 0,
      // Suggestions that appear late would change the typed text.
      'editor.autoClosingQuotes': 'never',
      'editor.quickSuggestions': false,
      'editor.suggestOnTriggerCharacters': false,
    },
  },
  async (workbench, context) => {
    const { editor, page } = workbench;
    const simulator = await startSimulator({ scenario: world });
    context.after(() => simulator.close());
    await workbench.openContainer();
    await addAccountByKey(workbench, simulator);
    await workbench.expand('Jobs', 'job', 'Failed');
    await workbench.pressRowButton(workbench.row('a'), 'Open stderr.txt', () => editor.waitForTab('stderr.txt'));
    await explainFile(workbench);
    await make(workbench);
    await workbench.row(/^2 tasks · Mesh .* has negative volume/).waitFor();
    await workbench.takePicture('made');

    await (await editor.waitForLine('"step"')).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' "retry": "never",');
    await page.keyboard.press('Control+S');
    await workbench.row('a').click();
    await workbench.explanation.waitForText(/a retry never helps/);
    await workbench.takePicture('never again');
    await workbench.pressRowButton(workbench.row('Failed'), 'Retry All Failed Tasks…', () =>
      workbench.modal().getByText('a retry never helps').first().waitFor(),
    );
    await workbench.takePicture('warned');
    await workbench.answerModal('Cancel');

    await workbench.runCommand('Notifications: Show Notifications');
    await page.locator('.notifications-center').getByRole('button', { name: 'Undo' }).click();
    await workbench.row(/^2 tasks · E42 Mesh/).waitFor();
    await workbench.takePicture('undone');

    await workbench.runCommand('Notifications: Clear All Notifications');
    const cause = workbench.row(/^2 tasks · E42 Mesh/);
    await workbench.chooseFromMenu(cause, 'Make a Rule for This Cause…', () =>
      workbench.quickInput.waitForTitle('Make a rule (1 of 3)'),
    );
    await describe(workbench);
    await workbench.row(/^2 tasks · Mesh .* has negative volume/).waitFor();
    await workbench.takePicture('made for a cause');
  },
);

/** Explains the file in front without the account: its page asks how the program ended, and what was wrong. */
async function explainFile(workbench: Workbench): Promise<void> {
  const { editor, explanation, quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Explain a Log or an Error…');
  await quickInput.choose('The File in the Editor');
  await explanation.waitForText(/Explained without the account/);
  await explanation.button('Enter Exit Code and System…').click();
  await quickInput.answer('3');
  await quickInput.choose('Linux');
  await explanation.waitForText(/You entered: exit code 3, Linux/);
  await explanation.button('Wrong Cause?').click();
  await quickInput.waitForTitle('Wrong Cause?');
  await quickInput.entry('Make a Rule…').waitFor();
  await quickInput.cancel();
  await workbench.takePicture('explained without the account');
  await workbench.runCommand('View: Close Editor');
  await editor.waitForTab('stderr.txt');
}

/** Makes a rule from the first line of the log in front, by keyboard. */
async function make(workbench: Workbench): Promise<void> {
  const { editor, page } = workbench;
  await (await editor.waitForLine('negative volume')).click();
  await page.keyboard.press('Shift+F10');
  // A menu ignores the mouse in its first 100 ms.
  await page.getByRole('menuitem', { name: 'Make a Rule from This Line…' }).hover();
  await page.keyboard.press('Enter');
  await describe(workbench);
}

/** Accepts the proposed words and title, and enters a step. */
async function describe({ editor, quickInput }: Workbench): Promise<void> {
  await quickInput.waitForTitle('Make a rule (1 of 3)');
  await quickInput.accept();
  await quickInput.waitForTitle('Make a rule (2 of 3)');
  await quickInput.accept();
  await quickInput.waitForTitle('Make a rule (3 of 3)');
  await quickInput.answer('Run fixmesh {1}.');
  await editor.waitForTab('azure-batch.rules.json');
}
