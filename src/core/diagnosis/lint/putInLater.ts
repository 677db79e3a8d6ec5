import { readStorageAddress, type SharedAccess, type StorageAddress } from '../evidence/storageAddress.ts';

/**
 * What templates, pipelines and shells replace before a definition is submitted: `{{url}}`, `${URL}`, `$(url)`, `$URL`,
 * `<url>`, `%URL%`, `#{url}#`, `__URL__`, `[parameters('url')]`.
 */
const placeholder = /[{}<>[\]]|\$[(A-Za-z_]|%[A-Za-z_]\w*%|__[A-Za-z]/;

/** Whether a part of `text` is put in before the definition is submitted, so that nothing can be said of it yet. */
function isPutInLater(text: string): boolean {
  return placeholder.test(text) || placeholder.test(decodeBraces(text));
}

/**
 * Reads an address of a definition without the parameters that are put in later: what is missing because of them is no
 * mistake. Undefined for what is no address, and 'putInLater' where only a template knows whether it is one.
 */
export function readDefinedAddress(text: string): StorageAddress | 'putInLater' | undefined {
  const start = text.indexOf('?');
  const parameters = start < 0 ? [] : text.slice(start + 1).split('&');
  const known = parameters.filter((parameter) => !isPutInLater(parameter));
  const address = readStorageAddress(start < 0 ? text : `${text.slice(0, start)}?${known.join('&')}`);
  if (address === undefined) return isPutInLater(text) ? 'putInLater' : undefined;
  if (address.sas === undefined) return address;
  const later = new Set(parameters.filter(isPutInLater).map(toName));
  return { ...address, sas: withoutGaps(address.sas, later) };
}

/** The name of a parameter; undefined where a placeholder stands for the name too, and may bring any parameter. */
function toName(parameter: string): string | undefined {
  const [name = ''] = parameter.split('=', 1);
  return name === parameter || isPutInLater(name) ? undefined : name;
}

/** Braces and angle brackets as addresses have them that were encoded as a whole. */
function decodeBraces(text: string): string {
  return text.replace(/%7[BD]|%3[CE]/gi, (code) => decodeURIComponent(code));
}

/** A signature that lacks nothing of what `later` brings. */
function withoutGaps(
  { isUnsigned, isEndless, isPowerless, ...sas }: SharedAccess,
  later: ReadonlySet<string | undefined>,
): SharedAccess {
  const mayBring = (...names: readonly string[]) => later.has(undefined) || names.some((name) => later.has(name));
  return {
    ...sas,
    ...(isUnsigned === undefined || mayBring('sig') ? {} : { isUnsigned }),
    ...(isEndless === undefined || mayBring('se', 'si') ? {} : { isEndless }),
    ...(isPowerless === undefined || mayBring('sp', 'si') ? {} : { isPowerless }),
  };
}
