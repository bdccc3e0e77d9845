/** One of two processes that claim the same twenty digests, a hundred times each, and tell which they won. */
import { md5Hex } from '../../../src/core/brands.ts'
import { openSql } from '../../../src/proxy/hosts/node-sql.ts'
import { Site } from '../../../src/proxy/state/site.ts'
import { hostClock } from '../../../src/proxy/hosts/system-clock.ts'

const sql = openSql(`file:${process.argv[2]}`)
const { claims } = new Site(sql, 'site', hostClock)
const won: string[] = []
for (let round = 0; round < 100; round++) {
  for (let i = 0; i < 20; i++) {
    const md5 = md5Hex(String(i).padStart(32, '0'))
    const attempt = crypto.randomUUID()
    const request = {
      md5,
      run: attempt,
      attempt,
      name: 'a.txt',
      folder: null,
      size: 1,
      anew: false,
    }
    if (claims.claim(request).type === 'won') won.push(md5)
  }
}
sql.close()
process.send?.(won)
