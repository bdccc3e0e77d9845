import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PAGE, sqlListing } from '../../sql-listing.ts'

it("the listing of the proxy's SQL is up to date", () => {
  const isFresh = readFileSync(PAGE, 'utf8') === sqlListing()
  expect(isFresh, 'The listing is stale. Run: npm run docs:sql').toBe(true)
})

it("the listing of the proxy's SQL has statements with their constants filled in", () => {
  const listing = sqlListing()
  expect(listing).toContain('`keepToken`')
  expect(listing).toContain('where assets.changed_at = 0')
  expect(listing).not.toContain('${INSERT_ASSETS}')
})
