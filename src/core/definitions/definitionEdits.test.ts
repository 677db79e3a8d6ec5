import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits, listEdits, setValues } from './definitionEdits.ts';

const sas = (path: string, name: string, resource = 'b') =>
  `https://s.blob.core.windows.net/${path}?sr=${resource}&se=2030-01-01&sig=${name}`;

function toTask(id: string, film = `films/${id}.mov`) {
  return {
    id,
    commandLine: `bash encode.sh ${id}`,
    resourceFiles: [{ httpUrl: sas(film, 'old'), filePath: `${id}.mov` }],
    outputFiles: [{ filePattern: 'out/*', destination: { container: { containerUrl: sas('out', 'old', 'c') } } }],
  };
}

const template = toTask('shot-41');
const renaming = { from: 'shot-41', to: 'shot-42' };
const apply = (edited: object, other: object = toTask('shot-42')) =>
  applyEdits(other, listEdits(template, edited), renaming);

test('edits of one task are applied to other tasks, and their IDs change by the same pattern', () => {
  const container = sas('out', 'new', 'c');
  const edited = {
    ...template,
    id: 'shot-41-2',
    commandLine: '/bin/bash -c "encode.sh shot-41"',
    outputFiles: [{ filePattern: 'out/*', destination: { container: { containerUrl: container } } }],
    constraints: { maxTaskRetryCount: 2 },
  };
  const other = toTask('shot-42');
  assert.deepEqual(apply(edited), {
    value: {
      ...other,
      id: 'shot-42-2',
      commandLine: '/bin/bash -c "encode.sh shot-42"',
      outputFiles: [{ filePattern: 'out/*', destination: { container: { containerUrl: container } } }],
      constraints: { maxTaskRetryCount: 2 },
    },
  });
});

test('an edit that does not fit another task is reported', () => {
  const edited = { ...template, commandLine: 'bash encode.sh --fast shot-41' };
  const { misfit } = apply(edited, { ...toTask('shot-42'), commandLine: 'bash encode.sh --slow shot-42' });
  assert.deepEqual(misfit?.path, ['commandLine']);
  assert.deepEqual(apply({ ...template, id: 'again' }).misfit?.path, ['id']);
  assert.deepEqual(apply({ ...template, resourceFiles: [] }, toTask('shot-42', 'other/x.mov')).misfit?.path, [
    'resourceFiles',
  ]);
});

test('the signature of one blob is not used for another, and that of a container is used for all its blobs', () => {
  const withUrl = (httpUrl: string) => ({
    ...template,
    resourceFiles: [{ httpUrl, filePath: 'shot-41.mov' }],
  });
  const other = toTask('shot-42', 'films/other.mov');
  assert.deepEqual(apply(withUrl(sas('films/shot-41.mov', 'new')), other).misfit?.path, [
    'resourceFiles',
    0,
    'httpUrl',
  ]);
  const { value } = apply(withUrl(sas('films/shot-41.mov', 'new', 'c')), other);
  assert.equal(value && toFile(value), sas('films/other.mov', 'new', 'c'));
});

function toFile(task: object): unknown {
  return (task as ReturnType<typeof toTask>).resourceFiles[0]?.httpUrl;
}

test('a short ID is not searched for in text, and a signature is never changed', () => {
  const one = { id: '1', commandLine: 'render 1 --level 1' };
  const edits = listEdits(one, { id: '1-2', commandLine: 'render 1 --level 3' });
  assert.deepEqual(
    applyEdits({ id: '2', commandLine: 'render 2 --level 2' }, edits, { from: '1', to: '2' }).misfit?.path,
    ['commandLine'],
  );
  const named = { id: 'abc', url: 'https://s/x/old?sig=abc' };
  const moved = applyEdits(
    { id: 'def', url: 'https://s/x/old?sig=abc' },
    listEdits(named, { id: 'abc', url: 'https://s/x/new?sig=z-abc' }),
    { from: 'abc', to: 'def' },
  );
  assert.deepEqual(moved.value, { id: 'def', url: 'https://s/x/new?sig=z-abc' });
});

test('uploads go to a separate folder for each task, however short its ID is', () => {
  const upload = (path: string) => ({
    destination: { container: { containerUrl: 'https://a.example/7?sig=7', path } },
  });
  // A task that is submitted again has a number after its ID.
  for (const end of ['', '-2']) {
    const edits = listEdits({ id: '7' }, { id: '7', outputFiles: [upload(`frames-7/7${end}`)] });
    assert.deepEqual(applyEdits({ id: '8' }, edits, { from: '7', to: '8' }).value, {
      id: '8',
      outputFiles: [upload(`frames-7/8${end}`)],
    });
  }
});

test('applying the edits to the original value gives the edited value', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (one, other) => {
        const before: unknown = JSON.parse(JSON.stringify({ ...one, id: 'task-1' }));
        const after: unknown = JSON.parse(JSON.stringify({ ...other, id: 'task-1-2' }));
        const { value } = applyEdits(before, listEdits(before, after), { from: 'task-1', to: 'task-1' });
        assert.deepEqual(value, after);
      },
    ),
  );
});

test('edited words are replaced in another text if they occur there exactly once', () => {
  const before = { id: 'a-1', commandLine: 'train --in one.csv --batch-size 512 --out one' };
  const edits = listEdits(before, { ...before, commandLine: 'train --in one.csv --batch-size 64 --out one' });
  const edit = (commandLine: string) => {
    const { value, misfit } = applyEdits({ id: 'a-2', commandLine }, edits, { from: 'a-1', to: 'a-2' });
    return value?.commandLine ?? misfit?.path;
  };
  assert.equal(edit('train --in two.csv --batch-size 512  --out two'), 'train --in two.csv --batch-size 64  --out two');
  assert.equal(edit('train --in two.csv --batch-size 512'), 'train --in two.csv --batch-size 64');
  for (const other of ['train --batch-size 256', 'train --batch-size 512 --batch-size 512', 'train 512'])
    assert.deepEqual(edit(other), ['commandLine'], other);
});

test('an argument that was added is added at the same place to a text that differs only in numbers', () => {
  const edit = (before: string, after: string, other: string) => {
    const edits = listEdits({ id: 'clean-1', commandLine: before }, { id: 'clean-1', commandLine: after });
    return applyEdits({ id: 'clean-2', commandLine: other }, edits, { from: 'clean-1', to: 'clean-2' }).value
      ?.commandLine;
  };
  const [one, two] = ["sh -c 'python3 jobs/clean.py 1'", "sh -c 'python3  jobs/clean.py 2'"];
  const edits = [
    ["sh -c 'python3 jobs/clean.py --strict 1'", "sh -c 'python3  jobs/clean.py --strict 2'"],
    ["sh -c 'python3 jobs/clean.py 1 --strict'", "sh -c 'python3  jobs/clean.py 2 --strict'"],
    ["sh -c 'nice python3 jobs/clean.py 1'", "sh -c 'nice python3  jobs/clean.py 2'"],
    ["bash -c 'python3 jobs/clean.py 1'", "bash -c 'python3  jobs/clean.py 2'"],
    ["exec sh -c 'python3 jobs/clean.py 1'", "exec sh -c 'python3  jobs/clean.py 2'"],
  ] as const;
  for (const [after, wanted] of edits) assert.equal(edit(one, after, two), wanted);
  assert.equal(
    edit("sh -c 'python3 clean.py --strict 1'", "sh -c 'python3 clean.py 1'", "sh -c 'python3 clean.py --strict 2'"),
    "sh -c 'python3 clean.py 2'",
  );
  for (const other of ['python3 clean.py 2 3', 'python3 load.py 2'])
    assert.equal(edit('python3 clean.py 1', 'python3 clean.py --strict 1', other), undefined, other);
  assert.equal(edit('python3 clean.py 1', 'python3 clean.py 3', 'python3 clean.py 2'), undefined);
});

test('items that were added to a list are added to other lists that lack them', () => {
  const [one, two, added] = [{ filePath: 'one' }, { filePath: 'two' }, { filePath: 'weights.pt' }];
  const renaming = { from: 'a-1', to: 'a-2' };
  const edits = listEdits({ files: [one] }, { files: [one, added] });
  assert.deepEqual(applyEdits({ files: [two] }, edits, renaming), { value: { files: [two, added] } });
  assert.deepEqual(applyEdits({ files: [added] }, edits, renaming), { value: { files: [added] } });
  assert.deepEqual(applyEdits({ files: 3 }, edits, renaming).misfit?.path, ['files']);
  const first = listEdits({ id: 'a-1' }, { id: 'a-1', files: [added] });
  assert.deepEqual(applyEdits({ id: 'a-2', files: [two] }, first, renaming), {
    value: { id: 'a-2', files: [two, added] },
  });
});

test('another address gets the same protocol, or the same new container', () => {
  const edit = (before: string, after: string, other: string) =>
    applyEdits({ url: other }, listEdits({ url: before }, { url: after }), { from: 'a-1', to: 'a-2' }).value?.url;
  assert.equal(edit('http://s/in/a?sig=1', 'https://s/in/a?sig=1', 'http://s/in/b?sig=2'), 'https://s/in/b?sig=2');
  assert.equal(edit('https://sin/in/a', 'https://sin/inputs/a', 'https://sin/in/x/b'), 'https://sin/inputs/x/b');
  const query = '?sr=c&sig=new';
  assert.equal(
    edit('https://s/in/a?sr=b&sig=1', `https://s/inputs/a${query}`, 'https://s/in/b?sr=b&sig=2'),
    `https://s/inputs/b${query}`,
  );
  // A signature for one blob doesn't work for another.
  assert.equal(edit('https://s/in/a', 'https://s/inputs/a?sr=b&sig=1', 'https://s/in/b'), undefined);
  assert.equal(edit('http://s/in/a', 'https://s/in/a', 'http://s/out/b'), undefined);
});

test('edited values are set in other definitions if their parent exists there', () => {
  const data = { a: { b: 1 }, list: [1] };
  assert.deepEqual(setValues(data, [{ path: ['a', 'b'], value: 2 }]), { a: { b: 2 }, list: [1] });
  assert.deepEqual(setValues(data, [{ path: ['x', 'y'], value: 2 }]), data);
  assert.deepEqual(setValues(data, [{ path: ['files'], value: [3] }]), { ...data, files: [3] });
});
