/*
 * What a page shows, as plain data: made from an explanation, sent to a webview and drawn there, or rendered as a text
 * (`renderPage.ts`). All texts are ready to be read: in the editor's language, without secrets, and with what is unseen
 * made visible.
 */

/** A run of text; code is a name or a line of a program. */
export interface Span {
  readonly text: string;
  readonly isCode?: boolean;
}

/** Something that a click does. What it is, only the extension knows: the page hands `link` back. */
export interface Button {
  readonly link: string;
  readonly title: string;
  /** The property that it leads to, by its path. */
  readonly name?: string;
  /** Whether it is what to do first: one button of a page at most. */
  readonly isPrimary?: boolean;
  /** Why it does nothing now; undefined where it does. */
  readonly refusal?: string;
}

/** A word on what is explained, such as its job; with a link it leads there. */
export interface Chip {
  readonly text: string;
  readonly link?: string;
  /** Whether it says what kind of failure it is. */
  readonly isKind?: boolean;
}

/** One instruction of "What to do". */
export interface Step {
  /** What it is about, above it; leads to where it is carried out. */
  readonly about?: Button;
  readonly text: readonly Span[];
  /** Lead to what it speaks of: a property, logs. */
  readonly leads: readonly Button[];
  /** Carry it out. */
  readonly actions: readonly Button[];
  /** Ways to do it, of which one is enough; they have none themselves. */
  readonly choices?: readonly Step[];
  /** Why there are none, where there would be one. */
  readonly refusal?: string;
}

/** One thing that is known, and where it was seen. */
export interface Row {
  readonly source?: Span;
  readonly text: readonly Span[];
  /** Lines of a log or a file, shown as they are. */
  readonly lines?: string;
  readonly button?: Button;
}

export interface LogLine {
  /** Counts from 1, in the log; of one that was not read from its beginning from the end, where -1 is the last line. */
  readonly number: number;
  readonly text: string;
  /** Whether this line gives the cause. */
  readonly isCause?: boolean;
}

/** Lines quoted from one log. */
export interface Quote {
  readonly file: string;
  /** How its lines are counted, where that is not from the beginning. */
  readonly note?: string;
  readonly lines: readonly LogLine[];
  readonly button?: Button;
}

/** The lines of logs in which something failed because of what is quoted above them; folded until a reader asks. */
export interface PageFollowed {
  readonly title: string;
  readonly quotes: readonly Quote[];
}

/** One of the things that keep something from going on. */
export interface PageReason {
  /** Unique in the page, and the same when the page is made again. */
  readonly id: string;
  /** Left out where the title of the page says the same. */
  readonly title?: string;
  readonly why: readonly Span[];
  readonly rows: readonly Row[];
  readonly quotes: readonly Quote[];
  readonly followed?: PageFollowed;
  /** Who ends it, and about when. */
  readonly end: string;
  readonly steps: readonly Step[];
}

/** All that keeps something from going on, in the order in which it binds. */
export interface PageWait {
  readonly title: string;
  /** Whether it stands in the place of why, or after what to do. */
  readonly isCause: boolean;
  readonly lead?: string;
  readonly reasons: readonly PageReason[];
  /** What was looked at as well, and keeps nothing. */
  readonly checked: readonly string[];
}

/** How a share of a chart looks: each has a colour, and a pattern or a shape for who does not see colours. */
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

/** One of the things that a chart counts, such as failed tasks. */
export interface PageSeries {
  readonly name: string;
  readonly look: ChartLook;
  readonly link?: string;
}

/** A bar of a chart, and a row of its table. */
export interface PageBar {
  readonly label: string;
  /** Where the label leads to. */
  readonly link?: string;
  /** What is drawn of each series; 0 where that is not known. */
  readonly values: readonly number[];
  /** The same in words. */
  readonly cells: readonly string[];
  /** What they are together, in words, where that is written at the bar. */
  readonly total?: string;
  /** What is said of a bar along time: when it is, and what each series is then. */
  readonly tip?: string;
  readonly note?: string;
  /** What leads to something of this bar, where its label leads nowhere. */
  readonly button?: Button;
}

/** Bars in a row along time; bars below one another, as long as their numbers or all of one length; nodes as signs. */
export const chartForms = ['columns', 'bars', 'shares', 'nodes'] as const;

/** Numbers as a picture, and as the table of the same. */
export interface PageChart {
  readonly form: (typeof chartForms)[number];
  readonly title: string;
  /** What the picture shows, in words. */
  readonly summary: string;
  /** What the bars are of: the heading of the table's first column. */
  readonly of: string;
  readonly series: readonly PageSeries[];
  readonly bars: readonly PageBar[];
  /** What is written below the first and the last bar along time. */
  readonly from?: string;
  readonly to?: string;
  /** How long the time of each bar is, in words. */
  readonly step?: string;
  /** Set where a sentence has the same numbers, so that a text needs no list of them. */
  readonly isInText?: boolean;
  /** What opens the table of bars along time. */
  readonly listTitle: string;
  /** What can't be drawn, or is not known. */
  readonly notes: readonly string[];
}

/** Two things side by side. */
export interface PageTable {
  /** What the rows are about, and what each cell is of. */
  readonly columns: readonly string[];
  readonly rows: readonly PageTableRow[];
}

export interface PageTableRow {
  readonly name: string;
  /** Of each column but the first what is known, of lists all there is; none where there is nothing. */
  readonly cells: readonly (readonly Span[])[];
}

/** Things that follow each other by their names; often one alone. */
export interface PageRun {
  /** Their names: "frame-0001 to frame-0300 (300)". */
  readonly text: string;
  /** The first of them, as far as they are drawn; each leads to what it names. None where the text alone has them. */
  readonly things: readonly Chip[];
}

/** Things of one place, such as the tasks of a job. */
export interface PagePlace {
  /** The place, and how many they are. */
  readonly title?: string;
  readonly runs: readonly PageRun[];
}

/** Things of which the same is to be said. */
export interface PageGroup {
  /** Unique in the page, and the same when the page is made again. */
  readonly id: string;
  /** What is said of them. */
  readonly text: readonly Span[];
  /** What can be done with all of them. */
  readonly actions: readonly Button[];
  readonly places: readonly PagePlace[];
}

/** A long text as it is, which a reader may fold. */
export interface PageFold {
  readonly title: string;
  /** What of it is left out, as a sentence. */
  readonly note?: string;
  readonly lines: string;
  /** The language that it is in, by its Markdown name. */
  readonly language?: string;
  readonly button?: Button;
  /** Whether it is seen at first. */
  readonly isOpen?: boolean;
}

/** A part of the page that has a heading of its own. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly groups?: readonly PageGroup[];
  /** What is not drawn of the groups, as a sentence. */
  readonly more?: string;
  readonly table?: PageTable;
  readonly charts: readonly PageChart[];
  readonly quotes: readonly Quote[];
  readonly followed?: PageFollowed;
  readonly folds?: readonly PageFold[];
}

export const momentKinds = ['failure', 'change', 'action'] as const;

/** Something that happened. */
export interface PageMoment {
  readonly time: string;
  readonly text: string;
  /** What is said of its mark: both. */
  readonly tip: string;
  readonly kind: (typeof momentKinds)[number];
  /** Where it is drawn, in hundredths of the width. */
  readonly place: number;
  /** What is written at its mark, where there is room: what it was, and when. */
  readonly label?: { readonly name: string; readonly time: string };
}

/** Something that lasted, such as an attempt: from one moment to another. */
export interface PageSpell {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly isFailed?: boolean;
}

export interface PageTimeline {
  readonly title: string;
  /** What the picture shows, in words; without it nothing is drawn. */
  readonly summary?: string;
  /** The failure that came first, where there were several. */
  readonly first?: string;
  readonly moments: readonly PageMoment[];
  readonly spells: readonly PageSpell[];
  /** What else there is to say: of events without a time, and of those that are left out. */
  readonly notes: readonly string[];
  /** What opens the list of all moments. */
  readonly listTitle: string;
}

export const tones = ['failure', 'waiting', 'note'] as const;

/** A page of Microsoft's documentation. */
export interface HelpPage {
  readonly title: string;
  readonly address: string;
}

export interface Page {
  /** The language of its texts (BCP 47). */
  readonly language: string;
  readonly tone: (typeof tones)[number];
  /** What the picture of the tone stands for, in a word. */
  readonly toneName: string;
  readonly title: string;
  readonly chips: readonly Chip[];
  /** Nothing where `wait` says it. */
  readonly why: readonly Span[];
  readonly wait?: PageWait;
  /** When what is shown was read, where that matters; reads it again. */
  readonly age?: Button;
  /** Why what is shown is not what is so now, in sentences. */
  readonly notice?: string;
  /** How sure that is, where it is one thing. */
  readonly confidence?: string;
  readonly isGuess: boolean;
  readonly steps: readonly Step[];
  /** What can be done beside the steps. */
  readonly actions: readonly Button[];
  /** Why what a user would try first is not offered. */
  readonly refusals: readonly string[];
  readonly parts: readonly Part[];
  readonly timeline?: PageTimeline;
  readonly help: readonly HelpPage[];
  /** What else there is to look at. */
  readonly looks: readonly Button[];
  /** Headings, and what only screen readers say. */
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
  /** In the place of what is not there. */
  readonly none: string;
  readonly more: string;
  /** Announced to screen readers when the page has changed. */
  readonly changed: string;
}
