import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { InputError } from '../../../model/errors.ts'
import { queueLibraries } from './redis.ts'

it('a queue without its packages says what to install', () => {
  const absent = (name: string): unknown => {
    throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' })
  }
  const told = (): unknown => {
    try {
      return queueLibraries(absent)
    } catch (error) {
      return error instanceof InputError ? error.problems : error
    }
  }
  expect(told()).toEqual([
    {
      message: '--queue needs the package bullmq, which is not installed',
      fix: 'Install it next to grantcheck: npm install bullmq ioredis rate-limiter-flexible',
    },
  ])
})

it('the packages of a queue are optional peers, so that nobody installs them who has no queue', () => {
  const { dependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'),
  )
  expect(dependencies).toBeUndefined()
  for (const name of ['bullmq', 'ioredis', 'rate-limiter-flexible'])
    expect(peerDependenciesMeta[name]).toEqual({ optional: true })
})
