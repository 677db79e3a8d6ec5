/*
 * What a page shows, as plain data: made from an explanation, sent to a webview, drawn there. All texts are ready to be
 * read: in the editor's language, without secrets, and with what is unseen made visible.
 */

/** A run of text; code is a name or a line of somebody's program. */
export interface Span {
  readonly text: string;
  readonly isCode?: boolean;
}

/** Something that a click does. What it is, only the extension knows: the page hands `link` back. */
export interface Button {
  readonly link: string;
  readonly title: string;
}

/** A word on what is explained, such as its job; with a link it leads there. */
export interface Chip {
  readonly text: string;
  readonly link?: string;
}

/** One instruction of "What to do". */
export interface Step {
  readonly text: readonly Span[];
  readonly button?: Button;
}

/** One thing that is known, and where it was seen. */
export interface Row {
  readonly source?: string;
  readonly text: readonly Span[];
  /** Lines of somebody's text, shown as they are. */
  readonly lines?: string;
  readonly button?: Button;
}

export interface LogLine {
  /** Counts from 1, in the log. */
  readonly number: number;
  readonly text: string;
  /** Whether this line tells why. */
  readonly isCause?: boolean;
}

/** Lines quoted from one log. */
export interface Quote {
  readonly file: string;
  readonly lines: readonly LogLine[];
  readonly button?: Button;
}

/** A part of the page that has a heading of its own. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly quotes: readonly Quote[];
  /** A picture of how many there were when. */
  readonly bars?: Bars;
}

/** Columns over time, the first of them from `start` on; what they show is said in words as well. */
export interface Bars {
  readonly summary: string;
  readonly columns: readonly BarColumn[];
  /** Of the first and the last column. */
  readonly start: string;
  readonly end: string;
}

export interface BarColumn {
  readonly count: number;
  /** What a pointer on it is told. */
  readonly text: string;
}

export const momentKinds = ['failure', 'change', 'action'] as const;

/** Something that happened. */
export interface PageMoment {
  readonly time: string;
  readonly text: string;
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
  /** What the picture shows, in words. */
  readonly summary: string;
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
  readonly why: readonly Span[];
  /** How sure that is. */
  readonly confidence: string;
  readonly isGuess: boolean;
  readonly steps: readonly Step[];
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
  readonly about: string;
  readonly seen: string;
  readonly found: string;
  readonly line: string;
  readonly causeLine: string;
  readonly time: string;
  readonly event: string;
  readonly more: string;
  /** Told when what is shown has changed. */
  readonly changed: string;
}
