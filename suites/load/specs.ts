import { join } from 'node:path'
import { InputError, type Problem } from '../model/errors.ts'
import { versionName } from '../model/frozen.ts'
import type { Specs } from '../model/specs.ts'
import { fileChecks } from './check/file-checks.ts'
import { toAllowances } from './convert/to-allowances.ts'
import { toFindings } from './convert/to-findings.ts'
import { assemble, byId, emptySpecs } from './files/assemble.ts'
import { digestOf, type Piece } from './files/digest.ts'
import type { FileSet } from './files/file-set.ts'
import { findFiles } from './files/find-files.ts'
import { readMessageSchemas } from './files/message-schemas.ts'
import { type FileText, readKind } from './files/read-kind.ts'
import { readText } from './files/read-text.ts'
import { allowanceProblems } from './lint/allowances.ts'
import { cvesProblems } from './lint/cves.ts'
import { elsewhereProblems } from './lint/elsewhere.ts'
import { extensionProblems, standing } from './lint/extensions.ts'
import { findingsProblems } from './lint/findings.ts'
import { frozenProblems } from './lint/frozen.ts'
import { inOrder, lint } from './lint/lint.ts'
import { proofProblems } from './lint/proof.ts'
import { worldOf } from './lint/world.ts'

/** What reading a specs folder gave: the specifications, unless something is wrong with them. */
export interface CheckedSpecs {
  readonly specs?: Specs
  /** By file and place. */
  readonly problems: readonly Problem[]
}

/**
 * Reads and links all specification files below `root` (the folder `specs`): requirements, scenarios, limitations,
 * profiles, exceptions of the kill matrix, allowances, frozen profiles, kinds of finding, known vulnerabilities, identifiers elsewhere, message schemas. Throws InputError with every problem of every file.
 */
export async function loadSpecs(root: string): Promise<Specs> {
  const { specs, problems } = await checkSpecs(root)
  if (specs === undefined) throw new InputError(problems)
  return specs
}

/** As loadSpecs, but gives the problems instead of throwing them. */
export async function checkSpecs(root: string): Promise<CheckedSpecs> {
  const sources = await readSources(root)
  const requirement = readKind(sources.drafts('requirements/'), fileChecks.requirement)
  const scenario = readKind(sources.drafts('scenarios/'), fileChecks.scenario)
  const limitation = readKind(sources.drafts('limitations/'), fileChecks.limitation)
  const profile = readKind(sources.drafts('profiles/'), fileChecks.profile)
  const proof = readKind(sources.drafts('proof/'), fileChecks.proof)
  const allowances = readKind(sources.drafts('allowances/'), fileChecks.allowances)
  const frozen = readKind(sources.drafts('frozen/'), fileChecks.frozen)
  const findings = readKind(sources.drafts('findings/'), fileChecks.findings)
  const cves = readKind(sources.drafts('cves.yaml'), fileChecks.cves)
  const conformance = ['mcp-conformance.yaml', 'smart-conformance.yaml'].flatMap((name) => sources.drafts(name))
  const elsewhere = readKind(conformance, fileChecks.elsewhere)
  const messages = readMessageSchemas(sources.drafts('schemas/messages/'), fileChecks.schema)
  const kinds = [requirement, scenario, limitation, profile, proof, allowances, frozen, findings, cves, elsewhere]
  const files: FileSet = {
    requirements: requirement.loaded,
    scenarios: scenario.loaded,
    limitations: limitation.loaded,
    profiles: profile.loaded,
  }
  const broken = {
    requirement: requirement.problems.length > 0,
    scenario: scenario.problems.length > 0,
    profile: profile.problems.length > 0,
    schema: messages.problems.length > 0,
  }
  const base = {
    ...emptySpecs,
    digest: digestOf(sources.pieces),
    schemas: messages.schemas,
    proof: {
      unproven: Object.fromEntries(
        proof.loaded.flatMap(({ raw }) => (raw.unproven ?? []).map(({ check, reason }) => [check, { reason }])),
      ),
    },
    allowances: toAllowances(allowances.loaded),
    frozen: Object.fromEntries(
      frozen.loaded.map(({ raw }) => [versionName(raw.frozen, raw.version), raw.requirements]),
    ),
    findings: toFindings(findings.loaded),
    vulnerabilities: byId(cves.loaded.flatMap(({ raw }) => raw.cves)),
    elsewhere: elsewhere.loaded.map(({ raw }) => raw),
  }
  const world = worldOf(files, base, broken)
  const linted = [
    ...lint(files, world),
    ...files.profiles.flatMap((file) => extensionProblems(file, standing(files.profiles))),
    ...proof.loaded.flatMap((file) => proofProblems(file, files, world)),
    ...allowances.loaded.flatMap((file) => allowanceProblems(file, files, world)),
    ...frozen.loaded.flatMap((file) => frozenProblems(file, world)),
    ...findingsProblems(findings.loaded, files, world),
    ...cves.loaded.flatMap((file) => cvesProblems(file, files, world)),
    ...elsewhere.loaded.flatMap((file) => elsewhereProblems(file, world)),
  ]
  const problems = inOrder([
    ...sources.problems,
    ...kinds.flatMap((each) => each.problems),
    ...messages.problems,
    ...linted,
  ])
  return problems.length > 0 ? { problems } : { specs: assemble(base, files), problems }
}

const wanted: readonly (readonly [folder: string, ending: string])[] = [
  ['requirements', '.yaml'],
  ['scenarios', '.yaml'],
  ['limitations', '.yaml'],
  ['profiles', '.yaml'],
  ['proof', '.yaml'],
  ['allowances', '.yaml'],
  ['frozen', '.yaml'],
  ['findings', '.yaml'],
  ['', 'cves.yaml'],
  ['', 'mcp-conformance.yaml'],
  ['', 'smart-conformance.yaml'],
  ['schemas/messages', '.schema.json'],
]

interface Sources {
  readonly pieces: readonly Piece[]
  readonly problems: readonly Problem[]
  /** The files whose path begins so. */
  readonly drafts: (folder: string) => readonly FileText[]
}

async function readSources(root: string): Promise<Sources> {
  const found = await Promise.all(
    wanted.map(async ([folder, ending]) =>
      (await findFiles(join(root, folder), ending)).map((path) => (folder === '' ? path : `${folder}/${path}`)),
    ),
  )
  const read = await Promise.all(
    found.flat().map(async (path) => ({ path, file: await readText(join(root, path), `specs/${path}`) })),
  )
  return {
    pieces: read.flatMap(({ path, file }) => (file.ok ? [{ path, octets: file.octets }] : [])),
    problems: read.flatMap(({ file }) => (file.ok ? [] : [file.problem])),
    drafts: (folder) =>
      read.flatMap(({ path, file }) =>
        file.ok && path.startsWith(folder) ? [{ file: `specs/${path}`, text: file.text }] : [],
      ),
  }
}
