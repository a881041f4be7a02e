// One run of the built command against a server, with the target file that ships for it.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Milliseconds for an answer: a server that has just started on a busy machine must not be judged by that. */
const patience = '30000'

/** Gives the evidence as bytes and the report as JSON. Throws when the command fails for a reason of its own. */
export async function runSuite({ name, label, profile, replace, server }) {
  const work = mkdtempSync(join(tmpdir(), 'grantcheck-peer-'))
  try {
    // Evidence names the file as it was given: without a folder it is the same on every machine.
    writeFileSync(join(work, `${label}.yaml`), liveTarget(name, replace, server))
    const files = ['--evidence', 'evidence.json', '--report', 'json=report.json']
    const code = await grantcheck(
      ['run', `${label}.yaml`, '--profile', profile, '--seed', '1', '--timeout', patience, '--quiet', ...files],
      work,
      server.env,
    )
    if (code !== 0 && code !== 1 && code !== 3) throw new Error(`grantcheck ended with ${code}`)
    return {
      report: JSON.parse(readFileSync(join(work, 'report.json'), 'utf8')),
      evidence: readFileSync(join(work, 'evidence.json')),
    }
  } finally {
    rmSync(work, { recursive: true })
  }
}

/** The report of recorded evidence, as this build judges it. */
export async function judgeRecorded(evidence) {
  const work = mkdtempSync(join(tmpdir(), 'grantcheck-peer-'))
  try {
    const code = await grantcheck(['judge', evidence, '--report', 'json=report.json'], work, {}, 'ignore')
    if (code !== 0 && code !== 1 && code !== 3) throw new Error(`grantcheck judge ended with ${code}`)
    return JSON.parse(readFileSync(join(work, 'report.json'), 'utf8'))
  } finally {
    rmSync(work, { recursive: true })
  }
}

/** specs/targets/<name>.yaml, with the addresses that are written there replaced by those of the running server. */
function liveTarget(name, replace, server) {
  const text = readFileSync(join(root, 'specs/targets', `${name}.yaml`), 'utf8')
  const addresses = Object.entries(replace).map(([written, variable]) => [written, server.made[variable]])
  const pairs = [
    ...addresses,
    [new URL(parse(text).issuer ?? parse(text).fhirBaseUrl).origin, new URL(server.issuer).origin],
  ]
  return pairs.reduce((result, [written, live]) => result.replaceAll(written, live), text)
}

function grantcheck(args, cwd, env, output = 'inherit') {
  const child = spawn(process.execPath, [join(root, 'dist/grantcheck.mjs'), ...args], {
    cwd,
    // Clients that stay at a server which ends now are nobody's concern: their journal goes with the folder.
    env: { ...process.env, ...env, XDG_STATE_HOME: cwd },
    stdio: ['ignore', output, output],
  })
  return new Promise((resolve) => child.once('exit', resolve))
}
