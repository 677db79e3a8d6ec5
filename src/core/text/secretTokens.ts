/**
 * Tokens that are recognised wherever they stand, by what their makers let them begin with or hold, so that they are.
 * Each entry: whose, and the form (documentation of each service on the format of its tokens).
 */
const tokenForms: readonly (readonly [whose: string, form: string])[] = [
  ['GitHub', 'gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\\w{20,}'],
  ['GitLab', 'gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct|oas)-[\\w-]{18,}'],
  ['npm', 'npm_[A-Za-z0-9]{30,}'],
  ['PyPI', 'pypi-[\\w-]{30,}'],
  ['Slack', 'xox[a-z]-[\\w-]{10,}|xapp-[\\w-]{10,}'],
  ['Slack, in the address of a hook', '(?<=hooks\\.slack\\.com/(?:services|workflows)/)[\\w/-]{10,}'],
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
  // 52 characters of base32; digests are hexadecimal, which has 0, 1, 8 and 9 as well.
  ['Azure DevOps, old', '(?=[a-f2-7]{0,51}[g-z])(?=[a-z]{0,51}[2-7])[a-z2-7]{52}(?!\\w)'],
  // Keys of Azure that can be recognised: a signature of the service at a fixed place from the end.
  ['Azure', '[A-Za-z0-9+/]{30,90}(?:JQQJ99[A-Za-z0-9+/]{10,50}|Az(?:Se|Ca|Fu)[A-Za-z0-9+/]{5,12})={0,2}(?!\\w)'],
  ['age', 'AGE-SECRET-KEY-1[A-Z0-9]{20,}'],
  ['Entra applications', '[\\w~.-]{3}\\dQ~[\\w~.-]{31,}'],
];

/** Any of the tokens, to the end of its word; not within a longer one. */
export const token = new RegExp(`(?<![\\w-])(?:${tokenForms.map(([, form]) => form).join('|')})[\\w-]*`, 'g');
