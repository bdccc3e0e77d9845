/** The part of workerd's own modules that `cloudflare.ts` uses. */
declare module 'cloudflare:workers' {
  export interface DurableObjectState {
    readonly storage: {
      readonly sql: {
        exec(
          text: string,
          ...params: readonly (string | number | null)[]
        ): { toArray(): Record<string, unknown>[] }
      }
      transactionSync<T>(work: () => T): T
      getAlarm(): Promise<number | null>
      setAlarm(at: number): Promise<void>
    }
  }

  export class DurableObject<Env> {
    protected readonly ctx: DurableObjectState
    protected readonly env: Env
    constructor(ctx: DurableObjectState, env: Env)
  }
}
