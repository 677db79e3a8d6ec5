import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InboundNatPool, NetworkSecurityGroupRule, Pool } from '../model/pool.ts';
import { makePage } from '../page/makePage.ts';
import { renderPage } from '../page/renderPage.ts';
import { judgePortAccess, toAccessPage } from './poolAccess.ts';

function natPool(...rules: readonly (readonly [priority: number, access: string, source: string])[]): InboundNatPool {
  return {
    name: 'ssh',
    protocol: 'tcp',
    backendPort: 22,
    frontendPortRangeStart: 15_000,
    frontendPortRangeEnd: 15_099,
    networkSecurityGroupRules: rules.map(([priority, access, sourceAddressPrefix]) => ({
      priority,
      access,
      sourceAddressPrefix,
    })),
  };
}

test('the sources that reach a port follow from its rules, lowest priority first', () => {
  assert.deepEqual(judgePortAccess(natPool()), { kind: 'unruled' });
  assert.deepEqual(judgePortAccess(natPool([200, 'Deny', '*'], [150, 'Allow', '10.0.0.0/8'])), {
    kind: 'only',
    sources: ['10.0.0.0/8'],
  });
  assert.deepEqual(judgePortAccess(natPool([200, 'allow', '10.0.0.1'], [150, 'deny', '*'])), { kind: 'nobody' });
  assert.deepEqual(judgePortAccess(natPool([150, 'deny', '10.0.0.1'], [160, 'allow', 'Internet'])), {
    kind: 'everyone',
    except: ['10.0.0.1'],
  });
  assert.deepEqual(judgePortAccess(natPool([150, 'allow', '10.0.0.1'], [160, 'deny', '10.0.0.1'])), {
    kind: 'unknown',
    allowed: ['10.0.0.1'],
    denied: [],
  });
});

test('rules with source ports are not interpreted', () => {
  const rule: NetworkSecurityGroupRule = {
    priority: 150,
    access: 'deny',
    sourceAddressPrefix: '*',
    sourcePortRanges: ['1-1023'],
  };
  assert.equal(judgePortAccess({ ...natPool(), networkSecurityGroupRules: [rule] }).kind, 'bySourcePort');
});

function render(networkConfiguration: Pool['networkConfiguration'], more: Partial<Pool> = {}): string {
  const pool = { id: 'p', ...(networkConfiguration && { networkConfiguration }), ...more };
  return renderPage(makePage(toAccessPage(pool))).text;
}

test('a port with rules is described with the sources that reach it', () => {
  const text = render({
    endpointConfiguration: { inboundNATPools: [natPool([150, 'allow', '10.0.0.0/8'], [160, 'deny', '*'])] },
  });
  assert.match(text, /## Port 22 \(SSH\): open to 10\\?\.0\\?\.0\\?\.0\/8, closed to everyone else/);
  assert.match(
    text,
    /- 150\n {2}- Access: allows\n {2}- Source: `10\.0\.0\.0\/8`\n {2}- Source ports: all\n- 160\n {2}- Access: denies\n {2}- Source: `\*`\n/,
  );
  assert.match(text, /public ports 15000 to 15099/);
  assert.doesNotMatch(text, /No inbound NAT pool/);
});

test('a pool without mappings shows the consequences for signing in, and what to change', () => {
  const text = render(undefined, { virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.windows amd64' } });
  assert.match(text, /has no inbound NAT pool/);
  assert.match(text, /No inbound NAT pool covers port 3389 \(Remote Desktop\).*before December 2025/);
  assert.match(text, /"backendPort": 3389/);
  assert.match(text, /doesn't specify how nodes and the service communicate/);
});

test('a pool without public addresses is offered no endpoints, which the service would refuse', () => {
  const text = render({ publicIPAddressConfiguration: { provision: 'NoPublicIPAddresses' } });
  assert.match(text, /have no public IP addresses/);
  assert.doesNotMatch(text, /endpointConfiguration|No inbound NAT pool/);
});

test('communication and addresses are described as configured', () => {
  const id = '/subscriptions/s/publicIPAddresses/ip';
  const publicIPAddressConfiguration = { provision: 'usermanaged', ipAddressIds: [id] };
  const text = render(
    { publicIPAddressConfiguration, subnetId: '/subnets/a' },
    { currentNodeCommunicationMode: 'classic' },
  );
  assert.match(text, /your own public IP addresses/);
  assert.ok(text.includes(`\`${id}\``) && text.includes('/subnets/a'));
  assert.match(text, /29876 and 29877/);
  assert.match(render(undefined, { targetNodeCommunicationMode: 'Simplified' }), /port 443/);
});

test('A9-18 names from the service are text in the description', () => {
  const name = '[x](command:y) <img src=x>';
  const text = render(
    { endpointConfiguration: { inboundNATPools: [{ ...natPool([150, name, name]), name }] }, subnetId: name },
    { id: name },
  );
  assert.doesNotMatch(text.replace(/`[^`]*`/g, ''), /(?<!\\)(?:\]\(command|<img)/);
});
