/** Rows with the same bytes: the first one goes to the site, the others follow what becomes of it. */
import type { Md5Hex, RowId } from '../../core/brands.ts'
import { choiceFor, planRow, type PlanFacts } from '../../core/plan.ts'
import { assetOf, digestOf, isSettled, type AssetRef } from '../../core/row.ts'
import type { JobDispatcher, Job } from './jobs/job.ts'
import type { JobTable } from './jobs/job-table.ts'
import { placeKey } from './folders/naming.ts'

export class Twins {
  readonly #floor: JobDispatcher
  readonly #jobs: Pick<JobTable, 'get'>
  readonly #leaders = new Map<Md5Hex, RowId>()

  constructor(floor: JobDispatcher, jobs: Pick<JobTable, 'get'>) {
    this.#floor = floor
    this.#jobs = jobs
  }

  /** Whether a row that has become ready leads; if not, it is made the twin of the row that does. */
  leads(job: Job): boolean {
    const { state, id } = job.row
    if (state.phase !== 'ready') return false
    if (job.forceNew) return true
    const { md5 } = state
    const leaderId = this.#leaders.get(md5)
    const leader = leaderId === undefined ? undefined : this.#jobs.get(leaderId)
    if (leader !== job && !follows(leader)) this.#leaders.delete(md5)
    const first = this.#leaders.get(md5) ?? id
    const plan = planRow({ ...NOTHING_KNOWN, leader: first === id ? undefined : first })
    if (plan.type !== 'twin' || !leader) {
      this.#leaders.set(md5, id)
      return true
    }
    leader.twins.add(job)
    this.#floor.apply(job, { type: 'twin', of: plan.of })
    const asset = assetOf(leader.row.state)
    if (asset) this.#follow(leader, job, asset)
    return false
  }

  /**
   * A row has settled: its twins get the asset, or go their own way. Not before the row's record is given up: they
   * would be handed that record, with its name and in its folder.
   */
  settled(job: Job): void {
    const asset = assetOf(job.row.state)
    if (!asset && job.pendingRequests > 0) return
    const md5 = digestOf(job.row.state)
    if (!asset && md5 !== undefined && this.#leaders.get(md5) === job.row.id) {
      this.#leaders.delete(md5)
    }
    this.#tellTwins(job, asset)
  }

  /** The row no longer leads those with this digest: they go their own way. */
  part(job: Job, md5: Md5Hex): void {
    if (this.#leaders.get(md5) === job.row.id) this.#leaders.delete(md5)
    this.#tellTwins(job, undefined)
  }

  /** A new run begins: what is on the site is for the proxy to say. */
  forget(): void {
    this.#leaders.clear()
  }

  #tellTwins(job: Job, asset: AssetRef | undefined): void {
    const twins = [...job.twins]
    job.twins.clear()
    for (const twin of twins) {
      if (twin.row.state.phase !== 'twin') continue
      if (asset) this.#follow(job, twin, asset)
      else this.#floor.apply(twin, { type: 'untwin' })
    }
  }

  #follow(leader: Job, twin: Job, asset: AssetRef): void {
    leader.twins.delete(twin)
    const same = placeKey(leader.row.place) === placeKey(twin.row.place)
    twin.wanted = same ? leader.wanted : undefined
    const choice = twin.wanted === undefined ? 'undecided' : choiceFor(asset, twin.wanted)
    if (choice === 'undecided' && twin.source === 'guess') this.#floor.doubt(twin)
    else this.#floor.apply(twin, { type: 'existing', asset, choice })
  }
}

// Helpers

const NOTHING_KNOWN: PlanFacts = {
  broken: undefined,
  leader: undefined,
  known: undefined,
  wanted: undefined,
}

/** Whether a row can still be followed: it is on its way, has an asset, or a record that is being given up. */
function follows(leader: Job | undefined): boolean {
  if (!leader) return false
  const { state } = leader.row
  return (
    (!isSettled(state) && state.phase !== 'conflict') ||
    assetOf(state) !== undefined ||
    leader.pendingRequests > 0
  )
}
