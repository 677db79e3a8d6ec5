import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { renderGiven } from '../../src/app/agents/given.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, succeeded } from '../../src/simulator/scenarios/runs.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import type { Answers } from '../fakes/fakeUi.ts';
import { settled } from '../fakes/liveStore.ts';
import { patienceMs, type StartedAgents, startAgents } from './support/agentWorld.ts';

const makeWorld = () =>
  smallWorld('consent', 'Failed tasks that an agent would like to retry.', {
    job: {
      tasks: [
        ...['one', 'two'].map((id) => completedTask(id, failed(1, 4000, { stderr: 'connection reset by peer\n' }))),
        completedTask('fine', succeeded(4000)),
      ],
    },
  });

const retry = { job: 'job', tasks: ['one', 'two'] };

suite('permissions of agents', () => {
  const ask = async (
    world: StartedAgents,
    question: Answers['question'],
    name = 'azurebatch_list_failures',
    input = {},
  ) => {
    let text = '';
    const said = await world.ui.listen(
      async () => {
        text = (await world.call(name, input)).text;
      },
      question === undefined ? {} : { question },
    );
    return { text, said };
  };

  test('an account is read after the person has allowed it, and only one question is open at a time', async (context) => {
    const world = await startAgents(context, makeWorld(), { agents: undefined });
    const refused = await ask(world, { choose: 'Decline' });
    assert.match(refused.text, /^The user did not let agents read this account/);
    assert.equal(world.simulator.requests.length, 0);
    const [question] = refused.said.questions;
    assert.match(question?.message ?? '', /^Let agents read the Batch account .*\?$/);
    assert.match(
      question?.detail ?? '',
      /IDs, states, times, failure reasons, definitions, and log lines, all without secrets/,
    );
    // Enter presses the first button, Decline, because someone may press Enter while typing.
    assert.deepEqual(question?.buttons, ['Decline', 'Allow for This Session', 'Always Allow', 'Never Allow']);
    const said = await world.ui.listen(
      () => Promise.all([1, 2, 3].map(() => world.call('azurebatch_list_failures', {}))),
      { question: { choose: 'Allow for This Session' } },
    );
    assert.equal(said.questions.length, 1);
    assert.equal(world.store.account.agents, undefined);
    assert.equal((await ask(world, 'cancel')).said.questions.length, 0);
  });

  test('a permanent permission is saved with the account, and so is a permanent refusal', async (context) => {
    const allowed = await startAgents(context, makeWorld(), { agents: undefined });
    assert.match((await ask(allowed, { choose: 'Always Allow' })).text, /^Causes/);
    assert.equal(allowed.store.account.agents, 'allowed');
    const never = await startAgents(context, makeWorld(), { agents: undefined });
    await ask(never, { choose: 'Never Allow' });
    const again = await ask(never, 'confirm');
    assert.match(again.text, /^The user does not let agents read this account/);
    assert.equal(again.said.questions.length, 0);
    assert.equal(never.simulator.requests.length, 0);
    await never.tools.consents.set(never.store.account.id, 'session');
    assert.match((await ask(never, 'cancel')).text, /^Causes/);
    await never.tools.consents.set(never.store.account.id, undefined);
    assert.equal((await ask(never, { choose: 'Decline' })).said.questions.length, 1);
  });

  test('a retry by an agent asks the person the usual question, with its plan', async (context) => {
    const world = await startAgents(context, makeWorld());
    const declined = await ask(world, 'enter', 'azurebatch_retry_tasks', retry);
    assert.match(declined.text, /^The user declined, so nothing was done/);
    const [question] = declined.said.questions;
    assert.equal(question?.message, 'Retry 2 tasks?');
    assert.match(question?.detail ?? '', /An agent requested this\./);
    assert.equal(question?.buttons[0], 'Decline');
    assert.ok(question?.buttons.includes('Show the Plan'));
    assert.equal(world.countRetries(), 0);
    const done = await ask(world, 'confirm', 'azurebatch_retry_tasks', retry);
    assert.match(done.text, /^The user agreed\. Tasks retried: 2;/);
    assert.match(done.text, /^\| job\/one: retried/m);
    assert.match(done.text, /^\| Report: vscode:\/\/\S+$/m);
    assert.equal(world.countRetries(), 2);
  });

  test('retrying a single task also asks, and so does retrying all tasks of a cause', async (context) => {
    const world = await startAgents(context, makeWorld());
    const one = await ask(world, 'cancel', 'azurebatch_retry_tasks', { job: 'job', tasks: ['one'] });
    assert.equal(one.said.questions.length, 1);
    const { text } = await world.call('azurebatch_list_failures', {});
    const cause = /cause: (\S+)/.exec(text)?.[1];
    const all = await ask(world, 'confirm', 'azurebatch_retry_tasks', { cause });
    assert.match(all.text, /Tasks retried: 2;/);
    assert.equal(world.countRetries(), 2);
  });

  test('an unanswered retry does nothing, however late the answer is', async (context) => {
    const clock = new FakeClock();
    const world = await startAgents(context, makeWorld(), { clock });
    const answer = Promise.withResolvers<'confirm'>();
    let text: string | undefined;
    const said = await world.ui.listen(
      async () => {
        const called = world.call('azurebatch_retry_tasks', retry);
        void called.then((result) => {
          text = result.text;
        });
        while (world.ui.said.questions.length === 0) await settled();
        clock.advance(patienceMs - 1);
        await settled();
        assert.equal(text, undefined);
        clock.advance(1);
        await called;
        answer.resolve('confirm');
        await settled();
      },
      { question: () => answer.promise },
    );
    assert.match(text ?? '', /^No one answered the question in the window, so nothing was done/);
    assert.deepEqual(said.informations, ['The agent is no longer waiting for this answer, so nothing was done.']);
    assert.equal(world.countRetries(), 0);
  });

  test('while the window is inactive, a notification precedes the question', async (context) => {
    const clock = new FakeClock();
    const world = await startAgents(context, makeWorld(), { clock });
    Object.defineProperty(world.ui, 'isFocused', { value: false });
    const declined = await ask(world, 'confirm', 'azurebatch_retry_tasks', retry);
    assert.match(declined.text, /^The user declined/);
    assert.match(declined.said.warnings[0] ?? '', /^An agent is waiting for your answer: Retry 2 tasks\?/);
    assert.equal(declined.said.questions.length, 0);
    let done = '';
    await world.ui.listen(
      async () => {
        done = (await world.call('azurebatch_retry_tasks', retry)).text;
      },
      { rows: 'Answer…' },
    );
    assert.match(done, /^The user agreed/);
  });

  test('a retry is refused without a question if the account may not be changed', async (context) => {
    const refused = async (change: (world: StartedAgents) => void, expected: RegExp) => {
      const world = await startAgents(context, makeWorld());
      change(world);
      const { text, said } = await ask(world, 'confirm', 'azurebatch_retry_tasks', retry);
      assert.match(text, expected);
      assert.equal(said.questions.length, 0);
      assert.equal(world.countRetries(), 0);
    };
    await refused(({ services }) => {
      services.accounts.whyRefused = () => 'The account is read-only.';
    }, /Do not call again; tell the user[\s\S]*\| The account is read-only\. \(ReadOnly\)/);
    await refused(({ services }) => {
      services.accounts.whyRefused = (_id, right) =>
        right === 'changeJobs' ? 'You lack the role Contributor.' : undefined;
    }, /\| You lack the role Contributor\. \(RoleMissing\)/);
    await refused(({ services }) => {
      Object.assign(services.settings, { isTrusted: false });
    }, /\| In Restricted Mode, agents can't change anything/);
    await refused(({ services }) => {
      services.findOwnWay = (asked) => [`retry ${JSON.stringify(asked)}`];
    }, /No one can be asked here[\s\S]*\| retry .*"one".*"two"/);
  });

  test("tasks that can't be retried are returned with the reason", async (context) => {
    const world = await startAgents(context, makeWorld());
    const { text } = await ask(world, 'confirm', 'azurebatch_retry_tasks', { job: 'job', tasks: ['fine'] });
    assert.match(text, /The call failed[\s\S]*\| .*succeeded/);
    const mixed = await ask(world, 'confirm', 'azurebatch_retry_tasks', { job: 'job', tasks: ['one', 'fine'] });
    assert.match(mixed.text, /^\| job\/fine: left out\. .*succeeded/m);
    assert.equal(world.countRetries(), 1);
  });

  test('a cause without tasks cannot be retried, and no question is asked', async (context) => {
    const world = await startAgents(context, 'sample');
    const { text } = await world.call('azurebatch_list_failures', {});
    const cause = /cause: (v1:bad-input:AutoScaling\S+)/.exec(text)?.[1];
    const retried = await ask(world, 'confirm', 'azurebatch_retry_tasks', { cause });
    assert.match(retried.text, /^This cause didn't affect any tasks, so there is nothing to retry/);
    assert.equal(retried.said.questions.length, 0);
    const unknown = await ask(world, 'confirm', 'azurebatch_retry_tasks', { cause: 'v1:nothing' });
    assert.match(unknown.text, /\| None of the failures found so far has this cause now/);
  });

  test('each call is listed with the returned data', async (context) => {
    const world = await startAgents(context, makeWorld());
    assert.match(renderGiven(world.tools.given.all), /No agent has called a tool/);
    await world.call('azurebatch_explain', { job: 'job', task: 'one' });
    await world.call('azurebatch_explain', { target: 'https://x.blob.core.windows.net/a?sig=Pl4nTSecretPl4nTSecret' });
    world.accounts.problem = new BatchError({ code: 'NotSignedIn', message: 'Sign in.' });
    const text = renderGiven(world.tools.given.all);
    assert.match(text, /^2 calls since this window was loaded/m);
    assert.match(text, /azurebatch_explain[\s\S]*Request: `\{"job":"job","task":"one"\}`/);
    assert.match(text, /connection reset by peer/);
    assert.doesNotMatch(text, /Pl4nT/);
  });
});
