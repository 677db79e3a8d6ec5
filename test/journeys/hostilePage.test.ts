import assert from 'node:assert/strict';
import { toVisible } from '../../src/core/text/escape.ts';
import { journeyWithSimulator } from './journey.ts';
import { addPoolAndJob, isCompleted, jobId, waitForTask } from './workload.ts';

const taskId = 'hostile';
/** Prints the same in the middle of a line of 100 kB. */
const longTaskId = 'long';
/** Told apart from all that a workbench asks for. */
const bait = 'bait.invalid';
/** Turns what follows around, and is not seen. */
const unseen = '\u202e\u200b';
const wickedLine = `Error: ${unseen}<img src=https://${bait}/a onerror=alert(1)><a href=https://${bait}/b>b</a><script>c</script>[d](command:workbench.action.quit)`;

/** What the browser writes, of whatever frame, when the policy of its document kept something from happening. */
const violation = /Content Security Policy/;

/** Run in a page: what a text would do that became markup, and the directive of the policy that keeps it from doing so. */
const planted = [
  [`Object.assign(document.createElement('img'), { src: 'https://${bait}/planted' })`, 'default-src'],
  [`Object.assign(document.createElement('script'), { textContent: '0' })`, 'script-src'],
] as const;

journeyWithSimulator(
  'A9-18 what a program prints makes no element, no link and no request in a page',
  { name: 'hostilePage' },
  async (simulator) => {
    await addPoolAndJob(simulator);
    await simulator.client.task.add(jobId, {
      id: taskId,
      commandLine: `/bin/sh -c 'printf "%s\\n" "$WICKED" >&2; exit 3'`,
      environmentSettings: [{ name: 'WICKED', value: wickedLine }],
    });
    await simulator.client.task.add(jobId, {
      id: longTaskId,
      commandLine: `/bin/sh -c 'pad() { head -c 50000 /dev/zero | tr "\\0" "$1" >&2; }; pad a; printf " %s " "$WICKED" >&2; pad b; exit 3'`,
      environmentSettings: [{ name: 'WICKED', value: wickedLine }],
    });
    await waitForTask(simulator, taskId, isCompleted);
    await waitForTask(simulator, longTaskId, isCompleted);
  },
  async (workbench) => {
    const { editor, explanation, page } = workbench;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    // A frame of VS Code is written anew after its first scripts, and forgets who listened: the browser itself tells.
    const violations: string[] = [];
    page.on('console', (message) => violation.test(message.text()) && violations.push(message.text()));
    await workbench.expand('Jobs', jobId, 'Failed');
    const count = (selector: string): Promise<number> => explanation.main.locator(selector).count();
    for (const id of [taskId, longTaskId]) {
      await workbench.chooseFromMenu(workbench.row(id), 'Explain', () => editor.waitForTab(id));
      await explanation.waitForTitle(id);
      const said = await explanation.waitForText('What to do');
      assert.ok(said.includes(toVisible(wickedLine)), said);
      const frame = await explanation.findFrame();
      assert.deepEqual([await count('img, script, iframe, [onerror]'), await count(`a[href*="${bait}"]`)], [0, 0]);
      assert.equal(await count('a:not([href^="https://learn.microsoft.com/"])'), 0);
      assert.deepEqual(violations, []);
      const isWide = await frame.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
      assert.equal(isWide, false, `the page of ${id} is scrolled to the side`);
      await workbench.takePicture(id);
    }
    assert.deepEqual(
      asked.filter((url) => url.includes(bait)),
      [],
    );
    // Had a page done so, it would have been noticed.
    const frame = await explanation.findFrame();
    for (const [element, directive] of planted) {
      const noticed = page.waitForEvent('console', (message) => violation.test(message.text()));
      await frame.evaluate(`void document.querySelector('main').append(${element})`);
      assert.match((await noticed).text(), new RegExp(`["']${directive} `));
    }
    assert.equal(violations.length, planted.length, violations.join(' · '));
  },
);
