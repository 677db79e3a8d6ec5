import assert from 'node:assert/strict';
import { capitalize } from '../../src/core/text/locale.ts';
import type { Held } from './shownTexts.ts';
import type { Translated } from './translated.ts';
import type { Workbench } from './workbench.ts';

/** A walk through the product in one language. */
export interface Walk {
  readonly workbench: Workbench;
  readonly texts: Translated;
}

export interface Screen {
  readonly name: string;
  /** Opens the screen, starting from the previous one. */
  readonly show: (walk: Walk) => Promise<unknown>;
  /** Parts of the screen to read. */
  readonly holds: readonly Held[];
  /** For a page: a text at its end; the page is checked in each theme. */
  readonly page?: (walk: Walk) => string;
  /** True if the page is also checked in a narrow and in an enlarged window. */
  readonly isResized?: boolean;
  /** True if the texts of the screen are written in files of their own, which the pseudo-locale lacks. */
  readonly isWritten?: true;
  readonly leave?: (walk: Walk) => Promise<unknown>;
}

/** All screens that are checked in each language, in the order of a walk through the sample account. */
export const screens: readonly Screen[] = [
  {
    name: 'welcome',
    show: async ({ workbench }) => {
      await workbench.openContainer();
      await openButton(workbench).waitFor();
    },
    holds: ['view'],
  },
  {
    name: 'refusal',
    show: async ({ workbench, texts }) => {
      await workbench.runCommand('Azure Batch: Show Saved Evidence…');
      await workbench.toast(texts.begin('No evidence is saved on this computer')).waitFor();
    },
    holds: ['notification'],
    leave: ({ workbench }) => workbench.runCommand('Notifications: Clear All Notifications'),
  },
  {
    name: 'opened',
    show: async ({ workbench, texts }) => {
      await openButton(workbench).click();
      await workbench.toast(texts.begin('The sample account is open')).waitFor();
    },
    holds: ['view', 'row', 'notification'],
    leave: ({ workbench }) => workbench.runCommand('Notifications: Clear All Notifications'),
  },
  {
    name: 'failures',
    show: async ({ workbench, texts }) => {
      await workbench.expand(texts.say('Jobs'), 'train', capitalize(texts.say(stateFailed)));
      await failedTask(workbench).waitFor();
    },
    holds: ['view', 'row', 'label'],
  },
  {
    name: 'hover of a task',
    show: ({ workbench, texts }) => hover(workbench, /^shard-01/, texts.say('Command line')),
    holds: ['hover'],
  },
  {
    name: 'hover of a cause',
    show: showTooltipOfCause,
    holds: ['hover'],
  },
  {
    name: 'menu',
    show: async ({ workbench }) => {
      await failedTask(workbench).click({ button: 'right' });
      await workbench.page.locator('.monaco-menu .action-item').first().waitFor();
    },
    holds: ['menu'],
    leave: ({ workbench }) => workbench.page.keyboard.press('Escape'),
  },
  {
    name: 'page of a task',
    show: ({ workbench, texts }) =>
      workbench.chooseFromMenu(failedTask(workbench), texts.say('Explain Task'), () =>
        workbench.explanation.waitForTitle('weights.pt'),
      ),
    holds: ['page'],
    page: ({ texts }) => texts.say('What happened when'),
    isResized: true,
  },
  {
    name: 'comparison',
    show: async ({ workbench, texts }) => {
      await workbench.explanation.button(texts.say('Compare with a Succeeded Task')).click();
      await workbench.explanation.waitForText(texts.say('What is different'));
    },
    holds: ['page'],
    page: ({ texts }) => texts.say('Only the failed task wrote'),
    isResized: true,
    leave: closeEditor,
  },
  {
    name: 'refusal to connect',
    show: async ({ workbench, texts }) => {
      await workbench.runCommand('Azure Batch: Connect to the Task');
      await workbench.toast(texts.begin('Nodes in the sample account run no programs')).waitFor();
    },
    holds: ['notification'],
    leave: ({ workbench }) => workbench.runCommand('Notifications: Clear All Notifications'),
  },
  {
    name: 'text of an explanation',
    show: async ({ workbench, texts }) => {
      await workbench.explanation.button(texts.say('Show as Text')).click();
      await workbench.editor.waitForLine(texts.say('Why'));
    },
    holds: ['document'],
  },
  {
    name: 'log',
    show: async ({ workbench, texts }) => {
      const { editor } = workbench;
      await workbench.pressRowButton(failedTask(workbench), texts.say('Open stderr.txt'), () =>
        editor.waitForTab('stderr.txt'),
      );
      await editor.waitForLine(/FileNotFoundError/);
      await editor.squiggles('error').first().waitFor();
    },
    holds: ['row'],
  },
  {
    name: 'question that deletes',
    show: ({ workbench, texts }) =>
      workbench.chooseFromMenu(failedTask(workbench), texts.say('Delete Task…'), () => workbench.modal().waitFor()),
    holds: ['question'],
    leave: dismissQuestion,
  },
  {
    name: 'question',
    show: ({ workbench, texts }) =>
      workbench.pressRowButton(failedTask(workbench), texts.say('Retry Task…'), () => workbench.modal().waitFor()),
    holds: ['question'],
    leave: async ({ workbench, texts }) => {
      await workbench.answerModal(texts.say('Retry'));
      await workbench.waitForStatus(texts.begin('Task {0} was retried.'));
      await workbench.row('shard-02').and(workbench.page.locator('.selected')).waitFor();
    },
  },
  {
    // This screen comes before the page, because a page that takes the focus closes a menu.
    name: 'question of a bulk',
    show: async ({ workbench, texts }) => {
      await cause(workbench).waitFor();
      await workbench.chooseFromMenu(cause(workbench), texts.say('Retry All Tasks with This Cause…'), () =>
        workbench.modal().waitFor(),
      );
    },
    holds: ['question'],
    leave: dismissQuestion,
  },
  {
    name: 'page of a cause',
    show: ({ workbench, texts }) =>
      workbench.chooseFromMenu(cause(workbench), texts.say('Explain This Cause'), () =>
        workbench.explanation.waitForTitle(/input-.*\.exr/),
      ),
    holds: ['page'],
    page: ({ texts }) => texts.say('Why'),
  },
  {
    name: 'page of a job',
    show: (walk) => explain(walk, 'train', 'Explain Job', /^train$/),
    holds: ['page'],
    page: ({ texts }) => texts.say('Tasks by state'),
  },
  {
    name: 'page of a pool',
    show: (walk) => explain(walk, 'gpu-train', 'Explain Pool', /^gpu-train$/),
    holds: ['page'],
    page: ({ texts }) => texts.say('Nodes by state'),
  },
  {
    name: 'access to a pool',
    show: async ({ workbench, texts }) => {
      await workbench.runCommand('Azure Batch: Show Network Access to Pool');
      await workbench.explanation.waitForText(texts.say('Between nodes and the service'));
    },
    holds: ['page'],
    page: ({ texts }) => texts.say("What the pool doesn't show"),
  },
  {
    name: 'palette',
    show: async ({ workbench, texts }) => {
      const { page, quickInput } = workbench;
      await page.keyboard.press('F1');
      await quickInput.filter('>Azure Batch: ');
      // The command of the previous screen comes first.
      await quickInput.entry(texts.say('Show Network Access to Pool')).waitFor();
    },
    holds: ['palette'],
  },
  {
    // On the page of a pool, a command for tasks asks for a job first. VS Code also finds it by its English title.
    name: 'jobs to choose from',
    show: async ({ workbench: { quickInput }, texts }) => {
      await quickInput.filter('>Azure Batch: Delete Task');
      await quickInput.choose(texts.say('Delete Task…'));
      await quickInput.entry('frames').waitFor();
    },
    holds: ['pick'],
  },
  {
    name: 'tasks to choose from',
    show: async ({ workbench: { quickInput } }) => {
      await quickInput.choose('frames');
      await quickInput.entry('frame-0001').waitFor();
    },
    holds: ['pick'],
    leave: ({ workbench }) => workbench.quickInput.cancel(),
  },
  {
    name: 'nodes',
    show: ({ workbench, texts }) => workbench.expand('gpu-train', texts.say('Need attention')),
    holds: ['row'],
  },
  {
    name: 'page of a node',
    show: (walk) => explain(walk, walk.texts.say(nodeByNumber).replace('{number}', '4'), 'Explain Node', /\b4\b/),
    holds: ['page'],
    page: ({ texts }) => texts.say('Why'),
  },
  {
    name: 'page of a task that waits',
    show: async (walk) => {
      const { workbench, texts } = walk;
      await workbench.collapse(texts.say('Pools'), 'train');
      await workbench.expand('nightly', capitalize(texts.say(stateWaiting)));
      await explain(walk, 'book-05', 'Explain Task', /^book-05$/);
    },
    holds: ['page'],
    page: ({ texts }) => texts.say('What ends the wait?'),
  },
  {
    name: 'page of a job schedule',
    show: async (walk) => {
      const { workbench, texts } = walk;
      await workbench.collapse(texts.say('Jobs'));
      await workbench.expand(texts.say('Job schedules'));
      await explain(walk, 'weekly-archive', 'Explain Job Schedule', /^weekly-archive$/);
    },
    holds: ['page'],
    page: ({ texts }) => texts.say('Why'),
  },
  {
    name: 'page of an account',
    show: async ({ workbench, texts }) => {
      await workbench.chooseFromMenu(workbench.row('sample'), texts.say('Show Account Overview'), () =>
        workbench.explanation.waitForTitle('sample'),
      );
      await workbench.explanation.waitForText('weights.pt');
    },
    holds: ['page'],
    page: ({ texts }) => texts.say('Quotas'),
    isResized: true,
  },
  {
    name: 'report of a bulk action',
    show: async ({ workbench, texts }) => {
      await workbench.chooseFromMenu(cause(workbench), texts.say('Retry All Tasks with This Cause…'), () =>
        workbench.modal().waitFor(),
      );
      await workbench.answerModal(texts.say('Retry {count}').replace('{count}', '14'));
      await workbench.runCommand('Azure Batch: Show Bulk Actions');
      await workbench.quickInput.entry(/./).waitFor();
      await workbench.page.keyboard.press('Enter');
      await workbench.editor.waitForTab(texts.begin('Retrying {count} tasks'));
    },
    holds: ['page'],
    page: ({ texts }) => texts.say('Show as Text'),
    isResized: true,
  },
  {
    name: 'settings',
    show: showSettings,
    holds: ['settings'],
    isWritten: true,
  },
  {
    // The walkthrough's pictures show the product in the language.
    name: 'walkthrough',
    show: async ({ workbench, texts }) => {
      await workbench.runCommand('Azure Batch: Open Walkthrough');
      await workbench.page.getByText(texts.say('Get to Know Azure Batch Troubleshooter')).first().waitFor();
      const picture = workbench.page
        .frameLocator('iframe.webview.ready:visible')
        .last()
        .frameLocator('iframe#active-frame');
      await picture
        .locator('svg text')
        .filter({ hasText: texts.say('Explorer') })
        .first()
        .waitFor();
    },
    holds: ['walkthrough'],
    isWritten: true,
  },
];

const stateFailed = 'failed/State of several tasks: heads them, or names their number';
const stateWaiting = 'waiting';
const nodeByNumber = 'node {number}/Short name of a compute node';

const openButton = ({ page }: Workbench) => page.locator('.part.sidebar .welcome-view .monaco-button').first();
const failedTask = (workbench: Workbench) => workbench.row('shard-01');
const cause = (workbench: Workbench) => workbench.row(/input-.*\.exr/);

async function explain({ workbench, texts }: Walk, row: string, command: string, tab: RegExp): Promise<void> {
  await workbench.chooseFromMenu(workbench.row(row), texts.say(command), () => workbench.editor.waitForTab(tab));
}

async function closeEditor({ workbench }: Walk): Promise<void> {
  await workbench.runCommand('View: Close Editor');
}

async function dismissQuestion({ workbench }: Walk): Promise<void> {
  await workbench.page.keyboard.press('Escape');
  await workbench.modal().waitFor({ state: 'hidden' });
}

async function hover(workbench: Workbench, row: RegExp, shows: string): Promise<void> {
  const shown = workbench.page.locator('.monaco-hover:visible').filter({ hasText: shows });
  await workbench.repeatUntilShown(async () => {
    await workbench.page.mouse.move(700, 400);
    await workbench.row(row).hover();
  }, shown);
}

/** Checks that a row that is cut in the narrow view is complete in its tooltip. */
async function showTooltipOfCause({ workbench, texts }: Walk): Promise<void> {
  const row = /input-.*\.exr/;
  await hover(workbench, row, texts.say('What to do'));
  const whole = [];
  for (const part of ['.label-name', '.label-description'])
    whole.push(await workbench.row(row).locator(part).textContent());
  const tooltip = (await workbench.page.locator('.monaco-hover:visible').first().textContent()) ?? '';
  assert.ok(tooltip.startsWith(whole.join(' · ')), `${tooltip}\ndoesn't begin with\n${whole.join(' · ')}`);
}

/** Searches the settings for those of the extension. A page that loads late takes the focus, and the typed text. */
async function showSettings({ workbench, texts }: Walk): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand('Preferences: Open Settings (UI)');
  const [first = ''] = texts.say('setting.readOnly').split(/[.`]/);
  await workbench.repeatUntilShown(
    async () => {
      await page.locator('.settings-editor .search-container .monaco-editor').first().click();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('@ext:batch-troubleshooter.azure-batch-troubleshooter');
    },
    page.locator('.settings-editor .setting-item-description').filter({ hasText: first }),
  );
}
