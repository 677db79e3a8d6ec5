const { appendFileSync, readFileSync, watchFile, unwatchFile } = require('node:fs');
const { request } = require('node:https');
const { authentication, EventEmitter } = require('vscode');

/**
 * File that the journey writes: `{ users: [name], armUrl, tokenUrl, secret, demands }`. `demands` is a file that gets a
 * line for each sign-in dialog that a claims challenge opens: the user's name, and the claims.
 */
const stateFile = process.env.MICROSOFT_STAND_IN;
/** Interval at which the file is polled. */
const lookMs = 100;
const changed = new EventEmitter();

const readState = () => {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8'));
  } catch {
    return { users: [] };
  }
};

/** Returns a token of the simulator, issued by the tenant among the scopes, with the requested claims. */
function getToken({ armUrl, tokenUrl, secret }, scopes, claims) {
  const tenant = scopes.find((scope) => scope.startsWith('VSCODE_TENANT:'))?.slice('VSCODE_TENANT:'.length);
  const scope = (scopes[0] ?? '')
    .replace('batch.simulator.invalid', 'batch.core.windows.net')
    .replace(armUrl, 'https://management.azure.com');
  const form = { grant_type: 'client_credentials', client_id: 'journey', client_secret: secret, scope };
  if (claims !== undefined) form.claims = claims;
  const url = tenant === undefined ? tokenUrl : tokenUrl.replace(/[0-9a-f-]{36}/, tenant);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve(JSON.parse(text).access_token ?? ''));
    });
    outgoing.on('error', reject);
    outgoing.end(new URLSearchParams(form).toString());
  });
}

const toSession = (user, scopes, accessToken) => ({
  id: user,
  account: { id: user, label: user },
  scopes,
  accessToken,
});

/** Users and claims of the challenges that were met in a dialog. */
const met = new Set();
const toClaims = ({ challenges: [{ params }] }) => Buffer.from(params.claims, 'base64').toString('utf8');

const provider = {
  onDidChangeSessions: changed.event,
  async getSessions(scopes, { account } = {}) {
    const state = readState();
    const users = state.users.filter((user) => account === undefined || account.id === user);
    const token = scopes === undefined || users.length === 0 ? '' : await getToken(state, scopes);
    return users.map((user) => toSession(user, scopes ?? [], token));
  },
  async createSession() {
    throw new Error('Nobody signs in here but by the file.');
  },
  async removeSession() {},
  async getSessionsFromChallenges(constraint, { account } = {}) {
    const claims = toClaims(constraint);
    if (!met.has(`${account?.id} ${claims}`)) return [];
    return [
      toSession(account.id, constraint.fallbackScopes, await getToken(readState(), constraint.fallbackScopes, claims)),
    ];
  },
  async createSessionFromChallenges(constraint, { account } = {}) {
    const state = readState();
    const claims = toClaims(constraint);
    const user = account?.id ?? state.users[0];
    appendFileSync(state.demands, `${user} ${claims}\n`);
    met.add(`${user} ${claims}`);
    return toSession(user, constraint.fallbackScopes, await getToken(state, constraint.fallbackScopes, claims));
  },
};

/** Provider for Azure itself, without users. With no provider, VS Code waits five seconds for one at each request. */
const ofAzure = { ...provider, onDidChangeSessions: new EventEmitter().event, getSessions: async () => [] };

exports.activate = ({ subscriptions }) => {
  if (stateFile === undefined) return;
  const options = { supportsMultipleAccounts: true, supportsChallenges: true };
  let known = readState().users;
  subscriptions.push(
    authentication.registerAuthenticationProvider('microsoft', 'Microsoft', ofAzure, options),
    authentication.registerAuthenticationProvider('microsoft-sovereign-cloud', 'Contoso Sign-In', provider, options),
    { dispose: () => unwatchFile(stateFile) },
  );
  watchFile(stateFile, { interval: lookMs }, () => {
    const { users } = readState();
    const toAll = (names) => names.map((name) => toSession(name, [], ''));
    const [added, removed] = [
      users.filter((user) => !known.includes(user)),
      known.filter((user) => !users.includes(user)),
    ];
    known = users;
    changed.fire({ added: toAll(added), removed: toAll(removed), changed: [] });
  });
};
