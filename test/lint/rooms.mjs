/**
 * The rooms of `src` and what each may import: one way only, so that a room can be read without those above it.
 * `.oxlintrc.json` loads this as the rule `rooms/one-way`; the READMEs in `src` say what each room is for.
 */
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '../../src')

const PANEL_BASE = ['core', 'panel/ports', 'panel/base']
const JOBS = [...PANEL_BASE, 'panel/flow/jobs']
const MODELS = [...PANEL_BASE, 'panel/strings', 'panel/flow/**', 'panel/models']
const KIT = [...PANEL_BASE, 'panel/strings', 'panel/models/**']
const COMPONENTS = [...KIT, 'panel/components/kit', 'panel/components/lazy']
const LIBRARY = [...COMPONENTS, 'panel/components/folders', 'panel/components/library/actions']
const PROXY_BASE = ['core', 'proxy/base']

/**
 * Room → the rooms that its files may import, beside their own. `x/**`: x and all rooms in it. `**`: all rooms, for
 * composition roots. A file belongs to the room with the longest name that leads to it.
 */
export const ROOMS = {
  core: [],
  worker: ['core'],

  panel: ['**'],
  'panel/ports': ['core'],
  'panel/base': ['core', 'panel/ports'],
  'panel/strings': ['core'],
  'panel/adapters/browser': PANEL_BASE,
  'panel/adapters/designer': PANEL_BASE,
  'panel/adapters/hashing': [...PANEL_BASE, 'panel/adapters/browser', 'worker'],
  'panel/adapters/proxy': [...PANEL_BASE, 'panel/adapters/browser'],
  'panel/adapters/storage': PANEL_BASE,
  'panel/flow/jobs': PANEL_BASE,
  'panel/flow/folders': JOBS,
  'panel/flow/journal': JOBS,
  'panel/flow/changes': JOBS,
  'panel/flow/stages': [...JOBS, 'panel/flow/folders'],
  'panel/flow': [...PANEL_BASE, 'panel/flow/**'],
  'panel/models': [...PANEL_BASE, 'panel/strings', 'panel/flow/jobs'],
  'panel/models/upload': MODELS,
  'panel/models/library': MODELS,
  'panel/components/kit': KIT,
  'panel/components/lazy': COMPONENTS,
  'panel/components/folders': COMPONENTS,
  'panel/components/upload/list': COMPONENTS,
  'panel/components/upload': [
    ...COMPONENTS,
    'panel/components/folders',
    'panel/components/upload/list',
  ],
  'panel/components/library/actions': COMPONENTS,
  'panel/components/library/shelf': LIBRARY,
  'panel/components/library/sidebar': LIBRARY,
  'panel/components/library/bars': [
    ...LIBRARY,
    'panel/components/library/shelf',
    'panel/components/library/sidebar',
  ],
  'panel/components/library/dialogs': [...LIBRARY, 'panel/components/library/shelf'],
  'panel/components/library': [...COMPONENTS, 'panel/components/library/**'],
  'panel/components': [...KIT, 'panel/components/**', 'panel/styles'],
  'panel/styles': [],
  'panel/scenes': ['core', 'panel/**'],

  proxy: ['core', 'proxy/**'],
  'proxy/base': ['core'],
  'proxy/state': PROXY_BASE,
  'proxy/webflow': [...PROXY_BASE, 'proxy/state'],
  'proxy/access': [...PROXY_BASE, 'proxy/state', 'proxy/webflow'],
  'proxy/assets': [...PROXY_BASE, 'proxy/state', 'proxy/webflow', 'proxy/access'],
  'proxy/uploads': [...PROXY_BASE, 'proxy/state', 'proxy/webflow', 'proxy/access', 'proxy/assets'],
  'proxy/http': [...PROXY_BASE, 'proxy/access', 'proxy/assets', 'proxy/uploads'],
  'proxy/hosts': ['core', 'proxy/**'],

  sandbox: ['sandbox/**'],
}

/** @param {string} path relative to `src`, with slashes */
export function roomOf(path) {
  const folders = path.split('/').slice(0, -1)
  while (folders.length > 0 && !(folders.join('/') in ROOMS)) folders.pop()
  return folders.join('/')
}

/** @param {string} from @param {string} to rooms */
export const mayImport = (from, to) =>
  from === to ||
  (ROOMS[from] ?? ['**']).some((name) =>
    name.endsWith('**')
      ? name === '**' || to === name.slice(0, -3) || to.startsWith(name.slice(0, -2))
      : name === to,
  )

/** Fetching code late, by `import()`, is no dependency: the rule does not look at it. */
const oneWay = {
  create(context) {
    const file = relative(root, context.filename)
    if (file.startsWith('..')) return {}
    const check = ({ source }) => {
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return
      const target = relative(root, join(context.filename, '..', source.value))
      const [from, to] = [roomOf(file), roomOf(target)]
      if (mayImport(from, to)) return
      const message = `${from} may not import ${to}: test/lint/rooms.mjs has the rule of each room.`
      context.report({ node: source, message })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    }
  },
}

export default { meta: { name: 'rooms' }, rules: { 'one-way': oneWay } }
