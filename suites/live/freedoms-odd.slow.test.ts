import { testFreedoms } from './testing/freedoms-part.ts'

testFreedoms(1)
