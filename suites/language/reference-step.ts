import { among } from '../decode/among.ts'
import { bad, type Decoded, good } from '../decode/decoded.ts'

/** The parts of a step's exchange that a reference can name. */
export type StepPart =
  /** `claims` and `jose`: of the access token in the response, or of the response when it is itself a JWT. `certificate`: what the client presented. `assertion`: header and claims of the client assertion in the request. */
  | { readonly part: 'body' | 'request' | 'claims' | 'jose' | 'certificate' | 'assertion'; readonly pointer: string }
  /** `text`: the body as it stands. */
  | { readonly part: 'status' | 'url' | 'text' }
  /** `name` as written; field names are compared without regard to case. `challenge`: a parameter of the Bearer challenge. */
  | { readonly part: 'header' | 'challenge'; readonly name: string }
  /** Of the DPoP proof that the request carried (RFC 9449 section 4.2). */
  | { readonly part: 'dpop'; readonly name: ProofPart }

const parts = [
  'body',
  'request',
  'claims',
  'jose',
  'certificate',
  'assertion',
  'status',
  'url',
  'text',
  'header',
  'challenge',
  'dpop',
] as const

const proofParts = ['proof', 'thumbprint', 'nonce'] as const
type ProofPart = (typeof proofParts)[number]

/** Reads what follows the step in a reference: `body` with a pointer, `status`, `header.Location`. The pointer is valid already. */
export function readStepPart(path: string, pointer: string | undefined): Decoded<StepPart> {
  const dot = path.indexOf('.')
  const part = among(dot === -1 ? path : path.slice(0, dot), parts, 'part of a step')
  if (!part.ok) return part
  const rest = dot === -1 ? undefined : path.slice(dot + 1)
  switch (part.value) {
    case 'body':
    case 'request':
    case 'claims':
    case 'jose':
    case 'certificate':
    case 'assertion':
      return rest === undefined
        ? good({ part: part.value, pointer: pointer ?? '' })
        : bad(`a member is named by a JSON Pointer: write ${part.value}#/${rest}`)
    case 'status':
    case 'url':
    case 'text':
      return rest === undefined && pointer === undefined
        ? good({ part: part.value })
        : bad(`${part.value} has no members`)
    case 'header':
    case 'challenge':
      return readNamed(part.value, rest ?? '', pointer)
    case 'dpop':
      return readProofPart(rest ?? '', pointer)
    default:
      return part.value satisfies never
  }
}

function readProofPart(path: string, pointer: string | undefined): Decoded<StepPart> {
  if (pointer !== undefined) return bad('dpop takes no JSON Pointer')
  const name = among(path, proofParts, 'part of a DPoP proof')
  return name.ok ? good({ part: 'dpop', name: name.value }) : name
}

function readNamed(part: 'header' | 'challenge', name: string, pointer: string | undefined): Decoded<StepPart> {
  if (pointer !== undefined) return bad('a header field takes no JSON Pointer')
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) ? good({ part, name }) : bad(`write ${part}.NAME`)
}
