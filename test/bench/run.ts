/**
 * `npm run bench`: each benchmark beside its peers in the same run, as a table; `--json FILE` also writes the
 * figures, `--docs` puts them into `.github/docs/benchmarks.md`. Arguments pick benchmarks by name: `npm run bench -- hash`.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromiumPath } from '../chromium.ts'
import { benchBatch } from './batch.ts'
import { benchDigestCache } from './digest-cache.ts'
import { type Figure, isBroken, isMet } from './figure.ts'
import { benchHashCost } from './hash-cost.ts'
import { benchHash } from './hash.ts'
import { benchLanes } from './md5-lanes.ts'
import { benchList } from './list.ts'
import { benchLibrary } from './library.ts'
import { benchLongestTask } from './longest-task.ts'
import { benchPanelSize } from './panel-size.ts'
import { benchProxyMemory } from './proxy-memory.ts'
import { benchRateLimited } from './rate-limited.ts'
import { benchProxy } from './proxy.ts'
import { benchReDrop } from './re-drop.ts'
import { goalOf, withFigures } from './readme.ts'

const BENCHMARKS: Readonly<Record<string, (machine: string) => Promise<readonly Figure[]>>> = {
  'md5-lanes': benchLanes,
  hash: benchHash,
  'hash-cost': benchHashCost,
  'digest-cache': benchDigestCache,
  batch: benchBatch,
  'proxy-memory': benchProxyMemory,
  proxy: benchProxy,
  'rate-limited': benchRateLimited,
  're-drop': benchReDrop,
  'longest-task': benchLongestTask,
  list: benchList,
  library: benchLibrary,
  'panel-size': benchPanelSize,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, docs: { type: 'boolean', default: false } },
})

process.env['CHROME_PATH'] = chromiumPath()
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${arch()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
const chosen = Object.entries(BENCHMARKS).filter(
  ([name]) => positionals.length === 0 || positionals.includes(name),
)

const results: Figure[] = []
for (const [name, bench] of chosen) {
  console.log(`${name} …`)
  results.push(...(await bench(machine)))
}
console.log(machine)
console.table(
  results.map((figure) => ({
    name: figure.name,
    unit: figure.unit,
    ours: round(figure.ours),
    ...Object.fromEntries(
      Object.entries(figure.peers).map(([peer, value]) => [peer, round(value)]),
    ),
    'times better': Object.entries(figure.ratio)
      .map(([peer, ratio]) => `${round(ratio)} × ${peer}`)
      .join(', '),
    goal: goalOf(figure),
    met: isMet(figure) ? 'yes' : 'NO',
  })),
)
if (values.json) writeFileSync(values.json, `${JSON.stringify({ results }, undefined, 2)}\n`)
if (values.docs) {
  const file = resolve(import.meta.dirname, '../../.github/docs/benchmarks.md')
  writeFileSync(file, withFigures(readFileSync(file, 'utf8'), results))
  execFileSync(process.execPath, [
    resolve(import.meta.dirname, '../../node_modules/oxfmt/bin/oxfmt'),
    file,
  ])
}
const broken = results.filter(isBroken)
for (const { name } of broken) console.log(`broken, not noise: ${name}`)
process.exit(broken.length > 0 ? 1 : 0)

function round(value: number): number {
  return Number(value.toPrecision(3))
}
