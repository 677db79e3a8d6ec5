import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { redactText } from './redact.ts';

const planted = 'S3cr3tValueThatMustNotSurvive';
/** A part of a secret that has a form of its own; `planted` would break the form. */
const body = 'Zx9Yw8Vu7Ts6Rq5Po4Nm3Lk2Jh1Gf0Ed';
const lower = body.toLowerCase();

/** Texts with a secret in them: what it is, the text, and the secret, which must not be in what is shown. */
const forms: readonly (readonly [kind: string, text: string, secret: string])[] = [
  // Variables by name.
  ...[
    `export DB_PASS=${planted}`,
    `DB_PASS='${planted} b' ./run`,
    `set APP_AUTH=${planted}`,
    `$env:X_PASS = "${planted}"`,
    `docker run -e PW=${planted} image`,
    `ENV SENTRY=${planted}`,
    `SENTRY_DSN: ${planted}`,
    `PIN=${planted}`,
    `WANDB_KEY=${planted}`,
    `db_pass: ${planted}`,
    `ansible_ssh_pass=${planted}`,
    `sshpass=${planted}`,
    `{"name":"DB_PASS","value":"${planted}"}`,
    `{\\"name\\": \\"DB_PW\\", \\"value\\": \\"${planted}\\"}`,
    `- name: DB_PASS\n  value: ${planted}`,
    `<add key="DbPassword" value="${planted}"/>`,
    `SECRET_KEY_BASE=${planted}`,
    `hunter: {pw: '${planted}'}`,
    `Pwd={${planted};x}`,
  ].map((text) => ['a variable', text, planted] as const),
  // Values that something precedes: of Python, Rust, YAML, terminals, and comparisons.
  ...[
    `{b'password': b'${planted}'}`,
    `{u'password': u'${planted}', u'x': 1}`,
    `conn(password=r'${planted}')`,
    `password=b'${planted}'`,
    `Config { password: Some("${planted}"), user: Some("x") }`,
    `token: Token("${planted}")`,
    `password=os.environ.get("${planted}")`,
    `password: !!str ${planted}`,
    `password: &pw ${planted}`,
    `password:\x1b[1m ${planted}\x1b[0m`,
    `\x1b[32mpassword\x1b[0m: \x1b[31m${planted}\x1b[0m`,
    `\x1b[34;1m"password"\x1b[0m\x1b[1;39m:\x1b[0m \x1b[0;32m"${planted}"\x1b[0m`,
    `assert password == '${planted}'`,
    `if token != "${planted}":`,
    `{"secrets": [\n  "${planted}"\n]}`,
    `{"apiKeys":["a b","${planted}"]}`,
    `passwords: [x, ${planted}]`,
    `passwords:\n  - x\n  - ${planted}\nuser: a`,
    `password: |\n  ${planted}\nuser: x`,
    `token: >-\n    x\n    ${planted}\n`,
    `{\n  "secret":\n      "${planted}"\n}`,
    `password:\n      ${planted}\nuser: x`,
    `Authorization: Basic\r\n ${planted}`,
    `AccountKey=${body}${body}\n${planted}==;EndpointSuffix=x`,
    `grant_type=password&username=a&password=x%26${planted}&scope=y`,
    `"password": "ab\\"${planted}"`,
    `{\\"password\\": \\"ab\\\\\\"${planted}\\"}`,
    `Password        : ${planted}`,
  ].map((text) => ['a wrapped value', text, planted] as const),
  // What looks like one of the harmless below.
  ...[
    `Uid=sa;Pwd=/${planted};x`,
    `PWD=${planted}`,
    `primary_key=${planted}`,
    `primary key: "${planted}"`,
    `secret_id=${planted}`,
    `secret_name: ${planted}`,
    `PASSWORD_SET_BY=${planted}`,
    `https://${planted}@host/x`,
    `ssh://git:${planted}@host/x`,
    `ssh://${planted}@host/x`,
    `sig=11${planted}`,
    `password=none${planted}`,
  ].map((text) => ['what looks harmless', text, planted] as const),
  // Arguments as lists.
  ...[
    `["--password","${planted}"]`,
    `["--password", "${planted}"]`,
    `['tool', '--api-key', '${planted}']`,
    `[\\"--password\\",\\"${planted}\\"]`,
    `["docker","login","-u","a","-p","${planted}","x.azurecr.io"]`,
    `["mysql", "-uroot", "-p${planted}"]`,
    `["curl","-u","a:${planted}","https://x"]`,
  ].map((text) => ['a list of arguments', text, planted] as const),
  // XML.
  ...[
    `<password>${planted}</password>`,
    `<ns:Password xml:space="preserve">\n${planted}\n</ns:Password>`,
    `<user name="a" password="${planted}"/>`,
    `<pass>${planted}</pass>`,
    `<secretAccessKey>${planted}</secretAccessKey>`,
    `<property name="db.password">${planted}</property>`,
    `<PASSWORD><![CDATA[${planted}]]></PASSWORD>`,
  ].map((text) => ['XML', text, planted] as const),
  // Private keys.
  ...[
    `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\n${planted}\n-----END RSA PRIVATE KEY-----`,
    `-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2 - x\n\n${planted}\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----`,
    `-----BEGIN OPENSSH PRIVATE KEY-----\\n${planted}\\n-----END OPENSSH PRIVATE KEY-----`,
    `-----BEGIN EC PRIVATE KEY-----\n-${planted}`,
    `PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 2\n${planted}\n${planted}\nPrivate-MAC: 00`,
    `LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVk${planted}`,
  ].map((text) => ['a private key', text, planted] as const),
  // Headers.
  ...[
    `Cookie: a=1; session=${planted}; b=2`,
    `Set-Cookie: id=x; Path=/; token2=${planted}`,
    `curl -H 'Cookie: a=1; b=${planted}' https://x`,
    `{"cookie": "a=1; b=${planted}"}`,
    `Authorization: Digest username="x", response="${planted}"`,
    `Ocp-Apim-Subscription-Key: ${planted}`,
    `aeg-sas-key: ${planted}`,
    `x-functions-key: ${planted}`,
  ].map((text) => ['a header', text, planted] as const),
  // Settings of Hadoop and Spark, and other names with dots.
  ...[
    `fs.azure.account.oauth2.client.secret.contoso.dfs.core.windows.net=${planted}`,
    `--conf spark.hadoop.fs.azure.account.oauth2.client.secret.contosowarehouse01.dfs.core.windows.net=${planted}`,
    `spark.hadoop.fs.azure.account.oauth2.client.secret.contoso.dfs.core.windows.net ${planted}`,
    `fs.azure.account.key.contoso.dfs.core.windows.net: ${planted}`,
    `<property><name>fs.azure.account.oauth2.client.secret.contoso.dfs.core.windows.net</name>\n  <value>${planted}</value></property>`,
    `db.password.prod=${planted}`,
    `fs.s3a.secret.key=${planted}`,
    `ENV DB_PASSWORD ${planted}`,
  ].map((text) => ['a setting', text, planted] as const),
  // PowerShell.
  ...[
    `ConvertTo-SecureString "${planted}" -AsPlainText -Force`,
    `ConvertTo-SecureString -AsPlainText -Force -String '${planted}'`,
    `ConvertTo-SecureString ${planted} -AsPlainText`,
    `"${planted}" | ConvertTo-SecureString -AsPlainText -Force`,
    `[pscredential]::new('a', '${planted}')`,
  ].map((text) => ['PowerShell', text, planted] as const),
  // Connection strings.
  ...[
    `DefaultEndpointsProtocol=https;AccountName=n;AccountKey=${planted};EndpointSuffix=core.windows.net`,
    `BlobEndpoint=https://a;SharedAccessSignature=sv=1&sig=${planted}`,
    `Endpoint=sb://n.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${planted}`,
    `AccountEndpoint=https://n.documents.azure.com:443/;AccountKey=${planted};`,
    `Server=tcp:n.database.windows.net,1433;User ID=a;Password=my ${planted} b;Encrypt=True;`,
    `Server=n;Uid=a;Pwd="a;${planted}";`,
    `HostName=n.azure-devices.net;SharedAccessKeyName=owner;SharedAccessKey=${planted}`,
    `Endpoint=https://n.azconfig.io;Id=x;Secret=${planted}`,
    `Endpoint=https://n.service.signalr.net;AccessKey=${planted};Version=1.0;`,
    `n.redis.cache.windows.net:6380,password=${planted},ssl=True,abortConnect=False`,
    `InstrumentationKey=${planted};IngestionEndpoint=https://x/`,
    `endpoint=https://n.communication.azure.com/;accesskey=${planted}`,
    `Data Source=https://n.kusto.windows.net;Application Client Id=x;Application Key=${planted}`,
    `https://n.search.windows.net/indexes?api-version=1&api-key=${planted}`,
    `mongodb://n:${planted}@n.mongo.cosmos.azure.com:10255/?ssl=true`,
    `postgresql://a:${planted}@h/db`,
    `redis://:${planted}@h:6380/0`,
    `amqps://a:p/${planted}@h`,
    `https%3A%2F%2Fa%3A${planted}%40h%2Fx`,
  ].map((text) => ['a connection string', text, planted] as const),
  // Clients.
  ...[
    `plink -ssh a@b -pw ${planted}`,
    `pscp.exe -pw "${planted}" x a@b:/`,
    `mysqldump -u a --password=${planted} db`,
    `mysqladmin -p${planted} ping`,
    `redis-cli -h x --pass ${planted}`,
    `curl --proxy-user a:${planted} https://x`,
    `curl -ua:${planted} https://x`,
    `curl -b 's=${planted}' https://x`,
    `curl --oauth2-bearer ${planted} https://x`,
    `wget --user=a --password ${planted} https://x`,
    `wget --http-passwd=${planted} https://x`,
    `az login --service-principal -u a -p=${planted} --tenant t`,
    `sqlcmd -S x -U a -P${planted} -Q "select 1"`,
    `net user worker ${planted} /add`,
    `net use \\\\h\\s ${planted} /user:a`,
    `smbclient //h/s -U 'a%${planted}'`,
    `rpcclient -U a%${planted} h`,
    `mount -t cifs //h/s /m -o username=a,pass=${planted}`,
    `PGPASSWORD=${planted} psql -h x`,
    `psql "host=x user=a password=${planted}"`,
    `xfreerdp /u:a /p:${planted} /v:h`,
    `http -a a:${planted} https://x`,
    `htpasswd -bc f a ${planted}`,
    `gpg --batch --passphrase ${planted} -d x`,
    `rar x -hp${planted} a.rar`,
    `twine upload -u a -p ${planted} dist/x`,
    `dotnet nuget push x.nupkg -k ${planted}`,
    `vault login ${planted}`,
    `sqlplus a/${planted}@db`,
    `ipmitool -H h -U a -P ${planted} status`,
    `kubectl create secret generic n --from-literal=x=${planted}`,
    `rclone copy --sftp-pass ${planted} a b`,
    `tool -Password ${planted} -Name x`,
    `tool --auth ${planted}`,
  ].map((text) => ['a client', text, planted] as const),
  // What is recognised wherever it is.
  ...[
    `ghp_${body}`,
    `gho_${body}`,
    `github_pat_11ABC_${body}`,
    `glpat-${body.slice(0, 20)}`,
    `glrt-${body.slice(0, 20)}`,
    `npm_${body}0123`,
    `pypi-AgEIcHlwaS5vcmc${body}`,
    `xoxb-123456789012-${body}`,
    `xapp-1-A0-${body}`,
    `hooks.slack.com/services/T000/B000/${body}`,
    `hf_${body}ab`,
    `sk-${body}`,
    `sk-proj-${body}`,
    `sk-ant-api03-${body}`,
    `sk_live_${body}`,
    `AKIA${body.toUpperCase().slice(0, 16)}`,
    `AIza${body}abc`,
    `ya29.${body}`,
    `GOCSPX-${body}`,
    `dckr_pat_${body}`,
    `dop_v1_${lower}`,
    `SG.${body}.${body}`,
    `hvs.${body}`,
    `dapi${'0123456789abcdef'.repeat(2)}`,
    `oy2${lower}abcdefghijk`,
    `${'abcdefgh234567'.repeat(4).slice(0, 52)}`,
    `${body}${body}AbCdEfGhIjKlJQQJ99BAACAAAAAAAAAAAAASAZDO1a2b`,
    `${body}0123456789AzSeA12345`,
    `${body}AAzCaB12345=`,
  ].map((text) => ['a token', text, text] as const),
  // Names that stand apart from their values, or encoded.
  ...[
    `machine api.example.com login a password ${planted}`,
    `machine api.example.com\n  login a\n  password ${planted}\n`,
    `default login a password ${planted}`,
    `IDENTITY_HEADER=${planted}`,
    `[{"name": "DB_PW", "slotSetting": false, "value": "${planted}"}]`,
    `{"value":"${planted}","name":"DB_PW"}`,
    `{\n  "value": "${planted}",\n  "slotSetting": false,\n  "name": "DB_PW"\n}`,
    `<env name="DB_PW"><value>${planted}</value></env>`,
    `<setting name="Password" serializeAs="String">\n  <value>${planted}</value></setting>`,
    `<key>password</key><string>${planted}</string>`,
    `{\\u0022password\\u0022:\\u0022${planted}\\u0022}`,
    `{&quot;password&quot;:&quot;a ${planted}&quot;}`,
    `body=%7B%22password%22%3A%22${planted}%22%7D`,
    `auth=('a', '${planted}')`,
    `HTTPBasicAuth('a', '${planted}')`,
    `new NetworkCredential("a", "${planted}")`,
    `.password("${planted}")`,
    `setPassword("${planted}")`,
    `ssh-keygen -t rsa -N ${planted} -f k`,
    `ssh-keygen -p -P '${planted}' -f k`,
    `tool -passout pass:${planted}`,
    `openssl enc -aes256 -k ${planted} -in a`,
    `wandb login ${planted}`,
  ].map((text) => ['a value apart', text, planted] as const),
  // Longer than any bound.
  ...[
    `https://a:${body.repeat(40)}${planted}@h/x`,
    `https://${body.repeat(40)}${planted}@dev.azure.com/x`,
    `https://a:${body.repeat(400)}${planted}@h/x`,
    ...['sk-', 'ghp_', 'xoxb-1-', 'hf_', 'npm_', 'ya29.', 'hvs.', 'SG.', 'glpat-'].map(
      (start) => `${start}${body}${start === 'SG.' ? `.${body}` : ''}${body.repeat(40)}${planted}`,
    ),
    `key ${body.repeat(40)}${planted}==`,
    `${'sk-'.repeat(200)}${planted}`,
  ].map((text) => ['what is long', text, planted] as const),
  // Keys in other forms.
  ...[
    `{"kty":"RSA","n":"x","d":"${planted}${body}"}`,
    `{"kty":"oct","k":"${planted}"}`,
    `AGE-SECRET-KEY-1${planted.toUpperCase()}${body.toUpperCase()}`,
    `${planted}${body}\nkQ==\n-----END PRIVATE KEY-----`,
    `12:00 started\n${body}${body}\n${planted}\nkQ==\n-----END OPENSSH PRIVATE KEY-----\ndone`,
  ].map((text) => ['a key', text, text.includes('AGE') ? planted.toUpperCase() : planted] as const),
  ['an AWS key', `aws_secret_access_key = ${body}abcd/+12`, body],
  ['what is below a key', `secret_key = ${body}abcd/+12\nKEYS=${planted}`, planted],
  ['an AWS key', `"SecretAccessKey": "${body}abcd/+12"`, body],
  // Addresses as JSON may write them, and those that let everybody in who knows them.
  ...[
    `https:\\/\\/user:${planted}@host`,
    `{"url":"https:\\/\\/user:${planted}@host\\/x"}`,
    `"{\\"url\\":\\"https:\\\\/\\\\/user:${planted}@host\\"}"`,
    `https:\\u002f\\u002fuser:${planted}@host\\u002fx`,
    `https:\\/\\/a.blob.core.windows.net\\/c?sp=r\\u0026sig=${planted}`,
    `https://api.telegram.org/bot123456789:${planted}/sendMessage`,
    `https://api.telegram.org/file/bot123456789:${planted}/x.jpg`,
    `https:\\/\\/api.telegram.org\\/bot123456789:${planted}\\/sendMessage`,
    `https://contoso.webhook.office.com/webhookb2/${planted}@1/IncomingWebhook/2/3`,
    `https://contoso.webhook.office.com/webhookb2/1@2/IncomingWebhook/${planted}/3`,
    `https://outlook.office.com/webhook/${planted}@1/IncomingWebhook/2/3`,
    `https%3A%2F%2Fcontoso.webhook.office.com%2Fwebhookb2%2F${planted}`,
    `https://prod-1.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke?api-version=1&sv=1.0&sig=${planted}`,
    `https://1.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/1/triggers/manual/paths/invoke?sig=${planted}`,
    `https://discord.com/api/webhooks/123456789/${planted}`,
    `https://ptb.discordapp.com/api/v10/webhooks/123456789/${planted}?wait=true`,
    `hooks.slack.com/workflows/T0/B0/1/${planted}`,
    `hooks.slack.com/triggers/T0/1/${planted}`,
    `https:\\/\\/hooks.slack.com\\/services\\/T0\\/B0\\/${planted}`,
    `https://chat.contoso.com/hooks/${planted}`,
    `https://hooks.zapier.com/hooks/catch/123456/${planted}/`,
    `https://maker.ifttt.com/trigger/done/with/key/${planted}`,
    `//registry.npmjs.org/:_auth=${planted}`,
    `_auth = ${planted}`,
    `npm config set //registry.npmjs.org/:_auth ${planted}`,
  ].map((text) => ['an address', text, planted] as const),
  ['a token', '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawx', 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawx'],
  // Names in other languages, in the plural, and with a number.
  ...[
    `Mot de passe : ${planted}`,
    `Mot de passe\u00a0: ${planted}`,
    `MOT_DE_PASSE=${planted}`,
    `{"motDePasse":"${planted}"}`,
    `Wachtwoord: ${planted}`,
    `wachtwoord="${planted}"`,
    `L\u00f6senord: ${planted}`,
    `lo\u0308senord=${planted}`,
    `L\u00d6SENORD=${planted}`,
    `Passwort: ${planted}`,
    `contrase\u00f1a: ${planted}`,
    ...['TOKENS', 'KEYS', 'PASSWORDS', 'HMAC', 'KEY1', 'API_KEYS', 'DB_PASSWORDS', 'HMAC_KEY', 'PINS'].flatMap(
      (name) => [
        `${name}=${planted}`,
        `export ${name}="${planted}"`,
        ...(name.endsWith('S') ? [`${name}=a1,${planted},b2`] : []),
        `{"name":"${name}","value":"${planted}"}`,
      ],
    ),
  ].map((text) => ['a setting', text, planted] as const),
  // Characters that are not seen.
  ...['\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u202e', '\u{e0020}', '\0'].flatMap((unseen) =>
    [
      `pass${unseen}word=${planted}`,
      `docker lo${unseen}gin -p ${planted}`,
      `https:/${unseen}/user:${planted}@host`,
      `Auth${unseen}orization: Bearer ${planted}`,
      `pass${unseen}word: ${planted}\nno${unseen}thing else`,
    ].map((text) => ['what is parted by what is not seen', text, planted] as const),
  ),
  // Subscripts, what a shell gives to read, and what a terminal or a keyboard puts in the place of `=` and `:`.
  ...[planted, 'hunter2'].flatMap((secret) =>
    [
      `curl -sSu bob:${secret}`,
      `curl -fsSLu bob:${secret} https://x`,
      `os.environ["DB_PASSWORD"] = "${secret}"`,
      `os.environ['DB_PASS']='${secret}'`,
      `config['secret_key'] = '${secret}'`,
      `config["a"]["password"] = "${secret}"`,
      `docker login -u a --password-stdin <<< "${secret}"`,
      `docker login --password-stdin x.azurecr.io <<<${secret}`,
      `dotnet user-secrets set "Db:Password" "${secret}"`,
      `dotnet user-secrets set Db:Any ${secret} --project x`,
      `password\x1b[K=${secret}`,
      `\x1b[01;31m\x1b[Kpassword\x1b[m\x1b[K=${secret}`,
      `\x1b[01;31m\x1b[Kpass\x1b[m\x1b[Kword: ${secret}`,
      `password\uff1a${secret}`,
      `password\uff1d${secret}`,
      `DB_PASS\uff1d${secret}`,
      `\u5bc6\u7801: ${secret}`,
      `\u5bc6\u7801\uff1a${secret}`,
      `senha: ${secret}`,
      `Senha=${secret}`,
      `contrase\u00f1a\uff1a${secret}`,
      `jdbc:oracle:thin:scott/${secret}@h`,
      `jdbc:oracle:thin:scott/${secret}@//h:1521/x`,
      `docker login \\\n  -u a \\\n  # the password\n  -p ${secret} \\\n  x.azurecr.io`,
      `az login \\\n  # password=${secret}\n  --tenant t`,
      `docker exec -it mongo mongosh -u a -p ${secret}`,
      `docker exec -it mysql mysql -p${secret}`,
      `docker run --rm curlimages/curl -u a:${secret} https://x`,
      `sudo -E /usr/bin/mysql -p${secret}`,
      `RENDER_PASS=${secret}1`,
    ].map((text) => ['a common form', text, secret] as const),
  ),
  // The four forms that are easily missed.
  ['a SAS whose signature is last', `https://a/c/b?sv=1&se=2&sig=${planted}`, planted],
  ['a SAS without a version', `https://a/c/b?sig=${planted}&sp=r`, planted],
  ['a SAS in percent-encoding', `u=https%3A%2F%2Fa%2Fc%3Fsv%3D1%26sig%3D${planted}%26sp%3Dr`, planted],
  ['the second SAS of a body', `{"a":"https://a/c?sv=1&sig=x1","b":"https://b/c?sv=1&sig=${planted}"}`, planted],
];

for (const [kind, text, secret] of forms) {
  test(`A9-46 hides ${kind}: ${JSON.stringify(text.replaceAll(secret, '…')).slice(0, 80)}`, () => {
    for (const embedded of [text, `before ${text} after`, `x\n${text}\ny`, `/bin/bash -c "set -e; ${text}"`]) {
      const shown = redactText(embedded);
      assert.ok(!shown.includes(secret), shown);
      assert.equal(redactText(shown), shown);
      assert.equal(shown.split('\n').length, embedded.split('\n').length, shown);
    }
  });
}

/** What shows why something failed, and grants nothing. */
const harmless: readonly string[] = [
  'ssh -p 8080 host',
  'mkdir -p /mnt/batch/tasks/out',
  'docker run -p 8080:80 image',
  'PASSED=3 FAILED=1',
  'ffmpeg -i in.mp4 -pass 2 out.mp4',
  'encode --pass 2 --preset slow',
  'PIN_MEMORY=true',
  'DataLoader(pin_memory=True)',
  'SSH_AUTH_SOCK=/tmp/agent.1',
  'KEY_VAULT_NAME=contoso',
  'tokenizer.pad_token: <pad>, eos_token=</s>',
  'sort_key=frame cache_key=a1',
  'Primary key column is missing',
  'PUBLIC_KEY=/etc/ssh/id.pub',
  'PASS=2',
  'pass 1 of 2: 100%',
  'the pin: 4',
  'KeyError: key: frame',
  'AssertionError: auth: none expected',
  'compass=north bypass=true',
  'curl -fsSL -o x https://x.example.com/y',
  'python:3.9@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
  'ETag: 0x8DA1B2C3D4E5F60',
  '00000000-1111-2222-3333-444444444444',
  'tvmps_9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08_d',
  '/mnt/batch/tasks/workitems/frames/job-1/task-sk-1/wd/hf_model/npm_cache',
  'C:\\batch\\tasks\\shared\\pw.txt',
  'net use Z: \\\\h\\s /persistent:yes',
  'net user',
  'plink -batch a@b',
  '<pass>2</pass>',
  '<passed>true</passed>',
  'SKU sk-1 is unknown',
  '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  'git -C /src checkout main',
  'http://host:8080/path@v1',
  'mailto:someone@example.com',
  'ConvertTo-SecureString : Key not valid for use in specified state.',
  'vault login failed',
  '["python","-p","8080"]',
  'PWD=/mnt/batch/tasks/workitems/j/job-1/t/wd',
  'OLDPWD=/root',
  'pwd: C:\\batch',
  'sig=11 SIGSEGV core dumped',
  'password=None',
  'connect(user="x", password=None)',
  '{"password": null, "token":null}',
  'secret: undefined',
  'token=""',
  'PASSWORD=\nHOME=/root',
  'is_password_set=true',
  'has_token: false',
  'PASSWORD_FILE=/run/secrets/x',
  'secret_name: db-creds',
  'password_policy: strict',
  'primary_key=id',
  'Column(Integer, primary_key=id)',
  '--password-stdin is recommended',
  'ssh://git@host:22/repo.git',
  'done in 3 s\n-----END CERTIFICATE-----',
  'error in the middle of it\n-----END PRIVATE KEY-----',
  '{"d":"2026-11-20T08:00:00","k":"v"}',
  'get_secret("db-creds") failed',
  'client.getPassword("db") is slow',
  'PasswordAuthentication no',
  '{"value":"4","name":"FRAMES"}',
  '<env name="FRAMES"><value>4</value></env>',
  '<key>CFBundleName</key><string>render</string>',
  'tokens: 4096, prompt_tokens=512',
  'tokens=["the", "cat"]',
  'Passwords: do not match',
  'keys: 3',
  'tokens per second: 512',
  'max_tokens=4096',
  'MAX_TOKENS=4096',
  'TOTAL_TOKENS=1048576 TOKENS=1.5k',
  'KEYS=a,b',
  '--keys id,name --tokens 4096',
  'missing keys: Layer0.SelfAttention.weight1',
  'Unexpected key(s) in state_dict: "Layer0.SelfAttention.weight1"',
  'authorized_keys=/home/a/.ssh/authorized_keys',
  'HMAC=SHA256 hmac: sha512',
  'HMAC-SHA256: supported',
  'key1=frame KEY_1_COUNT=2',
  'Mot de passe incorrect',
  'Wachtwoord vergeten',
  '- name: FRAMES\n  value: 4\n- name: DB_PASSWORD_FILE\n  value: /run/x',
  '{"value":"4","key":"FRAMES"}',
  '- value: 4\n  name: FRAMES',
  'value: 3\nkey: id',
  'https:\\/\\/host:8080\\/path@v1',
  'https://discord.com/developers/docs/resources/webhook',
  'POST /hooks/build failed',
  '/opt/contoso/hooks/somethingOfManyLetters1/run',
  'https://git-scm.com/hooks/pre-commit-and-others',
  'x = foo(\n        ^\nSyntaxError: invalid syntax',
  '```sh\nmkdir -p out\n```\ndone',
  'az vm list \\\n  -g contoso \\\n  -o table',
  'docker login \\\n  -u contoso\nmkdir -p out',
  'cd C:\\work\\\r\nmkdir -p out',
  'a\u200bb: name',
  'signal: sig=11\nabc=',
];

for (const text of harmless) {
  test(`leaves ${JSON.stringify(text).slice(0, 80)} as it is`, () => {
    assert.equal(redactText(text), text);
  });
}

test('A9-46 no secret of any form survives between any others, and doing it twice changes nothing more', () => {
  const piece = fc.oneof(
    fc.constantFrom(...forms),
    fc.tuple(fc.constant(''), fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom(...harmless)), fc.constant('')),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = pieces.map(([, part]) => part).join('\n');
      const once = redactText(text);
      for (const [, , secret] of pieces) assert.ok(secret === '' || !once.includes(secret), once);
      assert.equal(redactText(once), once);
      assert.equal(once.split('\n').length, text.split('\n').length);
    }),
    { numRuns: 300 },
  );
});

const textLength = 2 ** 15;
/** A sixth of what an expression takes that is not linear. */
const limitMs = 250;

test('takes a time in proportion to the text, however it repeats what secrets begin with', () => {
  const starts = [
    '-----BEGIN RSA PRIVATE KEY-----',
    '<password>',
    '"--password",',
    'x://a:',
    'PASS="',
    'mysql -p ',
    'net user ',
    'password: [ "',
    'passwords:\n  - ',
    'password: \\"a\\\\\\"',
    `AccountKey=${body}${body}\n${body}`,
  ];
  for (const [, text, secret] of forms) starts.push(text.slice(0, text.indexOf(secret) + 3));
  for (const start of new Set(starts)) {
    const text = start.repeat(Math.ceil(textLength / start.length)).slice(0, textLength);
    // The time of this process alone: others of the computer may have most of it.
    const started = process.cpuUsage();
    redactText(text);
    const { user, system } = process.cpuUsage(started);
    const tookMs = (user + system) / 1000;
    assert.ok(tookMs < limitMs, `${tookMs.toFixed(0)} ms for ${JSON.stringify(start)}`);
  }
});
