import type { Json, JsonObject, Scalar } from '../../model/json.ts'
import type { AssertionSpec, Expression, ScenarioKind } from '../../model/scenario.ts'
import type {
  AnswerKind,
  Capability,
  Charset,
  EndpointName,
  Format,
  MetadataPlace,
  Operation,
  ValueType,
} from '../../model/vocabulary.ts'

/** A scenario file as written, once specs/schemas/scenario.schema.json has accepted it. Names as in docs/language.md. */
export interface RawScenario {
  readonly scenario: string
  readonly title: string
  readonly kind: ScenarioKind
  readonly about?: string
  readonly needs?: readonly Capability[]
  readonly matrix?: Readonly<Record<string, readonly Scalar[]>>
  readonly client?: string
  readonly second?: string
  readonly fresh?: boolean
  readonly steps: readonly RawStep[]
}

type Members = Readonly<Record<string, Expression>>

/** Exactly one operation is there. */
export type RawStep = {
  readonly id: string
  readonly control?: boolean
  readonly when?: RawCondition
  readonly poll?: { readonly until: RawCondition; readonly for: Expression; readonly every: number }
  readonly live?: string
  readonly expect?: readonly RawCheck[]
} & { readonly [name in Operation]?: RawRequest }

export interface RawRequest {
  readonly auth?: 'none' | RawAuth
  readonly dpop?: OneOrMore<RawProof>
  readonly params?: Members
  readonly json?: Members
  readonly headers?: Members
  readonly query?: Members
  readonly body?: Expression
  readonly content_type?: Expression
  readonly http_method?: Expression
  readonly place?: MetadataPlace
  readonly url?: Expression
}

export interface RawAuth {
  readonly as?: 'client' | 'second' | 'introspection'
  readonly method?: string
  readonly defect?: string
  readonly assertion?: AssertionSpec
  readonly bearer?: Expression
  readonly scheme?: Expression
  readonly certificate?: string
}

export interface RawProof {
  readonly key?: Expression
  readonly sign_with?: Expression
  readonly header?: Members
  readonly jwk?: Members
  readonly exposed?: boolean
  readonly claims?: Members
  readonly times?: Members
  readonly raw?: Expression
}

/** Keys that are not listed are matrix keys; their values are scalars or lists of scalars. */
export interface RawCondition {
  readonly capability?: readonly Capability[]
  readonly lacks?: readonly Capability[]
  readonly omitted?: readonly EndpointName[]
  readonly param?: Readonly<Record<string, Scalar | readonly Scalar[]>>
  readonly answer?: Readonly<Record<string, RawAnswer>>
  readonly [matrixKey: string]: Json | undefined | Readonly<Record<string, RawAnswer>>
}

export interface RawAnswer {
  readonly sent?: boolean
  readonly status?: OneOrMore<number>
  readonly kind?: OneOrMore<AnswerKind>
  readonly error?: OneOrMore<string>
  readonly has?: OneOrMore<string>
  readonly lacks?: OneOrMore<string>
  readonly headers?: OneOrMore<string>
  readonly json?: readonly ({ readonly at: string } & RawMatchers)[]
  readonly like?: string
  readonly unlike?: string
  readonly expiring?: boolean
  readonly grants?: boolean
}

export type OneOrMore<T> = T | readonly T[]

/** Exactly one subject is there. */
export interface RawCheck extends RawSubjects {
  readonly requirement?: string
  readonly id?: string
  readonly when?: RawCondition
  readonly hint?: string
}

export interface RawSubjects {
  readonly status?: OneOrMore<number>
  readonly header?: RawHeader
  readonly json?: { readonly at: string } & RawMatchers
  readonly schema?: string | JsonObject
  readonly jwt?: RawJwt
  readonly time?: RawTime
  readonly relation?: RawRelation
  readonly rejection?: { readonly status?: OneOrMore<number>; readonly error?: OneOrMore<string> }
}

export interface RawHeader extends RawMatchers {
  readonly name: string
  readonly directive?: string
  readonly scheme?: string
  readonly challenge?: { readonly scheme: string; readonly parameter: string }
  readonly media_type?: OneOrMore<string>
}

export interface RawJwt extends RawMatchers {
  readonly token?: Expression
  readonly form?: true
  readonly signature?: true
  readonly signature_length?: true
  readonly header?: string
  readonly claim?: string
}

export interface RawTime {
  readonly value: Expression
  readonly minus?: Expression
  readonly near?: Expression
  readonly after?: Expression
  readonly before?: Expression
  readonly within?: number
}

export interface RawRelation {
  readonly unique?: readonly Expression[]
  readonly equal?: readonly Expression[]
  readonly as?: 'set'
  readonly subset?: readonly Expression[]
}

export interface RawMatchers {
  readonly equals?: Expression
  readonly not_equals?: Expression
  readonly one_of?: readonly Expression[]
  readonly none_of?: readonly Expression[]
  readonly type?: OneOrMore<ValueType>
  readonly matches?: string
  readonly present?: true
  readonly absent?: true
  readonly contains?: Expression
  readonly min?: number
  readonly max?: number
  readonly min_bits?: number
  readonly min_length?: number
  readonly charset?: Charset
  readonly format?: Format
  readonly each?: RawMatchers
  readonly optional?: true
  readonly or_absent?: true
  readonly ignore_case?: true
  /** Of the json subject only. */
  readonly unique_members?: true
  /** Of the json subject only. */
  readonly utf8?: true
  /** Of the json subject only. */
  readonly no_debug_output?: true
  /** Of the json subject only. */
  readonly certificates?: true
}
