import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMountCause } from './mountCause.ts';

const firstStep = (words: string) => {
  const [fix] = findMountCause(words)?.fixes ?? [];
  return typeof fix === 'string' ? fix : (fix?.text ?? '');
};

test('an unreachable server is a problem of ports, not of keys', () => {
  for (const words of [
    'mount error(115): Operation now in progress',
    'mount error(112): Host is down',
    'mount error(113): could not connect to 10.0.0.9',
    'System error 53 has occurred.\r\nThe network path was not found.',
    'System error 1231 has occurred. The network location cannot be reached.',
  ])
    assert.match(firstStep(words), /port 445/, words);
  for (const words of [
    'mount.nfs: Connection timed out',
    'mount.nfs4: No route to host',
    'mount.nfs: Connection refused',
  ])
    assert.match(firstStep(words), /port 2049/, words);
});

test('an answer of a server is never a problem of ports', () => {
  for (const words of [
    'mount error(13): Permission denied',
    'mount error(2): No such file or directory',
    'System error 86 has occurred. The specified network password is not correct.',
    'System error 1326 has occurred. The user name or password is incorrect.',
    'System error 67 has occurred. The network name cannot be found.',
    'System error 5 has occurred. Access is denied.',
    'mount.nfs: access denied by server while mounting 10.0.0.4:/export',
  ]) {
    assert.notEqual(firstStep(words), '', words);
    assert.doesNotMatch(firstStep(words), /port \d/, words);
  }
});

test('creating the share is suggested if it is missing, and replacing the key if it is refused', () => {
  assert.match(firstStep('mount error(2): No such file or directory'), /^Create the share/);
  assert.match(firstStep('System error 86 has occurred.'), /current key/);
  assert.match(firstStep('System error 1326 has occurred.'), /current key/);
});

test('a kernel without the file system is a matter of the image, not of the share', () => {
  for (const words of [
    'mount error(19): No such device',
    'mount error: nfs4 filesystem not supported by the system',
    'mount error: cifs filesystem not supported by the system\nmount error(19): No such device',
  ])
    assert.match(firstStep(words), /^Use a version of the image whose kernel/, words);
});

test('other messages about mounts are explained by the catalog', () => {
  for (const words of [
    '',
    'mount exited with 32',
    'mount error(22): Invalid argument',
    'System error 1219 has occurred.',
  ])
    assert.equal(findMountCause(words), undefined, words);
});
