import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import type { ComputeNode } from '../model/computeNode.ts';
import { describeState, knownStates } from '../model/states.ts';
import {
  explainRefusedUser,
  explainUnreachable,
  explainUnreachableState,
  explainUnremovedUser,
  findRemoteEndpoint,
  mayAnswer,
  refuseUser,
  takesUsers,
} from './reachability.ts';

const node: ComputeNode = {
  id: 'n',
  state: 'idle',
  endpointConfiguration: {
    inboundEndpoints: [
      { name: 'udp', protocol: 'udp', publicIPAddress: '20.0.0.9', frontendPort: 1, backendPort: 22 },
      { name: 'SSHRule.0', protocol: 'tcp', publicIPAddress: '20.0.0.9', frontendPort: 50_000, backendPort: 22 },
    ],
  },
};

test('the endpoint of the port for the operating system is found', () => {
  assert.deepEqual(findRemoteEndpoint(node, 'linux'), { remoteLoginIPAddress: '20.0.0.9', remoteLoginPort: 50_000 });
  assert.equal(findRemoteEndpoint(node, 'windows'), undefined);
});

const withMachine: readonly string[] = [
  'idle',
  'running',
  'offline',
  'starttaskfailed',
  'waitingforstarttask',
  'unusable',
  'unknown',
];

test('a node responds in every state in which it has a machine, with or without tasks', () => {
  const reachable = knownStates('node').filter((state) => mayAnswer({ state }));
  assert.deepEqual(reachable.toSorted(), withMachine.toSorted());
  assert.ok(mayAnswer({ state: 'offline' }));
  assert.ok(mayAnswer({ state: otherWord('somethingNew') }));
  assert.ok(mayAnswer({}));
});

test("the reason why a node isn't responding is described in words, with a fix", () => {
  for (const state of knownStates('node')) {
    const obstacle = explainUnreachableState({ id: 'n', state });
    assert.equal(obstacle === undefined, withMachine.includes(state), state);
    if (obstacle !== undefined) assert.match(obstacle.message, new RegExp(`“${describeState('node', state).label}”`));
  }
  assert.match(explainUnreachableState({ id: 'n', state: 'upgradingos' })?.message ?? '', /“upgrading its OS”/);
});

test('a user that the service refuses is described with the workaround, without names from the API', () => {
  assert.deepEqual(
    knownStates('node').filter((state) => takesUsers({ state })),
    ['idle', 'running'],
  );
  assert.match(explainRefusedUser({ id: 'n', state: 'offline' }).message, /bring the node online, add the user/);
  const { message } = explainRefusedUser({ id: 'n', state: 'starttaskfailed' });
  assert.match(message, /“start task failed”/);
  assert.doesNotMatch(message, /starttaskfailed/);
  assert.match(message, /can read the start task's log without signing in/);
});

test('a user is refused before any request in states that accept none, but not in unknown states', () => {
  for (const state of ['starttaskfailed', 'unusable', 'offline'] as const)
    assert.throws(() => refuseUser({ id: 'n', state }), /adds users only while a node is idle or running/);
  for (const state of ['idle', 'running', otherWord('somethingNew')] as const) refuseUser({ id: 'n', state });
});

test('if the state of a node prevents adding a user, the name and the state of the node are shown', () => {
  const { message } = explainUnremovedUser({ id: 'n', state: 'offline' }, '3', undefined);
  assert.match(message, /node 3 is in the state “offline”/);
});

test('the reason why a node cannot be reached is explained by its pool', () => {
  const natPool = {
    name: 'ssh',
    protocol: 'tcp',
    backendPort: 22,
    frontendPortRangeStart: 1,
    frontendPortRangeEnd: 100,
  };
  const closed = {
    id: 'p',
    networkConfiguration: { publicIPAddressConfiguration: { provision: 'NoPublicIPAddresses' } },
  };
  const mapped = { id: 'p', networkConfiguration: { endpointConfiguration: { inboundNATPools: [natPool] } } };
  assert.match(explainUnreachable(closed, 'linux').message, /no public IP addresses/);
  assert.match(explainUnreachable({ id: 'p' }, 'windows').message, /port 3389/);
  assert.match(explainUnreachable(mapped, 'linux').message, /network security rule/);
});
