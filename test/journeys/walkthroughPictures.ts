import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { capitalize } from '../../src/core/text/locale.ts';
import type { Directory } from '../../src/simulator/arm/directory.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { toOwnCloud } from '../service/directory.ts';
import { microsoftStandIn, root } from '../workbench/places.ts';
import { languages } from '../workbench/texts.ts';
import { sampleTask } from './sampleWalk.ts';
import { widenSideBar } from './sideBar.ts';
import { drawThemed } from './themedPicture.ts';
import { Translated } from './translated.ts';
import { Workbench } from './workbench.ts';

/**
 * Creates the pictures of the walkthrough in `media/walkthrough`, one for each step and language, from the real
 * workbench with the sample account and a sign-in that finds accounts.
 */
const pictures = 'media/walkthrough';

/** Resources of the signed-in user. */
const directory: Directory = {
  guestOf: [
    {
      tenantId: '99999999-8888-4777-8666-555555555555',
      displayName: 'Contoso',
      defaultDomain: 'contoso.com',
      subscriptions: [
        {
          subscriptionId: '11111111-2222-4333-8444-555555555555',
          displayName: 'Rendering',
          accounts: ['northeurope', 'westeurope', 'westus2'].map((location, index) => ({
            name: `contosorender${index + 1}`,
            resourceGroup: 'render',
            location,
            accountEndpoint: `contosorender${index + 1}.${location}.batch.azure.com`,
          })),
        },
        {
          subscriptionId: '66666666-7777-4888-8999-aaaaaaaaaaaa',
          displayName: 'Genomics',
          accounts: [
            {
              name: 'contosogenomics',
              resourceGroup: 'research',
              location: 'uksouth',
              accountEndpoint: 'contosogenomics.uksouth.batch.azure.com',
            },
          ],
        },
      ],
    },
  ],
};

const folder = mkdtempSync(path.join(tmpdir(), 'walkthrough-'));
const sessions = path.join(folder, 'sessions.json');
const authority = path.join(folder, 'authority.pem');
const simulator = await startSimulator({ accountName: 'simulated', directory });
const { armUrl, tokenUrl, accountKey } = simulator;
writeFileSync(authority, simulator.ca);
writeFileSync(
  sessions,
  JSON.stringify({ users: ['ada@contoso.com'], armUrl: new URL(armUrl).origin, tokenUrl, secret: accountKey }),
);
/** Starts a workbench in a language (English if undefined), with an account to sign in to. */
function startWorkbench(language: string | undefined): Promise<Workbench> {
  return Workbench.start({
    name: `walkthrough/${language ?? 'en'}`,
    workspaceFrom: path.join(root, 'media/sample'),
    ...(language === undefined ? {} : { language }),
    env: { NODE_EXTRA_CA_CERTS: authority, MICROSOFT_STAND_IN: sessions },
    extensions: [root, microsoftStandIn],
    settings: {
      'microsoft-sovereign-cloud.environment': 'custom',
      'microsoft-sovereign-cloud.customEnvironment': { ...toOwnCloud(armUrl), name: 'Azure' },
      'workbench.editor.showTabs': 'none',
      'breadcrumbs.enabled': false,
    },
  });
}

async function takePictures(workbench: Workbench, language: string | undefined): Promise<void> {
  const { page, quickInput, explanation } = workbench;
  const texts = new Translated(language);
  const folder = path.posix.join(pictures, language ?? '');
  mkdirSync(path.join(root, folder), { recursive: true });
  const save = (step: string, picture: string): void => {
    writeFileSync(path.join(root, folder, `${step}.svg`), picture);
    console.log(`  took ${folder}/${step}.svg, ${(picture.length / 1000).toFixed(0)} kB`);
  };

  await page.setViewportSize({ width: 1040, height: 600 });
  await workbench.openContainer();
  await widenSideBar(page, 440);
  await workbench.runCommand('Azure Batch: Open the Sample Account');
  await workbench.row('sample').waitFor();
  await workbench.collapse(texts.say('Pools'));
  const heading = capitalize(texts.say('failed/State of several tasks: heads them, or names their number'));
  await workbench.expand(texts.say('Jobs'), sampleTask.jobId, heading);
  const failed = workbench.row(sampleTask.taskId);
  await failed.waitFor();
  // Until all logs are read, causes show a minimum number of tasks.
  await workbench.row(/≥/).waitFor({ state: 'hidden' });
  save('sample', await drawThemed(page.locator('.part.sidebar .content').first(), 'sideBar-background'));

  await failed.click();
  await explanation.waitForTitle('weights.pt');
  await explanation.waitForText(texts.say('What to do'));
  const last = texts.say('Retry All {count} Tasks with This Cause…').replace('{count}', '12');
  const [button, shown] = await Promise.all([explanation.button(last), explanation.main].map((of) => of.boundingBox()));
  const height = (button?.y ?? 0) + (button?.height ?? 0) - (shown?.y ?? 0) + 8;
  save('explain', await drawThemed(explanation.main, 'editor-background', { margin: 16, height }));

  await workbench.pressRowButton(failed, texts.say('Retry Task…'), () => workbench.modal().waitFor());
  save('retry', await drawThemed(workbench.modal(), 'editorWidget-background'));
  await page.keyboard.press('Escape');
  await workbench.modal().waitFor({ state: 'hidden' });

  const overTime = explanation.main.getByRole('heading', { name: texts.say('Failures over time') });
  await workbench.chooseFromMenu(workbench.row('sample').first(), texts.say('Show Account Overview'), () =>
    overTime.waitFor(),
  );
  await explanation.waitForText('weights.pt');
  const [chart, whole] = await Promise.all([overTime, explanation.main].map((of) => of.boundingBox()));
  const top = (chart?.y ?? 0) - (whole?.y ?? 0) - 8;
  save('overview', await drawThemed(explanation.main, 'editor-background', { margin: 16, top, height: 400 }));

  await workbench.runCommand('Azure Batch: Sign In to Azure');
  await workbench.modal().waitFor();
  await workbench.answerModal('Allow');
  await quickInput.entry('contosogenomics').waitFor();
  await quickInput.filter('contoso');
  await quickInput.entry(texts.say('Microsoft account…').replace('…', '')).waitFor({ state: 'hidden' });
  await quickInput.tick('contosorender1');
  save('connect', await drawThemed(quickInput.box, 'quickInput-background'));
  await quickInput.cancel();
}

try {
  for (const language of [undefined, ...languages]) {
    const workbench = await startWorkbench(language);
    try {
      await takePictures(workbench, language);
    } catch (error) {
      await workbench.takePicture('failed');
      throw error;
    } finally {
      await workbench.close().catch(() => undefined); // The first failure is the one to report.
    }
  }
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await simulator.close();
  rmSync(folder, { recursive: true });
}
