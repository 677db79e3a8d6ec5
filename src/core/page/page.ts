/**
 * Content of a page as plain data: created from an explanation, sent to a webview and rendered there, or rendered as
 * text (`renderPage.ts`). All texts are ready to read: in the editor's language, without secrets, and with invisible
 * characters made visible.
 */

/** A run of text; code is a name or a line of a program. */
export interface Span {
  readonly text: string;
  readonly isCode?: boolean;
}

/** A clickable action. Only the extension knows its effect: the page sends `link` back. */
export interface Button {
  readonly link: string;
  readonly title: string;
  /** Path of the property that the button opens. */
  readonly name?: string;
  /** True for the recommended action; at most one button of a page. */
  readonly isPrimary?: boolean;
  /** Reason why the button is disabled; undefined if it is enabled. */
  readonly refusal?: string;
}

/** A fact about the explained item, such as its job; with a link it opens that item. */
export interface Chip {
  readonly text: string;
  readonly link?: string;
  /** True if the chip names the kind of failure. */
  readonly isKind?: boolean;
}

/** One instruction of "What to do". */
export interface Step {
  /** Subject above the step; opens the place where the step is carried out. */
  readonly about?: Button;
  readonly text: readonly Span[];
  /** Open the places that the step mentions: a property, logs. */
  readonly leads: readonly Button[];
  /** Carry out the step. */
  readonly actions: readonly Button[];
  /** Alternative ways to carry out the step; they have no choices of their own. */
  readonly choices?: readonly Step[];
  /** Reason why there are no actions, if some would be expected. */
  readonly refusal?: string;
}

/** One known fact and its source. */
export interface Row {
  readonly source?: Span;
  readonly text: readonly Span[];
  /** Lines of a log or a file, shown unchanged. */
  readonly lines?: string;
  readonly button?: Button;
}

export interface LogLine {
  /** Counts from 1; if the log was not read from its start, counts from the end, where -1 is the last line. */
  readonly number: number;
  readonly text: string;
  /** True if this line gives the cause. */
  readonly isCause?: boolean;
}

/** Lines quoted from one log. */
export interface Quote {
  readonly file: string;
  /** How its lines are numbered, if not from the start. */
  readonly note?: string;
  readonly lines: readonly LogLine[];
  readonly button?: Button;
}

/** Log lines about failures that follow from the quoted ones; folded until the reader expands them. */
export interface PageFollowed {
  readonly title: string;
  readonly quotes: readonly Quote[];
}

/** One reason that blocks an item. */
export interface PageReason {
  /** Unique in the page, and the same when the page is rebuilt. */
  readonly id: string;
  /** Omitted if the title of the page says the same. */
  readonly title?: string;
  readonly why: readonly Span[];
  readonly rows: readonly Row[];
  readonly quotes: readonly Quote[];
  readonly followed?: PageFollowed;
  /** Describes the end of the wait and about when it comes. */
  readonly end: string;
  readonly steps: readonly Step[];
}

/** All reasons that block an item, in order of precedence. */
export interface PageWait {
  readonly title: string;
  /** True if the reasons replace "why"; otherwise they follow the steps. */
  readonly isCause: boolean;
  readonly lead?: string;
  readonly reasons: readonly PageReason[];
  /** Checks that found no reason. */
  readonly checked: readonly string[];
}

/** Looks of a chart's shares: each has a color, and a pattern or shape for readers who don't see colors. */
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

/** A category that a chart counts, such as failed tasks. */
export interface PageSeries {
  readonly name: string;
  readonly look: ChartLook;
  readonly link?: string;
}

/** A bar of a chart, and a row of its table. */
export interface PageBar {
  readonly label: string;
  /** Target of the label. */
  readonly link?: string;
  /** Drawn values by series; 0 if unknown. */
  readonly values: readonly number[];
  /** The same values in words. */
  readonly cells: readonly string[];
  /** Total in words, if it is shown at the bar. */
  readonly total?: string;
  /** Tooltip of a column in a time chart: its time, and the value of each series. */
  readonly tip?: string;
  readonly note?: string;
  /** Opens an item of this bar if its label has no link. */
  readonly button?: Button;
}

/** Columns along time; horizontal bars in proportion to their numbers, or all of one length; nodes as symbols. */
export const chartForms = ['columns', 'bars', 'shares', 'nodes'] as const;

/** A chart, and the same numbers as a table. */
export interface PageChart {
  readonly form: (typeof chartForms)[number];
  readonly title: string;
  /** Description of the chart in words. */
  readonly summary: string;
  /** Subject of the bars: heading of the table's first column. */
  readonly of: string;
  readonly series: readonly PageSeries[];
  readonly bars: readonly PageBar[];
  /** Labels below the first and the last column of a time chart. */
  readonly from?: string;
  readonly to?: string;
  /** Length of each column's period, in words. */
  readonly step?: string;
  /** True if a sentence has the same numbers, so that the text form needs no list. */
  readonly isInText?: boolean;
  /** Label that expands the table of a time chart. */
  readonly listTitle: string;
  /** Notes on data that can't be drawn or is unknown. */
  readonly notes: readonly string[];
}

/** Comparison of two items side by side. */
export interface PageTable {
  /** Headings of the columns. */
  readonly columns: readonly string[];
  readonly rows: readonly PageTableRow[];
}

export interface PageTableRow {
  readonly name: string;
  /** Values for each column except the first, lists in full; empty without a value. */
  readonly cells: readonly (readonly Span[])[];
}

/** Items with consecutive names; often a single item. */
export interface PageRun {
  /** Names of the items: "frame-0001 to frame-0300 (300)". */
  readonly text: string;
  /** The first items, as far as they are drawn, each with a link. Empty if only the text names them. */
  readonly things: readonly Chip[];
}

/** Items with the same parent, such as the tasks of a job. */
export interface PagePlace {
  /** The parent, and the number of items. */
  readonly title?: string;
  readonly runs: readonly PageRun[];
}

/** Items that share a text. */
export interface PageGroup {
  /** Unique in the page, and the same when the page is rebuilt. */
  readonly id: string;
  /** Text about the items. */
  readonly text: readonly Span[];
  /** Actions for all of the items. */
  readonly actions: readonly Button[];
  readonly places: readonly PagePlace[];
}

/** A long unchanged text that the reader can fold. */
export interface PageFold {
  readonly title: string;
  /** Sentence about the omitted part of the text. */
  readonly note?: string;
  readonly lines: string;
  /** Language of the text, by its Markdown name. */
  readonly language?: string;
  readonly button?: Button;
  /** True if it is expanded at first. */
  readonly isOpen?: boolean;
}

/** A section of the page with its own heading. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly groups?: readonly PageGroup[];
  /** Sentence about the groups that aren't drawn. */
  readonly more?: string;
  readonly table?: PageTable;
  readonly charts: readonly PageChart[];
  readonly quotes: readonly Quote[];
  readonly followed?: PageFollowed;
  readonly folds?: readonly PageFold[];
}

export const momentKinds = ['failure', 'change', 'action'] as const;

/** An event on a timeline. */
export interface PageMoment {
  readonly time: string;
  readonly text: string;
  /** Tooltip of its mark: name and time. */
  readonly tip: string;
  readonly kind: (typeof momentKinds)[number];
  /** Horizontal position in percent of the width. */
  readonly place: number;
  /** Label at its mark, if there is room. */
  readonly label?: { readonly name: string; readonly time: string };
}

/** A period on a timeline, such as an attempt. */
export interface PageSpell {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly isFailed?: boolean;
}

export interface PageTimeline {
  readonly title: string;
  /** Description of the timeline in words; without it, nothing is drawn. */
  readonly summary?: string;
  /** The failure that came first, if there were several. */
  readonly first?: string;
  readonly moments: readonly PageMoment[];
  readonly spells: readonly PageSpell[];
  /** Notes on events without a time, and on omitted ones. */
  readonly notes: readonly string[];
  /** Label that expands the list of all events. */
  readonly listTitle: string;
}

export const tones = ['failure', 'waiting', 'note'] as const;

/** A page of Microsoft's documentation. */
export interface HelpPage {
  readonly title: string;
  readonly address: string;
}

export interface Page {
  /** Language of its texts (BCP 47). */
  readonly language: string;
  readonly tone: (typeof tones)[number];
  /** Word for the icon of the tone. */
  readonly toneName: string;
  readonly title: string;
  readonly chips: readonly Chip[];
  /** Empty if `wait` gives the reasons. */
  readonly why: readonly Span[];
  readonly wait?: PageWait;
  /** Time at which the data was read, if that matters; reads it again when selected. */
  readonly age?: Button;
  /** Reason why the data isn't current, in sentences. */
  readonly notice?: string;
  /** Confidence in the cause, if there is a single one. */
  readonly confidence?: string;
  readonly isGuess: boolean;
  readonly steps: readonly Step[];
  /** Actions besides the steps. */
  readonly actions: readonly Button[];
  /** Reasons why actions that a user would try first aren't offered. */
  readonly refusals: readonly string[];
  readonly parts: readonly Part[];
  readonly timeline?: PageTimeline;
  readonly help: readonly HelpPage[];
  /** Related pages and logs to open. */
  readonly looks: readonly Button[];
  /** Headings, and texts for screen readers only. */
  readonly words: PageWords;
}

export interface PageWords {
  readonly why: string;
  readonly whatToDo: string;
  readonly whatEndsIt: string;
  readonly checked: string;
  readonly about: string;
  readonly seen: string;
  readonly found: string;
  readonly line: string;
  readonly causeLine: string;
  readonly time: string;
  readonly event: string;
  /** Stands for a missing value. */
  readonly none: string;
  readonly more: string;
  /** Announced to screen readers after the page has changed. */
  readonly changed: string;
}
