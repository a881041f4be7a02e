import { describe, expect, it } from 'vitest'
import type { Evidence } from '../model/evidence.ts'
import { runEmbedded, specs } from './testing/engine.ts'

/** Clients of a run that is over: who they belong to, and how often the server registered each. */
function counted({ clients, exchanges }: Evidence) {
  const accepted = (key: string): number =>
    exchanges.filter(
      ({ operation, step, response }) =>
        operation === 'register' && step === `register ${key}` && (response?.status ?? 0) < 300,
    ).length
  return clients.map(({ key, template, configured }) => {
    const group = key.replace(template, '').replace('@second', '')
    return { key, template, group, times: configured ? 0 : accepted(key) }
  })
}

const scenarioOf = (group: string): string => group.slice(1).replace(/\[.*/u, '')

describe.each(['airlock-iam', 'rfc'])('registrations of the profile %s', async (profile) => {
  const { evidence, opened } = await runEmbedded(profile)
  const clients = counted(evidence)
  const shared = clients.filter(({ group }) => group === '' || group === '@limitations')
  const own = clients.filter((client) => !shared.includes(client))

  it('registers a client of a template once for all scenarios, and once more where two of a kind are needed', () => {
    expect(shared.filter(({ times }) => times > 1)).toEqual([])
    for (const template of Object.keys(opened.profile.clients)) {
      const keys = shared.filter((client) => client.template === template).map(({ key }) => key)
      const groups = opened.profile.limitations.length > 0 ? ['', '@limitations'] : ['']
      const possible = groups.flatMap((group) => [`${template}${group}`, `${template}@second${group}`])
      expect(keys.filter((key) => !possible.includes(key))).toEqual([])
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  it('registers further clients only for scenarios that say fresh: true, each once', () => {
    expect(own.filter(({ group }) => specs.scenarios[scenarioOf(group)]?.fresh !== true)).toEqual([])
    expect(own.filter(({ times }) => times > 1)).toEqual([])
  })

  it('sends no further registration but those that a scenario is about', () => {
    const strays = evidence.exchanges.filter(
      ({ operation, owner }) =>
        operation === 'register' &&
        !['entry', 'clients'].includes(owner) &&
        !specs.scenarios[owner.replace(/\[.*/u, '')]?.steps.some((step) => step.operation === 'register'),
    )
    expect(strays.map(({ owner }) => owner)).toEqual([])
  })
})
