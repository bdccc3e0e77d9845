import { Budget } from '../../../src/proxy/webflow/budget.ts'
import { openSql } from '../../../src/proxy/hosts/node-sql.ts'
import { hostClock } from '../../../src/proxy/hosts/system-clock.ts'
import { budgetContract } from './budget.ts'

const sql = openSql('file::memory:')
budgetContract('node:sqlite', (token) => new Budget(sql, token, hostClock))
