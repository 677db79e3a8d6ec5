import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codesAt, toTask } from '../../../../test/builders/mistakes.ts';

const runs = (commandLine: string) => toTask('a', { commandLine });

/** Command lines of tasks with and without a mistake, by the code of the mistake. */
const slips: readonly (readonly [code: string, found: readonly string[], sound: readonly string[]])[] = [
  [
    'other-shell commandLine',
    [
      'cmd /c "export A=1 && run.exe"',
      'cmd /c ls -l',
      "cmd /c 'run.exe a && dir'",
      'cmd /c python3 main.py',
      'cmd /c "set N=5 && run.exe %N%"',
      'cmd /c set OUT=C:\\out & mkdir %OUT%',
      'cmd /c "set A=1 && set B=2 && echo %B%"',
      "/bin/bash -c 'set NAME=value && ./run'",
      '/bin/bash -c "copy a.txt b.txt"',
      'powershell -Command "rm -rf out; mkdir out"',
      'powershell -Command "curl -L -o a.zip https://example.com/a.zip"',
      "/bin/sh -c 'for i in {1..10}; do ./run $i; done'",
      "/bin/sh -c 'cat <<< done'",
      "/bin/bash -c 'echo export A=1 >> ~/.bashrc'",
      "/bin/bash -c './server &'",
      "/bin/bash -c 'nohup python3 run.py > run.log 2>&1 &'",
      'cmd /c start render.exe scene.mb',
      'cmd /c "set PATH=C:\\r;%PATH% && start "" render.exe scene.mb"',
      'powershell -Command "Start-Process render.exe -ArgumentList \'scene.mb\'"',
      'cmd /c "render.exe scene.mb & exit %ERRORLEVEL%"',
      'cmd /c render.exe scene.mb & exit /b %errorlevel%',
      "/bin/bash -c 'wget https://example.com/s/run.sh && ./run.sh'",
      '/bin/bash -c "curl -sO https://example.com/run.sh; ./run.sh 1"',
    ],
    [
      'cmd /c "bash -c ls"',
      'cmd /v:on /c "set N=5 && run.exe !N!"',
      'cmd /c "set PATH=C:\\a;%PATH% && run.exe"',
      'cmd /c "set N=5 && run.exe %M%"',
      'cmd /c "set N=5 && call run.exe %N%"',
      'cmd /c "C:\\Program Files\\Git\\usr\\bin\\ls.exe"',
      'cmd /c ""C:\\Program Files\\a.exe" \'in\'"',
      "/bin/bash -c 'set -e; ./run'",
      "/bin/bash -c 'for i in {1..10}; do ./run $i; done'",
      'powershell -Command "rm out -Recurse; curl https://example.com"',
      "/bin/bash -c 'echo export A=1 >> ~/.bashrc; source ~/.bashrc; ./run'",
      "/bin/bash -c './server & ./client; wait'",
      "/bin/bash -c 'nohup ./server & ./client; wait'",
      "/bin/bash -c 'setsid ./server &'",
      'cmd /c start /wait render.exe scene.mb',
      'cmd /c start /b server.exe & client.exe',
      'cmd /c ""C:\\Program Files\\r\\render.exe" start scene.mb"',
      'powershell -Command "Start-Process render.exe -Wait"',
      'powershell -Command "$p = Start-Process render.exe -PassThru; $p.WaitForExit()"',
      'cmd /v:on /c "render.exe scene.mb & exit !ERRORLEVEL!"',
      "/bin/bash -c 'wget https://example.com/run.sh && chmod +x run.sh && ./run.sh'",
      "/bin/bash -c 'wget https://example.com/run.sh && bash run.sh'",
    ],
  ],
  [
    'open-quote commandLine',
    [`/bin/bash -c "echo 'a"`, `bash -c "echo it's done"`, `sh -c "awk '{print}' a > b'"`],
    [`/bin/bash -c "echo 'a'"`, `bash -c "echo it\\\\'s done"`, `bash -c 'echo "it is"'`, `bash -c "cat a # it's"`],
  ],
  [
    'shell-syntax commandLine',
    ["/bin/bash 'echo hello && ls'", 'sh "run a b"', '#!/bin/bash apt-get update', 'bash -e "a; b"'],
    ["/bin/bash run.sh 'a b'", "/bin/bash -c 'a b'", "/bin/bash -e -c 'a b'", "bash -lc 'a b'"],
  ],
];
for (const [code, found, sound] of slips) {
  for (const commandLine of found)
    test(`${code} is found in: ${commandLine}`, () => assert.deepEqual(codesAt(runs(commandLine)), [code]));
  for (const commandLine of sound)
    test(`${code} is not found in: ${commandLine}`, () => assert.ok(!codesAt(runs(commandLine)).includes(code)));
}
