/** Where something stands in a specification file. Lines and columns count from 1. */
export interface Source {
  /** Path as shown to the user: relative to the package for shipped files, as given otherwise. */
  readonly file: string
  readonly line: number
  readonly column: number
}
