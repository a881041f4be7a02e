/** What a ClientHello says (RFC 5246 section 7.4.1.2), as far as the rules of the server look at it. */
export interface Hello {
  /** client_version, or all of supported_versions (RFC 8446 section 4.2.1). */
  readonly versions: readonly number[]
  readonly suites: readonly number[]
  readonly compressions: readonly number[]
  /** Server Name Indication (RFC 6066 section 3). */
  readonly name?: string
}

const serverName = 0
const supportedVersions = 43

/** Reads a record that holds a ClientHello. Undefined: it is none, or not complete. */
export function readHello(record: Buffer): Hello | undefined {
  try {
    return record[0] === 22 && record[5] === 1 ? read(record.subarray(9)) : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function read(body: Buffer): Hello {
  let at = 34
  const vector = (octets: number): Buffer => {
    const start = at + octets
    at = start + body.readUIntBE(at, octets)
    return body.subarray(start, at)
  }
  vector(1)
  const suites = shorts(vector(2))
  const compressions = [...vector(1)]
  const all = at < body.length ? vector(2) : Buffer.alloc(0)
  const versions = extensionIn(all, supportedVersions)
  const names = extensionIn(all, serverName)
  return {
    versions: versions === undefined ? [body.readUInt16BE(0)] : shorts(versions.subarray(1)),
    suites,
    compressions,
    ...(names === undefined ? {} : { name: names.subarray(5).toString('latin1') }),
  }
}

function extensionIn(all: Buffer, wanted: number): Buffer | undefined {
  for (let at = 0; at + 4 <= all.length; at += 4 + all.readUInt16BE(at + 2))
    if (all.readUInt16BE(at) === wanted) return all.subarray(at + 4, at + 4 + all.readUInt16BE(at + 2))
  return undefined
}

const shorts = (octets: Buffer): readonly number[] =>
  Array.from({ length: Math.floor(octets.length / 2) }, (_, index) => octets.readUInt16BE(index * 2))
