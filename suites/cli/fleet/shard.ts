import { InputError } from '../../model/errors.ts'

/** One of `count` parts of a fleet; `index` counts from 1, as CI servers do. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/** Reads `i/n`. Throws InputError. */
export function parseShard(text: string): Shard {
  const [, index = '0', count = '0'] = /^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? []
  const shard = { index: Number(index), count: Number(count) }
  if (shard.index >= 1 && shard.index <= shard.count) return shard
  const fix = 'Write --shard 2/5 for the second of five parts; parts count from 1.'
  throw new InputError([{ message: `--shard ${text} names no part`, fix }])
}

/** Every `count`-th one: neighbours are often of one kind, and each part gets some of all kinds. */
export const inShard = <T>(all: readonly T[], { index, count }: Shard): readonly T[] =>
  all.filter((_, place) => place % count === index - 1)
