import { describe, expect, it } from 'vitest'
import { httpUrlProblem, isLoopback } from './http-url.ts'

describe('httpUrlProblem', () => {
  it.each([
    ['https://as.acme.io/t?x=1#y', undefined],
    ['http://[::1]:1', undefined],
    ['as.acme.io', 'the URL "as.acme.io" is not an absolute URL'],
    ['https://as.acme.io:99999', 'the URL "https://as.acme.io:99999" is not an absolute URL'],
    ['file:///etc/passwd', 'the URL "file:///etc/passwd" has the scheme file:, which is neither https nor http'],
    ['https://me:hidden@as.acme.io', 'the URL holds credentials'],
    ['https://me@as.acme.io', 'the URL holds credentials'],
  ])('%s: %s', (url, message) => {
    expect(httpUrlProblem(url, 'the URL')?.message).toBe(message)
  })
})

describe('isLoopback', () => {
  it.each([
    ['http://127.0.0.1', true],
    ['http://127.9.9.9:1/x', true],
    ['http://localhost', true],
    ['https://localhost.acme.io', false],
    ['http://10.0.0.1', false],
    ['nonsense', false],
  ])('%s: %s', (url, expected) => {
    expect(isLoopback(url)).toBe(expected)
  })
})
