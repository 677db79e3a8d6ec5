import assert from 'node:assert/strict';
import { type Answer, BatchServer, failure, json, text } from '../../../test/fakes/batchServer.ts';
import { testVersions } from '../../../test/fakes/connect.ts';
import { maxFruitlessPages } from '../fruitless.ts';
import type { Pages } from '../ports.ts';

async function collect<T>(pages: Pages<T>): Promise<(readonly T[])[]> {
  const all: (readonly T[])[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** Returns a page whose next link is `link`, relative to the server's address if it begins with a slash. */
function page(ids: readonly string[], link?: string): Answer {
  return (response, request) => {
    const next = link?.startsWith('/') ? `http://${request.headers.host}${link}` : link;
    json({ value: ids.map((id) => ({ id })), ...(next === undefined ? {} : { 'odata.nextLink': next }) })(
      response,
      request,
    );
  };
}

const ids = (pages: readonly (readonly { readonly id: string }[])[]) => pages.map((items) => items.map(({ id }) => id));

testVersions('the links of a list are followed, and the last page is marked', async ({ connectTo, version }) => {
  await using server = await BatchServer.start(
    page(['j1', 'j2'], `/jobs?$skiptoken=a&api-version=${version}`),
    page([], `/jobs?$skiptoken=b&api-version=${version}`),
    page(['j3']),
  );
  const { service } = connectTo(server.url);
  const pages = await collect(service.jobs.listJobs());
  assert.deepEqual(ids(pages), [['j1', 'j2'], [], ['j3']]);
  assert.deepEqual(
    pages.map((items) => 'isLast' in items && items.isLast),
    [false, false, true],
  );
  assert.match(server.requests[2]?.url ?? '', /skiptoken=b/);
});

testVersions('a page is requested only when it is needed', async ({ connectTo }) => {
  await using server = await BatchServer.start(page(['j1'], '/jobs?$skiptoken=a'));
  const { service } = connectTo(server.url);
  for await (const items of service.jobs.listJobs()) {
    assert.equal(items.length, 1);
    break;
  }
  assert.equal(server.requests.length, 1);
});

testVersions('filter, projection and page size are sent', async ({ connectTo, version }) => {
  await using server = await BatchServer.start(page([]));
  const { service } = connectTo(server.url);
  await collect(service.tasks.listTasks('j 1', { filter: "id eq 'a''b+c'", select: ['id', 'state'], pageSize: 7 }));
  const url = new URL(server.requests[0]?.url ?? '', server.url);
  assert.equal(url.pathname, '/jobs/j%201/tasks');
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    'api-version': version,
    $filter: "id eq 'a''b+c'",
    $select: 'id,state',
    maxresults: '7',
  });
});

testVersions('A9-8 a page that fails is requested again, and no item is lost or duplicated', async ({ connectTo }) => {
  await using server = await BatchServer.start(
    page(['j1'], '/jobs?$skiptoken=a'),
    failure(503, 'ServerBusy'),
    page(['j2']),
  );
  const { service } = connectTo(server.url);
  assert.deepEqual(ids(await collect(service.jobs.listJobs())), [['j1'], ['j2']]);
});

testVersions('A9-15 a link to another host is refused, and nothing is sent there', async ({ connectTo }) => {
  await using other = await BatchServer.start(page(['secret']));
  await using server = await BatchServer.start(page(['j1'], `${other.url}/jobs?$skiptoken=a`));
  const { service } = connectTo(server.url);
  await assert.rejects(collect(service.jobs.listJobs()), { code: 'ForeignOrigin' });
  assert.equal(other.requests.length, 0);
});

const foreign = [
  'https://evil.example/jobs',
  '//evil.example/jobs',
  'http://127.0.0.1@evil.example/jobs',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'blob:<origin>/x',
];
for (const link of foreign) {
  testVersions(`a link to ${link} is refused`, async ({ connectTo }) => {
    await using server = await BatchServer.start(page([]));
    const target = link.replace('<origin>', server.url);
    server.answer(page(['j1'], target.startsWith('//') ? ` ${target}` : target));
    const { service } = connectTo(server.url);
    await assert.rejects(collect(service.jobs.listJobs()), { code: 'ForeignOrigin' });
    assert.equal(server.requests.length, 1);
  });
}

testVersions('A9-15 a list that leads back to itself ends', async ({ connectTo, version }) => {
  await using server = await BatchServer.start(page(['j1'], `/jobs?$skiptoken=a&api-version=${version}`));
  const { service } = connectTo(server.url);
  await assert.rejects(collect(service.jobs.listJobs()), { code: 'MalformedResponse' });
  assert.equal(server.requests.length, 2);
});

/** Returns an endless list; `toLink` makes the link of each page from its number (from 1). */
function endless(toLink: (page: number) => string, ids: (page: number) => readonly string[]): Answer {
  let number = 0;
  return (response, request) => {
    number++;
    page(ids(number), toLink(number))(response, request);
  };
}

const twoOf = (number: number): readonly string[] => [`${number}-a`, `${number}-b`];
const loops: readonly (readonly [name: string, requests: number, answer: () => Answer])[] = [
  ['over three pages', 4, () => endless((number) => `/jobs?$skiptoken=${number % 3}`, twoOf)],
  [
    'by a link that differs in the order of its parameters',
    2,
    () => endless((number) => (number === 1 ? '/jobs?a=1&$skiptoken=x' : '/jobs?$skiptoken=x&a=1'), twoOf),
  ],
  [
    'by a link that differs in its escapes',
    2,
    () => endless((number) => (number === 1 ? '/jobs?$skiptoken=a%2Fb' : '/jobs?%24SKIPTOKEN=a/b'), twoOf),
  ],
  [
    'by the same items at links that are ever new',
    2,
    () =>
      endless(
        (number) => `/jobs?$skiptoken=${'x'.repeat(number)}`,
        () => ['j1', 'j2'],
      ),
  ],
];
for (const [name, requests, toAnswer] of loops) {
  testVersions(`A9-15 a list that leads back ${name} ends`, async ({ connectTo }) => {
    await using server = await BatchServer.start(toAnswer());
    await assert.rejects(collect(connectTo(server.url).service.jobs.listJobs()), { code: 'MalformedResponse' });
    assert.equal(server.requests.length, requests);
  });
}

testVersions(
  'A9-15 a list of empty pages with new links is abandoned after 200, unless the caller is patient',
  async (speaker) => {
    const answer = () =>
      endless(
        (number) => `/jobs?$skiptoken=${number}`,
        (number) => (number === 300 ? ['j'] : []),
      );
    await using server = await BatchServer.start(answer());
    const { service } = speaker.connectTo(server.url);
    await assert.rejects(collect(service.jobs.listJobs()), { code: 'EndlessList', message: /last 200 pages/ });
    assert.equal(server.requests.length, maxFruitlessPages);
    server.answer(answer());
    let pages = 0;
    for await (const items of service.jobs.listJobs({ isPatient: true })) {
      pages++;
      if (items.length > 0) break;
    }
    assert.equal(pages, 300);
  },
);

testVersions(
  'A9-15 a list is abandoned after a minute of empty pages, but not of pages with items',
  async ({ connectTo }) => {
    await using server = await BatchServer.start();
    const { service, clock } = connectTo(server.url);
    const slow =
      (ids: (number: number) => readonly string[]): Answer =>
      (response, request) => {
        clock.advance(20_000);
        const number = server.requests.length;
        page(ids(number), number < 10 ? `/jobs?$skiptoken=${number}` : undefined)(response, request);
      };
    server.answer(slow(() => []));
    await assert.rejects(collect(service.jobs.listJobs()), { code: 'EndlessList' });
    assert.equal(server.requests.length, 3);
    server.requests.length = 0;
    server.answer(slow(twoOf));
    assert.equal((await collect(service.jobs.listJobs())).length, 10);
  },
);

const noLists: readonly (readonly [name: string, answer: Answer])[] = [
  ['an array', json([])],
  ['an object without a list', json({ jobs: [] })],
  ['a list that is none', json({ value: 'j1' })],
  ['no JSON', text(200, 'value', { 'content-type': 'application/json' })],
  ['nothing', text(200, '', { 'content-type': 'application/json' })],
];
for (const [name, answer] of noLists) {
  testVersions(`${name} is not taken for a list`, async ({ connectTo }) => {
    await using server = await BatchServer.start(answer);
    const { service } = connectTo(server.url);
    await assert.rejects(collect(service.jobs.listJobs()), { code: 'MalformedResponse' });
    assert.equal(server.requests.length, 1);
  });
}

testVersions('A9-5 the sign-in page of a network is not taken for an empty list', async ({ connectTo }) => {
  await using server = await BatchServer.start(
    text(200, '<!DOCTYPE html><html>Sign in</html>', { 'content-type': 'text/html; charset=utf-8' }),
  );
  const { service } = connectTo(server.url);
  await assert.rejects(collect(service.jobs.listJobs()), { code: 'NotBatchService' });
});

testVersions('A9-16 damaged items of a list are reported and hide no other items', async ({ connectTo }) => {
  const value = [
    { id: 'j1' },
    'j2',
    null,
    { id: 'j3', state: 7, priority: null },
    { displayName: 'no id' },
    { id: 'j4' },
  ];
  await using server = await BatchServer.start(json({ value }));
  const { service } = connectTo(server.url);
  const [jobs = []] = await collect(service.jobs.listJobs());
  assert.deepEqual([...jobs], [{ id: 'j1' }, { id: 'j3' }, { id: 'j4' }]);
  assert.deepEqual('damaged' in jobs && jobs.damaged, [
    { json: 'j2', isLeftOut: true },
    { json: null, isLeftOut: true },
    { json: { id: 'j3', state: 7, priority: null }, isLeftOut: false },
    { json: { displayName: 'no id' }, isLeftOut: true },
  ]);
});

testVersions('a list that is null counts as empty', async ({ connectTo }) => {
  await using server = await BatchServer.start(json({ value: null }));
  const { service } = connectTo(server.url);
  assert.deepEqual(await collect(service.jobs.listJobs()), [[]]);
});

for (const code of ['JobPreparationTaskOrReleaseTaskNotSpecified', 'JobPreparationTaskNotSpecified']) {
  testVersions(
    `a job without preparation and release tasks (${code}) has an empty list of them`,
    async ({ connectTo }) => {
      await using server = await BatchServer.start(failure(409, code));
      const { service } = connectTo(server.url);
      assert.deepEqual(await collect(service.jobs.listPreparationAndReleaseStatus('j1')), []);
    },
  );
}
