import { Budget } from '../../src/proxy/budget.ts'
import { openSql } from '../../src/proxy/node-sql.ts'
import { systemClock } from '../../src/proxy/system-clock.ts'
import { budgetContract } from './budget.ts'

const sql = openSql('file::memory:')
budgetContract('node:sqlite', (token) => new Budget(sql, token, systemClock))
