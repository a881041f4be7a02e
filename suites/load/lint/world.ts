import type { Specs } from '../../model/specs.ts'
import type { FileSet } from '../files/file-set.ts'

/** The names that files may refer to. A set that is undefined cannot be known, because a file with such names is broken. */
export interface World {
  readonly requirements: ReadonlySet<string> | undefined
  /** Sections in which requirements stand: "RFC 7591 section 3.2.1". */
  readonly sections: ReadonlySet<string> | undefined
  readonly scenarios: ReadonlySet<string> | undefined
  readonly schemas: ReadonlySet<string> | undefined
  /** Client templates of all profiles. */
  readonly templates: ReadonlySet<string> | undefined
  /** Parameters of all profiles. */
  readonly parameters: ReadonlySet<string> | undefined
  readonly profiles: ReadonlySet<string> | undefined
}

/** Kinds of file of which at least one could not be read, so that the names it holds are unknown. */
export interface Broken {
  readonly requirement: boolean
  readonly scenario: boolean
  readonly profile: boolean
  readonly schema: boolean
}

/** The engine sets these itself, whatever the profile declares. */
const engineParameters = ['resourceCheck']

/** The names in the files and in the specifications that they stand beside. */
export function worldOf(files: FileSet, specs: Specs, broken: Broken): World {
  const profiles = files.profiles.map(({ raw }) => raw)
  const shipped = Object.values(specs.profiles)
  const known = (unknown: boolean, ...names: Iterable<string>[]) =>
    unknown ? undefined : new Set(names.flatMap((each) => [...each]))
  return {
    requirements: known(
      broken.requirement,
      Object.keys(specs.requirements),
      files.requirements.flatMap(({ raw }) => raw.requirements.map(({ id }) => id)),
    ),
    sections: known(
      broken.requirement,
      [...Object.values(specs.requirements), ...files.requirements.flatMap(({ raw }) => raw.requirements)].flatMap(
        ({ source, section }) => section.split(/[\s,]+/u).map((each) => `${source} section ${each}`),
      ),
    ),
    scenarios: known(
      broken.scenario,
      Object.keys(specs.scenarios),
      files.scenarios.map(({ raw }) => raw.scenario),
    ),
    schemas: known(broken.schema, Object.keys(specs.schemas)),
    templates: known(
      broken.profile,
      [...shipped, ...profiles].flatMap(({ clients }) => Object.keys(clients ?? {})),
    ),
    parameters: known(
      broken.profile,
      engineParameters,
      [...shipped, ...profiles].flatMap(({ parameters }) => Object.keys(parameters ?? {})),
    ),
    profiles: known(
      broken.profile,
      Object.keys(specs.profiles),
      profiles.map(({ profile }) => profile),
    ),
  }
}
