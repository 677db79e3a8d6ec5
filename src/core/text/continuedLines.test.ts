import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changeJoined } from './continuedLines.ts';
import { redactText } from './redact.ts';

const planted = 'S3cr3tValueThatMustNotSurvive';

/** Line continuations of shells, cmd and PowerShell, also within JSON once and twice. */
const ends: readonly string[] = [
  ...['\\', '^', '`'].flatMap((sign) => [`${sign}\n`, `${sign}\r\n`, `${sign}\n    `, `${sign} \n\t`]),
  ...['\\\\\\n', '\\\\\\r\\n  ', '^\\n', '`\\n  ', '\\\\\\\\\\\\n'],
];

/** Commands with `…` at possible line ends, each with a secret. */
const commands: readonly string[] = [
  `az login --service-principal … -u id … -p ${planted} … --tenant t`,
  `az login -u id -p … ${planted}`,
  `az … login … -p ${planted}`,
  `docker login … -u a … -p ${planted} contoso.azurecr.io`,
  `docker login -u a --password … ${planted}`,
  `mysql -u root … -p${planted} inventory`,
  `curl … -u user:${planted} … https://x.example.com`,
  `curl -u … user:${planted} https://x.example.com`,
  `sshpass … -p ${planted} … ssh a@b`,
  `sqlcmd -S x … -P … ${planted}`,
  `net use Z: \\\\a\\b … ${planted} /user:a`,
  `echo ${planted} | … docker login --password-stdin`,
  `tool --api-key … ${planted}`,
  `ConvertTo-SecureString … ${planted} -AsPlainText`,
];

for (const command of commands) {
  test(`A9-46 the secret of a command over several lines is hidden: ${command.replaceAll(planted, 'X')}`, () => {
    for (const end of ends) {
      const text = `set -e\n${command.replaceAll('… ', end)}\nmkdir -p out`;
      const shown = redactText(text);
      assert.ok(!shown.includes(planted), shown);
      assert.equal(redactText(shown), shown);
      assert.equal(shown.split('\n').length, text.split('\n').length, shown);
      assert.ok(shown.endsWith('\nmkdir -p out'), shown);
    }
  });
}

test('only the secret of a command over several lines is hidden, and its lines stay unchanged', () => {
  assert.equal(
    redactText(`az login -u id \\\n  -p ${planted} \\\r\n  --tenant t`),
    'az login -u id \\\n  -p [hidden] \\\r\n  --tenant t',
  );
  assert.equal(redactText(`docker login -p "a \\\n${planted}" x`), 'docker login -p "[hidden]"\\\n x');
});

test('a secret that is piped on the next line is hidden', () => {
  assert.equal(
    redactText(`echo ${planted} |\n  docker login --password-stdin`),
    'echo [hidden] |\n  docker login --password-stdin',
  );
});

/** A 32-byte signature. */
const signature = `${'aB3/dE+f'.repeat(5)}xY9=`;

test('A9-46 a signature that spans several lines is hidden, and the text after it is kept', () => {
  for (const encoded of [signature, encodeURIComponent(signature), encodeURIComponent(encodeURIComponent(signature))]) {
    for (const end of ['\n', '\r\n', '\n  ', '\\\n', '^\n']) {
      for (const at of [0, 1, 10, 30, encoded.length - 1]) {
        const divided = `${encoded.slice(0, at)}${end}${encoded.slice(at)}`;
        const shown = redactText(`azcopy https://a/c?sv=1&sig=${divided}&se=2026 x\nname=value`);
        assert.ok(!/aB3|dE\+|B3\/|xY9/.test(decodeURIComponent(decodeURIComponent(shown))), shown);
        assert.ok(shown.endsWith('&se=2026 x\nname=value'), shown);
        assert.equal(redactText(shown), shown);
      }
    }
  }
  const thrice = signature.replace(/.{15}/g, '$&\n');
  assert.equal(redactText(`sig=${thrice}\nPATH=\nabc`), 'sig=[hidden]\n\n\nPATH=\nabc');
  assert.equal(redactText('sig=abcdef\nname=\nabc'), 'sig=[hidden]\nname=\nabc');
});

test('lines are joined and split again unchanged, whatever they contain', () => {
  const piece = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom(...ends, '\v', '\n', '\\', '`', '^', ' '));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      assert.equal(
        changeJoined(text, (joined) => joined),
        text,
      );
    }),
  );
});

test('a pointer below source, a fence, and a network share do not join lines', () => {
  for (const text of ['  x = (\n      ^\nb', '~~~~~^\nb', '```\nb', 'see `x`\nb', 'a\\\\\nb', '"\\\\\\\\nas\\\\x"']) {
    changeJoined(text, (joined) => {
      assert.equal(joined, text);
      return joined;
    });
  }
});
