import type { ExamplesOf } from '../../engine/examples.ts';
import type { rubyRules } from './ruby.ts';

export const rubyExamples: ExamplesOf<typeof rubyRules> = {
  'ruby-exception': {
    examples: [
      "run.rb:2:in `tile': tile 3 missing (ArgumentError)",
      "e.rb:2:in `fetch': key not found: :framez (KeyError)",
      "t2.rb:6:in `go': missing required setting: output_dir (Acme::ConfigError)",
      [
        'rake aborted!',
        'LoadError: cannot load such file -- tiles/reader',
        "/mnt/batch/wd/lib/load.rb:3:in `require'",
        "/mnt/batch/wd/Rakefile:7:in `<top (required)>'",
      ],
      "run.rb:4:in `exec': No such file or directory - bwa-mem3 (Errno::ENOENT)",
    ],
  },
  'ruby-syntax-error': { examples: ["run.rb:3: syntax error, unexpected `end'"] },
  'ruby-gems-conflict': {
    examples: [
      [
        'Bundler could not find compatible versions for gem "tiles":',
        '  In Gemfile:',
        '    mosaic (= 4.0.3) depends on',
      ],
    ],
  },
  'ruby-missing-gem': { examples: ["Could not find gem 'nokogiri (~> 1.15)' in locally installed gems."] },
};
