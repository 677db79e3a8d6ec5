/**
 * Content of a page as plain data: created from an explanation, sent to a webview and rendered there, or rendered as
 * text (`renderPage.ts`). All text is ready to read: in the editor's language, without secrets, and with invisible
 * characters made visible.
 */

import { flag, type Infer, list, needed, number, object, oneOf, or, text } from '../model/shape.ts';

const span = object({ text: needed(text), isCode: flag });
const spans = list(span);

/** A run of text; code is a name or a line of a program. */
export interface Span extends Infer<typeof span> {}

const button = object({
  link: needed(text),
  title: needed(text),
  /** Path of the property that the button opens. */
  name: text,
  /** True for the recommended action; at most one button of a page. */
  isPrimary: flag,
  /** Reason why the button is disabled; undefined if it is enabled. */
  refusal: text,
});
const buttons = list(button);

/** A clickable action. Only the extension knows its effect: the page sends `link` back. */
export interface Button extends Infer<typeof button> {}

const chip = object({
  text: needed(text),
  link: text,
  /** True if the chip names the kind of failure. */
  isKind: flag,
});

/** A fact about the explained item, such as its job; with a link it opens that item. */
export interface Chip extends Infer<typeof chip> {}

const ofStep = {
  /** Subject above the step; opens the place where the step is carried out. */
  about: button,
  text: or(spans, []),
  /** Buttons that open the places mentioned in the step, such as a property or logs. */
  leads: or(buttons, []),
  actions: or(buttons, []),
  /** Reason why there are no actions, if some would be expected. */
  refusal: text,
};

const step = object({
  ...ofStep,
  /** Alternative ways to carry out the step, which have no alternatives of their own. */
  choices: list(object(ofStep)),
});

/** One instruction of "What to do". */
export interface Step extends Infer<typeof step> {}

const row = object({
  source: span,
  text: or(spans, []),
  /** Lines of a log or a file, shown unchanged. */
  lines: text,
  button,
});

/** One known fact and its source. */
export interface Row extends Infer<typeof row> {}

const logLine = object({
  /** Starts at 1; if the log was not read from its start, counts from the end, where -1 is the last line. */
  number: needed(number),
  text: needed(text),
  isCause: flag,
});

export interface LogLine extends Infer<typeof logLine> {}

const quote = object({
  file: needed(text),
  /** How its lines are numbered, if not from the start. */
  note: text,
  lines: or(list(logLine), []),
  button,
});

/** Lines quoted from one log. */
export interface Quote extends Infer<typeof quote> {}

const followed = object({ title: or(text, ''), quotes: or(list(quote), []) });

/** Log lines about failures that follow from the quoted ones; collapsed until the reader expands them. */
export interface PageFollowed extends Infer<typeof followed> {}

const reason = object({
  /** Unique on the page, and the same when the page is rebuilt. */
  id: needed(text),
  /** Omitted if the title of the page says the same. */
  title: text,
  why: or(spans, []),
  rows: or(list(row), []),
  quotes: or(list(quote), []),
  followed,
  /** Describes what ends the wait and roughly when. */
  end: or(text, ''),
  steps: or(list(step), []),
});

/** One reason that blocks an item. */
export interface PageReason extends Infer<typeof reason> {}

const wait = object({
  title: needed(text),
  /** True if the reasons replace "why"; otherwise they follow the steps. */
  isCause: or(flag, false),
  lead: text,
  reasons: or(list(reason), []),
  /** Checks that found no reason. */
  checked: or(list(text), []),
});

/** All reasons that block an item, in order of precedence. */
export interface PageWait extends Infer<typeof wait> {}

/** Appearance of a chart's series: a color, and a pattern or shape for readers who can't distinguish colors. */
export const chartLooks = [
  'failed',
  'running',
  'waiting',
  'succeeded',
  'idle',
  'moving',
  'lost',
  'offline',
  'used',
  'free',
  'second',
  'third',
  'fourth',
  'others',
] as const;
export type ChartLook = (typeof chartLooks)[number];

const series = object({ name: needed(text), look: or(oneOf(chartLooks), 'others'), link: text });

/** A category that a chart counts, such as failed tasks. */
export interface PageSeries extends Infer<typeof series> {}

const bar = object({
  label: or(text, ''),
  link: text,
  /** Drawn values by series; 0 if unknown. */
  values: or(list(number), []),
  /** The same values in words. */
  cells: or(list(text), []),
  /** True if none of the values is known. */
  isUnknown: flag,
  /** Total in words, if it is shown at the bar. */
  total: text,
  /** Tooltip of a column: its time or name, and the value of each series. */
  tip: text,
  note: text,
  /** Button that opens an item of this bar if its label has no link. */
  button,
});

/** A bar of a chart, and a row of its table. */
export interface PageBar extends Infer<typeof bar> {}

const chart = object({
  /**
   * `columns` along time, `lanes` of columns with a lane for each series, `bars` in proportion to their numbers, `shares`
   * of equal length, or `nodes` as symbols.
   */
  form: or(oneOf(['columns', 'lanes', 'bars', 'shares', 'nodes']), 'bars'),
  title: or(text, ''),
  summary: or(text, ''),
  /** Subject of the bars: heading of the table's first column. */
  of: or(text, ''),
  series: or(list(series), []),
  bars: or(list(bar), []),
  /** Labels below the first and the last column. */
  from: text,
  to: text,
  /** Length of each column's period, in words. */
  step: text,
  /** True if a sentence has the same numbers, so that the text form needs no list. */
  isInText: flag,
  /** Label that expands the table of a chart of columns. */
  listTitle: or(text, ''),
  /** Notes on data that can't be drawn or is unknown. */
  notes: or(list(text), []),
});

/** A chart, and the same numbers as a table. */
export interface PageChart extends Infer<typeof chart> {}

const tableRow = object({
  name: or(text, ''),
  /** Values for each column except the first, with lists in full; empty without a value. */
  cells: or(list(spans), []),
});

export interface PageTableRow extends Infer<typeof tableRow> {}

const table = object({
  columns: or(list(text), []),
  rows: or(list(tableRow), []),
});

/** Comparison of two items side by side. */
export interface PageTable extends Infer<typeof table> {}

const run = object({
  /** Names of the items: "frame-0001 to frame-0300 (300)". */
  text: or(text, ''),
  /** The first items, as far as they are drawn, each with a link. Empty if only the text names them. */
  things: or(list(chip), []),
});

/** Items with consecutive names; often a single item. */
export interface PageRun extends Infer<typeof run> {}

const place = object({
  /** The parent, and the number of items. */
  title: text,
  runs: or(list(run), []),
});

/** Items with the same parent, such as the tasks of a job. */
export interface PagePlace extends Infer<typeof place> {}

const group = object({
  /** Unique on the page, and the same when the page is rebuilt. */
  id: needed(text),
  text: or(spans, []),
  actions: or(buttons, []),
  places: or(list(place), []),
});

/** Items described by the same text. */
export interface PageGroup extends Infer<typeof group> {}

const fold = object({
  title: needed(text),
  /** Sentence about the omitted part of the text. */
  note: text,
  lines: or(text, ''),
  /** Language of the text, by its Markdown name. */
  language: text,
  button,
  isOpen: flag,
});

/** A long unchanged text that the reader can collapse. */
export interface PageFold extends Infer<typeof fold> {}

const part = object({
  id: needed(text),
  title: needed(text),
  /** Line about the content, if the part is collapsed until the reader expands it. */
  gist: text,
  rows: or(list(row), []),
  groups: list(group),
  /** Sentence about the groups that aren't drawn. */
  more: text,
  table,
  charts: or(list(chart), []),
  quotes: or(list(quote), []),
  followed,
  folds: list(fold),
});

/** A section of the page with its own heading. */
export interface Part extends Infer<typeof part> {}

const moment = object({
  time: needed(text),
  text: needed(text),
  /** Tooltip of the event's mark: name and time. */
  tip: or(text, ''),
  kind: or(oneOf(['failure', 'change', 'action']), 'change'),
  /** Horizontal position in percent of the width. */
  place: needed(number),
  /** Label at the mark, if there is room. */
  label: object({ name: needed(text), time: needed(text) }),
});

/** An event on a timeline. */
export interface PageMoment extends Infer<typeof moment> {}

const spell = object({ text: needed(text), from: needed(number), to: needed(number), isFailed: flag });

/** A period on a timeline, such as an attempt. */
export interface PageSpell extends Infer<typeof spell> {}

const timeline = object({
  title: needed(text),
  /** Description of the timeline in words; without it, nothing is drawn. */
  summary: text,
  /** The failure that came first, if there were several. */
  first: text,
  moments: or(list(moment), []),
  spells: or(list(spell), []),
  /** Notes on events without a time, and on omitted ones. */
  notes: or(list(text), []),
  /** Label that expands the list of all events. */
  listTitle: or(text, ''),
});

export interface PageTimeline extends Infer<typeof timeline> {}

const words = object({
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
  /** Shown where a value is missing. */
  none: needed(text),
  more: needed(text),
  /** Announced to screen readers after the page has changed. */
  changed: needed(text),
});

export interface PageWords extends Infer<typeof words> {}

/** Parses a page that the extension sent. */
export const readPage = object({
  /** Language of the page's text (BCP 47). */
  language: or(text, 'en'),
  tone: or(oneOf(['failure', 'waiting', 'note']), 'note'),
  toneName: or(text, ''),
  title: needed(text),
  chips: or(list(chip), []),
  /** Empty if `wait` gives the reasons. */
  why: or(spans, []),
  wait,
  /** Button with the time at which the data was read, if that matters; selecting it reads the data again. */
  age: button,
  /** Reason why the data isn't current, in sentences. */
  notice: text,
  /** Confidence in the cause, if there is a single one. */
  confidence: text,
  isGuess: or(flag, false),
  steps: or(list(step), []),
  /** Actions that don't belong to a step. */
  actions: or(buttons, []),
  /** Reasons why actions that a user would try first aren't offered. */
  refusals: or(list(text), []),
  parts: or(list(part), []),
  timeline,
  help: or(list(object({ title: needed(text), address: needed(text) })), []),
  /** Related pages and logs to open. */
  looks: or(buttons, []),
  /** Headings, and text for screen readers only. */
  words: needed(words),
});

export interface Page extends Infer<typeof readPage> {}
