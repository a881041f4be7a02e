import { dirname, resolve } from 'node:path'
import { isObject } from '../../decode/json.ts'
import { readYaml, type YamlFile } from '../../load/yaml/yaml-file.ts'
import { InputError, type Problem } from '../../model/errors.ts'
import type { Json } from '../../model/json.ts'
import type { ServerAbout, ServerReview } from '../../site/model.ts'
import { readTextFile } from '../read-file.ts'
import type { About } from './results.ts'

/** What the file says of a server, before the target file is read. */
interface Written extends Omit<ServerAbout, 'target'> {
  readonly target?: string
}

type Place = readonly (string | number)[]

/** Reads a file about servers (YAML or JSON) and the target files that it names, relative to itself. Throws InputError with every problem. */
export async function readAbout(path: string): Promise<About> {
  const text = await readTextFile(path, 'Name a file about the servers; "grantcheck site --help" shows one.')
  const read = readYaml(path, text)
  if (!read.ok) throw new InputError(read.problems)
  const reader = new AboutReader(read.yaml)
  const written = reader.servers()
  if (reader.problems.length > 0) throw new InputError(reader.problems)
  const entries = written.map(async ([name, about]): Promise<readonly [string, ServerAbout]> => {
    const { target, ...rest } = about
    if (target === undefined) return [name, rest]
    const file = resolve(dirname(path), target)
    return [
      name,
      { ...rest, target: { name: target, text: await readTextFile(file, `${path} names it as target of ${name}.`) } },
    ]
  })
  return Object.fromEntries(await Promise.all(entries))
}

const serverKeys = ['title', 'source', 'target', 'command', 'notes', 'reviews']
const reviewKeys = ['title', 'checks', 'judgement', 'says', 'known', 'id']

/** "servers/keycloak/notes/0". */
const nameOf = (at: Place): string => (at.length === 0 ? 'the file' : at.join('/'))

class AboutReader {
  readonly problems: Problem[] = []
  private readonly yaml: YamlFile

  constructor(yaml: YamlFile) {
    this.yaml = yaml
  }

  servers(): readonly (readonly [string, Written])[] {
    const all = this.members([], this.yaml.value, ['servers']).servers
    if (all === undefined) {
      this.refuse([], 'has no servers', 'Begin with "servers:", and below it the names of servers as in the folders.')
      return []
    }
    return Object.entries(this.members(['servers'], all)).map(([name, value]) => [
      name,
      this.server(['servers', name], value),
    ])
  }

  private server(at: Place, value: Json): Written {
    const { title, source, target, command, notes, reviews } = this.members(at, value, serverKeys)
    return {
      ...this.optional('title', at, title),
      ...this.optional('source', at, source),
      ...this.optional('target', at, target),
      ...this.optional('command', at, command),
      notes: this.texts([...at, 'notes'], notes),
      reviews: this.list([...at, 'reviews'], reviews).map((each, index) =>
        this.review([...at, 'reviews', index], each),
      ),
    }
  }

  private review(at: Place, value: Json): ServerReview {
    const { title, checks, judgement, says, known } = this.members(at, value, reviewKeys)
    return {
      title: this.text([...at, 'title'], title),
      checks: this.texts([...at, 'checks'], checks),
      judgement: this.text([...at, 'judgement'], judgement),
      says: this.text([...at, 'says'], says),
      known: this.texts([...at, 'known'], known),
    }
  }

  private optional<K extends string>(key: K, at: Place, value: Json | undefined): { readonly [P in K]?: string } {
    if (value === undefined) return {}
    const entry: Partial<Record<K, string>> = {}
    entry[key] = this.text([...at, key], value)
    return entry
  }

  private text(at: Place, value: Json | undefined): string {
    if (typeof value === 'string') return value
    this.refuse(at, `${nameOf(at)} is not a string`, 'Write a text, in quotes where it has ":" or "#".')
    return ''
  }

  private texts(at: Place, value: Json | undefined): readonly string[] {
    return this.list(at, value).map((each, index) => this.text([...at, index], each))
  }

  private list(at: Place, value: Json | undefined): readonly Json[] {
    if (value === undefined) return []
    if (Array.isArray(value)) return value
    this.refuse(at, `${nameOf(at)} is not a list`, 'Write one entry a line, each after "- ".')
    return []
  }

  private members(at: Place, value: Json, known?: readonly string[]): Readonly<Record<string, Json>> {
    if (!isObject(value)) {
      this.refuse(at, `${nameOf(at)} is not an object`, 'Write "key: value" pairs.')
      return {}
    }
    for (const key of Object.keys(value))
      if (known?.includes(key) === false)
        this.problems.push(
          this.yaml.problem([...at, key], `there is no key "${key}" here`, {
            part: 'key',
            fix: `The keys are ${known.join(', ')}.`,
          }),
        )
    return value
  }

  private refuse(at: Place, message: string, fix: string): void {
    this.problems.push(this.yaml.problem(at, message, { fix }))
  }
}
