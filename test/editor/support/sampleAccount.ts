import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import * as vscode from 'vscode';
import { loadSimulator } from '../../../src/extension/bundles/load.ts';
import type { Scenario } from '../../../src/simulator/scenarios/scenario.ts';
import type { Simulator } from '../../../src/simulator/simulatorOptions.ts';
import { addAccount, removeAccount } from './account.ts';
import { closeEditors } from './editors.ts';

/** A simulated world as an account of its own, and a client that reads it independently of the extension. */
export interface SampleAccount {
  readonly simulator: Simulator;
  readonly client: BatchServiceClient;
  readonly accountId: string;
  close(): Promise<void>;
}

/**
 * Adds the sample or another world, fifty times as fast as real time, and makes the extension refresh it each second.
 */
export async function addSampleAccount(scenario: Scenario | 'sample' = 'sample'): Promise<SampleAccount> {
  await setRefreshInterval(1);
  const simulator = await loadSimulator().startSimulator({ scenario, speed: 50 });
  const accountId = await addAccount(simulator);
  const { accountName, accountKey, url } = simulator;
  const client = new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url);
  const close = async (): Promise<void> => {
    await removeAccount(accountId);
    await simulator.close();
    await closeEditors();
    await setRefreshInterval(undefined);
  };
  return { simulator, client, accountId, close };
}

/** Sets the refresh interval, so that followed items are polled as often as possible. */
export async function setRefreshInterval(seconds: number | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('azureBatch');
  await settings.update('refreshInterval', seconds, vscode.ConfigurationTarget.Global);
}
