import { describe, expect, it } from 'vitest'
import { specs } from '../live/testing/engine.ts'
import type { Evidence, Exchange } from '../model/evidence.ts'
import { packageVersion } from '../run/version.ts'
import { bundleText } from './bundle.ts'
import { replayed } from './replayed.ts'
import { bundle, faultsOf, made, now, text } from './testing.ts'
import { verifyBundle } from './verify.ts'
import { caveats, proofs } from './words.ts'

const evidence: Evidence = JSON.parse(text)
const { profiles } = specs
const again = async (of: Evidence, version = packageVersion()) => {
  const profile = profiles[of.profile.id]
  if (profile === undefined) throw new Error(`there is no profile ${of.profile.id}`)
  return replayed(specs, profile, of, version)
}
const differences = async (of: Evidence): Promise<string> => {
  const found = await again(of)
  return found.kind === 'differs' ? found.differences.join('\n') : found.kind
}

/** The first exchange that is chosen, changed. */
const exchange = (chosen: (each: Exchange) => boolean, change: (each: Exchange) => Exchange): Evidence => {
  const first = evidence.exchanges.find(chosen)
  return { ...evidence, exchanges: evidence.exchanges.map((each) => (each === first ? change(each) : each)) }
}
const asksForToken = ({ owner, operation, response }: Exchange): boolean =>
  owner.includes('/') && operation === 'token' && response !== undefined
const answering = (each: Exchange, change: (body: string) => string): Exchange =>
  each.response !== undefined && 'text' in each.response.body
    ? { ...each, response: { ...each.response, body: { text: change(each.response.body.text) } } }
    : each
const sending = (each: Exchange, change: (body: string) => string): Exchange => ({
  ...each,
  request: {
    ...each.request,
    body: {
      text: change(each.request.body !== undefined && 'text' in each.request.body ? each.request.body.text : ''),
    },
  },
})

describe('a run that is made once more from its evidence', () => {
  it('does the same', async () => expect(await again(evidence)).toEqual({ kind: 'same' }))

  it.each<readonly [string, Evidence, RegExp]>([
    [
      'a request has another octet',
      exchange(asksForToken, (each) => sending(each, (body) => `${body}&`)),
      /is not the one that the run sends: the body is/u,
    ],
    [
      'a request has another header field',
      exchange(asksForToken, (each) => ({
        ...each,
        request: { ...each.request, headers: [...each.request.headers, ['X-Forged', 'yes']] },
      })),
      /header field|header X-Forged is yes instead of nothing/u,
    ],
    [
      'a request has the tag of another secret',
      exchange(
        ({ owner, request }) =>
          owner.includes('/') && request.headers.some(([, value]) => /\[access_token#/u.test(value)),
        (each) => ({
          ...each,
          request: {
            ...each.request,
            headers: each.request.headers.map(([name, value]) => [
              name,
              value.replace(/\[access_token#[0-9a-f]+\]/u, '[access_token#ffff]'),
            ]),
          },
        }),
      ),
      /is not the one that the run sends/u,
    ],
    [
      'the seed is another one',
      { ...evidence, run: { ...evidence.run, seed: evidence.run.seed + 1 } },
      /is not the one/u,
    ],
    [
      'a registration is answered with another client',
      exchange(
        ({ operation, owner }) => operation === 'register' && owner === 'entry',
        (each) => answering(each, (body) => body.replace(/("client_id":\s*")[^"]+/u, '$1somebody-else')),
      ),
      /somebody-else/u,
    ],
    [
      'an answer is moved to another exchange',
      exchange(asksForToken, (each) => ({
        ...each,
        response:
          evidence.exchanges.find(({ operation }) => operation === 'jwks')?.response ?? each.response ?? missing(),
      })),
      /the run sends|is not the one|the row/u,
    ],
    [
      'a capability is invented',
      {
        ...evidence,
        facts: {
          ...evidence.facts,
          capabilities: {
            ...evidence.facts.capabilities,
            introspection: { offered: false, because: 'the server was asked by telephone' },
          },
        },
      },
      /the fact capabilities introspection/u,
    ],
    [
      'the target file was another one',
      {
        ...evidence,
        declaration: {
          ...(evidence.declaration ?? missing()),
          target: {
            ...(evidence.declaration ?? missing()).target,
            capabilities: { add: [], remove: ['introspection'] },
          },
        },
      },
      /introspection/u,
    ],
    ['what the run was told is left out', without(evidence), /has nothing of it/u],
  ])('does otherwise where %s', async (_, forged, says) => expect(await differences(forged)).toMatch(says))

  it('is not made by another version, and that is said', async () => {
    expect(await again(evidence, '99.0.0')).toMatchObject({ kind: 'not-replayable' })
    const old = { ...without(evidence), tool: { ...evidence.tool, version: '0.0.1' } }
    const of = await made({ evidence: { path: 'evidence.json', text: `${JSON.stringify(old, null, 1)}\n` } })
    expect(await faultsOf(of)).toEqual([])
    const reviewer = { specs, version: packageVersion(), now }
    const verification = await verifyBundle(Buffer.from(bundleText(of)), 'B', reviewer)
    expect(proofs(verification).join('\n')).not.toMatch(/made once more/u)
    expect(caveats(verification, true).join('\n')).toMatch(/were not made once more/u)
    const today = await verifyBundle(Buffer.from(bundleText(bundle)), 'B', reviewer)
    expect(proofs(today).join('\n')).toMatch(/The run, made once more/u)
    expect(caveats(today, true).join('\n')).not.toMatch(/were not made once more/u)
  })
})

function missing(): never {
  throw new Error('the evidence lacks it')
}

function without({ declaration: _, ...rest }: Evidence): Evidence {
  return rest
}
