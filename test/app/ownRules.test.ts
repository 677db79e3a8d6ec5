import assert from 'node:assert/strict';
import { afterEach, suite, test } from 'node:test';
import { run as retry } from '../../src/app/actions/task/retry.ts';
import { describeMatches } from '../../src/app/causes/ruleMatches.ts';
import { holdRules } from '../../src/core/diagnosis/diagnosis.ts';
import { doAtOnce } from '../../src/core/work.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { startAgents } from './support/agentWorld.ts';
import { simulate } from './support/simulate.ts';

const makeWorld = () =>
  smallWorld('rules', 'Tasks that a rule of the user is about.', {
    job: {
      tasks: [
        completedTask('a', failed(1, 1000, { stderr: 'E42 Mesh a1 has negative volume\n' }), {}),
        completedTask(
          'b',
          failed(3, 1000, { stderr: 'E42 Mesh b2 has negative volume\nNo space left on device\n' }),
          {},
        ),
      ],
    },
  });
const rule = {
  match: '/Mesh (\\S+) has negative volume/',
  title: 'Mesh {1} is broken',
  step: 'Run fixmesh.',
  retry: 'never',
};
const hold = (...rules: readonly object[]): void =>
  holdRules([{ name: 'azure-batch.rules.json', text: JSON.stringify(rules) }]);

suite("a user's own rules in the application", () => {
  afterEach(() => holdRules([]));

  test('join tasks into one cause, leave them out of a retry, and are gone when they are removed', async () => {
    const world = await simulate(makeWorld());
    try {
      const { accountId, accounts, causes } = world;
      const store = await accounts.getStore(accountId);
      const listTitles = async () => (await causes.lookIntoAll(store)).causes.map(({ cluster }) => cluster.title);
      const before = await listTitles();
      hold(rule);
      causes.explainAgain();
      const [title = '', ...others] = await listTitles();
      assert.match(title, /is broken/);
      assert.deepEqual(others, []);
      const [job] = store.snapshot.slice({ kind: 'jobs' }).items;
      const resource = { kind: 'task', accountId, jobId: job?.id ?? '', taskId: 'a' } as const;
      assert.match(await world.readPage(resource), /Mesh a1 is broken.*Your team's rule in azure-batch\.rules\.json/s);
      const { questions } = await world.run(retry, [resource], { question: 'cancel' });
      assert.match(JSON.stringify(questions), /would fail again.*a retry never helps/s);
      assert.match(JSON.stringify(questions), /"buttons":\["Explain","Retry Anyway",/);
      const other = { ...resource, taskId: 'b' };
      hold({ ...rule, exitCode: 1 });
      causes.explainAgain();
      const mixed = await world.run(retry, [resource, [resource, other]], { question: 'cancel' });
      assert.deepEqual(
        mixed.questions.map(({ message, buttons }) => [message, buttons]),
        [['Retry 1 of 2 tasks?', ['Retry', 'Retry 2 Anyway', 'Choose…', 'Show the Plan']]],
      );
      hold();
      causes.explainAgain();
      assert.deepEqual(await listTitles(), before);
    } finally {
      await world.close();
    }
  });

  test('are in force for a retry and for lists of causes at once, even while views still show causes without them', async () => {
    const world = await simulate(makeWorld());
    try {
      const { accountId, accounts, causes } = world;
      const store = await accounts.getStore(accountId);
      const watching = causes.watch(store);
      await causes.lookIntoAll(store);
      const [job] = store.snapshot.slice({ kind: 'jobs' }).items;
      const resource = { kind: 'task', accountId, jobId: job?.id ?? '', taskId: 'a' } as const;
      hold(rule);
      causes.explainAgain();
      assert.doesNotMatch(JSON.stringify(causes.current(store)?.causes[0]?.cluster.title), /is broken/);
      const { questions } = await world.run(retry, [resource], { question: 'cancel' });
      assert.match(JSON.stringify(questions), /a retry never helps/);
      hold({ ...rule, title: 'Bad mesh {1}' });
      causes.explainAgain();
      const titles = (await causes.ofAccount(store)).causes.map(({ cluster }) => cluster.title);
      assert.match(titles.join(), /bad mesh/i, 'pages and agents read causes too');
      watching.dispose();
    } finally {
      await world.close();
    }
  });

  test('are said to match known failures before they are saved, and those that are like a read one', async () => {
    const [a, b] = ['a', 'b'].map((one) => `E42 Mesh ${one} has negative volume\n`);
    const tasks = (count: number, exitCode: number, stderr = '') =>
      Array.from({ length: count }, (_, index) =>
        completedTask(`t${exitCode}-${index}`, failed(exitCode, 1000, { stderr }), {}),
      );
    const world = await simulate(
      smallWorld('rules', 'Many tasks that a rule of the user is about.', {
        job: { tasks: [...tasks(40, 3, a), ...tasks(1, 4, b), ...tasks(2, 5, 'No space left on device\n')] },
      }),
    );
    try {
      const { accounts, accountId, app, causes } = world;
      using _ = world.watchFailures();
      await causes.lookIntoAll(await accounts.getStore(accountId));
      const describe = (...rules: readonly object[]) => doAtOnce(describeMatches(app, JSON.stringify({ rules })));
      const [first, second, last] = describe(
        rule,
        { ...rule, match: 'negative volume', title: 'Bad' },
        { ...rule, match: 'absent', title: 'Bad' },
      );
      assert.equal(first?.title, 'Matches 41 of 43 known failures');
      assert.match(
        first?.detail ?? '',
        /^Known failures that it matches: 41 of 43, .*Mesh.* \(4\d\).*\. Not: .*\(2\)\.$/,
      );
      assert.ok((first?.offset ?? 0) < (second?.offset ?? 0));
      assert.equal(second?.title, 'Matches 0 of 43 known failures', 'the first one speaks');
      assert.equal(last?.detail, 'It matches none of the known failures (43).');
      assert.deepEqual(describe({ ...rule, match: '/(a+)+ failed/' }), []);
    } finally {
      await world.close();
    }
  });

  test('leave the severity of a cause, and say nothing of how it was shown before a rule changed', async () => {
    const world = await simulate(makeWorld());
    try {
      const { accountId, accounts, causes } = world;
      const store = await accounts.getStore(accountId);
      const read = async () => {
        const [cause] = (await causes.lookIntoAll(store)).causes;
        const resource = { kind: 'account', accountId } as const;
        const { fingerprint = '' } = cause?.cluster ?? {};
        return world.explain({ resource, document: 'cause', fingerprint });
      };
      const before = await read();
      hold(rule);
      causes.explainAgain();
      const ruled = await read();
      assert.equal(ruled.drawn.page.tone, before.drawn.page.tone);
      assert.equal(ruled.drawn.page.tone, 'failure');
      hold({ ...rule, match: '/Mesh \\S+ has negative/', title: 'Another title' });
      causes.explainAgain();
      const edited = await read();
      assert.match(edited.text, /Another title/);
      assert.doesNotMatch(edited.text, /were shown as|is broken/);
    } finally {
      await world.close();
    }
  });

  test('are what agents are told', async (context) => {
    hold(rule);
    const { call } = await startAgents(context, makeWorld());
    assert.match((await call('azurebatch_list_failures', {})).text, /is broken/);
  });
});
