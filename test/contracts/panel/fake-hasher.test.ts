import { FakeHasher } from '../../fakes/fake-hasher.ts'
import { hasherContract } from './hasher.ts'

hasherContract('the fake', () => new FakeHasher())
