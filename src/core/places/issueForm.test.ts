import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findIssueForm } from './issueForm.ts';

const forms: readonly (readonly [string, string | undefined])[] = [
  ['https://github.com/contoso/nightly.git', 'github.com/contoso/nightly'],
  ['https://ada:secret@github.com/contoso/nightly', 'github.com/contoso/nightly'],
  ['git@github.com:contoso/nightly.git', 'github.com/contoso/nightly'],
  ['ssh://git@github.contoso.com:2222/team/nightly.git', 'github.contoso.com/team/nightly'],
  ['git@gitlab.contoso.com:team/sub/nightly.git', 'gitlab.contoso.com/team/sub/nightly'],
  ['https://ada@dev.azure.com/contoso/Big%20Jobs/_git/nightly', 'dev.azure.com/contoso/Big%20Jobs'],
  ['git@ssh.dev.azure.com:v3/contoso/jobs/nightly', 'dev.azure.com/contoso/jobs'],
  ['https://contoso.visualstudio.com/DefaultCollection/jobs/_git/nightly', 'dev.azure.com/contoso/jobs'],
  ['contoso@vs-ssh.visualstudio.com:v3/contoso/jobs/nightly', 'dev.azure.com/contoso/jobs'],
  ['https://contoso.visualstudio.com/_git/nightly', undefined],
  ['https://git.example.com/contoso/nightly.git', undefined],
  ['https://notgithub.example/contoso/nightly.git', undefined],
  ['/srv/git/nightly.git', undefined],
  ['../nightly', undefined],
  ['', undefined],
];

for (const [remote, name] of forms)
  test(`the form for issues of a remote is found: ${remote}`, () => {
    assert.equal(findIssueForm(remote)?.name, name);
  });

test('a title and a text are filled in, whatever they contain', () => {
  const fill = (remote: string): URL =>
    new URL(findIssueForm(remote)?.toAddress('50 % & more #1', 'a\n<b> & "c"') ?? '');
  const github = fill('git@github.com:contoso/nightly.git');
  assert.equal(github.origin + github.pathname, 'https://github.com/contoso/nightly/issues/new');
  assert.deepEqual(
    [...github.searchParams],
    [
      ['title', '50 % & more #1'],
      ['body', 'a\n<b> & "c"'],
    ],
  );
  const azure = fill('https://dev.azure.com/contoso/jobs/_git/nightly');
  assert.equal(azure.pathname, '/contoso/jobs/_workitems/create/Task');
  assert.equal(azure.searchParams.get('[System.Description]'), 'a\n<b> & "c"');
});
