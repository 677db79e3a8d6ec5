/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Locator } from 'playwright-core';

/** Parts of a picture, in CSS pixels from its upper left corner; colors by VS Code's names. */
type Shape =
  | {
      readonly kind: 'box';
      readonly box: Box;
      readonly radius: number;
      readonly fill?: string | undefined;
      readonly stroke?: string | undefined;
    }
  | {
      readonly kind: 'text';
      readonly box: Box;
      readonly baseline: number;
      readonly size: number;
      readonly isBold: boolean;
      readonly fill: string;
      readonly text: string;
    }
  | { readonly kind: 'icon'; readonly box: Box; readonly fill: string; readonly name: string };

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Colors of themes that pictures use. If two are equal in a theme, the first is used. */
const inks = [
  'editor-foreground',
  'descriptionForeground',
  'textLink-foreground',
  'errorForeground',
  'list-errorForeground',
  'testing-iconFailed',
  'list-warningForeground',
  'testing-iconPassed',
  'charts-red',
  'charts-yellow',
  'charts-green',
  'charts-blue',
  'charts-orange',
  'charts-purple',
  'badge-foreground',
  'button-foreground',
  'list-activeSelectionForeground',
  'input-placeholderForeground',
  'icon-foreground',
  'foreground',
];
const grounds = [
  'editor-background',
  'sideBar-background',
  'quickInput-background',
  'editorWidget-background',
  'button-background',
  'button-secondaryBackground',
  'button-secondaryHoverBackground',
  'button-hoverBackground',
  'button-secondaryBorder',
  'badge-background',
  'list-activeSelectionBackground',
  'list-inactiveSelectionBackground',
  'input-background',
  'textCodeBlock-background',
  'textBlockQuote-background',
  'charts-red',
  'charts-yellow',
  'charts-green',
  'charts-blue',
  'charts-orange',
  'charts-purple',
  'widget-border',
  'panel-border',
  'editorWidget-border',
];

/** Icons of VS Code's font as SVG paths in a square of 16 by 16. */
const icons: Readonly<Record<string, string>> = {
  error: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8',
  pass: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM5.2 8.2l2 2 3.6-4',
  warning: 'M8 2.2 14 13.5H2ZM8 6v3.6M8 11.2v.8',
  info: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 7v4M8 4.8v.6',
  'chevron-right': 'M6 3.5 10.5 8 6 12.5',
  'chevron-down': 'M3.5 6 8 10.5 12.5 6',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  account: 'M8 3a2.4 2.4 0 1 0 0 4.8A2.4 2.4 0 0 0 8 3ZM3.5 13c.4-2.6 2-4 4.5-4s4.100 1.400 4.500 4',
  close: 'M4 4l8 8M12 4l-8 8',
};

/** Runs in a page: reads the visible shapes of `root`. */
function readShapes(root: Element, known: { inks: string[]; grounds: string[]; icons: string[] }): Shape[] {
  const view = root.getBoundingClientRect();
  const style = getComputedStyle(root);
  const probe = document.createElement('span');
  root.append(probe);
  const resolve = (name: string): string => {
    probe.style.color = 'transparent';
    const value = style.getPropertyValue(`--vscode-${name}`).trim();
    if (value === '') return '';
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const toNames = (names: string[]): Map<string, string> => {
    const found = new Map<string, string>();
    for (const name of names) {
      const color = resolve(name);
      if (color !== '' && !found.has(color)) found.set(color, name);
    }
    return found;
  };
  const inkOf = toNames(known.inks);
  const groundOf = toNames([...known.grounds, ...known.inks]);
  probe.remove();
  /** Returns the background color under a pattern. */
  const toPlain = (fill: string): string => {
    const [, id] = /^url\("#(.+)"\)$/.exec(fill) ?? [];
    const ground = id === undefined ? null : document.getElementById(id)?.querySelector('.ground');
    return ground ? getComputedStyle(ground).fill : fill;
  };
  const isNone = (color: string): boolean =>
    color === '' || color === 'none' || /^rgba\(.*,\s*0\)$|\/ 0\)$/.test(color);
  const toInk = (color: string): string => inkOf.get(color) ?? 'foreground';
  const toGround = (color: string): string | undefined => (isNone(color) ? undefined : groundOf.get(color));
  const shapes: Shape[] = [];
  /** Returns the part of `box` that is visible within `clip`; undefined if there is none. */
  const cut = (box: DOMRect, clip: DOMRect): Box | undefined => {
    const [left, top] = [Math.max(box.left, clip.left), Math.max(box.top, clip.top)];
    const [right, bottom] = [Math.min(box.right, clip.right), Math.min(box.bottom, clip.bottom)];
    if (right - left < 1 || bottom - top < 1) return undefined;
    return { x: left - view.left, y: top - view.top, width: right - left, height: bottom - top };
  };
  const addText = (node: Text, owner: CSSStyleDeclaration, clip: DOMRect): void => {
    const range = document.createRange();
    const text = node.data;
    const lines: { text: string; left: number; top: number; right: number; bottom: number }[] = [];
    let isCut = false;
    for (let index = 0; index < text.length; index += 1) {
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const [rect] = range.getClientRects();
      if (rect === undefined || rect.width === 0) continue;
      if (rect.right > clip.right + 1) {
        isCut = true;
        continue;
      }
      if (rect.top < clip.top - 2 || rect.bottom > clip.bottom + 2) continue;
      const line = lines.at(-1);
      if (line !== undefined && Math.abs(line.top - rect.top) < 3) {
        line.text += text[index];
        line.right = rect.right;
      } else {
        lines.push({ text: text[index] ?? '', left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom });
      }
    }
    const size = Number.parseFloat(owner.fontSize);
    for (const [index, line] of lines.entries()) {
      const isLast = isCut && index === lines.length - 1;
      const shown = isLast ? `${line.text.slice(0, -2).trimEnd()}…` : line.text.replace(/\s+$/, '');
      if (shown.trim() === '') continue;
      const height = line.bottom - line.top;
      shapes.push({
        kind: 'text',
        box: { x: line.left - view.left, y: line.top - view.top, width: line.right - line.left, height },
        baseline: line.top - view.top + height / 2 + size * 0.36,
        size,
        isBold: Number(owner.fontWeight) >= 600,
        fill: toInk(owner.color),
        text: shown,
      });
    }
  };
  const visit = (element: Element, clip: DOMRect): void => {
    const own = getComputedStyle(element);
    const { parentElement } = element;
    if (parentElement instanceof HTMLDetailsElement && !parentElement.open && element.tagName !== 'SUMMARY') return;
    if (own.display === 'none' || own.visibility === 'hidden' || own.opacity === '0') return;
    if (element.classList.contains('monaco-progress-container')) return;
    const rect = element.getBoundingClientRect();
    const isDrawing = element instanceof SVGElement;
    const seen = cut(rect, clip);
    if (seen !== undefined && element.classList.contains('tone'))
      shapes.push({ kind: 'icon', box: seen, fill: 'testing-iconFailed', name: 'error' });
    if (seen !== undefined && !(isDrawing && !['rect', 'circle', 'path', 'line'].includes(element.tagName))) {
      const fill = toGround(isDrawing ? toPlain(own.fill) : own.backgroundColor);
      const sides = [own.borderTopWidth, own.borderRightWidth, own.borderBottomWidth, own.borderLeftWidth];
      const hasBorder = !isDrawing && sides.every((width) => Number.parseFloat(width) > 0);
      const stroke = hasBorder ? toGround(own.borderTopColor) : undefined;
      const radius = isDrawing ? 0 : Number.parseFloat(own.borderTopLeftRadius) || 0;
      const isSign = element.parentElement?.classList.contains('tone') ?? false;
      if (!isSign && (fill !== undefined || stroke !== undefined))
        shapes.push({ kind: 'box', box: seen, radius, fill, stroke });
      const { classList } = element;
      const isTwistie = classList.contains('codicon-tree-item-expanded');
      const twistie = classList.contains('collapsed') ? 'chevron-right' : 'chevron-down';
      const isOpen = classList.contains('codicon-view-pane-container-expanded');
      const name =
        isTwistie || isOpen
          ? isOpen
            ? 'chevron-down'
            : twistie
          : known.icons.find((icon) => classList.contains(`codicon-${icon}`));
      if (element instanceof HTMLLIElement && own.listStyleType === 'decimal') {
        const size = Number.parseFloat(own.fontSize);
        const number = `${[...(parentElement?.children ?? [])].indexOf(element) + 1}.`;
        const place = { x: seen.x - size * 1.5, y: seen.y, width: size * 0.9, height: size * 1.4 };
        shapes.push({
          kind: 'text',
          box: place,
          baseline: seen.y + size * 1.15,
          size,
          isBold: false,
          fill: toInk(own.color),
          text: number,
        });
      }
      if (name !== undefined && seen.height > 12)
        shapes.push({ kind: 'icon', box: seen, fill: toInk(getComputedStyle(element, '::before').color), name });
    }
    if (element instanceof HTMLInputElement && element.type === 'text' && element.value !== '' && seen !== undefined) {
      const size = Number.parseFloat(own.fontSize);
      const text = element.value;
      const place = { x: seen.x + 6, y: seen.y, width: text.length * size * 0.6, height: seen.height };
      const baseline = seen.y + seen.height / 2 + size * 0.36;
      shapes.push({ kind: 'text', box: place, baseline, size, isBold: false, fill: toInk(own.color), text });
    }
    const hides = own.overflowX !== 'visible' || own.overflowY !== 'visible';
    const inner = hides
      ? new DOMRect(
          Math.max(clip.left, rect.left),
          Math.max(clip.top, rect.top),
          Math.min(clip.right, rect.right) - Math.max(clip.left, rect.left),
          Math.min(clip.bottom, rect.bottom) - Math.max(clip.top, rect.top),
        )
      : clip;
    for (const child of element.childNodes) {
      if (child instanceof Text) addText(child, own, inner);
      else if (child instanceof Element) visit(child, inner);
    }
  };
  visit(root, view);
  return shapes;
}

const round = (value: number): string => String(Math.round(value * 10) / 10);
const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[each] ?? each);
/**
 * High-contrast themes lack some colors: missing backgrounds are left out, and missing text colors are those of other
 * texts.
 */
const toGroundColor = (name: string): string => `var(--vscode-${name}, none)`;
const toInkColor = (name: string): string => `var(--vscode-${name}, var(--vscode-foreground))`;

/** Backgrounds that high-contrast themes lack, since they mark such elements only by a border. */
const controls = /^(?:button|badge|input|list)-/;

function drawShape(shape: Shape): string {
  const { x, y, width, height } = shape.box;
  if (shape.kind === 'box') {
    const fill = shape.fill === undefined ? 'none' : toGroundColor(shape.fill);
    const border = shape.stroke ?? (controls.test(shape.fill ?? '') ? 'contrastBorder' : undefined);
    const stroke = border === undefined ? '' : ` stroke="${toGroundColor(border)}"`;
    const radius = shape.radius === 0 ? '' : ` rx="${round(shape.radius)}"`;
    return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${radius} fill="${fill}"${stroke}/>`;
  }
  if (shape.kind === 'icon') {
    const [left, top] = [x + (width - 16) / 2, y + (height - 16) / 2];
    return `<path transform="translate(${round(left)} ${round(top)})" d="${icons[shape.name]}" fill="none" stroke="${toInkColor(shape.fill)}" stroke-width="1.2"/>`;
  }
  const weight = shape.isBold ? ' font-weight="600"' : '';
  // The viewer's font may have another width, and elements next to a text must stay in place.
  return `<text x="${round(x)}" y="${round(shape.baseline)}" font-size="${round(shape.size)}"${weight} textLength="${round(width)}" lengthAdjust="spacingAndGlyphs" fill="${toInkColor(shape.fill)}">${escapeXml(shape.text)}</text>`;
}

/**
 * Draws a picture of the content of `of`, no higher than `height`: texts, boxes and icons at their places, in the
 * viewer's theme colors.
 */
export async function drawThemed(
  of: Locator,
  ground: string,
  { top = 0, height = Number.POSITIVE_INFINITY, margin = 0 }: { top?: number; height?: number; margin?: number } = {},
): Promise<string> {
  const box = await of.evaluate((element) => {
    const { width, height: whole } = element.getBoundingClientRect();
    return { width, whole };
  });
  const wanted = { inks, grounds, icons: Object.keys(icons) };
  const shapes: readonly Shape[] = await of.evaluate<Shape[], typeof wanted>(readShapes, wanted);
  const bottom = Math.min(box.whole, top + height);
  const shown = shapes.filter(({ box: { y, height: own } }) => y >= top - 1 && y + own <= bottom + 1);
  const [left, width, whole] = [-margin, box.width + 2 * margin, bottom - top + 2 * margin].map(round);
  const frame = `x="${left}" y="${round(top - margin)}" width="${width}" height="${whole}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${round(top - margin)} ${width} ${whole}" font-family="var(--vscode-font-family, sans-serif)" xml:space="preserve">`,
    `<rect ${frame} rx="6" fill="${toGroundColor(ground)}" stroke="${toGroundColor('widget-border')}"/>`,
    ...shown.map(drawShape),
    '</svg>',
    '',
  ].join('\n');
}
