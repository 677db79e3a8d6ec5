import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import { journey } from './journey.ts';
import { sampleTask } from './sampleWalk.ts';
import type { Workbench } from './workbench.ts';

/** A foreign repository, and the folder of the programs that it would run. */
const repository = mkdtempSync(path.join(tmpdir(), 'azure-batch-troubleshooter-repository-'));
const programs = mkdtempSync(path.join(tmpdir(), 'azure-batch-troubleshooter-programs-'));
const traceOfRepository = path.join(programs, 'repository-ran');
const traceOfUser = path.join(programs, 'user-ran');

function addProgram(file: string, trace: string, says: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\ntouch '${trace}'\necho '${says}'\nexec cat\n`);
  chmodSync(file, 0o755);
}

/** Title of the repository's own rule for the failure of the sample's task. */
const ruleTitle = 'The weights were not published';

function fillRepository(): void {
  cpSync(path.join(root, 'media/sample'), repository, { recursive: true });
  const program = path.join(repository, 'tools/ssh');
  addProgram(program, traceOfRepository, 'the program of the repository');
  const rules = [{ match: 'weights.pt', title: ruleTitle, step: 'Publish the weights again.' }];
  writeFileSync(path.join(repository, 'azure-batch.rules.json'), JSON.stringify({ rules }));
  mkdirSync(path.join(repository, '.vscode'));
  const settings = { 'azureBatch.ssh.path': program, 'azureBatch.refreshInterval': 5 };
  writeFileSync(path.join(repository, '.vscode/settings.json'), JSON.stringify(settings));
  addProgram(path.join(programs, 'ssh'), traceOfUser, 'an ssh of the user');
}

fillRepository();

journey(
  'A9-25 in Restricted Mode, failures are explained and nothing of the folder runs; after trust is granted, work continues without a reload',
  {
    name: 'restricted',
    workspaceFrom: repository,
    asksForTrust: true,
    env: { PATH: `${programs}${path.delimiter}${process.env['PATH'] ?? ''}`, VSCODE_CLI: '1', HOME: programs },
  },
  async (workbench, context) => {
    context.after(() => {
      for (const folder of [repository, programs]) rmSync(folder, { recursive: true, force: true });
    });
    await workbench.page.getByText('Restricted Mode is intended for safe code browsing').waitFor();
    await explain(workbench);
    await refuseForeignHost(workbench);
    await refuseToRun(workbench);
    await trust(workbench);
    await explainByRule(workbench);
    await askForForeignHost(workbench);
    await connect(workbench);
    assert.ok(existsSync(traceOfUser));
    assert.ok(!existsSync(traceOfRepository), 'a program of the folder never runs');
  },
);

/**
 * Checks that the account, its explanations, and the marks in the user's source work without trust; they run nothing.
 */
async function explain(workbench: Workbench): Promise<void> {
  const { editor, page } = workbench;
  await workbench.openContainer();
  const open = page.locator('.part.sidebar .welcome-view .monaco-button');
  await open.filter({ hasText: 'Open the Sample Account' }).click();
  await workbench.explanation.waitForTitle('failures in account sample');
  await workbench.expand('Jobs', sampleTask.jobId, 'Failed');
  const failed = workbench.row(sampleTask.taskId);
  await workbench.chooseFromMenu(failed, 'Explain', () => workbench.explanation.waitForText('Why'));
  assert.equal(await page.getByText(ruleTitle).count(), 0, 'rules of the folder are not read');
  await workbench.pressRowButton(failed, 'Open stderr.txt', () => editor.waitForTab('stderr.txt'));
  await (await workbench.problems(/weights\.pt/)).first().waitFor();
  await workbench.takePicture('explained');
  await workbench.collapse('Jobs');
}

const foreignHost = 'contoso.westeurope.batch.azure.com.attacker.example';

async function nameForeignHost(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Azure Batch: Add an Account by Key');
  await workbench.quickInput.waitForTitle('Add a Batch account by key');
  await workbench.quickInput.answer(`https://${foreignHost}`);
}

/**
 * Checks that the user cannot confirm a foreign host, because the open workspace may be the reason for adding such an
 * account.
 */
async function refuseForeignHost(workbench: Workbench): Promise<void> {
  await nameForeignHost(workbench);
  await workbench.toast("In Restricted Mode, keys and tokens aren't sent to other hosts").waitFor();
  await workbench.takePicture('foreign host refused');
  await workbench.runCommand('Notifications: Clear All Notifications');
}

async function askForForeignHost(workbench: Workbench): Promise<void> {
  await nameForeignHost(workbench);
  await workbench.quickInput.message(/the host's operator/).waitFor();
  await workbench.takePicture('foreign host asked about');
  await workbench.quickInput.cancel();
}

/**
 * Checks that VS Code itself asks for trust before it opens a terminal, and that no program of the folder or of the
 * user has run before that.
 */
async function refuseToRun(workbench: Workbench): Promise<void> {
  await startSsh(workbench);
  await workbench.modal().getByText('Creating a terminal process requires executing code').waitFor();
  await workbench.takePicture('trust is asked for');
  await workbench.answerModal('Cancel');
  assert.deepEqual([traceOfRepository, traceOfUser].filter(existsSync), []);
}

async function trust(workbench: Workbench): Promise<void> {
  await workbench.page.evaluate('globalThis.isSameWindow = true');
  await workbench.runCommand('Workspaces: Manage Workspace Trust');
  await workbench.page.locator('.workspace-trust-editor .monaco-button').filter({ hasText: 'Trust' }).first().click();
  await workbench.page.getByText('Restricted Mode is intended for safe code browsing').waitFor({ state: 'hidden' });
  await workbench.takePicture('trusted');
  assert.equal(await workbench.page.evaluate('globalThis.isSameWindow'), true, 'the window was reloaded');
}

/** Checks that the rules of the folder apply once it is trusted. */
async function explainByRule(workbench: Workbench): Promise<void> {
  await workbench.pressRowButton(workbench.row(/^\d+ tasks · The weights were not published/), 'Explain', () =>
    workbench.explanation.waitForText('Publish the weights again.'),
  );
  await workbench.takePicture('explained by a rule');
}

/** Connects. The account still exists because the extension was not restarted. */
async function connect(workbench: Workbench): Promise<void> {
  await startSsh(workbench);
  await workbench.waitForTerminal('an ssh of the user');
  await workbench.takePicture('connected');
}

async function startSsh(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  await workbench.expand(/^cpu-render/, /^Idle|^Running/);
  await workbench.chooseFromMenu(workbench.row(/^node \d/), ['Connect', 'Connect to a Node with SSH'], () =>
    quickInput.waitForTitle(/Sign in to node .* as/),
  );
  await quickInput.choose('Sign in as an existing user');
  await quickInput.answer('inspector');
}
