import { createHash } from 'node:crypto'
import type { PublicJwk, Validity } from '../model/bundle.ts'
import type { Report } from '../model/report.ts'
import type { VerdictKind } from '../model/verdict.ts'

/** What the signature says, beside the files: everything that a certificate is made of. */
export interface Contents {
  /** By name, as in the bundle. */
  readonly files: Readonly<Record<string, string>>
  readonly report: Report
  /** Every specification file by its digest. */
  readonly specifications: readonly Descriptor[]
  readonly judgedBy: { readonly version: string; readonly specsDigest: string }
  /** Requirements of the profile that were scored, sorted. */
  readonly scored: readonly string[]
  readonly validity: Validity
  /** The key of the bundle: what it says of itself, such as when it ends, is signed too. */
  readonly key: PublicJwk
}

/** A ResourceDescriptor of the in-toto attestation framework, version 1. */
export interface Descriptor {
  readonly name: string
  readonly digest: { readonly sha256: string }
}

export const statementType = 'application/vnd.in-toto+json'

/** An in-toto Statement (v1) with the predicate test-result (v0.1); what is ours stands under the member `grantcheck`. */
export function statementText(contents: Contents): string {
  const { files, report, specifications, judgedBy, scored, validity, key } = contents
  const { run, target, profile, conclusion, because, totals, limitations, baseline } = report
  const named = (verdicts: readonly VerdictKind[]): readonly string[] =>
    report.requirements.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id }) => id)
  return JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: Object.entries(files).map(([name, text]) => ({ name, digest: { sha256: sha256(text) } })),
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: resultOf(report),
      configuration: specifications,
      passedTests: named(['pass']),
      warnedTests: named(['warn']),
      failedTests: named(['fail', 'inconclusive', 'error']),
      grantcheck: {
        format: 1,
        judgedBy,
        recordedBy: report.tool,
        profile,
        target: {
          named: target.named,
          product: target.product,
          issuer: target.issuer,
          baseUrl: target.baseUrl,
          endpoints: target.endpoints,
        },
        run: { id: run.id, startedAt: run.startedAt, durationMs: run.durationMs, exchanges: run.exchanges },
        conclusion,
        because,
        totals,
        limitations: limitations.map(({ id, outcome, grade }) => ({ id, outcome, grade })),
        scored,
        knownFailures: baseline?.known.flatMap((each) => each.covers).length,
        validity,
        key,
      },
    },
  })
}

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** A run that could not be decided has not passed. */
function resultOf({ conclusion, totals }: Report): 'PASSED' | 'WARNED' | 'FAILED' {
  if (conclusion !== 'conformant') return 'FAILED'
  return totals.warn > 0 ? 'WARNED' : 'PASSED'
}
