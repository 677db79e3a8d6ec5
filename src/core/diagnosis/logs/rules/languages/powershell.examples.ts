import type { ExamplesOf } from '../../engine/examples.ts';
import type { powershellRules } from './powershell.ts';

export const powershellExamples: ExamplesOf<typeof powershellRules> = {
  'powershell-classic': {
    examples: [
      [
        "Unexpected token 'param' in expression or statement.",
        'At C:\\CyberArk\\Account Onboard Utility\\Accounts_Onboard_Utility.ps1:24 char:20',
        '+     [String]$AuthType="cyberark",',
        '+                       ~~~~~~~~~~',
      ],
      [
        'You cannot call a method on a null-valued expression.',
        'At D:\\batch\\wd\\run.ps1:14 char:1',
        '+ $cfg.frames.Add(3)',
        '+ ~~~~~~~~~~~~~~~~~~',
        '    + CategoryInfo          : InvalidOperation: (:) [], RuntimeException',
        '    + FullyQualifiedErrorId : InvokeMethodOnNull',
      ],
      [
        'At D:\\batch\\wd\\go.ps1:12 char:20',
        '+ foreach ($f in $fs {',
        '+                   ~',
        "Missing closing ')' after expression in 'foreach' loop.",
        '    + CategoryInfo          : ParserError: (:) [], ParseException',
        '    + FullyQualifiedErrorId : MissingCloseParenthesis',
      ],
    ],
  },
  'powershell-concise': {
    examples: [
      [
        'Exception: D:\\w\\render.ps1:33:5',
        'Line |',
        '  33 |      throw "Maya exited with code $LASTEXITCODE"',
        '     |      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~',
        '     | Maya exited with code 211',
      ],
      [
        'Expand-Archive: D:\\batch\\wd\\prep.ps1:7',
        'Line |',
        '   7 |  Expand-Archive tool.zip -DestinationPath .',
        '     |  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~',
        '     | End of Central Directory record could not be found.',
      ],
      [
        'Get-Content: D:\\batch\\tasks\\wd\\run.ps1:3',
        'Line |',
        '   3 |  $c = Get-Content config.json | ConvertFrom-Json',
        '     |       ~~~~~~~~~~~~~~~~~~~~~~~',
        "     | Cannot find path 'D:\\batch\\tasks\\wd\\config.json' because it does not exist.",
      ],
    ],
  },
  'powershell-placeless': {
    examples: [
      [
        "D:\\batch\\tasks\\workitems\\j\\job-1\\t1\\wd\\run.ps1 : A parameter cannot be found that matches parameter name 'Frmes'.",
        '    + CategoryInfo          : InvalidArgument: (:) [run.ps1], ParentContainsErrorRecordException',
        '    + FullyQualifiedErrorId : NamedParameterNotFound,run.ps1',
      ],
    ],
  },
  'powershell-missing-command': {
    examples: [
      "Import-AzModule : The term 'Import-AzModule' is not recognized as the name of a cmdlet, function, script file, or",
    ],
  },
  'powershell-scripts-disabled': {
    examples: [
      'File D:\\batch\\tasks\\wd\\run.ps1 cannot be loaded because running scripts is disabled on this system. For more',
    ],
  },
  'powershell-broken-archive': {
    examples: [
      '     | End of Central Directory record could not be found.',
      'New-Object : Exception calling ".ctor" with "3" argument(s): "End of Central Directory record could not be found."',
    ],
  },
  'powershell-missing-module': {
    examples: [
      "Import-Module : The specified module 'Az.Batch' was not loaded because no valid module file was found in any module directory.",
    ],
  },
};
