import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startOidcProvider } from '../../fixtures/peers/oidc-provider/start.ts'
import { type Figure, figure } from './figures.ts'
import { command, inTurn, root, wholeProcess } from './whole-process.ts'

const source = join(root, 'scripts/bench/flow')

/** What a tester saves or pays: a scenario of nine requests against a real server, beside the same flow written by hand. */
export async function flows(): Promise<readonly Figure[]> {
  const server = await startOidcProvider('opaque', join(root, 'fixtures/peers/oidc-provider/server.mjs'))
  const folder = mkdtempSync(join(tmpdir(), 'grantcheck-bench-'))
  const figures: Figure[] = []
  try {
    cpSync(source, folder, { recursive: true })
    replaceIn(join(folder, 'target.yaml'), '$issuer', server.issuer)
    const byHand = join(source, 'by-hand.mjs')
    // The server compiles its own code too.
    wholeProcess([byHand, server.issuer, '50'])
    for (const count of [1, 50] as const) {
      const rows = Array.from({ length: count }, (_, index) => index + 1).join(', ')
      cpSync(join(source, 'nine.yaml'), join(folder, 'nine.yaml'))
      replaceIn(join(folder, 'nine.yaml'), 'flow: [1]', `flow: [${rows}]`)
      const args = ['run', join(folder, 'target.yaml'), '--profile', join(folder, 'profile.yaml'), '--quiet']
      const { ratios, one, other } = await inTurn(
        () => wholeProcess([command, ...args]),
        () => wholeProcess([byHand, server.issuer, String(count)]),
      )
      const about = `${one.toFixed(0)} ms, by hand ${other.toFixed(0)} ms, against oidc-provider`
      figures.push(figure(`flow-${count}`, ratios, about))
    }
  } finally {
    rmSync(folder, { recursive: true })
    await server.close()
  }
  return figures
}

function replaceIn(path: string, old: string, text: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(old, text))
}
