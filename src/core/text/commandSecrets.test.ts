import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { redactCommands } from './commandSecrets.ts';
import { redactText } from './redact.ts';

const planted = 'S3cr3tValueThatMustNotSurvive';

/** Commands as users write them in tasks and start tasks, and their redacted form. */
const carriers: readonly (readonly [command: string, shown: string])[] = [
  [
    `docker login -u contoso -p ${planted} contoso.azurecr.io`,
    'docker login -u contoso -p [hidden] contoso.azurecr.io',
  ],
  [`docker login -p "${planted} b" contoso.azurecr.io`, 'docker login -p "[hidden]" contoso.azurecr.io'],
  [`docker --config /d login -p${planted}`, 'docker --config /d login -p[hidden]'],
  [`az acr login -n contoso -p ${planted}`, 'az acr login -n contoso -p [hidden]'],
  [
    `az login --service-principal -u id -p ${planted} --tenant t`,
    'az login --service-principal -u id -p [hidden] --tenant t',
  ],
  [`curl -u user:${planted} https://x.example.com`, 'curl -u user:[hidden] https://x.example.com'],
  [`curl --user "user:${planted}" https://x.example.com`, 'curl --user "user:[hidden]" https://x.example.com'],
  [`sshpass -p '${planted}' scp x y`, "sshpass -p '[hidden]' scp x y"],
  [`mysql -uroot -p${planted} -e "select 1"`, 'mysql -uroot -p[hidden] -e "select 1"'],
  [`sqlcmd -S db -U sa -P ${planted}`, 'sqlcmd -S db -U sa -P [hidden]'],
  [`7z x -p${planted} in.7z`, '7z x -p[hidden] in.7z'],
  [`unzip -P ${planted} in.zip`, 'unzip -P [hidden] in.zip'],
  [`redis-cli -a ${planted} ping`, 'redis-cli -a [hidden] ping'],
  [`openssl enc -pass pass:${planted} -in x`, 'openssl enc -pass pass:[hidden] -in x'],
  [`keytool -storepass ${planted} -list`, 'keytool -storepass [hidden] -list'],
  [`aws configure set aws_secret_access_key ${planted}`, 'aws configure set aws_secret_access_key [hidden]'],
  [`setx STORAGE_KEY ${planted}`, 'setx STORAGE_KEY [hidden]'],
  [`echo ${planted} | docker login --password-stdin`, 'echo [hidden] | docker login --password-stdin'],
  [
    `cd x && printf '%s' '${planted}'|docker login -u a --password-stdin`,
    'cd x && printf [hidden]|docker login -u a --password-stdin',
  ],
  [`net use Z: \\\\a\\b ${planted} /user:a`, 'net use Z: \\\\a\\b [hidden] /user:a'],
  [`net use \\\\a\\b /user:a ${planted}`, 'net use \\\\a\\b /user:a [hidden]'],
  [`cmdkey /add:a /user:b /pass:${planted}`, 'cmdkey /add:a /user:b /pass:[hidden]'],
];

for (const [command, shown] of carriers) {
  test(`the secret is hidden in ${command.replaceAll(planted, '…')}`, () => {
    assert.equal(redactText(command), shown);
    assert.equal(
      redactText(`/bin/bash -c "set -e; ${command}; mkdir -p out"`),
      `/bin/bash -c "set -e; ${shown}; mkdir -p out"`,
    );
  });
}

test('text that is not a secret stays', () => {
  for (const command of [
    'mkdir -p out',
    'cp -p a b',
    'python -u train.py',
    'ssh -p 22 host',
    'docker run -p 8080:80 -u 1000:1000 image',
    'docker login -u contoso && mkdir -p out',
    'docker login -u contoso -p $REGISTRY_PASSWORD contoso.azurecr.io',
    'mysql -h db -P 3306 -p inventory',
    'curl -fsSL -o x https://x.example.com/y',
    'unzip -o in.zip -d out',
    'aws configure set region westeurope',
    'echo "$TOKEN" | docker login --password-stdin',
    'echo ready | tee log.txt',
    'net use Z: \\\\a\\b /persistent:yes',
    'net use Z: \\\\a\\b & dir',
    'cmd /c "net use Z: \\\\a\\b && dir"',
    'net use Z: \\\\a\\b > log.txt',
    'the login failed - please try again',
  ]) {
    assert.equal(redactText(command), command);
  }
});

test('redacting twice changes nothing more, in any context', () => {
  const piece = fc.oneof(fc.constantFrom(...carriers.map(([command]) => command)), fc.string({ maxLength: 12 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const once = redactCommands(pieces.join('\n'));
      assert.ok(!once.includes(planted), once);
      assert.equal(redactCommands(once), once);
    }),
  );
});
