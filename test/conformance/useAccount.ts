import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { type Account, openAccount, openSimulated, type SimulatedOptions } from './account.ts';

/** Adds the items that all tests of an account share. */
type Prepare = (account: Account) => Promise<void>;

const addNothing: Prepare = async () => undefined;

/**
 * Opens the account of all tests in a file before the first, with the items from `prepare`, and closes it after the
 * last, asserting that all answers match the client's mappers.
 */
export function useAccount(prepare = addNothing): Account {
  return useOpened(openAccount, prepare);
}

/** Like `useAccount`, for tests that a live account cannot pass; for all tests of a file or of a `describe`. */
export function useSimulated(options: SimulatedOptions = {}, prepare = addNothing): Account {
  return useOpened(() => openSimulated(options), prepare);
}

function useOpened(open: () => Promise<Account>, prepare: Prepare): Account {
  let opened: Account | undefined;
  const account = (): Account => {
    assert.ok(opened, 'The account is open while tests run');
    return opened;
  };
  before(async () => {
    opened = await open();
    await prepare(opened);
  });
  after(async () => {
    await account().close();
    assert.deepEqual(account().findings, []);
  });
  return {
    get client() {
      return account().client;
    },
    get apiVersion() {
      return account().apiVersion;
    },
    get simulator() {
      return account().simulator;
    },
    get findings() {
      return account().findings;
    },
    until: (what, look) => account().until(what, look),
    close: () => account().close(),
  };
}
