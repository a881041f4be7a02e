import type { Profile } from '../../model/profile.ts'
import type { Scenario, Step } from '../../model/scenario.ts'
import type { Specs } from '../../model/specs.ts'
import type { Target } from '../../model/target.ts'
import type { DriveInput } from '../drive-input.ts'

const at = { file: 'test.yaml', line: 1, column: 1 }

export const step = (id: string, operation: Step['operation'], more: Partial<Step> = {}): Step => ({
  id,
  operation,
  control: false,
  request: {},
  expect: [],
  ...more,
})

export const scenario = (id: string, steps: readonly Step[], more: Partial<Scenario> = {}): Scenario => ({
  id,
  title: id,
  kind: 'conformance',
  needs: [],
  matrix: {},
  fresh: false,
  steps,
  at,
  ...more,
})

const specsOf = (scenarios: readonly Scenario[]): Specs => ({
  digest: 'sha256:test',
  requirements: {},
  scenarios: Object.fromEntries(scenarios.map((each) => [each.id, each])),
  limitations: {},
  proof: { unproven: {} },
  frozen: {},
  allowances: [],
  findings: { rules: [], implications: [] },
  vulnerabilities: {},
  elsewhere: [],
  profiles: {},
  schemas: {},
})

export const profile = (more: Partial<Profile> = {}): Profile => ({
  id: 'test',
  version: '1',
  title: 'Test',
  description: '',
  target: 'base-url',
  parameters: { as: { default: 'main', description: '' } },
  endpoints: {
    registration: '{baseUrl}/register',
    token: '{baseUrl}/{as}/token',
    introspection: '{baseUrl}/introspect',
    revocation: '{baseUrl}/revoke',
  },
  capabilities: ['client_credentials', 'client_secret_basic'],
  clients: {
    confidential: {
      title: 'A client with a secret',
      entry: true,
      attempts: [
        { metadata: { client_name: '$fake.company.name', redirect_uris: ['$fake.uri.redirect'] }, after: 'first' },
      ],
    },
  },
  scenarios: ['**'],
  limitations: [],
  severities: [],
  deviations: [],
  ...more,
})

export const target = (baseUrl: string, more: Partial<Target> = {}): Target => ({
  named: baseUrl,
  ...(baseUrl === '' ? {} : { baseUrl }),
  parameters: {},
  endpoints: {},
  headers: {},
  tls: {},
  capabilities: { add: [], remove: [] },
  limits: {},
  allowHttp: false,
  allowDocumentationHosts: false,
  ...more,
})

export const driveInput = (
  baseUrl: string,
  scenarios: readonly Scenario[],
  more: Partial<DriveInput> = {},
): DriveInput => ({
  specs: specsOf(scenarios),
  profile: profile(),
  target: target(baseUrl),
  version: '1.2.3',
  seed: 42,
  concurrency: 1,
  timeoutMs: 120_000,
  only: [],
  skip: [],
  keepClients: false,
  signal: new AbortController().signal,
  ...more,
})
