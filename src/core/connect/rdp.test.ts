import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import { toRdpFile } from './rdp.ts';

const connection = { address: '20.1.2.3', port: 50_001, user: 'ada' };

test('A9-22 the file contains exactly the lines of its template, and no password', () => {
  assert.equal(
    toRdpFile(connection),
    [
      'full address:s:20.1.2.3:50001',
      'username:s:.\\ada',
      'prompt for credentials:i:1',
      'authentication level:i:2',
      'enablecredsspsupport:i:1',
      'redirectclipboard:i:0',
      'redirectcomports:i:0',
      'redirectdirectx:i:0',
      'redirectdrives:i:0',
      'redirectlocation:i:0',
      'redirectposdevices:i:0',
      'redirectprinters:i:0',
      'redirectsmartcards:i:0',
      'redirectwebauthn:i:0',
      'audiocapturemode:i:0',
      'camerastoredirect:s:',
      'devicestoredirect:s:',
      'drivestoredirect:s:',
      'usbdevicestoredirect:s:',
      '',
    ].join('\r\n'),
  );
});

test('the RDP file connects to the node, prompts for the password, and redirects nothing', () => {
  const lines = toRdpFile(connection).split('\r\n');
  assert.equal(lines[0], 'full address:s:20.1.2.3:50001');
  assert.equal(lines[1], 'username:s:.\\ada');
  assert.ok(lines.includes('prompt for credentials:i:1'));
  for (const line of lines.filter((text) => text.startsWith('redirect'))) assert.match(line, /:i:0$/);
  assert.ok(!lines.some((line) => /password/i.test(line)));
});

test('an IPv6 address is bracketed', () => {
  assert.match(toRdpFile({ ...connection, address: '2001:db8::7' }), /full address:s:\[2001:db8::7\]:50001\r\n/);
});

test('A9-22 no line break or option gets into the file', () => {
  const hostile = [
    { address: '1.2.3.4\r\ndrivestoredirect:s:*' },
    { address: '1.2.3.4\nx:s:y' },
    { user: 'ada\r\nalternate shell:s:calc' },
    { user: 'ada\u2028x' },
    { port: 3389.5 },
  ];
  for (const part of hostile) {
    assert.throws(
      () => toRdpFile({ ...connection, ...part }),
      (error) => BatchError.is(error, 'InvalidInput'),
      JSON.stringify(part),
    );
  }
});
