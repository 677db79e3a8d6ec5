import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOwnFile } from './ownCode.ts';

const own = [
  '/mnt/batch/tasks/workitems/job-1/task-7/wd/train.py',
  'D:\\batch\\tasks\\workitems\\job-1\\task-7\\wd\\run.ps1',
  'src/main.rs',
  '../src/solver.cpp',
  '/mnt/work/bin/call.py',
  '<string>',
  'Main.java',
];
const foreign = [
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
];

for (const file of own) test(`${file} is the user's own`, () => assert.ok(isOwnFile(file)));
for (const file of foreign) test(`${file} is not the user's own`, () => assert.ok(!isOwnFile(file)));
