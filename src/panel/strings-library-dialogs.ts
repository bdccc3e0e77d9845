/** The words of the dialogs in which assets are renamed, described, replaced, deleted, and their addresses copied. */
import type { RenameProblem, RenameToken } from '../core/rename.ts'
import { countOf, number } from './strings-format.ts'
import { onLanguage, type Spoken } from './strings-language.ts'

const assets = (n: number): string => countOf(n, 'asset', 'assets')

const english = {
  actions: {
    useHere: 'Use on the selected image',
    place: 'Place on images…',
    insert: 'Insert as a new image',
    rename: 'Rename…',
    alt: 'Alt text…',
    replace: 'Replace file…',
    delete: 'Delete…',
    url: 'Copy address',
    markdown: 'Copy as Markdown',
    html: 'Copy as HTML',
    css: 'Copy as CSS',
  },
  rename: {
    title: (n: number) => `Rename ${assets(n)}`,
    template: 'New name',
    hint: 'The extension stays. The name is what people see in Webflow: the file’s address does not change.',
    insert: (token: string) => `Insert ${token}`,
    insertLabel: 'Insert',
    tokens: {
      name: 'name',
      folder: 'folder',
      counter: 'counter',
      date: 'date',
      slug: 'slug',
      ext: 'extension',
    } satisfies Record<RenameToken, string>,
    start: 'Counter begins at',
    repair: 'Shorten and number what does not fit',
    preview: 'New names',
    unknown: (words: string) => `Not known: ${words}`,
    same: 'stays as it is',
    problems: {
      empty: 'nothing is left of it',
      'too-long': 'longer than 99 characters',
      twice: 'several would get this name',
      taken: 'another asset in the folder has this name',
    } satisfies Record<RenameProblem, string>,
    /** Above the preview. */
    changes: (n: number) => countOf(n, 'new name', 'new names'),
    cannot: (n: number) => countOf(n, 'cannot be given', 'cannot be given'),
    go: (n: number) => `Rename ${number(n)}`,
    wrong:
      'Some of these names cannot be given. Change the template, or let them be shortened and numbered.',
    nothing: 'No name would change.',
  },
  alt: {
    title: 'Alt texts',
    language: 'Language',
    primary: (name: string) => `${name} (primary)`,
    field: (name: string) => `Alt text of ${name}`,
    decorative: 'Decorative',
    decorativeOf: (name: string) => `Decorative: ${name}`,
    missing: 'Missing',
    passedOver: 'Passed over by screen readers',
    hint: 'Paste from a spreadsheet into any field: one text a line, or names beside texts.',
    counts: {
      text: (n: number) => `${number(n)} with words`,
      decorative: (n: number) => `${number(n)} decorative`,
      missing: (n: number) => `${number(n)} missing`,
    },
    reading: 'Still being read',
    unread: 'Could not be read',
    pastedByName: (n: number) => `${countOf(n, 'text', 'texts')} pasted, found by name.`,
    pastedInOrder: (n: number) => `${countOf(n, 'text', 'texts')} pasted, in the order shown.`,
    unknown: (n: number, sample: string) =>
      n === 1
        ? `No asset here is called “${sample}”.`
        : `${number(n)} names are not here, such as “${sample}”.`,
    ambiguous: (n: number, sample: string) =>
      n === 1
        ? `Several assets here are called “${sample}”.`
        : `${number(n)} names stand for several assets here, such as “${sample}”.`,
    surplus: (n: number) => `${countOf(n, 'line', 'lines')} had no asset left.`,
    takeBack: 'Take back',
    copyTable: 'Copy as table',
    columns: ['Name', 'Alt text'],
    go: (n: number) => `Save ${number(n)}`,
    nothing: 'Nothing was changed.',
  },
  delete: {
    title: (n: number) => `Delete ${assets(n)}?`,
    final: 'This cannot be undone: Webflow has no trash for assets.',
    list: 'To be deleted',
    use: 'Where they are used',
    looking: 'Looking at the open page…',
    onPage: (n: number) =>
      n === 0
        ? 'No image element of the open page shows them.'
        : countOf(
            n,
            'image element of the open page shows them.',
            'image elements of the open page show them.',
          ),
    pageUnknown: 'The open page could not be looked at.',
    unknown:
      'Cannot be told from here: other pages, components, backgrounds and styles, CMS items, custom code, and links from elsewhere.',
    used: 'On this page',
    go: (n: number) => `Delete ${number(n)}`,
    instead: 'Move instead…',
  },
  replace: {
    title: 'Replace file',
    now: 'Now',
    next: 'New',
    choose: 'Choose file',
    other: 'Other file',
    drop: 'Drop the new file here, or',
    measures: (width: number, height: number) => `${number(width)} × ${number(height)}`,
    typeChanges: (from: string, to: string) =>
      `The type changes from ${from} to ${to}. Webflow may refuse that, or the address may change.`,
    measuresChange: (from: string, to: string) =>
      `The dimensions change from ${from} to ${to}: it will be sharper or softer where it is shown.`,
    shapeChanges: (from: string, to: string) =>
      `The proportions change, from ${from} to ${to}: it will be cut or fill its place differently.`,
    unmeasured: 'The new file cannot be shown here: it may be broken.',
    kept: 'Every place that shows the asset shows the new file. CMS items may keep a copy of their own. The old file is kept while the panel is open, so that this can be undone.',
    go: 'Replace',
    beside: 'Upload beside it',
    nothing: 'Choose the new file first.',
  },
  canvas: {
    /** The image element that is selected on the page. */
    selected: 'Selected image',
    shows: (name: string) => `Shows ${name}`,
    empty: 'Shows nothing yet',
    other: 'Shows another image',
    decorative: 'decorative',
    use: 'Use here',
    drop: 'Drop an asset or a file here to use it.',
    dropNow: 'Use on the selected image',
    uploading: 'It is used as soon as it is uploaded.',
    launched: 'Choose an image for the element from which you opened the panel.',
    select: 'Select an image element on the page first.',
    one: 'Select one asset first.',
    noPicture: 'Only images can be shown by an image element.',
    blocked:
      'In this mode of the Designer, images on the page cannot be changed. Switch to Design mode on the main branch.',
  },
  place: {
    title: (n: number) => `Place ${countOf(n, 'image', 'images')}`,
    hint: 'In order, beginning at the selected image. Leave out elements that are to stay as they are.',
    list: 'What goes where',
    element: (n: number) => `Image ${number(n)}`,
    shows: (name: string) => `shows ${name}`,
    empty: 'empty',
    other: 'shows another image',
    none: 'No image element is left',
    leaveOut: (n: number) => `Leave out image ${number(n)}`,
    leftOut: 'Left out',
    takeIn: (n: number) => `Use image ${number(n)} again`,
    insertRest: (n: number) => `Insert ${countOf(n, 'new image', 'new images')} for the rest`,
    reading: 'Looking for the page’s images…',
    noElements: 'The page has no image elements.',
    go: (n: number) => `Place ${number(n)}`,
  },
  copy: {
    title: 'Copy by hand',
    done: (n: number) => `${countOf(n, 'address', 'addresses')} copied`,
  },
} as const
export type DialogWords = Spoken<typeof english>

/** The words in the language in use. */
export let dialogWords: DialogWords = english
onLanguage((language) => void (dialogWords = language.words?.dialogs ?? english))
