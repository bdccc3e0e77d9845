import { FakeProxy } from '../fakes/fake-proxy.ts'
import { proxyClientContract } from './proxy-client.ts'

proxyClientContract('the fake', async () => {
  const client = new FakeProxy()
  return {
    client,
    failNext: async (call, ...failures) => client.failNext(call, ...failures),
    cutAfter: async (verdicts) => void (client.cutAfter = verdicts),
    orphans: async () => client.orphans().length,
  }
})
