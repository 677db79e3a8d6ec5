/** A secret that tests plant where users and services have theirs, and that must not appear in any output. */
export interface PlantedSecret {
  readonly kind: string;
  /** Secret whose beginning alone reveals it, so that a truncated text is found as well. */
  readonly secret: string;
  /** Text that contains the secret, as people write it. */
  readonly text: string;
  /** Text next to the secret that stays visible: a file with the marker has contained the whole text. */
  readonly marker: string;
}

/** Returns a secret of letters and digits only, so that no encoding changes it; different for each kind. */
function toSecret(index: number): string {
  return `Pl4nT${String.fromCharCode(65 + index).repeat(2)}q7Zk3Vw9Xs5Rb2Nd8Hm6Jt4`;
}

/** Each kind with the text around its secret; the marker comes first. */
const kinds: readonly (readonly [kind: string, marker: string, toText: (secret: string) => string])[] = [
  [
    'signature of a SAS',
    'plant-sas',
    (s) => `https://x.blob.core.windows.net/plant-sas?sv=2022-11-02&sig=${s}%3D&sp=r`,
  ],
  ['signature at the end', 'plant-last', (s) => `https://x.blob.core.windows.net/plant-last?sp=r&sig=${s}`],
  ['key of a storage account', 'plantaccount', (s) => `AccountName=plantaccount;AccountKey=${s}==;EndpointSuffix=x`],
  ['variable of a shell', 'PLANT_DB_PASS', (s) => `export PLANT_DB_PASS=${s}`],
  ['option of a command', 'plant-option', (s) => `plant-option --password ${s}`],
  ['password of a registry', 'plant-registry', (s) => `docker login -u plant-registry -p ${s} x.azurecr.io`],
  ['header', 'plant-header', (s) => `plant-header Authorization: Bearer ${s}`],
  ['cookie', 'plant-cookie', (s) => `plant-cookie Cookie: a=1; session=${s}`],
  ['JSON web token', 'plant-jwt', (s) => `plant-jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudCJ9.${s}`],
  ['token of a forge', 'plant-forge', (s) => `plant-forge ghp_${s}`],
  ['password in an address', 'plant-address', (s) => `git clone https://plant:${s}@example.com/plant-address`],
  ['element of XML', 'plant-xml', (s) => `<plant-xml/><password>${s}</password>`],
  ['list of arguments', 'plant-list', (s) => `["plant-list","--password","${s}"]`],
  ['secure string', 'plant-secure', (s) => `plant-secure; ConvertTo-SecureString "${s}" -AsPlainText`],
  ['property', 'plant-property', (s) => `{"plant-property": 1, "client_secret": "${s}"}`],
  ['command over two lines', 'plant-lines', (s) => `docker login -u plant-lines \\\n  -p ${s} x.azurecr.io`],
  ['value before its name', 'PLANT_PAIR', (s) => `{"value":"${s}","key":"PLANT_PAIR_PASSWORD"}`],
  ['address in JSON', 'plant-slashes', (s) => `{"plant-slashes":"https:\\/\\/plant:${s}@example.com"}`],
  ['address of a hook', 'plant-hook', (s) => `plant-hook https://discord.com/api/webhooks/123456789/${s}`],
  ['name in the plural', 'PLANT_TOKENS', (s) => `PLANT_TOKENS=a1,${s}`],
  ['name in another language', 'plant-woord', (s) => `plant-woord Wachtwoord: ${s}`],
  ['name with what is not seen', 'plant-unseen', (s) => `plant-unseen pass\u200bword=${s}`],
];

export const plantedSecrets: readonly PlantedSecret[] = kinds.map(([kind, marker, toText], index) => {
  const secret = toSecret(index);
  return { kind, secret, marker, text: toText(secret) };
});

/** All secrets, each on separate lines. */
export const plantedText = plantedSecrets.map(({ text }) => text).join('\n');

/** All secrets as a command line. */
export const plantedCommands = plantedSecrets.map(({ text }) => text).join(' ; ');

/** Environment setting that is secret only because of its name. */
export const plantedSetting = { name: 'PLANT_AUTH', value: toSecret(24) };

/** Key of a test account, in base64 as in the service's answers. */
export const plantedAccountKey = Buffer.from(toSecret(25)).toString('base64');

/** Secrets to search for, by kind. */
export const wanted: readonly { readonly kind: string; readonly secret: string }[] = [
  ...plantedSecrets,
  { kind: 'environment setting', secret: plantedSetting.value },
  { kind: 'key of a Batch account', secret: plantedAccountKey },
];
