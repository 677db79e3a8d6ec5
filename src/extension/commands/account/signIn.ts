import * as l10n from '@vscode/l10n';
import type { RemedyContribution } from '../../../app/actions/verb/contribution.ts';
import { signIn } from '../../accounts/signIn.ts';
import type { Command } from '../command.ts';

export const contribution: RemedyContribution = {
  title: 'Sign In to Azure…',
  icon: 'sign-in',
  effect: 'reads',
  palette: 'always',
  remedy: () => l10n.t('Sign In'),
  rows: [
    { on: 'account', if: ['signedOut', 'keyRefused'], at: '4_connect@1' },
    { on: 'account', if: 'signedOut', at: 'inline@1' },
  ],
  views: [{ on: 'explorer', at: '1_add@1' }],
};

export const run: Command = signIn;
