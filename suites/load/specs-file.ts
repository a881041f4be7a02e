import { trusted, trustedJson } from '../decode/trusted.ts'
import type { Specs } from '../model/specs.ts'

/** A run needs a tenth of what stands in these. */
const onDemand = ['requirements', 'scenarios', 'limitations', 'profiles', 'frozen'] as const

/** By id, where a text begins and ends: octets, counted from the second line. */
type Places = Readonly<Record<string, readonly [start: number, end: number]>>

type FirstLine = Readonly<Record<(typeof onDemand)[number], Places>>

/** The specifications in a form that is cheap to load: one JSON text a line. The first one says where the others are, and holds all that is small. */
export function writeSpecs(specs: Specs): string {
  const lines: string[] = []
  let end = 0
  const placed = (values: Readonly<Record<string, unknown>>): Places =>
    Object.fromEntries(
      Object.entries(values).map(([id, value]) => {
        const text = `${JSON.stringify(value)}\n`
        const start = end
        lines.push(text)
        end += Buffer.byteLength(text)
        return [id, [start, end]]
      }),
    )
  const places = Object.fromEntries(onDemand.map((name) => [name, placed(specs[name])]))
  return `${JSON.stringify({ ...specs, ...places })}\n${lines.join('')}`
}

/** Reads what writeSpecs wrote: each value when it is first asked for. */
export function readSpecs(octets: Buffer): Specs {
  const second = octets.indexOf('\n') + 1
  const first = trustedJson<FirstLine>(octets.toString('utf8', 0, second))
  const read = ([start, end]: Places[string]): unknown =>
    trustedJson(octets.toString('utf8', second + start, second + end))
  return trusted<Specs>({
    ...first,
    ...Object.fromEntries(onDemand.map((name) => [name, record(first[name], read)])),
  })
}

function record(places: Places, read: (place: Places[string]) => unknown): object {
  const values = {}
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
