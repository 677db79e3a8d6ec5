import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../model/batchError.ts';
import { isHostAddress, isPort } from './ssh.ts';

/** Content of a Remote Desktop file, without a password. */
export interface RdpConnection {
  readonly address: string;
  readonly port: number;
  readonly user: string;
}

/** Local resources that a node could access during a session, none of which is shared. */
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
 * Returns the text of an `.rdp` file, which asks for the password and redirects nothing. Throws `BatchError`
 * (`InvalidInput`) if address, port, or user could inject a line or an option.
 */
export function toRdpFile({ address, port, user }: RdpConnection): string {
  if (!isHostAddress(address) || !isPort(port)) {
    throw toInvalidInput(
      l10n.t(
        'The service returned an address for this node that is neither an IP address nor a host name. No file was written.',
      ),
    );
  }
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,19}$/.test(user)) {
    throw toInvalidInput(l10n.t('The user name cannot be used with Remote Desktop.'));
  }
  const host = address.includes(':') ? `[${address}]` : address;
  const lines = [
    `full address:s:${host}:${port}`,
    // ".\" selects a user of the node rather than one of the caller's domain.
    `username:s:.\\${user}`,
    'prompt for credentials:i:1',
    'authentication level:i:2',
    'enablecredsspsupport:i:1',
    ...noRedirections,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
