import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/builders/nightly.ts';
import { redactText } from './redact.ts';

/** Typical lines of programs that explain something and grant no access. */
const lines: readonly string[] = [
  '/mnt/data/warehouse/sales/transactions/daily/year=2024/month=01/part-0.parquet',
  'abfss://data@contoso.dfs.core.windows.net/warehouse/sales/transactions/daily/regions/europe/year=2024/month=01/part-0.parquet',
  's3a://bucket/warehouse/sales/transactions/daily/regions/europe/west/year=2024',
  'hdfs dfs -ls /user/spark/warehouse/events/dailyaggregates/byregion/country=NL/dt=2024-01-01',
  'com/contoso/warehouse/sales/transactions/internal/implementation/Loader=1.2.3',
  'sshpass: command not found',
  'bash: line 3: sshpass: command not found',
  '/bin/sh: 1: sshpass: not found',
  'EnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.',
  '\tEnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.',
  '\tManagedIdentityCredential: ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.',
  '\tSharedTokenCacheCredential: Azure Active Directory error: unauthorized',
  '\tAzureCliCredential: Azure CLI not found on path',
  '\tWorkloadIdentityCredential: WorkloadIdentityCredential authentication unavailable.',
  'DefaultAzureCredential: failed to acquire a token.',
  'Unexpected token: punc (})',
  'SyntaxError: Unexpected token: name (foo)',
  'SyntaxError: Unexpected token < in JSON at position 0',
  'The next token is: hello',
  'pad token is: <pad>',
  'The number of tokens is: 512',
  'the password is wrong',
  'The token is expired',
  'password is: required',
  'The secret is: not set',
  'The API key is: $KEY',
  'secret: my-secret not found',
  'MountVolume.SetUp failed for volume "creds" : secret "my-secret" not found',
  'Error: secret "db-credentials" not found',
  'Error: secret: my-secret not found',
  'Error: secret: not found',
  'process exited sig=SIGKILL',
  'worker died sig=9',
  'sig=SIGSEGV, core dumped',
  'child 42 exited (sig=15)',
  'exited on signal sig=11',
  'docker run --name mongo -p 27017:27017 mongo',
  'docker run -d -p 27017:27017 --name my-mongo mongo:7',
  'docker run --rm -p 1883:1883 eclipse-mosquitto && mosquitto_sub -h localhost -p 1883 -t x',
  'apt-get install -y sshpass -p',
  'kubectl port-forward svc/mongo -p 27017',
  'ssh -p 2222 mysql.example.com',
  'mkdir -p /data/mongo && chown -R mongodb /data/mongo',
  'mkdir -p /opt/zip && unzip x.zip',
  'setenv TOKENIZERS_PARALLELISM false',
  'setx TOKENIZERS_PARALLELISM true',
  'export TOKENIZERS_PARALLELISM=false',
  'RENDER_PASS=beauty',
  'RENDER_PASSES=diffuse,specular',
  'RENDER_PASS=3',
  'PASS=3',
  'PASS=12 FAIL=0 SKIP=1',
  'FAIL=0 PASS=1024',
  'TEST_PASS=1200',
  'export RENDER_PASS=beauty',
  'FIRST_PASS=done',
  '{"name":"RENDER_PASS","value":"beauty"}',
  'huggingface/tokenizers: The current process just got forked, after parallelism has already been used. Disabling parallelism to avoid deadlocks...',
  '\t- Explicitly set the environment variable TOKENIZERS_PARALLELISM=(true | false)',
  'Token indices sequence length is longer than the specified maximum sequence length for this model (1024 > 512).',
  'Setting `pad_token_id` to `eos_token_id`:50256 for open-end generation.',
  'RuntimeError: Error(s) in loading state_dict for Net: Missing key(s) in state_dict: "encoder.layer.0.weight", "encoder.layer.1.bias".',
  "KeyError: 'PASSWORD'",
  'KeyError: "api_key"',
  'java.lang.NullPointerException: Cannot invoke "String.length()" because "password" is null',
  'java.lang.ClassNotFoundException: org.apache.hadoop.fs.azurebfs.oauth2.ClientCredsTokenProvider',
  'org.apache.spark.SparkException: Job aborted due to stage failure: Task 3 in stage 1.0 failed 4 times',
  '24/01/01 12:00:00 INFO SecurityManager: SecurityManager: authentication disabled; ui acls disabled; users with view permissions: Set(spark); groups with view permissions: Set()',
  '24/01/01 12:00:00 INFO FileScanRDD: Reading File path: abfss://data@contoso.dfs.core.windows.net/sales/year=2024/month=01/part-00000-0f3b6f4e-1c1f-4c5e-9f7e-1d2b3c4d5e6f.c000.snappy.parquet, range: 0-134217728, partition values: [2024,1]',
  "Error: Cannot find module '/app/node_modules/jsonwebtoken/index.js'",
  'npm ERR! code E401 Unable to authenticate, your authentication token seems to be invalid.',
  'node:internal/modules/cjs/loader:1080',
  'panic: runtime error: invalid memory address or nil pointer dereference [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x47b2e1]',
  'goroutine 1 [running]:',
  "docker: Error response from daemon: pull access denied for contoso/app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied.",
  'Error response from daemon: Get "https://contoso.azurecr.io/v2/": unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.',
  'Digest: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'error: You must be logged in to the server (Unauthorized)',
  'Error from server (NotFound): secrets "db" not found',
  'INFO: Authenticating to destination using Azure AD',
  'INFO: SPN Auth via secret succeeded.',
  'RESPONSE 403: 403 Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
  'ERROR CODE: AuthenticationFailed',
  'frame=  120 fps= 30 q=28.0 size=    1024kB time=00:00:05.00 bitrate=1677.7kbits/s speed=1.25x',
  '[libx264 @ 0x55d0c8] using cpu capabilities: MMX2 SSE2Fast SSSE3 SSE4.2 AVX FMA3 BMI2 AVX2',
  'ffmpeg -y -i in.mp4 -c:v libx264 -pass 1 -b:v 2M -f null /dev/null',
  'ffmpeg -i in.mp4 -pass 2 -passlogfile /tmp/log out.mp4',
  "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
  "fatal: could not read Password for 'https://git@dev.azure.com': terminal prompts disabled",
  'remote: Invalid username or password.',
  'git@github.com: Permission denied (publickey).',
  'debug1: Authentications that can continue: publickey,password',
  'debug1: Next authentication method: password',
  'Host key verification failed.',
  'ssh: connect to host 10.0.0.4 port 22: Connection refused',
  'Load key "/home/a/.ssh/id_rsa": invalid format',
  'E: Unable to locate package sshpass',
  "W: GPG error: http://archive.ubuntu.com/ubuntu jammy InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 3B4FE6ACC0B21F32",
  'Get:1 http://archive.ubuntu.com/ubuntu jammy/main amd64 sshpass amd64 1.09-1 [11.7 kB]',
  'Setting up mysql-server (8.0.35-0ubuntu0.22.04.1) ...',
  'Selecting previously unselected package unzip.',
  'slurmstepd: error: *** JOB 4242 ON node1 CANCELLED AT 2024-01-01T00:00:00 DUE TO TIME LIMIT ***',
  'slurmd: error: auth_munge: Munge decode failed: Invalid credential',
  'srun -p gpu --gres=gpu:1 python train.py',
  'sbatch -p debug -n 4 run.sh',
  'An account failed to log on. Logon Type: 3 Failure Reason: Unknown user name or bad password. Status: 0xC000006D',
  'The password for the account: has expired',
  'Authentication Package: Negotiate',
  'Package Name (NTLM only): -',
  'Key Length: 0',
  'Privileges: SeSecurityPrivilege SeBackupPrivilege',
  'Warning: Using a password on the command line interface can be insecure.',
  'mysql: [Warning] Using a password on the command line interface can be insecure.',
  "Access denied for user 'root'@'localhost' (using password: YES)",
  'error: secret: required key missing',
  'pip install mongo-connector -p',
  'The token: EOF was not expected here',
  "line 3: unexpected token: ')'",
  'parse error near token: IDENTIFIER',
  "expected token: ';' but found '}'",
  'Stack: at System.Security.Cryptography.SymmetricAlgorithm.set_Key(Byte[] value)',
  'integrity sha512-',
  '  at org.apache.hadoop.hdfs.server.namenode/FSNamesystem/checkOperation/implementation=1',
  'cookie: not set',
  'secret: required',
  'password: required',
  'password: incorrect',
  'Password: ',
  'password: must be at least 8 characters',
  'error: password: authentication failed for user "a"',
  'echo mysql -printing',
  'time="2024-01-01T00:00:00Z" level=info msg="Key rotation" key=rotation',
  'zip -r out.zip dir -P',
  'which mongo sshpass twine',
  'systemctl status mongod -p err',
  'journalctl -u mongo -p err',
  'docker compose -p mongo up',
  'docker run --name curl -u 1000:1000 curlimages/curl',
  'docker exec -it mongo bash -c "mkdir -p /x"',
  'sudo apt-get install -y mysql-client && mkdir -p /data',
  'ssh mysql@host -p 22',
  'cp -pr mysql backup',
  'ls mysql -plain',
  'process {"sig": 9, "code": 1}',
  "System.IO.FileNotFoundException: Could not load file or assembly 'Newtonsoft.Json, Version=13.0.0.0, Culture=neutral, PublicKeyToken=30ad4fe6b2a6aeed'. The system cannot find the file specified.",
  '    ainv = _umath_linalg.inv(a, signature=signature)',
  '  Array cookie:            ac',
  '\t client token: N/A',
  "chown: changing ownership of '/etc/passwd': Operation not permitted",
  'require authorization: authorization failed: no basic auth credentials',
  'AZURE_STORAGE_KEY: unbound variable',
  'run.sh: line 3: AZURE_STORAGE_KEY: unbound variable',
  'spark.authenticate.secret.file=/etc/spark/secret',
  'spark.hadoop.fs.azure.account.auth.type.contoso.dfs.core.windows.net=OAuth',
  'fs.azure.account.oauth2.client.id.contoso.dfs.core.windows.net=0f3b6f4e-1c1f-4c5e-9f7e-1d2b3c4d5e6f',
  'org.apache.hadoop.security.token.delegation.AbstractDelegationTokenSecretManager: Updating the current master key',
  'secret.name=my-secret',
  'token.length=12',
  'fs.defaultFS hdfs://namenode:8020',
  'spark.executor.memory 4g',
  '/HOME/v2/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08/v2= in 3 s',
  'authorization: Bearer token is missing',
  'authorization: basic authentication failed',
];

for (const line of lines) {
  test(`ordinary text is left unchanged: ${JSON.stringify(line).slice(0, 90)}`, () => {
    assert.equal(redactText(line), line);
    const surrounded = `2024-01-01T00:00:00Z | ${line}\nnext`;
    assert.equal(redactText(surrounded), surrounded);
  });
}

const words =
  'data warehouse sales transactions daily mnt batch tasks workitems shared spark events country region input output ' +
  'com org apache contoso Loader FSNamesystem checkOperation AbstractFactoryBean README v2 2024 part0001 node1 HOME ' +
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B';

const segment = fc.constantFrom(...words.split(' '));
// A path that repeats one folder changes between letter kinds as often as random bytes do.
const folders = fc.uniqueArray(segment, { minLength: 4, maxLength: 14 });

test('paths are left unchanged, whatever is assigned after them', () => {
  const start = fc.constantFrom(
    '/',
    'C:/',
    's3a://bucket/',
    'https://x.example.com/',
    'abfss://raw@contoso.dfs.core.windows.net/',
    '',
  );
  const end = fc.constantFrom(
    '=2024/month=01/part-0.parquet',
    '=NL',
    '=',
    '==',
    '="x"',
    '=/',
    '= ok',
    '=__NONE__',
    '=%20',
  );
  fc.assert(
    fc.property(start, folders, end, (root, parts, rest) => {
      const text = `read ${root}${parts.join('/')}${rest} in 3 s`;
      assert.equal(redactText(text), text);
      const named = `at ${parts.join('.')}${rest}`;
      assert.equal(redactText(named), named);
    }),
    { numRuns: runs(1000) },
  );
});

test('keys of random bytes are hidden, raw and encoded, even after a path', () => {
  const bytes = fc
    .constantFrom(32, 64)
    .chain((length) => fc.noBias(fc.uint8Array({ minLength: length, maxLength: length })));
  const before = fc.constantFrom('', 'key ', '"', '/mnt/data/warehouse/', 'x=', ':');
  const after = fc.constantFrom('', ' y', '"', ';EndpointSuffix=x', '&x=1', ',', '\n');
  fc.assert(
    fc.property(bytes, before, after, (random, left, right) => {
      const key = Buffer.from(random).toString('base64');
      for (const written of [key, encodeURIComponent(key)]) {
        const shown = redactText(`${left}${written}${right}`);
        assert.ok(!shown.includes(written.slice(-20)), shown);
        assert.equal(redactText(shown), shown);
      }
    }),
    { numRuns: 1000, seed: 1 },
  );
});
