import assert from 'node:assert/strict';
import { journeyWithSimulator } from './journey.ts';
import { addPoolAndJob, isCompleted, jobId, waitForTask } from './workload.ts';

const taskId = 'hostile';
/** Told apart from all that a workbench asks for. */
const bait = 'bait.invalid';
const wickedLine = `Error: <img src=https://${bait}/a onerror=alert(1)><a href=https://${bait}/b>b</a><script>c</script>[d](command:workbench.action.quit)`;

/** Runs in every frame before all else: notes what the policy of a page had to keep from happening. */
const noteViolations = `globalThis.violations = [];
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  globalThis.violations.push(violatedDirective + ' ' + blockedURI));`;

journeyWithSimulator(
  'A9-18 what a program prints makes no element, no link and no request in a page',
  'hostilePage',
  async (simulator) => {
    await addPoolAndJob(simulator);
    await simulator.client.task.add(jobId, {
      id: taskId,
      commandLine: `/bin/sh -c 'printf "%s\\n" "$WICKED" >&2; exit 3'`,
      environmentSettings: [{ name: 'WICKED', value: wickedLine }],
    });
    await waitForTask(simulator, taskId, isCompleted);
  },
  async (workbench) => {
    const { editor, explanation, page } = workbench;
    await page.context().addInitScript(noteViolations);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await workbench.expand('Jobs', jobId, 'Failed');
    await workbench.chooseFromMenu(workbench.row(taskId), 'Explain', () => editor.waitForTab(taskId));
    const said = await explanation.waitForText('What to do');
    assert.ok(said.includes(wickedLine), said);
    const frame = await explanation.findFrame();
    const count = (selector: string): Promise<number> => explanation.main.locator(selector).count();
    assert.deepEqual([await count('img, script, iframe, [onerror]'), await count(`a[href*="${bait}"]`)], [0, 0]);
    assert.equal(await count('a:not([href^="https://learn.microsoft.com/"])'), 0);
    assert.deepEqual(await frame.evaluate('globalThis.violations'), []);
    assert.deepEqual(
      asked.filter((url) => url.includes(bait)),
      [],
    );
    await workbench.takePicture('page');
  },
);
