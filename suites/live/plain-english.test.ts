import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Phrases at which readers stumbled, and what to write instead: docs/style.md. */
const refused: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\bmend(s|ed|ing)?\b/u, 'fix'],
  [/\bpast its day\b/u, 'expired'],
  [/\bhas not ended\b/u, 'has not expired'],
  [/\bnothing is called\b/u, 'unknown id'],
  [/\bstands here twice\b/u, 'duplicate'],
  [/\bnone of which is so\b/u, 'but does neither'],
  [/\bis no (array|list|object|string|number|boolean|URL|page|JSON)\b/u, 'is not a ...'],
  [/\bwas kept away\b/u, 'was rejected'],
  [/\brequirement's business\b/u, 'a separate requirement covers it'],
  [/\bopens more of\b/u, 'enables'],
  [/\bis another one\b/u, 'is a different one'],
  [/(?<!_)\bbeside (it|that|the|each other|[a-z0-9]+_[a-z]+|\d+)\b/u, 'together with, in addition to'],
]

const files = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name) && !/\.test\.ts$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

/** What a user may read: string literals of the sources, and the texts of the specifications. Comments are for us. */
const textsOf = (path: string): readonly string[] => {
  const text = readFileSync(path, 'utf8')
  if (path.endsWith('.md')) return [text]
  const bare = text.replace(/^\s*(\/\/|\*|\/\*|#).*$/gmu, '')
  return path.endsWith('.ts')
    ? [...bare.matchAll(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/gu)].map(([each]) => each)
    : [bare]
}

const read = [
  ...files('suites', /\.ts$/u).filter((path) => !/\/(live|testing)\b|\/testing[^/]*\.ts$/u.test(path)),
  ...files('reports', /\.ts$/u),
  ...files('specs', /\.(yaml|json)$/u),
  join(root, 'README.md'),
]

describe('plain English', () => {
  it.each(refused)('no text says %s', (phrase, instead) => {
    const found = read.flatMap((path) =>
      textsOf(path).flatMap((text) => {
        const at = phrase.exec(text)
        return at === null
          ? []
          : [
              `${path.slice(root.length)}: "${text.slice(Math.max(0, at.index - 30), at.index + 40)}": write "${instead}"`,
            ]
      }),
    )
    expect(found).toEqual([])
  })
})
