/**
 * Tokens that are recognized anywhere by the prefixes and marks of their issuers. Each entry: the issuer, and the form
 * (documentation of each service on the format of its tokens).
 */
const tokenForms: readonly (readonly [whose: string, form: string])[] = [
  ['GitHub', 'gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\\w{20,}'],
  ['GitLab', 'gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct|oas)-[\\w-]{18,}'],
  ['npm', 'npm_[A-Za-z0-9]{30,}'],
  ['PyPI', 'pypi-[\\w-]{30,}'],
  ['Slack', 'xox[a-z]-[\\w-]{10,}|xapp-[\\w-]{10,}'],
  ['Telegram', '\\d{6,12}:AA[\\w-]{30,}'],
  ['Hugging Face', 'hf_[A-Za-z0-9]{30,}'],
  ['OpenAI and those that follow it', 'sk-[\\w-]{20,}'],
  ['Stripe', '[rs]k_(?:live|test)_[A-Za-z0-9]{16,}'],
  ['Amazon', '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])'],
  ['Google', 'AIza[\\w-]{35}|ya29\\.[\\w-]{20,}|GOCSPX-[\\w-]{20,}'],
  ['Docker', 'dckr_(?:pat|oat)_[\\w-]{20,}'],
  ['DigitalOcean', 'do[opr]_v1_[a-z0-9]{30,}'],
  ['SendGrid', 'SG\\.[\\w-]{16,}\\.[\\w-]{16,}'],
  ['Vault', 'hv[sbr]\\.[\\w-]{20,}'],
  ['Databricks', 'dapi[a-f0-9]{32}(?:-\\d)?(?!\\w)'],
  ['NuGet', 'oy2[a-z0-9]{43}(?!\\w)'],
  // 52 characters of base32; digests are hexadecimal, which also has 0, 1, 8 and 9.
  ['Azure DevOps, old', '(?=[a-f2-7]{0,51}[g-z])(?=[a-z]{0,51}[2-7])[a-z2-7]{52}(?!\\w)'],
  // Recognizable Azure keys: a signature of the service at a fixed distance from the end.
  ['Azure', '[A-Za-z0-9+/]{30,90}(?:JQQJ99[A-Za-z0-9+/]{10,50}|Az(?:Se|Ca|Fu)[A-Za-z0-9+/]{5,12})={0,2}(?!\\w)'],
  ['age', 'AGE-SECRET-KEY-1[A-Z0-9]{20,}'],
  ['Entra applications', '[\\w~.-]{3}\\dQ~[\\w~.-]{31,}'],
];

/** Matches any of the tokens up to the end of its word, but not within a longer word. */
export const token = new RegExp(`(?<![\\w-])(?:${tokenForms.map(([, form]) => form).join('|')})[\\w-]*`, 'g');

/** A slash of a URL, also as JSON may write it. */
export const slash = '(?:\\\\{0,7}/|\\\\{1,7}u002[fF])';

/** A slash of a URL in any of these forms, or percent-encoded. */
const anySlash = `(?:${slash}|%(?:25)?2[fF])`;

/**
 * Webhook URLs that let anyone who knows them send messages, up to the secret part. Each entry: the service, and the
 * form. URLs of Logic Apps and Power Automate have a signature like a SAS.
 */
const hookForms: readonly (readonly [whose: string, form: string])[] = [
  ['Slack', `hooks\\.slack(?:-gov)?\\.com${anySlash}(?:services|workflows|triggers)${anySlash}`],
  [
    'Discord',
    `discord(?:app)?\\.com${anySlash}api${anySlash}(?:v\\d{1,2}${anySlash})?webhooks${anySlash}\\d{1,25}${anySlash}`,
  ],
  ['Telegram', `api\\.telegram\\.org${anySlash}(?:file${anySlash})?bot`],
  ['Teams', `(?:webhook\\.office|outlook\\.office(?:365)?)\\.com${anySlash}webhook(?:b2)?${anySlash}`],
  [
    'Mattermost, Rocket.Chat and Zapier',
    `(?<=:${anySlash}{2}[\\w.:-]{1,100})${anySlash}hooks${anySlash}(?:catch${anySlash})?(?=[\\w%\\\\/]{16})`,
  ],
  [
    'IFTTT',
    `maker\\.ifttt\\.com${anySlash}trigger${anySlash}[\\w-]{1,80}${anySlash}(?:json${anySlash})?with${anySlash}key${anySlash}`,
  ],
];

/** The visible part of a webhook URL, and its secret. */
export const hook = new RegExp(`(${hookForms.map(([, form]) => form).join('|')})[\\w/:@%.~+\\\\-]{6,}`, 'gi');
