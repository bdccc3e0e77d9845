import type { Failure } from '../../core/failure.ts'
import { LARGEST_BYTES, MAX_BYTES } from '../../core/limits.ts'
import type { RowState, WaitReason } from '../../core/row.ts'
import { rowId } from '../../core/brands.ts'
import type { CleanupView } from '../models/library/library-views.ts'
import type { RowView } from '../models/views.ts'
import type { PanelView } from '../components/kit/panel-view.ts'
import type { DesignerTheme } from '../ports/run.ts'
import { fixtureAsset, fixtureFolder, fixtureMd5, fixtureRow } from './fixture-files.ts'
import { CHANGE_SCENES } from './change-scenes.ts'
import { conflictRows } from './fixture-conflicts.ts'
import type { LibraryScene } from './fixture-library.ts'
import { fixturePanel, type Scene } from './fixture-panel.ts'

type Make = (theme: DesignerTheme) => Promise<PanelView>

const CONNECT_URL = 'https://dock.example.com/connect'

const unreachable: Failure = { code: 'proxy-unreachable', message: 'fetch failed' }

/** The panel's states by name. */
export const SCENES = {
  empty: still({ status: 'empty', publicNoteRead: false }),
  'empty-again': still({ status: 'empty' }),
  'mode-forbidden': still({ status: 'empty', canManageAssets: false }),
  reading: still({ status: 'empty', reading: 1240 }),
  running: (theme) =>
    running({
      theme,
      totals: { timeLeft: { ms: 214_000, bottleneck: 'webflow', filesPerSecond: 1 } },
    }),
  'running-line': (theme) =>
    running({
      theme,
      publicNoteRead: false,
      totals: { timeLeft: { ms: 42_000, bottleneck: 'line', filesPerSecond: 2 } },
    }),
  waiting: (theme) => running({ theme, totals: { budgetWaitMs: 41_300 } }, 'budget'),
  offline: (theme) => running({ theme, totals: { outageMs: 12_400 } }, 'offline'),
  paused: (theme) => running({ theme, status: 'paused' }),
  'slow-hash': (theme) =>
    running({ theme, reading: 320, hashWay: { engine: 'javascript', place: 'page' } }),
  checking: async (theme) =>
    fixturePanel({ theme, rows: await rows(96, (n) => planState(n, false)), plan: PLANNED }),
  'taken-up': async (theme) =>
    fixturePanel({
      theme,
      status: 'paused',
      takenUp: true,
      rows: await rows(40, (n) => {
        if (n < 12) return settledState(n)
        if (n > 34) return { phase: 'failed', failure: missing, md5: fixtureMd5(n) }
        return { phase: 'paused', md5: fixtureMd5(n) }
      }),
    }),
  review: async (theme) =>
    fixturePanel({
      theme,
      status: 'review',
      reviewFirst: true,
      rows: await attentionRows(heldState),
      plan: { ...PLANNED, checking: 0, held: 312, calls: 323 },
      totals: { timeLeft: { ms: 323_000, bottleneck: 'webflow', filesPerSecond: 1 } },
    }),
  'review-checking': async (theme) =>
    fixturePanel({
      theme,
      status: 'review',
      reviewFirst: true,
      rows: await rows(96, (n) => planState(n, true)),
      plan: { ...PLANNED, held: 31, calls: 34 },
      totals: { timeLeft: { ms: 34_000, bottleneck: 'webflow', filesPerSecond: 1 } },
    }),
  'handed-back': async (theme) =>
    fixturePanel({ theme, status: 'settled', rows: await rows(16, handedBackState) }),
  attention: async (theme) =>
    fixturePanel({
      theme,
      rows: await attentionRows((n) => (n < 12 ? settledState(n) : runningState(n - 12))),
      totals: { timeLeft: { ms: 95_000, bottleneck: 'files', filesPerSecond: 8.4 } },
    }),
  settled: async (theme) =>
    fixturePanel({
      theme,
      status: 'settled',
      rows: await rows(16, settledState),
      counts: { junk: 2 },
    }),
  'settled-mixed': async (theme) =>
    fixturePanel({
      theme,
      status: 'settled',
      rows: await attentionRows((n) =>
        n > 26 ? { phase: 'cancelled', md5: fixtureMd5(n) } : settledState(n),
      ),
      counts: { junk: 3, unreadable: 1 },
    }),
  thousands: async (theme) =>
    fixturePanel({
      theme,
      rows: await rows(10_000, (n) => (n < 2400 ? uploaded(n) : runningState(n - 2400))),
      totals: { timeLeft: { ms: 7_600_000, bottleneck: 'webflow', filesPerSecond: 1 } },
    }),
  library: library({ assets: 120, ageMs: 184_000 }),
  'library-folder': library({ assets: 240, ageMs: 184_000, remembered: look('folder') }),
  'library-table': library({ assets: 120, ageMs: 4000, remembered: { layout: 'table' } }),
  'library-same': library({ assets: 120, ageMs: 4000, remembered: look('same') }),
  'library-no-alt': library({ assets: 120, ageMs: 4000, remembered: look('no-alt') }),
  'library-space': library({ assets: 120, ageMs: 4000, remembered: look('space') }),
  'library-empty': library({ assets: 0, ageMs: 4000 }),
  'library-empty-folder': library({ assets: 3, ageMs: 4000, remembered: look('nowhere') }),
  'library-opening': library({ assets: 0, ageMs: undefined, listing: 0 }),
  'library-listing': library({ assets: 120, ageMs: 10_800_000, listing: 0.4, hintRead: false }),
  'library-pause': library({ assets: 120, ageMs: 10_800_000, listing: 0.4, waitMs: 41_000 }),
  'library-stale': library({ assets: 120, ageMs: 10_800_000, trouble: unreachable }),
  'library-trouble': library({ assets: 0, trouble: unreachable }),
  'library-thousands': library({ assets: 10_000, ageMs: 0 }),
  'library-rename': library(CHANGE_SCENES.rename),
  'library-alt': library(CHANGE_SCENES.alt),
  'library-delete': library(CHANGE_SCENES.delete),
  'library-replace': library(CHANGE_SCENES.replace),
  'library-replace-warned': library(CHANGE_SCENES['replace-warned']),
  'library-place': library(CHANGE_SCENES.place),
  'library-copy': library(CHANGE_SCENES.copy),
  'library-moved': library(CHANGE_SCENES.moved),
  'library-mixed': library(CHANGE_SCENES.mixed),
  'library-outcomes': library(CHANGE_SCENES.outcomes),
  'library-waiting': library(CHANGE_SCENES.waiting),
  'library-canvas': library(CHANGE_SCENES.canvas),
  'library-launched': library(CHANGE_SCENES.launched),
  'library-canvas-blocked': library(CHANGE_SCENES['canvas-blocked']),
  conflict: async (theme) =>
    fixturePanel({
      theme,
      status: 'settled',
      rows: [...(await conflictRows(5)), ...(await rows(12, settledState))],
      counts: { junk: 2 },
    }),
  'conflict-one': async (theme) =>
    fixturePanel({ theme, status: 'settled', rows: await conflictRows(1) }),
  connecting: still({ session: { type: 'connecting' } }),
  connect: still({ session: { type: 'connect', connectUrl: CONNECT_URL } }),
  key: still({ session: { type: 'key', wrong: false } }),
  'key-wrong': still({ session: { type: 'key', wrong: true } }),
  'proxy-unreachable': failed({ code: 'proxy-unreachable', message: 'fetch failed' }),
  'proxy-missing': failed({ code: 'proxy-missing', message: 'no PROXY_URL' }),
  'designer-missing': failed({ code: 'designer-missing', message: 'no window.webflow' }),
  'session-refused': failed({
    code: 'session-refused',
    message: 'site mismatch',
    facts: { reason: 'id-token' },
    requestId: 'req_7Hq2mX4t',
  }),
  'other-site': failed({
    code: 'session-refused',
    message: 'the token is for another site',
    facts: { reason: 'other-site' },
    requestId: 'req_9cT1vV6r',
  }),
  'webflow-unauthorized': failed({
    code: 'webflow-unauthorized',
    message: '401',
    facts: { connectUrl: CONNECT_URL },
    requestId: 'req_Zk81bQ0s',
  }),
  'webflow-scopes': failed({
    code: 'webflow-scopes',
    message: 'missing_scopes',
    facts: { scopes: 'assets:write', connectUrl: CONNECT_URL },
    requestId: 'req_p0LmE3ca',
  }),
} as const satisfies Record<string, Make>

export type SceneName = keyof typeof SCENES

export const isSceneName = (name: string): name is SceneName => Object.hasOwn(SCENES, name)
export const sceneNames = Object.keys(SCENES).filter(isSceneName)

// Helpers

function still(scene: Omit<Scene, 'theme'>): Make {
  return (theme) => Promise.resolve(fixturePanel({ ...scene, theme }))
}

function library(library: LibraryScene): Make {
  return still({ status: 'empty', library })
}

function failed(failure: Failure): Make {
  return still({ session: { type: 'failed', failure } })
}

const rows = (count: number, state: (n: number) => RowState): Promise<readonly RowView[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => fixtureRow(n, state(n))))

const running = async (scene: Scene, waiting?: WaitReason): Promise<PanelView> =>
  fixturePanel({
    ...scene,
    rows: await rows(48, (n) => (n < 14 ? settledState(n) : runningState(n - 14, waiting))),
  })

const uploaded = (n: number): RowState => ({
  phase: 'uploaded',
  md5: fixtureMd5(n),
  asset: fixtureAsset(n, `file-${n}.jpg`, fixtureFolder(7)),
})

function settledState(n: number): RowState {
  if (n % 7 === 3)
    return {
      phase: 'existing',
      md5: fixtureMd5(n),
      asset: fixtureAsset(n, 'Logo Harbour.svg', fixtureFolder(1)),
      choice: 'keep',
    }
  if (n % 9 === 7)
    return {
      phase: 'twin',
      md5: fixtureMd5(n),
      of: rowId(0),
      asset: fixtureAsset(0, 'harbour-at-dawn.jpg', fixtureFolder(7)),
      choice: 'keep',
    }
  return uploaded(n)
}

/** Preferences with this location open. */
function look(where: 'folder' | 'nowhere' | CleanupView) {
  if (where === 'nowhere') return { shelf: { type: 'folder', folder: fixtureFolder(13) } }
  return where === 'folder'
    ? { shelf: { type: 'folder', folder: fixtureFolder(5) }, opened: [fixtureFolder(5)] }
    : { shelf: { type: 'order', order: where } }
}

const PLANNED = { folders: 11, checking: 41 }

/** States a moment after a drop. */
function planState(n: number, held: boolean): RowState {
  const md5 = fixtureMd5(n)
  if (n % 9 === 4) return settledState(3)
  if (n < 3 && !held) return { phase: 'sending', md5, ticket: ticket(n) }
  if (n < 50) return { phase: 'planned', md5, held }
  if (n < 58) return { phase: 'asking', md5 }
  return { phase: n < 64 ? 'hashing' : 'queued' }
}

const heldState = (n: number): RowState =>
  n % 6 === 5 ? settledState(3) : { phase: 'planned', md5: fixtureMd5(n), held: true }

function handedBackState(n: number): RowState {
  const state = settledState(n)
  if (n > 5 || state.phase !== 'uploaded') return state
  const asset = fixtureAsset(n, `harbour-${n}.jpg`, fixtureFolder(1))
  return { phase: 'existing', md5: state.md5, asset, choice: 'undecided', handedBack: true }
}

const ticket = (n: number) => ({
  ticket: `sealed-${n}`,
  assetId: fixtureAsset(n, 'x', null).id,
  folderId: fixtureFolder(7),
  expiresAt: 0,
})

/** States from a run's first unfinished row on: a few sending, some about to, the rest waiting. */
function runningState(n: number, waiting?: WaitReason): RowState {
  const md5 = fixtureMd5(n)
  if (n < 5) return { phase: 'sending', md5, ticket: ticket(n) }
  if (n < 7) return { phase: 'reserved', md5, ticket: ticket(n) }
  if (n === 7) return { phase: 'paused', md5 }
  if (waiting && n < 12) return { phase: 'waiting', md5, reason: waiting, until: 0 }
  if (n < 9) return { phase: 'reserving', md5 }
  if (n < 14) return { phase: 'ready', md5 }
  if (n < 16) return { phase: 'hashing' }
  return { phase: 'queued' }
}

const tooLarge: Failure = {
  code: 'file-too-large',
  message: 'too large',
  facts: { kind: 'image', limitBytes: MAX_BYTES.image, sizeBytes: 6_512_000 },
}

const missing: Failure = { code: 'file-missing', message: 'gone' }
const storageDown: Failure = {
  code: 'storage-unavailable',
  message: '503',
  requestId: 'req_4bW9xKe1',
}

async function attentionRows(rest: (n: number) => RowState): Promise<readonly RowView[]> {
  const elsewhere = (n: number, name: string, folder: number): RowState => ({
    phase: 'existing',
    md5: fixtureMd5(n),
    asset: fixtureAsset(n, name, fixtureFolder(folder)),
    choice: 'undecided',
  })
  const special = [
    ...Array.from({ length: 6 }, (_, i) =>
      fixtureRow(100 + i, { phase: 'failed', failure: storageDown, md5: fixtureMd5(i) }),
    ),
    ...Array.from({ length: 37 }, (_, i) =>
      fixtureRow(
        200 + i,
        { phase: 'refused', failure: tooLarge },
        { name: `drone-survey-${i + 1}.jpg`, size: 6_512_000 },
      ),
    ),
    fixtureRow(300, elsewhere(300, 'logo.svg', 1), { name: 'Logo Harbour (final).svg' }),
    fixtureRow(301, elsewhere(301, 'hero-2025.jpg', 6), { name: 'harbour-at-dawn.jpg' }),
    fixtureRow(302, elsewhere(302, 'tide-table.csv', 4), { name: 'tide-table.csv' }),
    fixtureRow(
      303,
      {
        phase: 'refused',
        failure: { code: 'file-type', message: 'type', facts: { extension: 'psd' } },
      },
      { name: 'homepage-layout.psd', size: LARGEST_BYTES * 4 },
    ),
  ]
  return [...(await Promise.all(special)), ...(await rows(30, rest))]
}
