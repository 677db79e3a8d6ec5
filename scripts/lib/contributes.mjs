/** Converts the contributions of commands to the form of package.json. */

const toId = (name) => `azureBatch.${name}`;
const listed = (value) => (Array.isArray(value) ? value : [value]);
const oneOf = (words) => (words.length === 1 ? words[0] : `(${words.join('|')})`);
const ofKind = (kinds) => `viewItem =~ /^azureBatch\\.${oneOf(kinds)}(;|$)/`;
/** See `toContextValue` in src/app/rows/contextValue.ts. */
const withWord = (words) => `viewItem =~ /;${oneOf(words)}(;|$)/`;
const inEveryView = 'view =~ /^azureBatch\\./';
const inDocument = 'resourceScheme == azurebatch';
const inDefinition = 'azureBatch.hasAccounts && resourceScheme =~ /^(untitled|file|vscode-vfs)$/';
/** An explanation page has the focus while it is the active editor and no part around the editors has it. */
const inPage = 'activeCustomEditorId == azureBatch.explanation && !sideBarFocus && !panelFocus && !auxiliaryBarFocus';

/** VS Code knows whether there is a chat; the setting says whether agents may call the extension's tools. */
const whereChatIs = 'chatIsEnabled && config.azureBatch.agents.enabled';

/** Restricts the menu entries of a chat contribution to windows with a chat. */
const toShown = ({ isForChat }, entries) =>
  isForChat === true ? entries.map(({ when, ...entry }) => ({ when: `${when} && ${whereChatIs}`, ...entry })) : entries;

const withAccount = 'azureBatch.hasAccounts';
const palette = { never: 'false', inDocument };

const toRowClause = ({ on, if: words, unless }) =>
  [
    inEveryView,
    ofKind(listed(on)),
    ...(words === undefined ? [] : [withWord(listed(words))]),
    ...(unless === undefined ? [] : [`!(${withWord(listed(unless))})`]),
  ].join(' && ');

const toViewClause = ({ on, if: key }) =>
  [
    on === 'everyView' ? inEveryView : `view == azureBatch.${on}`,
    ...(key === undefined ? [] : [`azureBatch.${key}`]),
  ].join(' && ');

/** Submenus in the menu of a row, and their positions there. Their labels are in package.json (`submenus`). */
const submenus = { look: '1_look@3', act: '3_putRight@10', connect: '4_connect@4', copy: '5_copy@3' };
/** Returns the submenu that contains a row's command; undefined if the command is in the row's own menu. */
const findSubmenu = ({ at }) => Object.keys(submenus).find((menu) => at.startsWith(`${menu}@`));

/** Returns a command's entries in a submenu, in whose last section are the destructive commands. */
const toSubmenuEntries =
  (menu) =>
  ({ rows = [], effect }) =>
    rows
      .filter((row) => findSubmenu(row) === menu)
      .map((row) => ({
        when: toRowClause(row),
        group: row.at.replace(`${menu}@`, effect === 'destroys' ? '9_danger@' : '1@'),
      }));

/**
 * Batch accounts in the views of the Azure Resources extension: all resources, and focused resources. Semicolons
 * delimit the type of a row; a group of accounts also has the type, but is not a resource.
 */
const azureResources = [
  'view =~ /^azure(ResourceGroups|FocusView)$/',
  'viewItem =~ /(^|;)azureResource(;|$)/',
  'viewItem =~ /(^|;)BatchAccounts(;|$)/',
].join(' && ');

/** Entries in the menus of the user's files and of the extension's documents, below VS Code's own. */
const toFileEntries = ({ editors = [], files }) =>
  [
    ...editors.map(({ on }) => `${inDocument} && resourcePath =~ /${on.source}/`),
    ...(files === undefined ? [] : [`resourceScheme != azurebatch && resourceFilename =~ /${files.source}/`]),
  ].map((when) => ({ when, group: 'z_azureBatch@1' }));

/** Returns the entries of a contribution by menu. */
const menus = {
  ...Object.fromEntries(Object.keys(submenus).map((menu) => [toId(menu), toSubmenuEntries(menu)])),
  commandPalette: ({ palette: word }) => (word === 'always' ? [] : [{ when: palette[word] ?? withAccount }]),
  'editor/title': ({ editors = [] }) =>
    editors.map(({ of, on, if: key, at }) => ({
      when: [
        of === undefined ? inDocument : inDefinition,
        `resourcePath =~ /${on.source}/`,
        ...(key === undefined ? [] : [`azureBatch.${key}`]),
      ].join(' && '),
      group: at,
    })),
  'editor/context': (contribution) =>
    toFileEntries(contribution.isForLine === true ? contribution : { files: contribution.files }),
  'explorer/context': ({ files, isForLine }) => (isForLine === true ? [] : toFileEntries({ files })),
  'view/item/context': ({ rows = [], isInAzureResources }) => [
    ...rows.filter((row) => findSubmenu(row) === undefined).map((row) => ({ when: toRowClause(row), group: row.at })),
    ...(isInAzureResources ? [{ when: azureResources, group: 'azureBatch@1' }] : []),
  ],
  'view/title': ({ views = [] }) => views.map((view) => ({ when: toViewClause(view), group: view.at })),
};

const toTitleKey = (name) => `command.${name}`;

/** Returns `commands`, `menus`, and `keybindings` for the manifest; `keybindings` only if there are any. */
export function toContributes(contributions) {
  const all = [...contributions];
  const keybindings = all.flatMap(([name, { keybinding }]) => (keybinding ? toKeybindings(name, keybinding) : []));
  return {
    commands: all.map(([name, contribution]) => toCommand(name, contribution)),
    ...(keybindings.length === 0 ? {} : { keybindings }),
    menus: Object.fromEntries(
      Object.entries(menus).map(([menu, toEntries]) => [
        menu,
        [
          ...all.flatMap(([name, contribution]) =>
            toShown(contribution, toEntries(contribution)).map((entry) => ({ command: toId(name), ...entry })),
          ),
          ...(menu === 'view/item/context' ? toSubmenus(all) : []),
        ],
      ]),
    ),
  };
}

/** Returns the entries that open submenus; VS Code omits submenus in which no entry applies. */
function toSubmenus(all) {
  return Object.entries(submenus).flatMap(([menu, group]) => {
    const rows = all.flatMap(([, contribution]) =>
      (contribution.rows ?? []).filter((row) => findSubmenu(row) === menu),
    );
    if (rows.length === 0) return [];
    const kinds = [...new Set(rows.flatMap(({ on }) => listed(on)))].sort();
    return [{ submenu: toId(menu), when: toRowClause({ on: kinds }), group }];
  });
}

/**
 * Returns the context word of rows in accounts in which the user lacks a right: see `toMissingWord` in
 * src/app/rows/contextValue.ts.
 */
const toMissingWord = (right) => `mayNot${right[0].toUpperCase()}${right.slice(1)}`;

/**
 * A command that changes something in Azure, or opens a definition to submit, is disabled in the menus of rows whose
 * account is read-only or in whose account the user lacks the right. Elsewhere, as in the Command Palette, it explains
 * the refusal (`refuseReadOnly` in src/app/actions/verb/readOnly.ts).
 */
function toCommand(name, { icon, effect, needs }) {
  const refusing = ['readOnly', ...(needs === undefined ? [] : [toMissingWord(needs)])];
  return {
    command: toId(name),
    title: `%${toTitleKey(name)}%`,
    category: 'Azure Batch',
    ...(icon === undefined ? {} : { icon: `$(${icon})` }),
    ...(effect === 'reads' && needs === undefined ? {} : { enablement: `!(${withWord(refusing)})` }),
  };
}

/** Keybindings pass their place to the command, since VS Code passes no row. */
function toKeybindings(name, { key, mac, in: places }) {
  return places.map((pressedIn) => {
    const when =
      pressedIn === 'document'
        ? `${inDocument} && (editorTextFocus || ${inPage})`
        : `focusedView == azureBatch.${pressedIn}`;
    return { command: toId(name), key, ...(mac === undefined ? {} : { mac }), when, args: { pressedIn } };
  });
}

/** Returns the English titles, by their keys in package.nls.json. */
export function toTitles(contributions) {
  return Object.fromEntries([...contributions].map(([name, { title }]) => [toTitleKey(name), title]));
}
