import { trusted, trustedJson } from '../decode/trusted.ts'
import type { Specs } from '../model/specs.ts'

/** A run needs few of these, or a tenth: each entry is read when it is first asked for. */
const byEntry = ['scenarios', 'limitations', 'profiles', 'frozen'] as const

/** A command needs most of these, or nothing: read as a whole when first asked for. */
const asWhole = ['requirements', 'allowances', 'findings', 'vulnerabilities', 'elsewhere'] as const

/** Where a text begins and ends: octets, counted from the second line. */
type Place = readonly [start: number, end: number]

type FirstLine = Readonly<Record<(typeof byEntry)[number], Readonly<Record<string, Place>>>> &
  Readonly<Record<(typeof asWhole)[number], Place>>

/** The specifications in a form that is cheap to load: one JSON text a line. The first one says where the others are, and holds all that is small. */
export function writeSpecs(specs: Specs): string {
  const lines: string[] = []
  let end = 0
  const placed = (value: unknown): Place => {
    const text = `${JSON.stringify(value)}\n`
    const start = end
    lines.push(text)
    end += Buffer.byteLength(text)
    return [start, end]
  }
  const entries = byEntry.map((name) => [
    name,
    Object.fromEntries(Object.entries(specs[name]).map(([id, value]) => [id, placed(value)])),
  ])
  const wholes = asWhole.map((name) => [name, placed(specs[name])])
  return `${JSON.stringify({ ...specs, ...Object.fromEntries([...entries, ...wholes]) })}\n${lines.join('')}`
}

/** Reads what writeSpecs wrote: each value when it is first asked for. */
export function readSpecs(octets: Buffer): Specs {
  const second = octets.indexOf('\n') + 1
  const first = trustedJson<FirstLine>(octets.toString('utf8', 0, second))
  const read = ([start, end]: Place): unknown => trustedJson(octets.toString('utf8', second + start, second + end))
  const entries = byEntry.map((name) => [name, onDemand({}, first[name], read)])
  const wholes = Object.fromEntries(asWhole.map((name) => [name, first[name]]))
  return trusted<Specs>(onDemand({ ...first, ...Object.fromEntries(entries) }, wholes, read))
}

/** The values, and those that stand at these places. */
function onDemand(values: object, places: Readonly<Record<string, Place>>, read: (place: Place) => unknown): object {
  for (const [id, place] of Object.entries(places)) {
    let value: unknown
    const get = (): unknown => {
      value ??= read(place)
      return value
    }
    Object.defineProperty(values, id, { get, enumerable: true })
  }
  return values
}
