/**
 * `npm test`: every test, then the line `N passed, N failed`. Arguments are Vitest's file filters; `--project NAME`
 * narrows to one project.
 */
import { parseArgs } from 'node:util'
import { startVitest, type Reporter, type TestModule } from 'vitest/node'
import { chromiumPath } from './chromium.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { project: { type: 'string', multiple: true } },
})

process.env['CHROME_PATH'] = chromiumPath()

const count = { passed: 0, failed: 0, skipped: 0 }

const counting: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    for (const module of modules) countModule(module)
    count.failed += unhandledErrors.length
  },
}

const vitest = await startVitest('test', positionals, {
  run: true,
  watch: false,
  reporters: ['default', counting],
  ...(values.project ? { project: values.project } : {}),
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
  // A file that does not even load has no tests to fail.
  const broken =
    module.errors().length +
    module.children.array().filter((c) => c.type === 'suite' && c.errors().length > 0).length
  count.failed += broken
}
