/**
 * `npm test`: every test but the long ones, then the line `N passed, N failed`. Arguments are Vitest's file filters;
 * `--project NAME` narrows to one project. `--full` (`npm run test:full`) runs the long ones: chaos at full size, and
 * the tests beside Webflow's own tools.
 */
import { parseArgs } from 'node:util'
import { startVitest, type Reporter, type TestModule } from 'vitest/node'
import { chromiumPath } from './chromium.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { project: { type: 'string', multiple: true }, full: { type: 'boolean' } },
})

process.env['CHROME_PATH'] = chromiumPath()
if (values.full) process.env['CHAOS_FILES'] ??= '1000'

const filters = values.full ? ['test/browser/chaos.test.ts', 'test/peers/'] : positionals
const everyday = values.full || positionals.length > 0 ? undefined : ['!peers']
const project = values.project ?? everyday

const count = { passed: 0, failed: 0, skipped: 0 }

const counting: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    for (const module of modules) countModule(module)
    count.failed += unhandledErrors.length
  },
}

const vitest = await startVitest('test', filters, {
  run: true,
  watch: false,
  reporters: ['default', counting],
  ...(project ? { project } : {}),
})
await vitest?.close()

const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`)
process.exit(count.failed > 0 || count.passed === 0 ? 1 : 0)

function countModule(module: TestModule): void {
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    if (state === 'passed') count.passed++
    else if (state === 'failed') count.failed++
    else count.skipped++
  }
  // A file that fails to load reports no failed tests.
  const broken =
    module.errors().length +
    module.children.array().filter((c) => c.type === 'suite' && c.errors().length > 0).length
  count.failed += broken
}
