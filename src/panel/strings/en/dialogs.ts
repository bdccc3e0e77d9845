/** Texts of the dialogs that rename, describe, replace, delete and place assets, and copy their URLs. */
import type { RenameProblem, RenameToken } from '../../../core/rename.ts'
import { countOf, number } from '../format.ts'
import { onLanguage, type Spoken } from '../language.ts'

const assets = (n: number): string => countOf(n, 'asset', 'assets')

const english = {
  actions: {
    useHere: 'Set on selected image',
    place: 'Fill images on page…',
    insert: 'Insert as new image',
    rename: 'Rename…',
    alt: 'Alt text…',
    replace: 'Replace file…',
    delete: 'Delete…',
    url: 'Copy URL',
    markdown: 'Copy as Markdown',
    html: 'Copy as HTML',
    css: 'Copy as CSS',
  },
  rename: {
    title: (n: number) => `Rename ${assets(n)}`,
    template: 'New name',
    hint: 'Extensions stay. Only the name in Webflow changes, not the URL.',
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
    start: 'Start counter at',
    repair: 'Fix long and duplicate names automatically',
    preview: 'New names',
    unknown: (words: string) => `Unknown token: ${words}`,
    same: 'unchanged',
    problems: {
      empty: 'name is empty',
      'too-long': 'longer than 99 characters',
      twice: 'used more than once',
      taken: 'already taken in this folder',
    } satisfies Record<RenameProblem, string>,
    /** Above the preview. */
    changes: (n: number) => countOf(n, 'new name', 'new names'),
    cannot: (n: number) => `${number(n)} invalid`,
    go: (n: number) => `Rename ${number(n)}`,
    wrong: 'Some names are invalid. Change the template, or turn on automatic fixing.',
    nothing: 'No names to change.',
  },
  alt: {
    title: 'Alt texts',
    language: 'Language',
    primary: (name: string) => `${name} (primary)`,
    field: (name: string) => `Alt text of ${name}`,
    decorative: 'Decorative',
    decorativeOf: (name: string) => `Decorative: ${name}`,
    missing: 'Missing',
    passedOver: 'Skipped by screen readers',
    hint: 'Paste from a spreadsheet: one text per line, or file name and text in two columns.',
    counts: {
      text: (n: number) => `${number(n)} with alt text`,
      decorative: (n: number) => `${number(n)} decorative`,
      missing: (n: number) => `${number(n)} missing`,
    },
    reading: 'Loading…',
    pastedByName: (n: number) => `${countOf(n, 'text', 'texts')} pasted, matched by name.`,
    pastedInOrder: (n: number) => `${countOf(n, 'text', 'texts')} pasted, in the order shown.`,
    unknown: (n: number, sample: string) =>
      n === 1
        ? `No asset here is named “${sample}”.`
        : `${number(n)} names match no asset, such as “${sample}”.`,
    ambiguous: (n: number, sample: string) =>
      n === 1
        ? `Several assets are named “${sample}”.`
        : `${number(n)} names match several assets, such as “${sample}”.`,
    surplus: (n: number) => `${countOf(n, 'extra line', 'extra lines')} ignored.`,
    takeBack: 'Undo paste',
    copyTable: 'Copy as table',
    columns: ['Name', 'Alt text'],
    go: (n: number) => `Save ${number(n)}`,
    nothing: 'No changes to save.',
  },
  delete: {
    title: (n: number) => `Delete ${assets(n)}?`,
    final: 'This can’t be undone. Webflow has no trash for assets.',
    list: 'To be deleted',
    looking: 'Checking the open page…',
    onPage: (n: number) =>
      n === 0
        ? 'Not used by images on this page.'
        : `Used by ${countOf(n, 'image', 'images')} on this page.`,
    pageUnknown: 'This page couldn’t be checked.',
    unknown: 'Not checked: other pages, components, backgrounds, CMS, custom code, external links.',
    used: 'On this page',
    go: (n: number) => `Delete ${number(n)}`,
    instead: 'Move instead…',
  },
  replace: {
    title: 'Replace file',
    now: 'Current',
    next: 'New',
    choose: 'Choose file',
    other: 'Choose another',
    drop: 'Drop the new file here, or',
    measures: (width: number, height: number) => `${number(width)} × ${number(height)}`,
    typeChanges: (from: string, to: string) =>
      `The type changes from ${from} to ${to}. Webflow may reject it, or the URL may change.`,
    measuresChange: (from: string, to: string) =>
      `The dimensions change from ${from} to ${to}: it may look sharper or softer.`,
    shapeChanges: (from: string, to: string) =>
      `The proportions change from ${from} to ${to}: it may be cropped or fit differently.`,
    unmeasured: 'No preview. The file may be damaged.',
    kept: 'Updates everywhere this asset is used (CMS copies may not change). You can undo while this panel is open.',
    go: 'Replace',
    beside: 'Keep both',
    nothing: 'Choose a new file first.',
  },
  canvas: {
    selected: 'Selected image',
    shows: (name: string) => `Shows ${name}`,
    empty: 'No image set',
    other: 'Shows another image',
    decorative: 'decorative',
    use: 'Set image',
    drop: 'Drop an asset or a file here to set it.',
    dropNow: 'Set on selected image',
    uploading: 'It will be set once uploaded.',
    launched: 'Choose an image for the element you opened this panel from.',
    select: 'Select an image on the page first.',
    one: 'Select one asset first.',
    noPicture: 'Image elements only accept images.',
    blocked:
      'Images on the page can’t be changed in this mode. Switch to Design mode on the main branch.',
  },
  place: {
    title: (n: number) => `Fill images with ${assets(n)}`,
    hint: 'In order, starting at the selected image. Skip images that should stay as they are.',
    list: 'Images and assets',
    element: (n: number) => `Image ${number(n)}`,
    shows: (name: string) => `shows ${name}`,
    empty: 'empty',
    other: 'shows another image',
    none: 'No image left on this page',
    leaveOut: (n: number) => `Skip image ${number(n)}`,
    leftOut: 'Skipped',
    takeIn: (n: number) => `Include image ${number(n)}`,
    insertRest: (n: number) => `Insert ${countOf(n, 'new image', 'new images')} for the rest`,
    reading: 'Finding images on the page…',
    noElements: 'This page has no images.',
    go: (n: number) => `Fill ${number(n)}`,
  },
  copy: {
    title: 'Copy manually',
    done: (n: number) => `${countOf(n, 'URL', 'URLs')} copied`,
  },
} as const
export type DialogWords = Spoken<typeof english>

/** The words in the language in use. */
export let dialogWords: DialogWords = english
onLanguage((language) => void (dialogWords = language.words?.dialogs ?? english))
