import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../../test/builders/anyText.ts';
import { assertLinear } from '../../../../test/builders/assertLinear.ts';
import { codesAt, toPool } from '../../../../test/builders/mistakes.ts';
import { readShellScript } from '../evidence/shellScript.ts';
import { lintDefinition } from '../lintDefinition.ts';
import type { DefinitionFinding } from './finding.ts';

const now = new Date('2026-11-20T10:00:00Z');

function lint(commandLine: string, more: object = {}): readonly DefinitionFinding[] {
  return lintDefinition(JSON.stringify({ id: 't', commandLine, ...more }), 'task', { now });
}

const codesOf = (commandLine: string, more: object = {}) => lint(commandLine, more).map(({ code }) => code);
const asAdmin = { userIdentity: { autoUser: { scope: 'pool', elevationLevel: 'admin' } } };
const inImage = (imageName: string, more: object = {}) => ({ containerSettings: { imageName, ...more } });

/** Commands that have the mistake of a code, and similar ones that do not. */
const commands: Readonly<Record<string, { readonly found: readonly string[]; readonly sound: readonly string[] }>> = {
  'words-after-script': {
    found: [
      "bash -c 'unzip in.zip' && python3 fit.py",
      '/bin/sh -c "./a" ; "./b"',
      "/usr/bin/env bash -c 'make' --jobs 4",
      "bash -lc './prepare' || true",
      '/bin/bash -o pipefail -c "./run" > out.txt',
      '/bin/bash -c ./run --frames 4',
      'sh -c echo hello',
      'bash -c "python3 run.py" --epochs 4',
      '/bin/bash -c "echo "hello world""',
      'cmd /c "mkdir a" && "copy b a"',
      'cmd.exe /S /C "a.exe" & echo "done" & echo "again"',
      'cmd /c "C:\\Program Files\\a.exe" --in "b c"',
      'cmd /s /c "%ProgramFiles%\\a\\a.exe" "b c" "d"',
      'cmd.exe /c "a b.bat" 4 "c d"',
      'cmd /c install.exe /quiet cmd /c pip install numpy',
      'cmd /c xcopy /E in out cmd.exe /d /c run.bat',
    ],
    sound: [
      "bash -c 'unzip in.zip && python3 fit.py'",
      `/bin/bash -c "echo 'a' && echo \\"b\\""`,
      `/bin/bash -c 'echo '\\''a b'\\'' && ls'`,
      `sh -c 'exec "$@"' run ./a --frames 4`,
      `bash -c 'for f in $*; do cat $f; done' all a b`,
      `bash -c 'x=\${1}; echo $x' name value`,
      "bash -c 'while getopts a: o; do :; done' x -a 1",
      'bash -c ./run',
      'bash --login -c "module load mpi; mpirun ./a"',
      'bash run.sh --frames 4',
      'cmd /c mkdir a && copy b a',
      'cmd /c "mkdir a && cmd /c copy b a"',
      'cmd /c run.bat & cmd /c clean.bat',
      'cmd /c ""C:\\Program Files\\a.exe" "in file" && echo done"',
      'cmd /c "C:\\Program Files\\a.exe" && echo done',
      'cmd /c start /wait cmd /c run.bat',
      'cmd /c for %f in (*.txt) do cmd /c type %f',
      'cmd /c if exist a.txt cmd /c type a.txt',
      'cmd /c "a.exe --in "b c" --out d"',
      'cmd /c "C:\\Program Files\\a.exe" --in b',
      'cmd /c "a.exe --name="b c" --title "d e""',
    ],
  },
  'other-variable': {
    found: [
      "bash -c 'cp a %AZ_BATCH_TASK_WORKING_DIR%/b'",
      '/bin/sh -c "echo %HOME%"',
      "bash -lc './run.sh --in %INPUT_FOLDER%'",
      "bash -c 'echo $env:AZ_BATCH_POOL_ID'",
      'cmd /c "copy a $AZ_BATCH_NODE_SHARED_DIR"',
      'cmd /c echo $AZ_BATCH_JOB_ID',
      `cmd /c "type \${INPUT_FILE}"`,
      'cmd /c echo $env:USERNAME',
      'powershell -Command "Copy-Item a $AZ_BATCH_TASK_WORKING_DIR"',
      'powershell -NoProfile -c "Get-ChildItem %AZ_BATCH_NODE_SHARED_DIR%"',
    ],
    sound: [
      "bash -c 'date +%Y%m%d'",
      'bash -c \'date +%FT%T%z; printf "%d%%" 4\'',
      `bash -c 'echo $AZ_BATCH_POOL_ID \${HOME}'`,
      'bash -c \'pwsh -c "echo $env:HOME"\'',
      'cmd /c "copy a %AZ_BATCH_NODE_SHARED_DIR%"',
      'cmd /c "powershell -Command echo $env:AZ_BATCH_JOB_ID"',
      'cmd /c "bash -c \'echo $HOME\'"',
      'cmd /c copy \\\\host\\C$\\in\\a .',
      'powershell -Command "Copy-Item a $env:AZ_BATCH_TASK_WORKING_DIR"',
      'powershell -Command "$AZ_BATCH_X = 4; echo $AZ_BATCH_X"',
      'powershell -Command "Get-ChildItem | % { $_.Name }"',
      'powershell -File run.ps1 -In %AZ_BATCH_TASK_DIR%',
    ],
  },
  'other-shell': {
    found: [
      `sh -c echo"done with it"`,
      `/bin/bash -c python3"fit.py --epochs 4"`,
      `bash -c 'cd work && echo"ready" > state.txt'`,
      `bash -c ls'in'`,
      `sh -c 'source env.sh && ./fit'`,
      '/bin/sh -c "if [[ -f in.csv ]]; then ./fit; fi"',
      "/bin/dash -c 'pushd in; ls'",
      "sh -c 'set -o pipefail; ./a | ./b'",
      "bash -c 'conda activate geo && python3 fit.py'",
      'bash -c "cd work; module load openmpi && mpirun ./fit"',
      "/bin/bash -ec 'nvm use 20; node fit.js'",
      'cmd /c mkdir out; copy a.csv out',
      'cmd.exe /c "fit.exe in.csv; type log.txt"',
      'cmd /c powershell -f prepare.ps1; fit.exe',
      'powershell -Command "New-Item out -ItemType Directory && ./fit.exe"',
      'powershell.exe -NoProfile -Command ./a.ps1 || exit 1',
      "bash -c './fit C:\\\\data\\\\in.csv'",
      '/bin/bash -c "cp D:\\\\batch\\\\a.csv ."',
      "sh -c './fit --in=C:\\\\in\\\\a.csv'",
    ],
    sound: [
      `bash -c 'echo "done"'`,
      `bash -c 'grep -E"^a" in.csv'`,
      `bash -c NAME="a b"`,
      `bash -c "awk '{print\\"x\\"}' in.csv"`,
      "bash -c 'source env.sh && ./fit'",
      "sh -c '. ./env.sh && ./fit'",
      "sh -c 'cat source | ./fit'",
      "sh -c 'grep [[:space:]] in.csv'",
      "bash -lc 'conda activate geo && python3 fit.py'",
      "bash -i -c 'module load openmpi; ./fit'",
      "bash -c '. ~/miniconda3/etc/profile.d/conda.sh; conda activate geo; ./fit'",
      `bash -c 'eval "$(conda shell.bash hook)"; conda activate geo'`,
      "bash -c 'source /etc/profile; module load openmpi'",
      "bash -c 'echo conda activate geo'",
      "bash -c 'conda run -n geo python3 fit.py'",
      'cmd /c "set PATH=%PATH%;C:\\tools && fit.exe"',
      'cmd /c fit.exe --points "1; 2; 3"',
      'cmd /c "powershell -Command Get-Date; Get-Process"',
      'cmd /c fit.exe a;b',
      'powershell -Command "cmd /c \'mkdir a && copy b a\'"',
      'pwsh -Command "./a.ps1 && ./b.ps1"',
      "bash -c 'wine C:\\\\tools\\\\fit.exe'",
    ],
  },
  'needs-admin': {
    found: [
      'apt-get install -y ffmpeg',
      "bash -c 'apt-get update && apt-get -y install ffmpeg'",
      '/bin/bash -c "DEBIAN_FRONTEND=noninteractive apt install -y r-base"',
      "bash -c 'yum -y install gcc'",
      "bash -c 'set -e; dnf install -y openmpi'",
      "sh -c 'sudo sysctl -w vm.swappiness=1'",
      "bash -c 'mkdir -p /x; mount -t nfs host:/x /x'",
      "bash -c 'dpkg -i tool.deb'",
      "bash -c 'rpm -ivh tool.rpm'",
      "bash -c 'if [ -f a ]; then systemctl restart docker; fi'",
      "bash -c 'timeout 60 apt-get update'",
      'cmd /c choco install -y python',
      'powershell -Command "Install-WindowsFeature NFS-Client"',
      'cmd /c "dism /Online /Enable-Feature /FeatureName:x"',
    ],
    sound: [
      "bash -c 'echo apt-get install'",
      "bash -c 'apt list --installed; apt-cache policy x'",
      "bash -c 'mount | grep nfs'",
      "bash -c 'yum list installed'",
      "bash -c 'dpkg -l; rpm -qa'",
      "bash -c 'systemctl status docker'",
      "bash -c 'if [ $(id -u) = 0 ]; then apt-get install -y x; fi'",
      "bash -c 'pip install numpy'",
      'cmd /c choco list',
      'powershell -Command "Get-WindowsFeature"',
      "bash -c './mounts --all'",
      'bash -c \'echo "run sudo apt-get install x"\'',
      "bash -c 'tar czf usr.tgz -C /usr/local lib'",
      "bash -c 'tar xzf in.tgz -C in && mkdir -p out && chmod +x run && ln -s /usr/bin/python3 python'",
      "bash -c 'curl -o in.csv https://example.com/opt/in.csv && unzip -d in /usr/share/in.zip'",
      // An earlier start task can have created such folders for all users.
      "bash -c 'tar xzf in.tgz -C /opt/tools && mkdir -p /srv/a/b'",
    ],
  },
  'open-question': {
    found: [
      "bash -c 'azcopy login && azcopy copy in out'",
      'azcopy.exe login --tenant-id contoso',
      "bash -c 'az login --use-device-code; az storage blob list'",
      'cmd /c az login --tenant contoso.example && az acr login -n contoso',
      'cmd /c msiexec /i tool.msi && tool.exe',
      'cmd /c start /wait msiexec.exe /log install.txt /i tool.msi',
      'msiexec /x tool.msi /norestart',
      "bash -c 'conda install numpy && python3 fit.py'",
      "sh -c 'conda create -n fit python=3.12'",
      "bash -c 'mamba install -c conda-forge gdal'",
      "bash -c '/opt/conda/bin/conda install --name fit gdal'",
    ],
    sound: [
      "bash -c 'conda install -y numpy'",
      "bash -c 'conda install -yq numpy; conda install --yes gdal'",
      "bash -c 'conda env create -f fit.yml'",
      "bash -c 'yes | conda install numpy'",
      "bash -c 'pip install numpy'",
      "bash -c 'echo conda install numpy'",
      "bash -c 'azcopy login --identity && azcopy login status'",
      "bash -c 'AZCOPY_AUTO_LOGIN_TYPE=MSI azcopy login'",
      'azcopy login --login-type=SPN --application-id a',
      'azcopy login --login-type mi',
      'azcopy copy login out',
      'az login --identity --client-id a',
      'az login -i',
      "bash -c 'az login --service-principal -u a --certificate key.pem --tenant b'",
      'az acr login -n contoso',
      'cmd /c msiexec /i tool.msi /qn',
      'cmd /c msiexec.exe /quiet /x tool.msi',
      'msiexec /i tool.msi /passive',
      'msiexec /i tool.msi /QB-!',
      'cmd /c choco list',
    ],
  },
  'typographic-character': {
    found: [
      'python3 run.py \u2013n 4',
      'python3 run.py \u2014epochs 4',
      'python3 run.py \u2212x',
      "bash -c 'python3 run.py \u2013n 4'",
      'python3 run.py \u201ca b\u201d',
      'python3 run.py --name=\u2018a b\u2019',
      'python3\u00a0run.py',
      "bash -c 'ls\u00a0-l'",
      ' python3 run.py',
      '\tpython3 run.py',
    ],
    sound: [
      'python3 run.py --title "a \u2013 b"',
      'python3 run.py --title "\u201chello\u201d"',
      'bash -c \'echo "it\u2019s \u2014 fine"\'',
      'python3 run.py --name O\u2019Brien',
      'python3 run.py a \u2013 b',
      'python3 run.py --title "a\u00a0b"',
      'python3 run.py ',
    ],
  },
};

for (const [code, { found, sound }] of Object.entries(commands)) {
  for (const command of found)
    test(`${code} is found in: ${command}`, () => assert.deepEqual(codesOf(command), [code]));
  for (const command of sound)
    test(`${code} is not found in: ${command}`, () => assert.deepEqual(codesOf(command), []));
}

test('a task with administrator rights, or in a container, is not advised to become an administrator', () => {
  const command = "bash -c 'apt-get update && apt-get install -y ffmpeg'";
  assert.deepEqual(codesOf(command, asAdmin), []);
  assert.deepEqual(codesOf(command, { userIdentity: { autoUser: { elevationLevel: 'Admin' } } }), []);
  assert.deepEqual(codesOf(command, { userIdentity: { autoUser: { elevationLevel: '{{level}}' } } }), []);
  assert.deepEqual(codesOf(command, { userIdentity: { username: 'svc' } }), []);
  assert.deepEqual(codesOf(command, inImage('contoso.azurecr.io/a:1')), []);
  assert.deepEqual(codesOf(command, { userIdentity: { autoUser: { scope: 'pool' } } }), ['needs-admin']);
});

test('a start task without administrator rights is found to write where only root can', () => {
  const codesOfStart = (commandLine: string, more: object = {}) =>
    codesAt(toPool({ startTask: { commandLine, waitForSuccess: true, ...more } }));
  for (const command of [
    "bash -c 'mkdir -p /opt/tools && tar xzf tools.tgz -C /opt/tools'",
    "bash -c 'tar --extract --file tools.tgz --directory=/srv'",
    "bash -c 'unzip -q tools.zip -d /var/lib/tools'",
    "bash -c 'ln -s $PWD/tool /usr/bin/tool'",
    "bash -c 'chmod 777 /opt'",
    "bash -c 'chown -R nobody /srv/data'",
    "bash -c 'sysctl -w vm.max_map_count=262144'",
    "bash -c 'curl -fsSL -o /usr/local/bin/yq https://example.com/yq'",
    "bash -c 'wget -qO /opt/tool https://example.com/tool'",
  ]) {
    assert.deepEqual(codesOfStart(command), ['needs-admin startTask.commandLine'], command);
    assert.deepEqual(codesOfStart(command, asAdmin), [], command);
  }
  for (const command of [
    "bash -c 'mkdir -p $AZ_BATCH_NODE_SHARED_DIR/tools && tar xzf tools.tgz -C $AZ_BATCH_NODE_SHARED_DIR/tools'",
    "bash -c 'mkdir -p /tmp/opt /var/tmp/a /mnt/batch/tasks/shared/a'",
    "bash -c 'cp -r /opt/tools . && ls /var/log'",
  ])
    assert.deepEqual(codesOfStart(command), [], command);
});

test('the fix makes each kind of task an administrator', () => {
  const commandLine = 'apt-get update';
  const image = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' };
  const start = (startTask: object) => ({
    id: 'p',
    vmSize: 'standard_d4s_v5',
    targetDedicatedNodes: 1,
    virtualMachineConfiguration: { imageReference: image, nodeAgentSKUId: 'batch.node.ubuntu 24.04' },
    startTask,
  });
  const definitions = [
    { id: 't', commandLine },
    { id: 't', commandLine, userIdentity: { autoUser: { elevationLevel: 'nonadmin' } } },
    start({ commandLine, waitForSuccess: true }),
    { id: 'j', poolInfo: { poolId: 'p' }, jobPreparationTask: { commandLine } },
    {
      id: 't',
      commandLine: './run',
      multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: commandLine },
    },
  ];
  for (const definition of definitions) {
    const text = JSON.stringify(definition, undefined, 2);
    const [finding] = lintDefinition(text, undefined, { now });
    assert.equal(finding?.code, 'needs-admin', text);
    const { fix } = finding;
    if (fix === undefined) continue;
    const mended = text.slice(0, fix.offset) + fix.text + text.slice(fix.offset + fix.length);
    assert.deepEqual(lintDefinition(mended, undefined, { now }), [], mended);
  }
});

test('the variable of a package folder has its Linux name if the application is known', () => {
  const packages = {
    applicationPackageReferences: [{ applicationId: 'Fit-Tool', version: '2.1' }, { applicationId: 'x' }],
  };
  const toUse = (name: string) => `bash -c '\${AZ_BATCH_APP_PACKAGE_${name}}/run && $AZ_BATCH_APP_PACKAGE_${name}/run'`;
  for (const name of ['FIT_TOOL_2_1', 'Fit-Tool_2_1', 'Fit_Tool_2.1', 'X', 'other_1.4', 'other#2'])
    assert.deepEqual(codesOf(toUse(name), packages), ['other-variable'], name);
  for (const name of ['Fit_Tool_2_1', 'fit_tool_2_1', 'x', 'OTHER_1'])
    assert.deepEqual(codesOf(toUse(name), packages), [], name);
  const [finding] = lint(toUse('FIT_TOOL_2_1'), packages);
  assert.equal(finding?.fix?.text, JSON.stringify(toUse('Fit_Tool_2_1')));
});

test('a package manager that prompts is found, and one that the distribution of the image lacks', () => {
  for (const command of ['apt-get install ffmpeg', "bash -c 'apt update && sudo apt install gdal'", 'yum install gcc'])
    assert.deepEqual(codesOf(command, asAdmin), ['open-question'], command);
  for (const command of [
    'apt-get -y install ffmpeg',
    'apt-get install -qq gcc',
    "bash -c 'apt-get -o a=b install -y gcc'",
  ])
    assert.deepEqual(codesOf(command, asAdmin), [], command);
  assert.deepEqual(
    codesOf("bash -c 'azcopy login'", { environmentSettings: [{ name: 'AZCOPY_AUTO_LOGIN_TYPE', value: 'MSI' }] }),
    [],
  );
  for (const command of ['choco install ffmpeg', 'cmd /c choco upgrade git --version 2 && git --version'])
    assert.deepEqual(codesOf(command, asAdmin), ['open-question'], command);
  for (const command of [
    'choco install ffmpeg -y',
    'cmd /c choco install git --confirm',
    'cmd /c "choco feature enable -n allowGlobalConfirmation && choco install git"',
  ])
    assert.deepEqual(codesOf(command, asAdmin), [], command);
  const onAgent = (agent: string, commandLine: string) => {
    const machine = { imageReference: { publisher: 'p', offer: 'o', sku: 's' }, nodeAgentSKUId: `batch.node.${agent}` };
    const startTask = { commandLine, waitForSuccess: true, ...asAdmin };
    const pool = { id: 'p', vmSize: 'standard_d4s_v5', targetDedicatedNodes: 1, virtualMachineConfiguration: machine };
    return lintDefinition(JSON.stringify({ ...pool, startTask }), undefined, { now }).map(({ code }) => code);
  };
  for (const [agent, command] of [
    ['ubuntu 24.04', "bash -c 'yum install -y gcc'"],
    ['debian 12', "sh -c 'cd /tmp; sudo dnf -y install gcc'"],
    ['el 9', "bash -c 'apt-get update && apt-get install -y gcc'"],
  ] as const)
    assert.deepEqual(onAgent(agent, command), ['other-shell'], command);
  assert.deepEqual(onAgent('ubuntu 24.04', "bash -c 'apt-get install -y gcc'"), []);
  assert.deepEqual(onAgent('ubuntu 24.04', "bash -c 'yum -y install gcc || apt-get -y install gcc'"), []);
  assert.deepEqual(onAgent('el 9', "bash -c 'dnf install -y gcc'"), []);
});

test('commands that the image of a start task lacks or refuses are found', () => {
  const on = (agent: string, publisher: string, commandLine: string) => {
    const imageReference = { publisher, offer: 'o', sku: 's' };
    const virtualMachineConfiguration = { imageReference, nodeAgentSKUId: `batch.node.${agent}` };
    const startTask = { commandLine, ...asAdmin };
    const pool = {
      id: 'p',
      vmSize: 'standard_d4s_v5',
      targetDedicatedNodes: 1,
      virtualMachineConfiguration,
      startTask,
    };
    const findings = lintDefinition(JSON.stringify(pool), undefined, { now });
    return findings.filter(({ path }) => path[0] === 'startTask').map(({ code }) => code);
  };
  const missing = [
    "bash -c 'python /opt/setup.py'",
    "bash -c 'cd in && python -m http.server'",
    "bash -c 'ls; sudo python a.py'",
  ];
  for (const command of missing) {
    assert.deepEqual(on('ubuntu 22.04', 'canonical', command), ['other-shell'], command);
    assert.deepEqual(on('ubuntu 22.04', 'microsoft-dsvm', command), [], command);
    assert.deepEqual(on('el 9', 'canonical', command), [], command);
  }
  const refused = [
    "bash -c 'pip install numpy'",
    "bash -c 'apt-get update && apt-get install -y python3-pip && pip3 install -r /opt/requirements.txt'",
    "bash -c 'python3 -m pip install --user numpy'",
  ];
  for (const command of refused) {
    assert.deepEqual(on('ubuntu 24.04', 'Canonical', command), ['other-shell'], command);
    assert.deepEqual(on('debian 12', 'debian', command), ['other-shell'], command);
    assert.deepEqual(on('ubuntu 22.04', 'canonical', command), [], command);
  }
  const sound = [
    "bash -c 'python3 /opt/setup.py'",
    "bash -c 'apt-get update && apt-get install -y python-is-python3 && python setup.py'",
    "bash -c '. v/bin/activate && python a.py && pip install numpy'",
    "bash -c 'python3 -m venv v && v/bin/pip install numpy'",
    "bash -c 'pip install --break-system-packages numpy'",
    "bash -c 'pip install --target /opt/lib numpy'",
    "bash -c 'pip download numpy'",
    "bash -c './python a.py; echo python'",
    "bash -c 'export PATH=/opt/py/bin:$PATH; python a.py; pip install numpy'",
  ];
  for (const command of sound) assert.deepEqual(on('ubuntu 24.04', 'canonical', command), [], command);
});

test('a container, and a distribution whose sh is bash, may support syntax that sh on Ubuntu lacks', () => {
  assert.deepEqual(codesOf("sh -c 'source a.sh'", inImage('alpine:3')), []);
  const onAgent = (nodeAgentSKUId: string) => {
    const virtualMachineConfiguration = { imageReference: { publisher: 'p', offer: 'o', sku: 's' }, nodeAgentSKUId };
    const startTask = { commandLine: "/bin/sh -c 'source a.sh'", waitForSuccess: true };
    const pool = {
      id: 'p',
      vmSize: 'standard_d4s_v5',
      targetDedicatedNodes: 1,
      virtualMachineConfiguration,
      startTask,
    };
    return lintDefinition(JSON.stringify(pool), undefined, { now }).map(({ code }) => code);
  };
  assert.deepEqual(onAgent('batch.node.el 9'), []);
  assert.deepEqual(onAgent('batch.node.ubuntu 24.04'), ['other-shell']);
});

test('docker in a container is found, unless its client or its socket is provided', () => {
  const run = 'docker run --rm contoso.azurecr.io/a:1 ./fit';
  const image = 'contoso.azurecr.io/a:1';
  for (const command of [run, `/bin/bash -c '${run}'`, "sh -c 'docker pull x && docker run x'", 'docker exec a ls'])
    assert.deepEqual(codesOf(command, inImage(image)), ['docker-in-container'], command);
  assert.deepEqual(codesOf(run), []);
  assert.deepEqual(codesOf('/app/docker-entrypoint.sh', inImage(image)), []);
  assert.deepEqual(codesOf('python3 -m docker_report', inImage(image)), []);
  assert.deepEqual(codesOf(run, inImage('docker:27-cli')), []);
  assert.deepEqual(codesOf(run, inImage('contoso.azurecr.io/ci-docker:4')), []);
  const socket = { containerRunOptions: '-v /var/run/docker.sock:/var/run/docker.sock' };
  assert.deepEqual(codesOf(run, inImage(image, socket)), []);
});

test('the fix for a variable writes it in the syntax of the shell', () => {
  const [posix] = lint("bash -c 'cp a %AZ_BATCH_TASK_DIR%/b'");
  assert.equal(posix?.fix?.text, JSON.stringify("bash -c 'cp a $AZ_BATCH_TASK_DIR/b'"));
  const [cmd] = lint(`cmd /c echo \${AZ_BATCH_JOB_ID}`);
  assert.equal(cmd?.fix?.text, JSON.stringify('cmd /c echo %AZ_BATCH_JOB_ID%'));
});

test('reads the script of any text, in time proportional to its length', () => {
  fc.assert(fc.property(anyText(), (text) => void readShellScript(`bash -c ${text}`)));
  // Text longer than any command line is not read.
  const largest = 8192;
  for (const part of ['"', "'", '\\', '-c', 'cmd', '\u201c', '%A', '$A'])
    for (const shell of ['bash -c ', 'cmd /c '])
      assertLinear((size) => lint(`${shell}${part.repeat(size)}`), part, largest);
});

const ofStart = (commandLine: string, more: object = {}) => {
  const imageReference = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' };
  const pool = {
    id: 'p',
    vmSize: 'standard_d4s_v5',
    targetDedicatedNodes: 1,
    virtualMachineConfiguration: { imageReference, nodeAgentSKUId: 'batch.node.ubuntu 24.04' },
    startTask: { commandLine, ...asAdmin, ...more },
  };
  return lintDefinition(JSON.stringify(pool), undefined, { now }).map(({ code }) => code);
};

test('a start task that restarts its node endlessly is reported, unless the script checks for a file first', () => {
  for (const script of ['apt-get -y upgrade && reboot', 'ls; sudo shutdown -r now', 'ls && systemctl reboot'])
    assert.deepEqual(ofStart(`bash -c '${script}'`), ['endless-restart'], script);
  for (const script of ['[ -f /opt/done ] || (touch /opt/done; reboot)', 'echo reboot', 'if ls a; then reboot; fi'])
    assert.deepEqual(ofStart(`bash -c '${script}'`), [], script);
  assert.deepEqual(codesOf("bash -c 'apt-get -y upgrade; reboot'", asAdmin), []);
});

test('installing packages before the package lists are updated is reported', () => {
  for (const script of ['apt-get install -y jq', 'ls && sudo apt install -y jq', 'A=b apt-get -y -q install jq'])
    assert.deepEqual(ofStart(`bash -c '${script}'`), ['no-package-lists'], script);
  for (const script of [
    'apt-get update; apt-get install -y jq',
    'curl -s https://example.com/setup | sudo -E bash - && apt-get install -y jq',
    'apt-get install -y /opt/tool.deb',
    'apt-get -y upgrade',
  ])
    assert.deepEqual(ofStart(`bash -c '${script}'`), [], script);
});

test('a file that a start task uses but nothing provides is reported', () => {
  const given = { resourceFiles: [{ httpUrl: 'https://data.example/r.txt', filePath: 'requirements.txt' }] };
  const commands = [
    "bash -c '/opt/v/bin/pip install -r requirements.txt'",
    'bash install.sh',
    "bash -c './install.sh --all'",
  ];
  for (const command of commands) assert.deepEqual(ofStart(command), ['misplaced-file'], command);
  assert.deepEqual(ofStart(commands[0] ?? '', given), []);
  assert.deepEqual(ofStart("bash -c 'git clone https://example.com/a . && pip install -t a -r requirements.txt'"), []);
  assert.deepEqual(ofStart("bash -c 'cd /opt/a && ./install.sh'"), []);
});

test('a container that requires a terminal is reported', () => {
  for (const script of ['docker run -it --rm a ./b', 'docker exec -ti a ls', 'ls | podman run --rm -it a'])
    assert.deepEqual(codesOf(`bash -c '${script}'`), ['no-terminal'], script);
  for (const script of ['docker run -i --rm a ./b', 'docker run -d -it a', 'docker build -t a .', 'docker run -t a'])
    assert.deepEqual(codesOf(`bash -c '${script}'`), [], script);
});
