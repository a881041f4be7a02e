import { InputError } from '../../model/errors.ts'

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `--every 1h`, in milliseconds. Throws InputError. */
export function parseEvery(text: string): number {
  const [, amount = '0', unit = ''] = /^(\d{1,6})([smhd])$/u.exec(text) ?? []
  const ms = Number(amount) * (units[unit] ?? 0)
  if (ms > 0) return ms
  const fix = 'Write a number and s, m, h or d: --every 30m, --every 1h.'
  throw new InputError([{ message: `--every ${text} is not a time`, fix }])
}
