import { judgeName, looksSecret } from '../../text/secretNames.ts';

/**
 * Matches references that templates, pipelines, and shells replace before submission: `{{url}}`, `${URL}`, `$(url)`,
 * `$URL`, `<url>`, `%URL%`, `#{url}#`, `__URL__`, `[parameters('url')]`.
 */
const anywhere = /[{}<>[\]]|\$[(A-Za-z_]|%[A-Za-z_]\w*%|__[A-Za-z]/;

/**
 * Checks whether a part of an address is replaced before the definition is submitted, so the address can't be judged
 * yet.
 */
export function isPutInLater(text: string): boolean {
  return anywhere.test(text) || anywhere.test(decodeBraces(text));
}

/** Decodes braces and angle brackets in addresses that were encoded as a whole. */
function decodeBraces(text: string): string {
  return text.replace(/%7[BD]|%3[CE]/gi, (code) => decodeURIComponent(code));
}

/**
 * Matches placeholders in a text that is not an address, such as an ID, number, or duration, where a single brace is a
 * mistake.
 */
const marked =
  /\{\{[^{}]{1,200}\}\}|\$\{[^{}]{1,200}\}|\$\([^()]{1,200}\)|#\{[^{}]{1,200}\}#|^\{\w{1,80}(?::\d)?\}$|^\[[a-z]{3,20}\(.*\]$|^<[^<>]+>$|^%\w+%$|^\$[A-Za-z_]\w*$/is;

/**
 * Checks whether a text is a placeholder that is replaced with a string, number, or array before the definition is
 * submitted.
 */
export function isPlaceholder(text: string): boolean {
  return text.length < 1000 && marked.test(text);
}

const references = new RegExp(
  [
    /\$\{[^{}]{1,100}\}/,
    /\$\([^()]{1,200}\)/,
    /\$[A-Za-z_]\w{0,80}/,
    /%[A-Za-z_]\w{0,80}%/,
    /\{\{[^{}]{1,200}\}\}/,
    /#\{[^{}]{1,200}\}#/,
    /\[(?:parameters|variables|concat|reference)\([^\]]{0,200}\)\]/,
    /<[A-Za-z][\w .-]{0,60}>/,
    /@(?:~?\/|\.{1,2}\/|[A-Za-z]:[\\/])[\w./\\-]{1,200}/,
    /\b(?:[a-z]{0,20}vault|akv|kv|op|secretref|env|file|ssm|sm|arn|gcpsm|doppler):[^\s"']{1,300}/,
    /https:\/\/[\w-]{1,63}\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)\/[^\s"']{0,300}/,
    /\bprojects\/[\w-]{1,80}\/secrets\/[\w./-]{1,120}/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** Replacement for a reference: an unknown variable in the syntax of every shell and secret detector. */
const variable = '$X';

/**
 * Matches a variable with a prefix after which secret detectors would hide everything: `Bearer $TOKEN`,
 * `https://$USER:$TOKEN@host`.
 */
const withVariable =
  /\b(?:Authorization:\s{0,3})?(?:Bearer|Basic|token)\s{1,3}\$X|(?<=:\/\/)(?:\w{0,40}:)?\$X(?::\$X)?@|(?<==)\$X/gi;

const namingOption = /(--?[\w-]{1,60}[-_]?(?:env|var|variable|ref|prompt))(?:=|\s{1,3})[^\s"']{1,100}/gi;

/** Matches a part that every reference has, which quickly rules out most texts. */
const mayRefer = /[$%{[<@]|\w:\S|projects\/|(?:env|var|variable|ref|prompt)\b/i;

const address = /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s"'<>`]+/gi;

/** Matches parameters that grant access although their names don't say so: `code` is the key of an Azure function. */
const grants = /^(?:sig|code|hash|[a-z-]*signature)$/i;

/** Removes the parameters of addresses that can't be secrets, judging by their names and the form of their values. */
function withoutPlainParameters(text: string): string {
  return text.replace(address, (match) => {
    const queryAt = match.indexOf('?');
    if (queryAt < 0) return match;
    const left = match
      .slice(queryAt + 1)
      .split('&')
      .filter((parameter) => !isPlainParameter(parameter));
    return left.length === 0 ? match.slice(0, queryAt) : `${match.slice(0, queryAt)}?${left.join('&')}`;
  });
}

function isPlainParameter(parameter: string): boolean {
  const [, name = '', value = ''] = /^([\w.-]{1,60})=(.*)$/.exec(parameter) ?? [];
  return name !== '' && judgeName(name) === 'no' && !grants.test(name) && !looksSecret(value);
}

/** Removes the parts of a command line or value that only name the location of a secret. */
export function withoutReferences(given: string): string {
  const text = given.includes('?') ? withoutPlainParameters(given) : given;
  if (!mayRefer.test(text)) return text;
  return text
    .replace(references, () => variable)
    .replace(withVariable, '')
    .replace(namingOption, '$1');
}
