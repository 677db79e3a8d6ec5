import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { openCold } from '../app/support/coldApp.ts';
import { timeOf } from '../fakes/timeOf.ts';

/** Cost of a first look at an account. */
interface FirstLook {
  readonly requests: number;
  /** Bytes that the service sent, with their headers. */
  readonly bytes: number;
}

/** Reads the sample account from nothing until all causes are known and its page is complete. */
export async function takeFirstLook(): Promise<FirstLook> {
  const clock = new SteppedClock();
  const simulator = await startSimulator({ scenario: 'sample', clock });
  const sockets: Socket[] = [];
  const note = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    sockets.push(socket);
  };
  subscribe('net.client.socket', note);
  const { store, causes, explain, close } = openCold(simulator, timeOf(clock));
  const watching = causes.watch();
  const { isDone, toRead } = await causes.lookIntoAll(store);
  assert.deepEqual([isDone, toRead.length], [true, 0]);
  const { isLate } = await explain({
    resource: { kind: 'account', accountId: store.account.id },
    document: 'explanation',
  });
  assert.notEqual(isLate, true);
  const look = {
    requests: simulator.requests.length,
    bytes: sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
  };
  unsubscribe('net.client.socket', note);
  watching.dispose();
  close();
  await simulator.close();
  return look;
}
