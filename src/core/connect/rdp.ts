import * as l10n from '@vscode/l10n';
import { BatchError } from '../model/batchError.ts';
import { isHostAddress, isPort } from './ssh.ts';

/** What a Remote Desktop file is made of. There is no place for a password. */
export interface RdpConnection {
  readonly address: string;
  readonly port: number;
  readonly user: string;
}

/** Local things that a node could reach into while the session lasts: all stay out. */
const noRedirections = [
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
];

/**
 * The text of an `.rdp` file: asks for the password, redirects nothing.
 * Throws `BatchError` (`InvalidInput`) when address, port or user could smuggle in a line or an option of its own.
 */
export function toRdpFile({ address, port, user }: RdpConnection): string {
  if (!isHostAddress(address) || !isPort(port)) {
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t(
        'The service returned an address for this node that is neither an IP address nor a host name. No file was written.',
      ),
    });
  }
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,19}$/.test(user)) {
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('The user name cannot be used with Remote Desktop.'),
    });
  }
  const host = address.includes(':') ? `[${address}]` : address;
  const lines = [
    `full address:s:${host}:${port}`,
    // ".\" makes it a user of the node and not of the caller's own domain.
    `username:s:.\\${user}`,
    'prompt for credentials:i:1',
    'authentication level:i:2',
    'enablecredsspsupport:i:1',
    ...noRedirections,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
