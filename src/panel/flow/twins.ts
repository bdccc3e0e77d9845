/** Rows with the same bytes: the first one is uploaded, its twins wait for the outcome. */
import type { Md5Hex, RowId } from '../../core/brands.ts'
import { choiceFor, planRow, type PlanFacts } from '../../core/plan.ts'
import { assetOf, digestOf, isSettled, type AssetRef } from '../../core/row.ts'
import type { JobDispatcher, Job } from './jobs/job.ts'
import type { JobTable } from './jobs/job-table.ts'
import { placeKey } from './folders/naming.ts'

export class Twins {
  readonly #dispatcher: JobDispatcher
  readonly #jobs: Pick<JobTable, 'get'>
  readonly #leaders = new Map<Md5Hex, RowId>()

  constructor(dispatcher: JobDispatcher, jobs: Pick<JobTable, 'get'>) {
    this.#dispatcher = dispatcher
    this.#jobs = jobs
  }

  /** Whether a ready row leads. If not, this makes it the twin of the leader. */
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
    this.#dispatcher.apply(job, { type: 'twin', of: plan.of })
    const asset = assetOf(leader.row.state)
    if (asset) this.#follow(leader, job, asset)
    return false
  }

  /**
   * Gives a settled row's asset to its twins, or lets them go on alone. Waits until the row's record is given up: the
   * proxy would hand twins that record, with its name and folder.
   */
  settled(job: Job): void {
    const asset = assetOf(job.row.state)
    if (!asset && job.pendingRequests > 0) return
    const md5 = digestOf(job.row.state)
    if (!asset && md5 !== undefined && this.#leaders.get(md5) === job.row.id) {
      this.#leaders.delete(md5)
    }
    this.#updateTwins(job, asset)
  }

  /** Ends the row's lead for this digest: its twins go on alone. */
  part(job: Job, md5: Md5Hex): void {
    if (this.#leaders.get(md5) === job.row.id) this.#leaders.delete(md5)
    this.#updateTwins(job, undefined)
  }

  /** Starts a new run. */
  forget(): void {
    this.#leaders.clear()
  }

  #updateTwins(job: Job, asset: AssetRef | undefined): void {
    const twins = [...job.twins]
    job.twins.clear()
    for (const twin of twins) {
      if (twin.row.state.phase !== 'twin') continue
      if (asset) this.#follow(job, twin, asset)
      else this.#dispatcher.apply(twin, { type: 'untwin' })
    }
  }

  #follow(leader: Job, twin: Job, asset: AssetRef): void {
    leader.twins.delete(twin)
    const same = placeKey(leader.row.place) === placeKey(twin.row.place)
    twin.destination = same ? leader.destination : undefined
    const choice = twin.destination === undefined ? 'undecided' : choiceFor(asset, twin.destination)
    if (choice === 'undecided' && twin.source === 'guess') this.#dispatcher.doubt(twin)
    else this.#dispatcher.apply(twin, { type: 'existing', asset, choice })
  }
}

// Helpers

const NOTHING_KNOWN: PlanFacts = {
  broken: undefined,
  leader: undefined,
  known: undefined,
  wanted: undefined,
}

/** Whether twins may wait for this row: it is on its way, has an asset, or its record is being given up. */
function follows(leader: Job | undefined): boolean {
  if (!leader) return false
  const { state } = leader.row
  return (
    (!isSettled(state) && state.phase !== 'conflict') ||
    assetOf(state) !== undefined ||
    leader.pendingRequests > 0
  )
}
