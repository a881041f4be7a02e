import { describe, expect, it } from 'vitest'
import type { Io } from './io.ts'
import { progress } from './progress.ts'

const run = (id: string) => ({ id, scenario: id, row: {}, steps: {} })
const notice = { id: 1, owner: '', step: '', operation: 'token', method: 'POST' } as const
const plan = { scenarios: 3, requests: 9, clients: 1, seconds: 0, groups: { token: 2, jwks: 1 } }

/** What is written while a run of three scenarios goes on, one every `pace` milliseconds. */
function written(tty: boolean, quiet: boolean, pace: number): string {
  let text = ''
  let time = 0
  const err = (more: string): void => {
    text += more
  }
  const io: Io = { out: () => {}, err, env: {}, color: false, tty, width: 80, signal: new AbortController().signal }
  const observer = progress(io, quiet, () => time)
  observer.planned?.(plan)
  for (const id of ['token/a', 'token/b', 'jwks/c']) {
    time += pace
    observer.exchange?.(notice)
    observer.scenarioFinished?.(run(id))
  }
  observer.clear()
  return text
}

/** What stays on a terminal: a picture is erased by the next one. */
function screen(text: string): string {
  const lines: string[] = []
  for (const part of text.replaceAll('\u001b', 'ESC').split(/(ESC\[\d+A\rESC\[0J)/u)) {
    const up = /^ESC\[(\d+)A/u.exec(part)?.[1]
    if (up === undefined) lines.push(...part.split('\n').slice(0, -1))
    else lines.splice(-Number(up))
  }
  return lines.join('\n')
}

describe('progress', () => {
  it('in the log of a quick run: one line', () => {
    expect(written(false, false, 10)).toBe('3 scenarios, about 9 requests, 1 client to register\n')
  })

  it('in the log of a long run: a line now and then, with a forecast', () => {
    expect(written(false, false, 6000).split('\n').slice(1)).toEqual([
      '0/3 scenarios, 1 exchange, 6 s',
      '1/3 scenarios, 2 exchanges, 12 s, about 24 s to go',
      '2/3 scenarios, 3 exchanges, 18 s, about 9 s to go',
      '',
    ])
  })

  it('on a terminal: a line for each group, and nothing of it when the run is over', () => {
    const text = written(true, false, 200)
    expect(text).toContain('✓ token    2/2')
    expect(screen(text)).toBe('3 scenarios, about 9 requests, 1 client to register')
  })

  it('what runs once more is told on a line that stays', () => {
    let text = ''
    const err = (more: string): void => {
      text += more
    }
    const io: Io = {
      out: () => {},
      err,
      env: {},
      color: false,
      tty: true,
      width: 80,
      signal: new AbortController().signal,
    }
    const observer = progress(io, false, () => 0)
    observer.planned?.(plan)
    observer.scenarioFinished?.(run('token/a'))
    observer.repeating?.(1)
    observer.clear()
    expect(screen(text)).toContain('1 scenario in which something failed or warned: once more, alone')
  })

  it('quiet: nothing', () => {
    expect(written(true, true, 6000)).toBe('')
  })
})
