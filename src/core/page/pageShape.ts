import { flag, list, needed, number, object, oneOf, or, type Read, text } from '../model/shape.ts';
import {
  type Button,
  type Chip,
  chartForms,
  chartLooks,
  type HelpPage,
  type LogLine,
  momentKinds,
  type Page,
  type PageBar,
  type PageChart,
  type PageFold,
  type PageFollowed,
  type PageGroup,
  type PageMoment,
  type PagePlace,
  type PageReason,
  type PageRun,
  type PageSeries,
  type PageSpell,
  type PageTable,
  type PageTableRow,
  type PageTimeline,
  type PageWait,
  type PageWords,
  type Part,
  type Quote,
  type Row,
  type Span,
  type Step,
  tones,
} from './page.ts';

const span = object<Span>({ text: needed(text), isCode: flag });
const spans = list(span);
const button = object<Button>({ link: needed(text), title: needed(text), name: text, isPrimary: flag, refusal: text });
const buttons = list(button);

const row = object<Row>({ source: span, text: or(spans, []), lines: text, button });
const quote = object<Quote>({
  note: text,
  file: needed(text),
  lines: or(list(object<LogLine>({ number: needed(number), text: needed(text), isCause: flag })), []),
  button,
});
const chart = object<PageChart>({
  form: or(oneOf(chartForms), 'bars'),
  title: or(text, ''),
  summary: or(text, ''),
  of: or(text, ''),
  series: or(list(object<PageSeries>({ name: needed(text), look: or(oneOf(chartLooks), 'others'), link: text })), []),
  bars: or(
    list(
      object<PageBar>({
        label: or(text, ''),
        link: text,
        values: or(list(number), []),
        cells: or(list(text), []),
        total: text,
        tip: text,
        note: text,
        button,
      }),
    ),
    [],
  ),
  from: text,
  to: text,
  step: text,
  isInText: flag,
  listTitle: or(text, ''),
  notes: or(list(text), []),
});
const table = object<PageTable>({
  columns: or(list(text), []),
  rows: or(list(object<PageTableRow>({ name: or(text, ''), cells: or(list(spans), []) })), []),
});
const followed = object<PageFollowed>({ title: or(text, ''), quotes: or(list(quote), []) });
const chip = object<Chip>({ text: needed(text), link: text, isKind: flag });
const place = object<PagePlace>({
  title: text,
  runs: or(list(object<PageRun>({ text: or(text, ''), things: or(list(chip), []) })), []),
});
const group = object<PageGroup>({
  id: needed(text),
  text: or(spans, []),
  actions: or(buttons, []),
  places: or(list(place), []),
});
const fold = object<PageFold>({
  title: needed(text),
  note: text,
  lines: or(text, ''),
  language: text,
  button,
  isOpen: flag,
});
const part = object<Part>({
  id: needed(text),
  title: needed(text),
  rows: or(list(row), []),
  groups: list(group),
  more: text,
  table,
  charts: or(list(chart), []),
  quotes: or(list(quote), []),
  followed,
  folds: list(fold),
});

const ofStep = {
  about: button,
  text: or(spans, []),
  leads: or(buttons, []),
  actions: or(buttons, []),
  refusal: text,
} as const;
const step = object<Step>({ ...ofStep, choices: list(object<Step>({ ...ofStep, choices: () => undefined })) });
const wait = object<PageWait>({
  title: needed(text),
  isCause: or(flag, false),
  lead: text,
  reasons: or(
    list(
      object<PageReason>({
        id: needed(text),
        title: text,
        why: or(spans, []),
        rows: or(list(row), []),
        quotes: or(list(quote), []),
        followed,
        end: or(text, ''),
        steps: or(list(step), []),
      }),
    ),
    [],
  ),
  checked: or(list(text), []),
});

const timeline = object<PageTimeline>({
  title: needed(text),
  summary: text,
  first: text,
  moments: or(
    list(
      object<PageMoment>({
        time: needed(text),
        text: needed(text),
        tip: or(text, ''),
        kind: or(oneOf(momentKinds), 'change'),
        place: needed(number),
        label: object<NonNullable<PageMoment['label']>>({ name: needed(text), time: needed(text) }),
      }),
    ),
    [],
  ),
  spells: or(
    list(object<PageSpell>({ text: needed(text), from: needed(number), to: needed(number), isFailed: flag })),
    [],
  ),
  notes: or(list(text), []),
  listTitle: or(text, ''),
});

const words = object<PageWords>({
  why: needed(text),
  whatToDo: needed(text),
  whatEndsIt: needed(text),
  checked: needed(text),
  about: needed(text),
  seen: needed(text),
  found: needed(text),
  line: needed(text),
  causeLine: needed(text),
  time: needed(text),
  event: needed(text),
  none: needed(text),
  more: needed(text),
  changed: needed(text),
});

/** Parses a page that the extension sent. */
export const readPage: Read<Page> = object<Page>({
  language: or(text, 'en'),
  tone: or(oneOf(tones), 'note'),
  toneName: or(text, ''),
  title: needed(text),
  chips: or(list(chip), []),
  why: or(spans, []),
  wait,
  age: button,
  notice: text,
  confidence: text,
  isGuess: or(flag, false),
  steps: or(list(step), []),
  actions: or(buttons, []),
  refusals: or(list(text), []),
  parts: or(list(part), []),
  timeline,
  help: or(list(object<HelpPage>({ title: needed(text), address: needed(text) })), []),
  looks: or(buttons, []),
  words: needed(words),
});
