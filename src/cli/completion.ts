import * as l10n from '@vscode/l10n';
import { type CliCommand, commonOptions, type Options } from './commandLine.ts';
import { exitCodes, WrongUse } from './exit.ts';
import { programName } from './texts.ts';

type Commands = Readonly<Record<string, CliCommand>>;

/** Creates the command that lets shells complete the names of `commands`, and of their options and values. */
export function makeCompletion(listCommands: () => Commands): CliCommand {
  return {
    describe: () => l10n.t('Print the script with which a shell completes commands and options'),
    takes: 'SHELL',
    choices: Object.keys(scripts),
    options: {
      line: {
        type: 'string',
        value: 'TEXT',
        describe: () => l10n.t('Print what can follow on this command line instead; the scripts use it'),
      },
    },
    examples: ['bash >> ~/.bashrc', 'zsh >> ~/.zshrc', 'fish >> ~/.config/fish/config.fish', 'powershell >> $PROFILE'],
    async run(given, output) {
      const line = given.text('line');
      const [script = ''] = given.names.flatMap((name) => scripts[name] ?? []);
      if (line === undefined && given.names.length !== 1)
        throw new WrongUse(l10n.t('Which shell? Specify one: {0}.', Object.keys(scripts).join(', ')));
      const found = line === undefined ? [script] : complete(line, listCommands());
      if (found.length > 0) output.print(found.join('\n'));
      return exitCodes.done;
    },
  };
}

/** Returns what can follow at the end of a command line, whose last word may be incomplete or empty. */
export function complete(line: string, commands: Commands): readonly string[] {
  const [, ...words] = line.trimStart().split(/\s+/);
  const [name = '', ...others] = words;
  const typed = words.at(-1) ?? '';
  const names = ['help', ...Object.keys(commands)];
  if (words.length < 2) return startingWith(typed, typed.startsWith('-') ? ['--help', '--version'] : names);
  if (name === 'help') return startingWith(typed, names);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return [];
  const options: Options = { ...command.options, ...commonOptions };
  const before = /^--(.+)$/.exec(others.at(-2) ?? '')?.[1] ?? '';
  const option = Object.hasOwn(options, before) ? options[before] : undefined;
  if (option?.type === 'string') return startingWith(typed, option.choices ?? []);
  if (!typed.startsWith('-')) return startingWith(typed, command.choices ?? []);
  const left = Object.keys(options).map((one) => `--${one}`);
  return startingWith(
    typed,
    left.filter((one) => one === typed || !others.includes(one)),
  );
}

function startingWith(typed: string, names: readonly string[]): readonly string[] {
  return names.filter((name) => name.startsWith(typed));
}

/** The scripts, by shell. Each asks this program, so that it stays right when options are added. */
const scripts: Readonly<Record<string, string>> = {
  bash: `_azure_batch_why() {
  mapfile -t COMPREPLY < <(${programName} completion --line="\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -o default -F _azure_batch_why ${programName}`,
  zsh: `_azure_batch_why() {
  local -a found
  found=("\${(@f)$(${programName} completion --line="\${BUFFER[1,CURSOR]}" 2>/dev/null)}")
  if [[ -n "$found[1]" ]]; then compadd -- "\${found[@]}"; else _files; fi
}
compdef _azure_batch_why ${programName}`,
  fish: `function __azure_batch_why
  set -l found (${programName} completion --line=(commandline -cp) 2>/dev/null)
  if set -q found[1]; printf '%s\\n' $found; else; __fish_complete_path (commandline -ct); end
end
complete -c ${programName} -f -a '(__azure_batch_why)'`,
  powershell: `Register-ArgumentCompleter -Native -CommandName ${programName} -ScriptBlock {
  param($word, $ast, $position)
  $line = $ast.ToString().PadRight($position).Substring(0, $position)
  ${programName} completion "--line=$line" 2>$null | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}`,
};
