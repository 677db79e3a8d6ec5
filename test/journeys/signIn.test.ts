import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { Workbench } from './workbench.ts';

const scope = 'https://batch.core.windows.net//.default';
const folder = mkdtempSync(path.join(tmpdir(), 'sign-in-'));
const answer = path.join(folder, 'answer.json');
const questions = path.join(folder, 'questions.txt');

let simulator: Simulator;
let workbench: Workbench;

/** Stands in for the Azure CLI: notes what it is asked, and answers with the file. */
function installAzureCli(): void {
  const script = path.join(folder, 'az');
  writeFileSync(script, `#!/bin/sh\necho "$@" >> '${questions}'\ncat '${answer}'\n`);
  chmodSync(script, 0o755);
}

/** What the Azure CLI prints for a token. */
function answerWith(token: string): void {
  writeFileSync(
    answer,
    JSON.stringify({ accessToken: token, expiresOn: '2099-01-01 00:00:00.000000', tokenType: 'Bearer' }),
  );
}

/** A token of the simulator's own authority, for the audience of Batch. */
async function getToken(): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: 'journey', client_secret: 'secret of a test', scope };
  const body = await new Promise<string>((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const options = { method: 'POST', ca: simulator.ca, agent: false, headers };
    const request = https.request(simulator.tokenUrl, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    request.on('error', reject);
    request.end(new URLSearchParams(form).toString());
  });
  const { access_token: token }: { readonly access_token: string } = JSON.parse(body);
  return token;
}

before(async () => {
  simulator = await startSimulator({ accountName: 'signedin' });
  installAzureCli();
  const PATH = `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`;
  // Started from a command line, VS Code takes its environment as it is instead of a login shell's.
  workbench = await Workbench.start({ name: 'signIn', env: { PATH, VSCODE_CLI: '1' } });
});

after(async () => {
  await workbench.close();
  await simulator.close();
  rmSync(folder, { recursive: true });
});

test('a token that the service refuses is told, and the endpoint stays as it was typed', async () => {
  const { quickInput } = workbench;
  answerWith('not.a.token');
  await workbench.runCommand('Azure Batch: Sign In to an Account');
  await quickInput.answer(simulator.url);
  await quickInput.choose('Azure CLI');
  await quickInput.message('may not use the account').waitFor();
  assert.equal(await quickInput.value(), simulator.url);
  await workbench.takePicture('refused');
});

test('the Azure CLI signs in to an account, asked for the audience of Batch', async () => {
  const { quickInput } = workbench;
  answerWith(await getToken());
  await quickInput.accept();
  await quickInput.choose('Azure CLI');
  await workbench.row('This account has no jobs').waitFor();
  await workbench.takePicture('signed in');
  assert.match(readFileSync(questions, 'utf8'), /https:\/\/batch\.core\.windows\.net\//);
});
