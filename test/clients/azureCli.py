"""Runs commands of the Azure CLI in one process: each line of input has the arguments of one, as JSON."""

import contextlib
import io
import json
import sys

from azure.cli.core import get_default_cli

answers = sys.stdout
cli = get_default_cli()


def run(arguments):
    printed, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(printed):
        try:
            code = cli.invoke(arguments, out_file=printed)
        except SystemExit as end:
            code = end.code
    said.write(str(cli.result.error or '') if cli.result else '')
    return {'code': code, 'printed': printed.getvalue(), 'said': said.getvalue()}


for line in sys.stdin:
    answers.write(json.dumps(run(json.loads(line))) + '\n')
    answers.flush()
