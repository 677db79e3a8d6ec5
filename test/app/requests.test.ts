import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { run as explainRequest, toQuestion } from '../../src/app/actions/request/explain.ts';
import { toServiceErrorEvidence } from '../../src/app/explain/explainUnread.ts';
import { explainServiceError } from '../../src/core/diagnosis/explainServiceError.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { Said } from '../fakes/fakeUi.ts';
import { makeServices } from './support/makeServices.ts';

suite('a failed request', () => {
  test('a failed request is explained with its cause, what to do, and the details for support', () => {
    const error = new BatchError({
      code: 'NodeStateUnusable',
      message: 'The node is unusable.',
      status: 409,
      requestId: '7c5f',
      details: [{ name: 'Reason', value: 'its disk is full' }],
    });
    const explanation = explainServiceError(toServiceErrorEvidence(error, 'Reboot Node'));
    const { message, detail, confirm } = toQuestion(explanation, error);
    assert.match(message, /^Reboot Node failed: /);
    assert.match(detail ?? '', /its disk is full[\s\S]*\n1\. [\s\S]*\n\n409 · NodeStateUnusable · request 7c5f$/);
    assert.equal(confirm, 'Show Log');
  });

  test('the explanation of a failed request says if no answer arrived', () => {
    const error = new BatchError({ code: 'ConnectionReset', message: 'The connection broke.', mayHaveActed: true });
    const { detail } = toQuestion(explainServiceError(toServiceErrorEvidence(error, undefined)), error);
    assert.match(detail ?? '', /may have carried out the request[\s\S]*no response · ConnectionReset$/);
  });

  test("a request that failed with a value that isn't an error is not explained", async () => {
    const services = makeServices({});
    const said = await services.ui.listen(async () => {
      await explainRequest(services, [{ code: 'JobNotFound', message: 'x' }]);
      await explainRequest(services, []);
    });
    assert.deepEqual(said, new Said());
  });
});
