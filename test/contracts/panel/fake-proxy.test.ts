import { FakeProxy } from '../../fakes/fake-proxy.ts'
import { proxyClientContract } from './proxy-client.ts'

const failure = { code: 'digest-mismatch', message: 'other bytes', facts: { n: 1 } } as const

proxyClientContract('the fake', async () => {
  const client = new FakeProxy()
  return {
    client,
    failSend: async () => {
      client.failNext('send', failure)
      return failure
    },
    cutAfter: async (verdicts) => void (client.cutAfter = verdicts),
    orphans: async () => client.orphans().length,
  }
})
