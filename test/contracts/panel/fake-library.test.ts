import { FakeLibrary, setUpLibrary } from '../../fakes/fake-library.ts'
import { libraryClientContract } from './library-client.ts'

libraryClientContract('the fake library', async () => {
  const client = new FakeLibrary()
  return { client, set: async (setup) => setUpLibrary(client, setup) }
})
