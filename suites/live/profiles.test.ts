import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Profile } from '../model/profile.ts'
import type { Specs } from '../model/specs.ts'
import { scoredSet, versionOf, versionsOf } from '../plan/frozen-profile.ts'
import { judgeEvidence } from '../run/judge-evidence.ts'
import { findProfile } from '../run/open-target.ts'
import { linesOf, runEmbedded, specs } from './testing/engine.ts'

const frozenText = (profile: Profile): string =>
  [
    '# yaml-language-server: $schema=../schemas/frozen.schema.json',
    '# Written by `npm run freeze`: what this version of the profile scores. A changed verdict is a new version; this file then stays as it is.',
    `frozen: ${profile.id}`,
    `version: "${profile.version}"`,
    'requirements:',
    ...Object.entries(scoredSet(specs, profile)).map(([id, severity]) => `  ${id}: ${severity}`),
    '',
  ].join('\n')

const frozenPath = (name: string): string => `../../specs/frozen/${name.replace('@', '-')}.yaml`

/** What has been released: specs/released.yaml. */
const released: Readonly<Record<string, string>> = Object.assign(
  {},
  ...parse(readFileSync(new URL('../../specs/released.yaml', import.meta.url), 'utf8')).released.map(
    ({ profiles }: { profiles: Readonly<Record<string, string>> }) => profiles,
  ),
)

describe('what a profile scores is frozen with its version', () => {
  it.each(Object.entries(released))('%s is released: its frozen set never changes', (name, digest) => {
    const octets = readFileSync(new URL(frozenPath(name), import.meta.url))
    expect(`sha256:${createHash('sha256').update(octets).digest('hex')}`).toBe(digest)
  })

  it.each(Object.values(specs.profiles))('$id $version ("npm run freeze" writes it anew)', async (profile) => {
    const name = `${profile.id}@${profile.version}`
    // A released set is compared and never written: the profile needs a new version.
    if (released[name] !== undefined)
      expect(
        frozenText(profile),
        `${name} is released (specs/released.yaml), and the profile scores something else now. Give it a new version in specs/profiles/${profile.id}.yaml, and run npm run freeze`,
      ).toBe(readFileSync(new URL(frozenPath(name), import.meta.url), 'utf8'))
    else await expect(frozenText(profile)).toMatchFileSnapshot(frozenPath(name))
  })
})

const good = await runEmbedded('rfc', { only: ['token/response'] })

/** The specifications as they would be after `rfc` had gone from 1.0 to 2.0, with less in its old set. */
function later(
  change: (set: Readonly<Record<string, 'fail' | 'warn' | 'accepted'>>) => Specs['frozen'][string],
): Specs {
  const { rfc } = specs.profiles
  if (rfc === undefined) throw new Error('there is no profile rfc')
  const frozen = { ...specs.frozen, 'rfc@1.0': change(scoredSet(specs, rfc)) }
  return { ...specs, profiles: { ...specs.profiles, rfc: { ...rfc, version: '2.0' } }, frozen }
}

describe('an old version', () => {
  const without = 'rfc6749.5.1.no-store'
  const softened = 'rfc6749.5.1.expires-in-is-number'
  const all = later((set) => ({
    ...Object.fromEntries(Object.entries(set).filter(([id]) => id !== without)),
    [softened]: 'warn',
  }))

  it('is named, and listed beside today’s', async () => {
    const { rfc } = all.profiles
    expect(rfc && versionsOf(all, rfc)).toEqual(['1.0', '1.1', '2.0'])
    expect((await findProfile('rfc@1.0', all)).profile.version).toBe('1.0')
    expect((await findProfile('rfc', all)).profile.version).toBe('2.0')
    await expect(findProfile('rfc@0.9', all)).rejects.toThrow('profile rfc has no version "0.9"')
  })

  it('scores what was frozen, as it was frozen', () => {
    const old = versionOf(all, 'rfc', '1.0')
    expect(old && scoredSet(old.specs, old.profile)).toEqual(all.frozen['rfc@1.0'])
  })

  it('leaves out a check of a later requirement, and keeps all others', async () => {
    const old = versionOf(all, 'rfc', '1.0')
    if (old === undefined) throw new Error('there is no version 1.0')
    const [before, now] = [
      await judgeEvidence(old.specs, old.profile, good.evidence),
      await judgeEvidence(specs, good.opened.profile, good.evidence),
    ]
    expect(before.requirements.map(({ id }) => id)).not.toContain(without)
    const rest = now.scenarios.flatMap(({ checks }) => checks).filter(({ requirement }) => requirement !== without)
    expect(before.scenarios.flatMap(({ checks }) => checks)).toEqual(rest)
    expect(linesOf(before, 'fail', 'error')).toEqual([])
  })

  it('counts a violation as it did then', async () => {
    const old = versionOf(all, 'rfc', '1.0')
    if (old === undefined) throw new Error('there is no version 1.0')
    const text = JSON.stringify(good.evidence).replaceAll('\\"expires_in\\":3600', '\\"expires_in\\":\\"1\\"')
    const faulty: typeof good.evidence = JSON.parse(text)
    const verdicts = async (by: Specs, profile: Profile): Promise<readonly unknown[]> =>
      (await judgeEvidence(by, profile, faulty)).requirements
        .filter(({ id }) => id === softened)
        .map((each) => each.verdict)
    expect(await verdicts(specs, good.opened.profile)).toEqual(['fail'])
    expect(await verdicts(old.specs, old.profile)).toEqual(['warn'])
  })
})
