import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOwnFile } from './ownCode.ts';

const own = [
  'C:\\Python27\\Scripts\\convert.py',
  '/mnt/batch/tasks/workitems/job-1/task-7/wd/src/main.go',
  '/mnt/batch/tasks/workitems/job-1/task-7/wd/train.py',
  'D:\\batch\\tasks\\workitems\\job-1\\task-7\\wd\\run.ps1',
  'src/main.rs',
  '../src/solver.cpp',
  '/mnt/work/bin/call.py',
  '<string>',
  '/mnt/batch/wd/lib/io.py',
  '/mnt/batch/wd/gems/sort.rb',
  'Main.java',
  'work/3f/a1b2c3/.command.sh',
  'D:\\batch\\tasks\\workitems\\job-1\\task-7\\wd\\Modules\\Render.psm1',
];
const foreign = [
  '/opt/hostedtoolcache/go/1.20.3/x64/src/encoding/json/decode.go',
  '/tmp/pip-req-build-9k2ab1/src/_ext.c',
  'example.com/maps/tiles@v1.4.2/pack.go',
  'C:\\Python27\\Scripts\\pip-script.py',
  'C:\\Python27\\Scripts\\pip.exe\\__main__.py',
  '/home/_azbatch/.rbenv/versions/3.3.6/lib/ruby/3.3.0/bundled_gems.rb',
  '/home/_azbatch/.gem/gems/rake-13.0.3/exe/rake',
  'libcore/result.rs',
  '/build/rustc-1.70.0-src/library/core/src/option.rs',
  'library/core/src/panicking.rs',
  '/checkout/src/libcore/macros.rs',
  '/tmp/torchinductor_batch/de/c4.py',
  'C:\\Program Files\\WindowsApps\\PythonSoftwareFoundation.Python.3.10_x64\\lib\\encodings\\cp1252.py',
  'ssl.py',
  'urllib3\\connectionpool.py',
  '/usr/lib/python3.11/subprocess.py',
  '/opt/conda/lib/python3.10/site-packages/torch/nn/modules/module.py',
  'C:\\Python311\\Lib\\site-packages\\osgeo\\__init__.py',
  '/app/node_modules/sharp/lib/index.js',
  'node:internal/modules/cjs/loader',
  '<frozen importlib._bootstrap>',
  'pandas/_libs/parsers.pyx',
  '/usr/local/go/src/runtime/panic.go',
  '/opt/spark/python/lib/pyspark.zip/pyspark/sql/readwriter.py',
  '../sysdeps/nptl/libc_start_call_main.h',
  '/usr/local/bin/torchrun',
  '/bin/bash',
  '.command.run',
  '/mnt/batch/tasks/workitems/job-1/task-7/wd/.command.run',
  '<pip-setuptools-caller>',
  'C:\\Program Files\\WindowsPowerShell\\Modules\\PackageManagement\\1.4.7\\PackageManagement.psm1',
  'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\Modules\\Microsoft.PowerShell.Archive\\Microsoft.PowerShell.Archive.psm1',
  'C:\\program files\\powershell\\7\\Modules\\PowerShellGet\\PSModule.psm1',
  'C:\\Users\\PoolNonAdmin1\\Documents\\PowerShell\\Modules\\Az.Storage\\5.1.0\\Az.Storage.psm1',
  '/home/_azbatch/.local/share/powershell/Modules/Az.Accounts/2.12.1/Az.Accounts.psm1',
];

for (const file of own) test(`${file} belongs to the user`, () => assert.ok(isOwnFile(file)));
for (const file of foreign) test(`${file} does not belong to the user`, () => assert.ok(!isOwnFile(file)));
