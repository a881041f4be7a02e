import type { Exchange } from '../suites/model/evidence.ts'
import type {
  Finding,
  FinishedRun,
  LimitationReport,
  Report,
  RequirementReport,
  Totals,
} from '../suites/model/report.ts'
import type { CheckReport, ScenarioReport, VerdictKind } from '../suites/model/verdict.ts'

/** A finished run for tests: totals and requirements follow from the scenarios, everything else can be overridden. */
export function finishedRun(parts: Partial<Report> = {}, exchanges: readonly Exchange[] = []): FinishedRun {
  const scenarios = parts.scenarios ?? []
  const report: Report = {
    format: 1,
    tool: { name: 'grantcheck', version: '0.1.0', specsDigest: `sha256:${'ab12'.repeat(16)}` },
    run: {
      id: 'run-1',
      seed: 42,
      startedAt: '2025-03-01T10:00:00.000Z',
      durationMs: 1234,
      exchanges: exchanges.length,
    },
    target: {
      named: 'http://127.0.0.1:9400',
      issuer: 'http://127.0.0.1:9400',
      endpoints: { token: 'http://127.0.0.1:9400/token' },
      capabilities: ['registration', 'client_credentials'],
    },
    profile: { id: 'rfc', version: '1.0.0' },
    conclusion: 'conformant',
    because: 'Every MUST that applies holds.',
    totals: totalsOf(scenarios),
    findings: findingsOf(scenarios),
    limitations: [],
    scenarios,
    requirements: requirementsOf(scenarios),
    deviations: [],
    notes: [],
    leftBehind: [],
    complete: true,
    ...parts,
  }
  const repeat = (...scenarios: readonly string[]): string =>
    ['grantcheck run', report.target.named, ...scenarios.map((id) => `--only '${id}'`)].join(' ')
  return { report, exchanges, repeat, placeOf: (at) => at }
}

/** One check of `scenario`; what the verdict must carry is there unless overridden. */
export function check(
  scenario: string,
  name: string,
  verdict: VerdictKind,
  parts: Partial<CheckReport> = {},
): CheckReport {
  const step = parts.step ?? 'probe'
  return {
    id: `${scenario}:${step}:${name}`,
    requirement: `rfc6749.5.2.${name}`,
    level: verdict === 'warn' ? 'SHOULD' : 'MUST',
    verdict,
    ...carried(verdict),
    step,
    exchange: 1,
    at: { file: `specs/scenarios/${scenario.replace(/\[.*/, '')}.yaml`, line: 12, column: 9 },
    ...parts,
  }
}

function carried(verdict: VerdictKind): Partial<CheckReport> {
  switch (verdict) {
    case 'pass':
      return {}
    case 'fail':
    case 'warn':
      return { expected: 'status 401', observed: 'status 400' }
    case 'inconclusive':
      return { because: 'The control step "control" was answered 503, so nothing can be said about the probe.' }
    case 'not-applicable':
      return { because: 'The target is reached over loopback.' }
    case 'error':
      return { because: 'The matcher threw a TypeError.' }
    default:
      return verdict satisfies never
  }
}

/** A scenario row with its checks; its verdict is the worst of theirs. */
export function scenario(
  id: string,
  title: string,
  checks: readonly CheckReport[],
  parts: Partial<ScenarioReport> = {},
): ScenarioReport {
  const order: readonly VerdictKind[] = ['error', 'fail', 'inconclusive', 'warn', 'pass']
  const verdict = order.find((kind) => checks.some((one) => one.verdict === kind)) ?? 'not-applicable'
  return { id, title, row: {}, verdict, checks, ...parts }
}

/** An exchange at the token endpoint; secrets are tags, as in real evidence. */
export function exchange(id: number, parts: Partial<Exchange> = {}): Exchange {
  return {
    id,
    owner: 'token/invalid-client',
    step: 'probe',
    operation: 'token',
    request: {
      method: 'POST',
      url: 'http://127.0.0.1:9400/token',
      headers: [
        ['content-type', 'application/x-www-form-urlencoded'],
        ['authorization', 'Basic [credentials#ab12]'],
      ],
      body: { text: 'grant_type=client_credentials&scope=read' },
      sentAt: '2025-03-01T10:00:00.100Z',
    },
    response: {
      status: 400,
      headers: [['Content-Type', 'application/json;charset=UTF-8']],
      body: { text: '{"error":"invalid_client"}' },
      bytes: 143,
      receivedAt: '2025-03-01T10:00:00.103Z',
      durationMs: 3.2,
    },
    ...parts,
  }
}

/** The limitation "refresh", upheld on strong grounds unless overridden. */
export function limitation(parts: Partial<LimitationReport> = {}): LimitationReport {
  return {
    id: 'refresh',
    title: 'Tokens cannot be refreshed',
    outcome: 'upheld',
    grade: 'strong',
    because: 'No refresh token was issued, and the access token is refused as one.',
    rfc: 'ok',
    probes: [{ probe: 'R0', outcome: 'upheld', grade: 'strong', rfc: 'ok', because: 'No refresh token was issued.' }],
    findings: [],
    ...parts,
  }
}

function totalsOf(scenarios: readonly ScenarioReport[]): Totals {
  const checks = scenarios.flatMap((one) => one.checks)
  const of = (kind: VerdictKind): number => checks.filter(({ verdict }) => verdict === kind).length
  return {
    pass: of('pass'),
    fail: of('fail'),
    warn: of('warn'),
    inconclusive: of('inconclusive'),
    notApplicable: of('not-applicable'),
    error: of('error'),
  }
}

function requirementsOf(scenarios: readonly ScenarioReport[]): readonly RequirementReport[] {
  const checks = scenarios.flatMap((one) => one.checks)
  const ids = new Set(checks.flatMap(({ requirement }) => requirement ?? []))
  return [...ids].map((id) => {
    const citing = checks.filter(({ requirement }) => requirement === id)
    return {
      id,
      source: 'RFC 6749',
      section: '5.2',
      level: citing[0]?.level ?? 'MUST',
      requirement: statement,
      verdict: citing[0]?.verdict ?? 'pass',
      checks: citing.map((one) => one.id),
    }
  })
}

const statement =
  'A client that used the Authorization header and failed to authenticate is answered with 401 and a matching challenge.'

/** One finding for each requirement, as the judge makes them where no rule of specs/findings explains more. */
function findingsOf(scenarios: readonly ScenarioReport[]): readonly Finding[] {
  const faults = scenarios
    .flatMap((one) => one.checks)
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
  return [...new Set(faults.map(({ requirement, id }) => requirement ?? id))].map((id) => {
    const checks = faults.filter((one) => (one.requirement ?? one.id) === id)
    const [first] = checks
    return {
      id,
      title: `Not met: ${statement.replace(/\.$/u, '')}`,
      class: 'protocol',
      severity: checks.some(({ verdict }) => verdict === 'fail') ? 'fail' : 'warn',
      requirements: checks.flatMap(({ requirement }) => requirement ?? []).slice(0, 1),
      checks: checks.map((one) => one.id),
      blocks: [],
      because: `Expected ${first?.expected}, observed ${first?.observed}.`,
      ...(first?.exchange === undefined ? {} : { exchange: first.exchange }),
      remedy: first?.hint ?? 'Look at the exchange.',
    }
  })
}
