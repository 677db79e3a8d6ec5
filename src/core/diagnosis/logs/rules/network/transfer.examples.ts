import type { ExamplesOf } from '../../engine/examples.ts';
import type { transferRules } from './transfer.ts';

export const transferExamples: ExamplesOf<typeof transferRules> = {
  'curl-failed': {
    examples: [
      'curl: (22) The requested URL returned error: 403',
      'curl: (6) Could not resolve host: assets.example.net',
      'curl: (3) bad range specification in URL position 9:',
      'curl: (28) Connection timed out after 30001 milliseconds',
    ],
  },
  'transfer-source-missing': {
    examples: [
      "curl: Can't open 'nofile'!",
      'An error occurred (404) when calling the HeadObject operation: Not Found',
      '2026/11/20 08:00:00 ERROR : Local file system at /mnt/out: error reading source root directory: directory not found',
    ],
    not: ['GET /health 404 in 3 ms'],
  },
  'curl-option': { examples: ['curl: option --retry-all: is unknown', 'curl: option -o: requires parameter'] },
  'curl-help-offered': { examples: ["curl: try 'curl --help' or 'curl --manual' for more information"] },
  'wget-refused': {
    examples: [
      'ERROR 403: Forbidden.',
      'FEHLER 404: Not Found.',
      'ERREUR 404 : Not Found.',
      ['HTTP request sent, awaiting response... 404 Not Found', '2026-11-20 08:00:04 ERROR 404: Not Found.'],
      'ERROR 500: Internal Server Error.',
    ],
  },
  'wget-answered': { examples: ['HTTP request sent, awaiting response... 503 Service Unavailable'] },
  'wget-host-unknown': {
    examples: [
      'wget: unable to resolve host address ‘contosodata.invalid’',
      "wget: bad address 'contosodata.invalid'",
      'wget : impossible de résoudre l’adresse de l’hôte « contosodata.invalid »',
      'wget: não foi possível resolver endereço de máquina “contosodata.invalid”',
      'wget: kann die Hostadresse »contosodata.invalid« nicht auflösen',
    ],
  },
  'wget-certificate': {
    examples: [
      "ERROR: cannot verify data.contoso.com's certificate, issued by ‘CN=Contoso CA’:",
      'ERROR: The certificate of ‘data.contoso.com’ is not trusted.',
      'Unable to establish SSL connection.',
    ],
  },
  'wget-url-missing': { examples: ['wget: missing URL'] },
  'wget-not-written': { examples: ['Cannot write to ‘model.bin’ (Success).'] },
  'ssh-not-connected': {
    examples: [
      'ssh: connect to host node3 port 22: Connection refused',
      'ssh: connect to host 10.0.0.5 port 22: Connection timed out',
    ],
  },
  'scp-closed': { examples: ['scp: Connection closed'] },
  'ssh-key-refused': {
    examples: [
      'Permission denied (publickey,password).',
      'git@contoso.example: Permission denied (publickey).',
      'Received disconnect from 10.0.0.5 port 22:2: Too many authentication failures',
    ],
  },
  'ssh-host-key-unknown': {
    examples: ['Host key verification failed.', '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @'],
  },
  'ssh-key-unusable': {
    examples: [
      'Load key "/root/.ssh/id_rsa": bad permissions',
      '@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @',
    ],
  },
  'transfer-gave-up': {
    examples: ['Giving up.', 'lost connection'],
    not: ['lost connection to MySQL server during query'],
  },
  'restic-password-wrong': { examples: ['Fatal: wrong password or no key found'] },
  'rsync-ended': {
    examples: [
      'rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1338) [sender=3.2.7]',
    ],
  },
};
