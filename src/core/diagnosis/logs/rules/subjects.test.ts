import assert from 'node:assert/strict';
import test from 'node:test';
import { explainLog } from '../../explainLog.ts';

const named: readonly (readonly [line: string, name: string | undefined])[] = [
  ["cp: impossible d'évaluer '/data/in/model.bin': Aucun fichier ou dossier de ce type", '/data/in/model.bin'],
  ["cp: no se puede efectuar `stat' sobre '/data/a.bin': No existe el fichero o el directorio", '/data/a.bin'],
  ['wc: "/data/l\'altro.txt": File o directory non esistente', "/data/l'altro.txt"],
  ['mkdir: impossible de créer le répertoire «\u00A0/out/y\u00A0»: Aucun fichier ou dossier de ce type', '/out/y'],
  ['Kann /data/eingabe.txt nicht öffnen: Datei oder Verzeichnis nicht gefunden', '/data/eingabe.txt'],
  ['bash: строка 1: /etc/x.conf: Отказано в доступе', '/etc/x.conf'],
  ['bash: 行 1: /etc/x.conf: 权限不够', '/etc/x.conf'],
  ['bash: ligne 1: samtoolz\u00A0: commande introuvable', 'samtoolz'],
  ['couldn\'t read file "/none.tcl": no such file or directory', '/none.tcl'],
  ['sh: 1: .: cannot open ./none.env: No such file', './none.env'],
  ['Error: Os { code: 2, kind: NotFound, message: "No such file or directory" }', undefined],
  ['fuse: failed to exec fusermount9: No such file or directory', 'fusermount9'],
  ['CMake Error: The source directory "/mnt/sol" does not appear to contain CMakeLists.txt.', 'CMakeLists.txt'],
  ['OSError: /mnt/bert does not appear to have a file named config.json.', 'config.json'],
  ["error: the folder '/mnt/case 4' does not contain a file called controlDict.", 'controlDict'],
  ['what():  Methylation model not found in the model path at /mnt/rna004_sup@v5.2.0', undefined],
  ['Abort with message No such file or directory in file /opt/pio-2.5.9/src/pioc_support.c at line 2832', undefined],
  ['Error: no index was found in the folder /mnt/genome', undefined],
  ["-e:1:in `exec': No such file or directory - bwa-mem3 (Errno::ENOENT)", 'bwa-mem3'],
];

for (const [line, name] of named)
  test(`the subject is ${name ?? 'nothing'} in: ${line}`, () => {
    assert.equal(explainLog(line, { exitCode: 1 })?.subject, name);
  });

const titled: readonly (readonly [text: string, exitCode: number, title: string])[] = [
  ['checking for errors\n0\n', 1, 'The program reported an error'],
  ['ABORT: could not start trainer\n', 1, 'ABORT: could not start trainer'],
  ['Primary job  terminated normally, but 1 process returned\na non-zero exit code.\n', 139, 'The program crashed'],
  ['Primary job  terminated normally, but 1 process returned\na non-zero exit code.\n', 1, 'The MPI job failed'],
];

for (const [text, exitCode, title] of titled)
  test(`a log with exit code ${exitCode} has the title ${title}`, () => {
    assert.equal(explainLog(text, { exitCode })?.title, title);
  });
